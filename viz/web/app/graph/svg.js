/** The display list as SVG: vectors, text as text, and only what can be seen. For the page's small drawings, files and print. */

import { svg } from "../dom.js";
import { FONT, ROW, fitting, labelBox, linesOf } from "./labels.js";
import { DIM, FOCUS, INK, LINES, PIN, SIGNED, SIGNS, faint, pixels, sectorColour } from "./style.js";

const ORDER = Object.keys(LINES);
const r = (value) => Math.round(value * 10) / 10;

/**
 * @param {import("./types.js").Display} display
 * @param {import("./types.js").Camera} camera
 * @param {number} width @param {number} height
 * @param {{open?: (id: string) => void, labels?: import("./types.js").LabelMark[]}} [how] `open`: what a click on a mark does
 * @returns {SVGElement} a group
 */
export function draw(display, camera, width, height, { open, labels = fitting(display, camera.k) } = {}) {
  const { k } = camera;
  const [left, top] = [width / 2 - camera.x * k, height / 2 - camera.y * k];
  /** @returns {[number, number]} */
  const at = (x, y) => [r(x * k + left), r(y * k + top)];
  const inside = ([x, y], room) => x > -room && x < width + room && y > -room && y < height + room;
  const lines = display.lines.filter((line) => crosses(at(line.x1, line.y1), at(line.x2, line.y2), width, height));
  const shapes = display.shapes.filter((shape) => inside(at(shape.x, shape.y), pixels(shape, k)));
  const own = new Map(labels.map((label) => [label.shape, label]));
  const drawLabel = (label) => label && text(label, k, left, top);
  return svg("g", { "font-family": 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif' },
    display.areas.map((area) => svg("path", { class: "area", d: `M${area.points.map(([x, y]) => at(x, y).join(",")).join("L")}Z`, ...paintOf("fill", area.fill), ...paintOf("stroke", area.stroke), "stroke-width": 1.2, "stroke-dasharray": area.dash.join(" ") || null })),
    ORDER.flatMap((look) => lines.filter((line) => line.look === look).flatMap((line) => strokes(line, at, LINES[look], k))),
    shapes.map((shape) => svg("g", { class: shape.stub ? "node rest" : "node", "data-id": shape.id, onclick: open ? () => open(shape.id) : null }, svg("title", {}, shape.title), mark(shape, at(shape.x, shape.y), k), drawLabel(own.get(shape)))),
    labels.filter((label) => !label.shape).map(drawLabel));
}

/** Colours with an alpha as older drawing programs read them. */
function paintOf(name, colour) {
  return colour.length > 7 ? { [name]: colour.slice(0, 7), [`${name}-opacity`]: r(parseInt(colour.slice(7), 16) / 255 * 100) / 100 } : { [name]: colour };
}

const crosses = ([ax, ay], [bx, by], width, height) => Math.max(ax, bx) > 0 && Math.min(ax, bx) < width && Math.max(ay, by) > 0 && Math.min(ay, by) < height;

function strokes(line, at, { stroke, width, dash, core, coreWidth }, k) {
  const [[x1, y1], [x2, y2]] = [at(line.x1, line.y1), at(line.x2, line.y2)];
  const fine = Math.max(0.4, Math.min(1, k * 1.4));
  const one = (colour, broad) => svg("line", { x1, y1, x2, y2, stroke: colour, "stroke-width": r(broad * fine), "stroke-dasharray": dash?.join(" "), class: "link" }, line.title && svg("title", {}, line.title));
  return core ? [one(stroke, width), one(core, coreWidth)] : [one(stroke, width)];
}

function mark(shape, [x, y], k) {
  const half = pixels(shape, k);
  const fill = shape.dim ? faint(shape.fill) : shape.fill;
  if (shape.scale === "picture") return svg("circle", { cx: x, cy: y, r: r(half), fill, stroke: shape.halo ? INK : shape.edge, "stroke-width": shape.halo ? 4 : 1.2 });
  const scale = half / shape.size;
  const part = (2 * Math.PI) / shape.rings.length;
  const sign = SIGNS[shape.badge];
  return svg("g", { transform: `translate(${x},${y})${scale === 1 ? "" : ` scale(${r(scale * 10) / 10})`}` },
    shape.halo && [svg("circle", { r: 21, fill: "#ffffff", stroke: INK, "stroke-width": 6 }), svg("circle", { r: 21, fill: "none", stroke: FOCUS, "stroke-width": 3.5, class: "halo" })],
    shape.rings.map((sector, n) => svg("path", { d: arc(14.5, n * part, (n + 1) * part, shape.rings.length > 1 ? 0.12 : 0), fill: "none", stroke: shape.dim ? faint(sectorColour(sector)) : sectorColour(sector), "stroke-width": 3.4 })),
    svg("path", { d: shape.path, fill, stroke: shape.bridge ? (shape.dim ? faint(INK) : INK) : shape.edge, "fill-opacity": shape.stub ? 0.35 : null, "stroke-width": shape.bridge ? 2.5 : 1.5, "stroke-dasharray": shape.badge === "gone" || shape.stub ? "3 2" : null }),
    [
      half > SIGNED && shape.letters && said(shape.letters, 14, -9, "start", 10, shape.dim ? DIM : INK),
      half > SIGNED && shape.more > 0 && !shape.dim && said(`+${shape.more}`, 15, 13, "start", 10, "#56636a"),
      shape.pinned && svg("path", { d: PIN, fill: INK }),
      sign && said(sign[0], -13, -6, "end", 17, sign[1]),
    ]);
}

function arc(radius, from, to, gap) {
  if (to - from > 6.28) return `M0,${-radius}A${radius},${radius} 0 1,1 -0.01,${-radius}`;
  const point = (angle) => [Math.sin(angle), -Math.cos(angle)].map((part) => (part * radius).toFixed(2)).join(",");
  return `M${point(from + gap)}A${radius},${radius} 0 ${to - from - 2 * gap > Math.PI ? 1 : 0},1 ${point(to - gap)}`;
}

const HALO = { "paint-order": "stroke", stroke: "#ffffff", "stroke-width": 4, "stroke-linejoin": "round" };

function said(words, x, y, anchor, size, fill) {
  return svg("text", { x, y, "text-anchor": anchor, "font-size": size, "font-weight": "bold", fill, ...HALO, "stroke-width": 3, class: "sign" }, words);
}

function text(label, k, left, top) {
  const box = labelBox(label, k);
  const [x, y] = [r((box.left + box.right) / 2 + left), r(box.top + top)];
  return svg("text", { class: "name", x, y, "text-anchor": "middle", "font-size": parseInt(FONT, 10), "font-weight": label.bold ? "bold" : null, fill: label.dim ? DIM : INK, ...(label.inside ? {} : HALO) },
    linesOf(label).map((line, n) => svg("tspan", { x, y: r(y + ROW * (n + 1) - 3) }, line)));
}
