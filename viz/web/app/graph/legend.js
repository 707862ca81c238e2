/** What the marks of the present picture mean, in words beside each: always there, as text. */

import { el, svg } from "../dom.js";
import { legendMark, lookOf } from "../marks.js";
import { concept, t, typeName } from "../words.js";
import { letters } from "./display.js";
import { AREAS, INK, LINES, SIGNS, sectorColour } from "./style.js";

/** @param {import("./types.js").Scene} scene @returns {{kind: string, value: string, words: string}[]} only what the picture shows */
export function entries(scene) {
  const some = (test) => scene.items.some(test);
  const types = [...new Set(scene.items.filter((item) => item.thing >= 0).map((item) => item.type))].sort();
  const sectors = [...new Set(scene.items.flatMap((item) => item.sectors))].sort();
  /** @type {[boolean, string, string][]} */
  const signs = [
    [some((item) => item.thing < 0), "group", "graph.legend.group"], [scene.links.some((link) => link.weight > 1), "weight", "graph.legend.weight"],
    [scene.links.some((link) => link.type === "MEMBER_OF" && !link.bridge && link.weight === 1), "member", "graph.legend.member"],
    [scene.links.some((link) => link.bridge) || some((item) => item.bridge), "bridge", "graph.legend.bridge"],
    [scene.areas.some((area) => area.kind === "cooperation"), "area", "graph.legend.area"], [scene.areas.some((area) => area.kind === "quartier"), "quartier", "graph.legend.quartier"],
    [Boolean(scene.steps), "way", "graph.legend.way"], [some((item) => item.change === "new"), "new", "graph.change.new"], [some((item) => item.change === "gone"), "gone", "graph.change.gone"],
    [some((item) => item.rest > 0 && item.thing >= 0), "more", "graph.legend.more"],
  ];
  return [
    ...types.map((type) => ({ kind: "type", value: type, words: typeName(type) })),
    ...sectors.map((sector) => ({ kind: "sector", value: sector, words: concept(sector) })),
    ...signs.filter(([there]) => there).map(([, kind, key]) => ({ kind, value: kind, words: t(key) })),
  ];
}

/** @returns {HTMLElement} */
export function legend(found) {
  return el("ul", { class: "legend graph-legend", "aria-label": t("legend") }, found.map(({ kind, value, words }) => el("li", {}, kind === "type" ? legendMark(value) : picture(kind, value), " ", words)));
}

function picture(kind, value) {
  return svg("svg", { viewBox: "-13 -13 26 26", width: 18, height: 18, "aria-hidden": "true" }, sample(kind, value));
}

/** A mark of the legend around (0, 0), 26 units wide. */
export function sample(kind, value) {
  /** @param {{stroke: string, width: number, dash?: number[]}} look */
  const line = ({ stroke, width, dash }) => svg("line", { x1: -13, x2: 13, y1: 0, y2: 0, stroke, "stroke-width": width * 1.4, "stroke-dasharray": dash?.join(" ") });
  const words = (text, fill) => svg("text", { x: 0, y: 6, "text-anchor": "middle", "font-size": 17, "font-weight": "bold", fill }, text);
  if (kind === "type") return svg("path", { d: lookOf(value).path, fill: lookOf(value).colour });
  if (kind === "sector") return [svg("circle", { r: 11, fill: "#fff", stroke: sectorColour(value), "stroke-width": 3.4 }), svg("text", { x: 0, y: 4, "text-anchor": "middle", "font-size": 11, "font-weight": "bold", fill: INK }, letters(value))];
  if (kind === "bridge") return [line(LINES.bridge), line({ stroke: LINES.bridge.core, width: LINES.bridge.coreWidth })];
  if (kind === "member" || kind === "way") return line(LINES[kind]);
  if (kind === "weight") return line(LINES.strong);
  if (kind === "new" || kind === "gone") return words(...SIGNS[kind]);
  if (kind === "more") return svg("text", { x: 0, y: 5, "text-anchor": "middle", "font-size": 14, "font-weight": "bold", fill: SIGNS.more[1] }, "+n");
  if (kind === "group") return svg("circle", { r: 11, fill: "#dbe6ee", stroke: "#3b5784" });
  const { fill, stroke } = AREAS[kind === "quartier" ? "quartier" : "cooperation"];
  return svg("rect", { x: -12, y: -9, width: 24, height: 18, rx: 7, fill: fill.slice(0, 7), "fill-opacity": 0.15, stroke: stroke.slice(0, 7) });
}
