/** Labels: how a name is broken into lines, how much room it takes, and which labels find room. */

import { SIGNED, pixels } from "./style.js";

const LETTERS = 20;
const LINES = 2;
export const FONT = '12px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
export const ROW = 14;
export const MARK = 24; // a mark and its ring
const CELL = 48;
const PROMINENT = 16; // so many labels, and those of the selected thing's neighbours, may lie on marks
const [CROWDED, FEW] = [60, 1500]; // with more marks, a label may lie on a part of one, then on any

let pen = null;

/** The breadth of a text in pixels. */
export function broad(text, bold = false) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = bold ? `bold ${FONT}` : FONT;
  return pen.measureText(text).width;
}

/** At most two lines of about twenty letters; what does not fit ends in an ellipsis. */
export function wrap(name) {
  const lines = [""];
  for (const word of String(name).replace(/\be\. ?V\./g, "e.\u00a0V.").split(/[ \t\n]+/)) {
    const line = lines.length - 1;
    const longer = lines[line] ? `${lines[line]} ${word}` : word;
    if (longer.length <= LETTERS || !lines[line]) lines[line] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, LINES).map((line) => (line.length > LETTERS + 2 ? `${line.slice(0, LETTERS + 1)}…` : line));
  if (lines.length > LINES && !kept[LINES - 1].endsWith("…")) kept[LINES - 1] = `${kept[LINES - 1].slice(0, LETTERS - 1).trimEnd()} …`;
  return kept;
}

/** The room of a mark with its label, from the mark's middle. */
export function boxOf(name) {
  const lines = wrap(name);
  return { w: Math.max(MARK + 14, ...lines.map((line) => broad(line, true))) + 10, above: MARK / 2 + 13, below: MARK / 2 + lines.length * ROW + 10 }; // and some: from farther off, labels stay as large
}

/**
 * Which labels are drawn at a scale: the important ones first, the others where nothing stands yet. It does not depend on where
 * the camera looks, so that no label comes or goes while the picture is moved.
 * @param {import("./types.js").Display} display its labels are sorted, the important ones first
 * @param {number} k pixels per unit
 * @returns {import("./types.js").LabelMark[]}
 */
export function fitting(display, k) {
  const taken = new Grid();
  const crowded = display.shapes.length > CROWDED;
  if (display.shapes.length < FEW) for (const shape of display.shapes) if (shape.scale === "paper") for (const box of markBoxes(shape, k, crowded)) taken.add(box);
  const put = (label, box) => { taken.add(box, true); return label; };
  const place = (label, n) => {
    if (!label.must && !label.inside && taken.at(label.x * k, label.y * k + (label.shape ? pixels(label.shape, k) : 0) + ROW)) return null; // spares measuring it
    const box = labelBox(label, k);
    if (label.inside && box.right - box.left > pixels(label.shape, k) * 2 + 4) return label.short ? place(label.short, n) : null;
    if (!taken.hits(box)) return put(label, box);
    const above = { ...label, above: true };
    const other = label.shape && !label.inside ? labelBox(above, k) : null;
    if (other && !taken.hits(other)) return put(above, other);
    return (label.must || (crowded && n < PROMINENT)) && !taken.covers(box) ? put(label, box) : null;
  };
  return display.labels.map((label, n) => place(label, n)).filter(Boolean);
}

/** A mark, and the letters at its upper right. */
function markBoxes(shape, k, crowded) {
  const size = pixels(shape, k);
  const half = size * (crowded ? 0.35 : 0.75);
  const [x, y] = [shape.x * k, shape.y * k];
  const mark = { left: x - half, right: x + half, top: y - half, bottom: y + half };
  if (crowded || size < SIGNED || !shape.letters) return [mark];
  return [mark, { left: x + size * 0.8, right: x + size * 0.8 + shape.letters.length * 6, top: y - size * 1.1, bottom: y - size * 0.4 }];
}

/** The lines of a label, broken when they are first wanted: of thousands, few are. */
export function linesOf(label) {
  label.lines ??= [...wrap(label.name), ...(label.count ? [label.count] : [])];
  return label.lines;
}

/** Where a label stands, in pixels of a picture whose middle is at (0, 0): below its mark, above or within it. */
export function labelBox(label, k) {
  const lines = linesOf(label);
  label.width ??= Math.max(...lines.map((line) => broad(line, label.bold)));
  const [x, y, half] = [label.x * k, label.y * k, label.width / 2 + 2];
  const high = lines.length * ROW;
  const away = label.shape ? pixels(label.shape, k) + 3 : 0;
  const top = label.inside ? y - high / 2 : label.above ? y - away - high : y + away;
  return { left: x - half, right: x + half, top, bottom: top + high };
}

/** Occupied boxes, found by the cells they touch. */
class Grid {
  cells = new Map();

  add(box, text = false) {
    box.text = text;
    for (const key of keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  hits(box) {
    return this.any(box, () => true);
  }

  /** Does a text cover this point? */
  at(x, y) {
    return this.any({ left: x, right: x, top: y, bottom: y }, (other) => other.text);
  }

  /** Does it lie on another text? */
  covers(box) {
    return this.any(box, (other) => other.text);
  }

  any(box, test) {
    for (const key of keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom && test(other)) return true;
      }
    }
    return false;
  }
}

function* keys({ left, right, top, bottom }) {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 1_000_003 + y;
  }
}
