/** The map as a picture to take along: drawn as vectors from the same lists as the screen, with legend, scale and credits. */

import { svg } from "../dom.js";
import { lookOf } from "../marks.js";
import { number, t } from "../words.js";
import { polygons } from "./inside.js";
import { FAMILY, FONTS, broad } from "./labels.js";
import { BASE, QUARTIERE } from "./layers.js";
import { sign } from "./legend.js";
import { TIE } from "./marks.js";
import { AREAS, hatching, parts } from "./paint.js";

const DENSE = 2; // pixels of a PNG for one of the screen
const ROW = 22;
const ENTRY = 34; // of the sign and its gap, beside the words
const STEPS = [1, 2, 5];

/** @param {any} view the map @param {"svg" | "png"} format @returns {Promise<Blob>} */
export async function picture(view, format) {
  const drawing = vectors(view);
  const text = new XMLSerializer().serializeToString(drawing);
  const vector = new Blob([text], { type: "image/svg+xml" });
  return format === "svg" ? vector : raster(vector, Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height")));
}

/** The whole picture as an element. @returns {SVGElement} */
export function vectors({ drawing, leaf, ground, basemap, on }) {
  const credit = on.includes(BASE) ? basemap?.attribution : "";
  const { x: width, y: height } = leaf.map.getSize();
  const rows = flow(drawing.legend(), width - 20);
  const full = height + rows.length * ROW + (credit ? ROW : 0) + 16;
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: full, viewBox: `0 0 ${width} ${full}`, role: "img", "aria-label": t("map.label"), "font-family": FAMILY },
    hatching(), svg("clipPath", { id: "map-frame" }, svg("rect", { width, height })), svg("rect", { width, height: full, fill: "#fff" }),
    svg("g", { "clip-path": "url(#map-frame)" }, svg("rect", { width, height, fill: "#f3f5f4" }), areas(drawing, leaf, ground), ties(drawing, leaf), marks(drawing, leaf), names(drawing.names), scale(leaf, height)),
    svg("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, fill: "none", stroke: "#71838a" }),
    rows.map((row, n) => row.map((one) => svg("g", { transform: `translate(${10 + one.left + 13},${height + 18 + n * ROW})` }, sign(one.mark), svg("text", { x: 19, y: 4.5, "font-size": 12.5, fill: "#1d2629" }, one.words)))),
    credit && svg("text", { x: 10, y: full - 8, "font-size": 11, fill: "#44565b" }, credit));
}

/** Entries of the legend in rows that fit. */
function flow(entries, width) {
  const rows = [[]];
  let left = 0;
  for (const one of entries) {
    const need = ENTRY + broad(one.words, "point") + 18;
    if (left + need > width && rows.at(-1).length) { rows.push([]); left = 0; }
    rows.at(-1).push({ ...one, left });
    left += need;
  }
  return rows;
}

function areas(drawing, leaf, ground) {
  const { on, levels, rivals, here, chosen } = drawing;
  const all = new Map([...ground.quartiere.map(({ id, whole }) => [id, whole]), ...ground.levels.flatMap((level) => level.areas.map(({ id, geometry }) => [id, geometry]))]);
  const draw = (geometry, style) => geometry && svg("path", { d: outline(geometry, leaf), "fill-rule": "evenodd", ...attributes(style) });
  const twice = (ids, name) => [...ids].flatMap((id) => [draw(all.get(id), AREAS.casing), draw(all.get(id), AREAS[name])]);
  return [
    levels.flatMap((level, n) => level.areas.map(({ geometry }) => draw(geometry, n < levels.length - 1 ? AREAS.coarse : AREAS.level))),
    on.includes(QUARTIERE) && ground.quartiere.flatMap((one) => parts(one, drawing.dim(one.id)).map(({ geometry, style }) => draw(geometry, style))),
    rivals.map(({ geometry }) => draw(geometry, AREAS.rival)), twice(here, "here"), twice(chosen, "chosen"),
  ];
}

const outline = (geometry, leaf) => polygons(geometry).flat().map((ring) => `M${ring.map(([lng, lat]) => { const { x, y } = leaf.exact(lat, lng); return `${x.toFixed(1)},${y.toFixed(1)}`; }).join("L")}z`).join("");

const attributes = ({ fill, fillColor, fillOpacity, stroke = true, color, weight, opacity, dashArray }) => ({
  fill: fill ? fillColor : "none", "fill-opacity": fill ? fillOpacity : null,
  ...(stroke ? { stroke: color, "stroke-width": weight, "stroke-opacity": opacity ?? null, "stroke-dasharray": dashArray ?? null, "stroke-linejoin": "round" } : {}),
});

const ties = ({ stars }, leaf) => stars.flatMap(({ at, ends, dim }) => ends.map((end) => {
  const [from, to] = [leaf.exact(...at), leaf.exact(...end.at)];
  return svg("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: TIE, "stroke-width": 1.8, "stroke-opacity": dim ? 0.15 : 0.65 });
}));

function marks({ stacks }, leaf) {
  return stacks.map(({ lat, lng, drawn: { type, count, dim, selected, sign: change, hollow } }) => {
    const { x, y } = leaf.exact(lat, lng);
    const { colour, path } = lookOf(type);
    return svg("g", { transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`, opacity: dim ? 0.35 : null },
      selected && [[7, "#1d2629"], [3.5, "#f2b84b"]].map(([width, stroke]) => svg("circle", { r: 16, fill: "none", stroke, "stroke-width": width })),
      svg("path", { d: path, fill: hollow ? "#fff" : colour, stroke: hollow ? colour : "#fff", "stroke-width": 2, "stroke-dasharray": hollow ? "3 2" : null, "paint-order": "stroke" }),
      count > 1 && badge(9, 9, String(count), "#1d2629"), change && badge(9, -10, change, change === "+" ? "#1c6b2a" : "#a3292f"));
  });
}

function badge(x, y, text, fill) {
  const width = Math.max(14, text.length * 6.5 + 6);
  return svg("g", { transform: `translate(${x},${y})` }, svg("rect", { x: -width / 2, y: -7, width, height: 14, rx: 7, fill, stroke: "#fff" }),
    svg("text", { y: 4, "text-anchor": "middle", "font-size": 10.5, "font-weight": 700, fill: "#fff" }, text));
}

const names = (shown) => shown.map(({ text, kind, colour, left, top }) => {
  const [weight, size] = FONTS[kind].split(" ");
  return svg("text", { x: left.toFixed(1), y: (top + 12).toFixed(1), "font-size": size, "font-weight": weight, fill: colour, stroke: "#fff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" }, text);
});

/** A bar of a round length, at most a quarter of the picture. */
function scale(leaf, height) {
  const per = leaf.metres();
  const most = (leaf.map.getSize().x / 4) * per;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = STEPS.map((step) => step * power).filter((length) => length <= most).at(-1);
  const words = metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`;
  return svg("g", { transform: `translate(12,${height - 14})` }, svg("path", { d: `M0,-6V0H${(metres / per).toFixed(1)}V-6`, fill: "none", stroke: "#1d2629", "stroke-width": 1.8 }),
    svg("text", { x: 4, y: -5, "font-size": 12, "font-weight": 600, fill: "#1d2629", stroke: "#fff", "stroke-width": 3, "paint-order": "stroke" }, words));
}

/** A vector picture as pixels. */
async function raster(vector, width, height) {
  const address = URL.createObjectURL(vector);
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * DENSE, height: height * DENSE });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  } finally {
    URL.revokeObjectURL(address);
  }
}
