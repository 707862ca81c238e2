/** Marks of things on the map's canvas: shape and colour of the type, how many share the place, what is new or gone. */

import { CircleMarker } from "../../vendor/leaflet/leaflet.js";
import { lookOf } from "../marks.js";
import { FAMILY } from "./labels.js";

const paths = new Map();
export const SIZE = 11; // half of a mark, in pixels
const SIGNS = { new: "+", gone: "–", both: "±" };

/** @param {{things: number[], type: string}} stack @returns {Drawn} what is to be seen of it */
export function drawn(stack, { things }, { lit, change, state }) {
  const changes = new Set(stack.things.map((n) => change.get(n)).filter(Boolean));
  return {
    type: stack.type,
    count: stack.things.length,
    dim: lit.size > 0 && !stack.things.some((n) => lit.has(n)),
    selected: stack.things.some((n) => things[n].id === state.id),
    sign: changes.size > 1 ? SIGNS.both : changes.size ? SIGNS[[...changes][0]] : "",
    hollow: changes.has("gone") && stack.things.every((n) => change.get(n) === "gone"),
  };
}

/** @typedef {{type: string, count: number, dim: boolean, selected: boolean, sign: string, hollow: boolean}} Drawn */

/** A mark that Leaflet's canvas draws and finds under the pointer. */
export const Mark = CircleMarker.extend({
  options: { radius: SIZE, stroke: false, fill: true },
  _updatePath() {
    const { _renderer: renderer, _point: point, options } = this;
    if (renderer._drawing && !this._empty()) paint(renderer._ctx, point, options.drawn);
  },
});

function paint(pen, { x, y }, { type, count, dim, selected, sign, hollow }) {
  const { colour, path } = lookOf(type);
  if (!paths.has(path)) paths.set(path, new Path2D(path));
  pen.save();
  pen.translate(x, y);
  pen.globalAlpha = dim ? 0.35 : 1;
  if (selected) ring(pen);
  const shape = paths.get(path);
  pen.lineWidth = 4;
  pen.lineJoin = "round";
  pen.strokeStyle = "#fff";
  pen.stroke(shape);
  pen.fillStyle = hollow ? "#fff" : colour;
  pen.fill(shape);
  if (hollow) {
    pen.lineWidth = 2;
    pen.strokeStyle = colour;
    pen.setLineDash([3, 2]);
    pen.stroke(shape);
    pen.setLineDash([]);
  }
  if (count > 1) badge(pen, 9, 9, String(count), "#1d2629");
  if (sign) badge(pen, 9, -10, sign, sign === SIGNS.new ? "#1c6b2a" : "#a3292f");
  pen.restore();
}

function ring(pen) {
  for (const [width, colour] of [[7, "#1d2629"], [3.5, "#f2b84b"]]) {
    pen.beginPath();
    pen.arc(0, 0, 16, 0, 2 * Math.PI);
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}

function badge(pen, x, y, text, colour) {
  pen.font = `700 10.5px ${FAMILY}`;
  const width = Math.max(14, pen.measureText(text).width + 6);
  pen.beginPath();
  pen.roundRect(x - width / 2, y - 7, width, 14, 7);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = "#fff";
  pen.stroke();
  pen.fillStyle = "#fff";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y + 0.5);
}
