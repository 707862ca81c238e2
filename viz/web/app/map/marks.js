/** Marks of things on the map's canvas: shape and colour of the type, how many share the place, what is new or gone. */

import { Bounds, CircleMarker } from "../../vendor/leaflet/leaflet.js";
import { lookOf } from "../marks.js";
import { FAMILY } from "./labels.js";

const paths = new Map();
export const TIE = "#2c7333";
const MANY = 1500; // lines
const FAR = 1e7; // pixels: beyond any map
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

/** The lines of all cooperations as one layer: thirty thousand of them each on their own would take seconds. */
export const Lines = CircleMarker.extend({
  options: { interactive: false, stars: [] },
  _project() {
    const at = (place) => this._map.latLngToLayerPoint(place);
    this._ways = this.options.stars.map(({ at: middle, ends, dim }) => ({ from: at(middle), ends: ends.map((end) => at(end.at)), dim }));
    this._pxBounds = new Bounds([[-FAR, -FAR], [FAR, FAR]]);
  },
  _updateBounds() {},
  _empty: () => false,
  _containsPoint: () => false,
  _updatePath() {
    const { _renderer: renderer, _ways: ways } = this;
    if (!renderer._drawing) return;
    for (const dim of [true, false]) trace(renderer._ctx, ways.filter((way) => way.dim === dim), dim);
  },
});

function trace(pen, ways, dim) {
  const many = ways.reduce((sum, { ends }) => sum + ends.length, 0) > MANY;
  pen.save();
  pen.globalAlpha = dim ? 0.15 : many ? 0.25 : 0.65;
  pen.strokeStyle = TIE;
  pen.lineWidth = many ? 1 : 1.8; // a hairline is drawn four times as fast
  pen.beginPath();
  for (const { from, ends } of ways) for (const { x, y } of ends) {
    pen.moveTo(from.x, from.y);
    pen.lineTo(x, y);
  }
  pen.stroke();
  pen.restore();
}

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
