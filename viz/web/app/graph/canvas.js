/** The display list on a canvas, in 2D: no WebGL, so that it is quick on machines without a graphics card. */

import { FONT, ROW, labelBox, linesOf } from "./labels.js";
import { Sprites } from "./sprites.js";
import { DIM, FOCUS, INK, LINES, PIN, SIGNED, SIGNS, faint, pixels, sectorColour } from "./style.js";

const CROWD = 600; // so many marks are stamped
const SPECK = 3.2; // a mark smaller than this has no form any more
const paths = new Map();
const pathOf = (text) => paths.get(text) ?? paths.set(text, new Path2D(text)).get(text);
const ORDER = Object.keys(LINES);

/**
 * @param {CanvasRenderingContext2D} pen  its units are pixels of the page
 * @param {import("./types.js").Display} display
 * @param {import("./types.js").LabelMark[]} labels those that fit
 * @param {import("./types.js").Camera} camera
 * @param {number} width @param {number} height
 */
export function paint(pen, display, labels, camera, width, height) {
  const { k } = camera;
  const [left, top] = [width / 2 - camera.x * k, height / 2 - camera.y * k];
  const sees = (x, y, room) => x > -room && x < width + room && y > -room && y < height + room;
  pen.save();
  pen.translate(left, top);
  pen.scale(k, k);
  for (const area of display.areas) paintArea(pen, area, k);
  paintLines(pen, display, k);
  pen.restore();
  const stamped = display.shapes.length > CROWD ? pen.getTransform().a : 0;
  for (const shape of display.shapes) {
    const [x, y] = [shape.x * k + left, shape.y * k + top];
    if (sees(x, y, pixels(shape, k) + 12)) paintShape(pen, shape, x, y, k, stamped);
  }
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  pen.lineJoin = "round";
  for (const label of labels) paintLabel(pen, label, k, left, top, sees);
}

function paintArea(pen, area, k) {
  const path = new Path2D();
  area.points.forEach(([x, y], n) => (n ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
  pen.fillStyle = area.fill;
  pen.fill(path);
  pen.strokeStyle = area.stroke;
  pen.lineWidth = 1.2 / k;
  pen.setLineDash(area.dash.map((part) => part / k));
  pen.stroke(path);
  pen.setLineDash([]);
}

/** All lines of one look in one path, made once for a display list. */
function paintLines(pen, display, k) {
  display.batches ??= batches(display.lines);
  for (const [look, path] of display.batches) {
    const { stroke, width, dash = [], core, coreWidth } = LINES[look];
    const fine = Math.max(0.4, Math.min(1, k * 1.4));
    pen.setLineDash(dash.map((part) => part / k));
    pen.strokeStyle = stroke;
    pen.lineWidth = (width * fine) / k;
    pen.stroke(path);
    if (!core) continue;
    pen.strokeStyle = core;
    pen.lineWidth = (coreWidth * fine) / k;
    pen.stroke(path);
  }
  pen.setLineDash([]);
}

function batches(lines) {
  const found = new Map();
  for (const line of lines) {
    let path = found.get(line.look);
    if (!path) found.set(line.look, path = new Path2D());
    path.moveTo(line.x1, line.y1);
    path.lineTo(line.x2, line.y2);
  }
  return [...found].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

function paintShape(pen, shape, x, y, k, stamped) {
  const half = pixels(shape, k);
  if (half < SPECK && !shape.halo) {
    pen.fillStyle = shape.dim ? faint(shape.fill) : shape.fill;
    pen.fillRect(x - half * 0.7, y - half * 0.7, half * 1.4, half * 1.4);
  } else if (shape.scale === "picture") paintGroup(pen, shape, x, y, half);
  else if (stamped && !shape.halo && !shape.badge && !shape.pinned && half < SIGNED) sprites.stamp(pen, shape, x, y, half, stamped);
  else {
    pen.save();
    pen.translate(x, y);
    paintMark(pen, shape, half);
    pen.restore();
  }
}

/** A mark around (0, 0). */
function paintMark(pen, shape, half) {
  const scale = half / shape.size;
  pen.scale(scale, scale);
  if (shape.halo) halo(pen);
  rings(pen, shape);
  pen.fillStyle = shape.dim ? faint(shape.fill) : shape.fill;
  pen.strokeStyle = shape.bridge ? (shape.dim ? faint(INK) : INK) : shape.edge;
  pen.lineWidth = shape.bridge ? 2.5 : 1.5;
  if (shape.badge === "gone") pen.setLineDash([3, 2]);
  pen.fill(pathOf(shape.path));
  pen.stroke(pathOf(shape.path));
  pen.setLineDash([]);
  signs(pen, shape, half);
}

const sprites = new Sprites(paintMark);

function paintGroup(pen, shape, x, y, half) {
  pen.beginPath();
  pen.arc(x, y, half, 0, 2 * Math.PI);
  pen.fillStyle = shape.dim ? faint(shape.fill) : shape.fill;
  pen.fill();
  pen.strokeStyle = shape.halo ? INK : shape.edge;
  pen.lineWidth = shape.halo ? 4 : 1.2;
  pen.stroke();
}

function circle(pen, r, from = 0, to = 2 * Math.PI) {
  pen.beginPath();
  pen.arc(0, 0, r, from, to);
}

/** The selected thing. */
function halo(pen) {
  circle(pen, 21);
  pen.fillStyle = "#ffffff";
  pen.fill();
  for (const [colour, width] of [[INK, 6], [FOCUS, 3.5]]) { pen.strokeStyle = colour; pen.lineWidth = width; pen.stroke(); }
}

/** The sectors of a thing: a ring, shared out among them. */
function rings(pen, { rings: sectors, dim }) {
  sectors.forEach((sector, n) => {
    const part = (2 * Math.PI) / sectors.length;
    const gap = sectors.length > 1 ? 0.12 : 0;
    circle(pen, 14.5, n * part - Math.PI / 2 + gap, (n + 1) * part - Math.PI / 2 - gap);
    pen.strokeStyle = dim ? faint(sectorColour(sector)) : sectorColour(sector);
    pen.lineWidth = 3.4;
    pen.stroke();
  });
}

/** What stands at a mark: sectors' letters, + or – of a change, a pin, how much is not drawn. */
function signs(pen, shape, half) {
  const said = (text, x, y, colour, align) => {
    pen.textAlign = align;
    pen.lineWidth = 3;
    pen.strokeStyle = "#ffffff";
    pen.strokeText(text, x, y);
    pen.fillStyle = shape.dim ? DIM : colour;
    pen.fillText(text, x, y);
  };
  pen.lineJoin = "round";
  pen.font = `bold 10px ${FONT.slice(5)}`;
  if (half > SIGNED && shape.letters) said(shape.letters, 14, -9, INK, "left");
  if (half > SIGNED && shape.more && !shape.dim) said(`+${shape.more}`, 15, 13, "#56636a", "left");
  if (shape.pinned) { pen.fillStyle = INK; pen.fill(pathOf(PIN)); }
  if (!shape.badge) return;
  const [sign, colour] = SIGNS[shape.badge];
  pen.font = `bold 17px ${FONT.slice(5)}`;
  said(sign, -13, -6, colour, "right");
}

function paintLabel(pen, label, k, left, top, sees) {
  const box = labelBox(label, k);
  const [x, y] = [(box.left + box.right) / 2 + left, box.top + top];
  if (!sees(x, y, 120)) return;
  pen.font = label.bold ? `bold ${FONT}` : FONT;
  pen.lineWidth = 4;
  pen.strokeStyle = "#ffffffe6";
  pen.fillStyle = label.dim ? DIM : INK;
  linesOf(label).forEach((line, n) => {
    const base = y + ROW * (n + 1) - 3;
    if (!label.inside) pen.strokeText(line, x, base);
    pen.fillText(line, x, base);
  });
}
