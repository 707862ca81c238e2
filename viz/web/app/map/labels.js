/** Names on the map that do not cover each other: the important ones first, each at the best place that is still free. */

/**
 * @typedef {{text: string, x: number, y: number, kind: "quartier" | "area" | "point" | "letter", colour: string, gap: number, must?: boolean, most?: number}} Label
 *    gap: pixels to keep from (x, y), 0 for a name in the middle of an area; must: may cover marks rather than be left out; most: broader names are left out
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

export const FONTS = { quartier: "700 14px", area: "600 12px", point: "500 12px", letter: "700 13px" };
export const FAMILY = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const HEIGHT = 16;
const AIR = 3;
const CELL = 64;
const DOWN = [0, -1, 1, -1.6, 1.6, -2.3, 2.3, -3.2, 3.2, -4, 4]; // lines away from the middle of an area
const INSIDE = 5; // of them for a name that may be left out

const pen = document.createElement("canvas").getContext("2d");

/** How broad a text is, in pixels. */
export function broad(text, kind) {
  pen.font = `${FONTS[kind]} ${FAMILY}`;
  return pen.measureText(text).width;
}

/**
 * @param {Label[]} labels the important ones first @param {Box[]} kept what must stay free @param {{x: number, y: number}} size of the picture
 * @returns {(Label & {left: number, top: number, width: number})[]} those that have a place, which lies inside the picture
 */
export function place(labels, kept, size) {
  const [marks, taken] = [new Grid(), new Grid()];
  kept.forEach((box) => marks.add(box));
  const found = [];
  for (const label of labels) {
    const width = broad(label.text, label.kind);
    if (width > (label.most ?? Infinity)) continue;
    const open = spots(label, width).filter((box) => box.left >= 0 && box.top >= 0 && box.right <= size.x && box.bottom <= size.y && !taken.meets(box));
    const free = open.find((box) => !marks.meets(box)) ?? (label.must ? open[0] : null);
    if (!free) continue;
    taken.add(free);
    found.push({ ...label, left: free.left + AIR, top: free.top, width });
  }
  return found;
}

/** Where a name may stand: in the middle or a little above and below; of a point to its right, left, above, below. */
/** @param {Label} label @param {number} width */
function spots({ x, y, gap, must }, width) {
  const box = (left, top) => ({ left: left - AIR, top, right: left + width + AIR, bottom: top + HEIGHT });
  if (!gap) return (must ? DOWN : DOWN.slice(0, INSIDE)).flatMap((down) => [0, -width / 3, width / 3].map((right) => box(x - width / 2 + right, y - HEIGHT / 2 + down * HEIGHT)));
  return [box(x + gap, y - HEIGHT / 2), box(x - gap - width, y - HEIGHT / 2), box(x - width / 2, y - gap - HEIGHT), box(x - width / 2, y + gap)];
}

/** Boxes by cell, so that thousands need not be compared with each other. */
class Grid {
  constructor() {
    this.cells = new Map();
  }

  keys({ left, top, right, bottom }) {
    const found = [];
    for (let c = Math.floor(left / CELL); c <= Math.floor(right / CELL); c += 1) for (let r = Math.floor(top / CELL); r <= Math.floor(bottom / CELL); r += 1) found.push(`${c},${r}`);
    return found;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
    }
  }

  meets(box) {
    return this.keys(box).some((key) => this.cells.get(key)?.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom));
  }
}
