/** The picture as a file: vectors or pixels, with title, date and legend. */

import { lookOf } from "../marks.js";
import { date, language, t } from "../words.js";
import { svg } from "../dom.js";
import { paint } from "./canvas.js";
import { display } from "./display.js";
import { broad, fitting, labelBox } from "./labels.js";
import { entries, sample } from "./legend.js";
import { counts } from "./list.js";
import { pixels } from "./style.js";
import { draw } from "./svg.js";

const [EDGE, TITLE, ROW, MOST] = [24, 52, 26, 2400];

/**
 * @param {import("./types.js").Scene} scene @param {"png" | "svg"} format @param {import("./types.js").Picture} picture
 * @returns {Promise<Blob>}
 */
export async function paper(scene, format, picture) {
  const plan = planned(scene, picture);
  if (format === "png") return pixelsOf(plan);
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing(plan))}\n`], { type: "image/svg+xml" });
}

/** The picture as an element, for paper. */
export const vectors = (scene, picture) => drawing(planned(scene, picture));

function planned(scene, picture) {
  const drawn = display(scene);
  const { camera, width, height } = sheet(drawn);
  const words = { title: titleOf(picture), said: t("graph.paper", { what: counts(scene), date: date(picture.state.at || today()) }) };
  const rows = legendRows(entries(scene), width);
  return { drawn, camera, width, height, words, rows, high: TITLE + height + rows.length * ROW + EDGE };
}

function drawing({ drawn, camera, width, height, words, rows, high }) {
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${high}`, width, height: high, lang: language() },
    svg("title", {}, words.title), svg("desc", {}, words.said), svg("rect", { width, height: high, fill: "#ffffff" }), head(words),
    svg("g", { transform: `translate(0,${TITLE})` }, draw(drawn, camera, width, height)), foot(rows, TITLE + height));
}

const today = () => new Date().toISOString().slice(0, 10);
const titleOf = ({ answer, network, state }) => network.things[network.index.get(state.id)]?.name ?? (answer?.question || t("graph.paperTitle"));

/** Everything at a scale at which labels have room, and the sheet that it needs. */
function sheet(drawn) {
  const boxes = drawn.shapes.map((shape) => edges(shape.x, shape.y, pixels(shape, 1) + 8)).concat(drawn.areas.flatMap((area) => area.points.map(([x, y]) => edges(x, y, 2))), drawn.labels.slice(0, 500).map((label) => labelBox(label, 1)));
  const edge = (side, most) => boxes.reduce((found, box) => most(found, box[side]), boxes[0]?.[side] ?? 0);
  const [left, right, top, bottom] = [edge("left", Math.min), edge("right", Math.max), edge("top", Math.min), edge("bottom", Math.max)];
  const k = Math.min(1, MOST / Math.max(1, right - left, bottom - top));
  return { camera: { x: (left + right) / 2, y: (top + bottom) / 2, k }, width: Math.max(560, Math.ceil((right - left) * k) + 2 * EDGE), height: Math.ceil((bottom - top) * k) + 2 * EDGE };
}

const edges = (x, y, half) => ({ left: x - half, right: x + half, top: y - half, bottom: y + half });
const FAMILY = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

function head({ title, said }) {
  return svg("g", { "font-family": FAMILY }, svg("text", { x: EDGE, y: 26, "font-size": 18, "font-weight": "bold", fill: "#1d2629" }, title), svg("text", { x: EDGE, y: 45, "font-size": 12, fill: "#56636a" }, said));
}

/** Legend entries, as many in a row as fit. */
function legendRows(found, width) {
  const rows = [];
  let x = Infinity;
  for (const entry of found) {
    const wide = 30 + broad(entry.words) + 18;
    if (x + wide > width - EDGE) { rows.push([]); x = EDGE; }
    rows.at(-1).push({ ...entry, x });
    x += wide;
  }
  return rows;
}

function foot(rows, top) {
  return svg("g", { class: "legend", "font-family": FAMILY, "font-size": 12, fill: "#1d2629" }, rows.map((row, n) => row.map(({ kind, value, words, x }) => svg("g", { transform: `translate(${x},${top + n * ROW + 12})` },
    svg("g", { transform: "translate(11,0) scale(0.8)" }, sample(kind, value)), svg("text", { x: 28, y: 4 }, words)))));
}

/** The same list by the same drawer as on the screen, twice as fine. */
function pixelsOf({ drawn, camera, width, height, words, rows, high }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: high * 2 });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, high);
  pen.save();
  pen.translate(0, TITLE);
  paint(pen, drawn, fitting(drawn, camera.k), camera, width, height);
  pen.restore();
  pen.textAlign = "left";
  write(pen, words.title, EDGE, 26, `bold 18px ${FAMILY}`, "#1d2629");
  write(pen, words.said, EDGE, 45, `12px ${FAMILY}`, "#56636a");
  rows.forEach((row, n) => row.forEach((entry) => entryOf(pen, entry, TITLE + height + n * ROW + 12)));
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("PNG"))), "image/png"));
}

function entryOf(pen, { kind, value, words, x }, y) {
  pen.save();
  pen.translate(x + 11, y);
  pen.scale(0.8, 0.8);
  for (const node of [sample(kind, value)].flat()) stamp(pen, node, kind === "type" ? lookOf(value).path : null);
  pen.restore();
  write(pen, words, x + 28, y + 4, `12px ${FAMILY}`, "#1d2629");
}

/** One of the legend's few SVG elements on a canvas. */
function stamp(pen, node, path) {
  const at = (name) => Number(node.getAttribute(name) ?? 0);
  const form = new Path2D(path ?? undefined);
  if (node.tagName === "circle") form.arc(0, 0, at("r"), 0, 2 * Math.PI);
  if (node.tagName === "line") { form.moveTo(at("x1"), at("y1")); form.lineTo(at("x2"), at("y2")); }
  if (node.tagName === "rect") form.roundRect(at("x"), at("y"), at("width"), at("height"), at("rx"));
  if (node.tagName === "text") { pen.textAlign = "center"; write(pen, node.textContent, at("x"), at("y"), `bold ${at("font-size")}px ${FAMILY}`, node.getAttribute("fill")); pen.textAlign = "left"; return; }
  pen.globalAlpha = Number(node.getAttribute("fill-opacity") ?? 1);
  pen.fillStyle = node.getAttribute("fill") ?? "#0000";
  if (node.tagName !== "line") pen.fill(form);
  pen.globalAlpha = 1;
  pen.lineWidth = at("stroke-width") || 1;
  pen.strokeStyle = node.getAttribute("stroke") ?? "#0000";
  if (node.hasAttribute("stroke")) pen.stroke(form);
}

function write(pen, text, x, y, font, colour) {
  pen.font = font;
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}
