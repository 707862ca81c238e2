/** What the signs on the map mean: only those that are there. On the page and on paper they are drawn by the same hand. */

import { el, svg } from "../dom.js";
import { mark } from "../marks.js";
import { date, t, typeName } from "../words.js";
import { COLOURS } from "./areas.js";
import { QUARTIERE } from "./layers.js";
import { TIE } from "./marks.js";
import { AREAS } from "./paint.js";

/** "Bezirksregion, bis 31. Dezember 2020": a level and its vintage. */
export function levelWords({ name, scheme, from, until }, count = "") {
  const when = from && until ? t("map.fromUntil", { from: date(from), until: date(until) }) : from ? t("map.since", { from: date(from) }) : until ? t("map.until", { until: date(until) }) : "";
  return [`${name || scheme || t("map.areas")}${count}`, when].filter(Boolean).join(", ");
}

const TYPE = "type:";
const [WIDTH, HEIGHT] = [26, 18];

/** @param {any} drawing @returns {{mark: string, words: string}[]} */
export function legend({ spots, stars, ground, on, levels, rivals, here, chosen, picture }) {
  const types = [...new Set(spots.map(({ thing }) => picture.network.things[thing].type))];
  const quartiere = on.includes(QUARTIERE) ? ground.quartiere.filter(({ whole }) => whole) : [];
  const several = quartiere.some(({ outlines }) => outlines > 1);
  const changes = new Set(spots.map(({ thing }) => picture.change.get(thing)).filter(Boolean));
  return [
    ...types.map((type) => ({ mark: `${TYPE}${type}`, words: typeName(type) })),
    spots.length > 1 && { mark: "stack", words: t("map.stack") },
    stars.length > 0 && { mark: "tie", words: t("map.tie") },
    changes.has("new") && { mark: "new", words: t("map.new") },
    changes.has("gone") && { mark: "gone", words: t("map.gone") },
    ...(several ? ["core", "fringe", "consensus"] : quartiere.length ? ["one"] : []).map((name) => ({ mark: name, words: t(`map.${name}`) })),
    several && quartiere.some(({ outlines }) => outlines === 1) && { mark: "one", words: t("map.one") },
    ...levels.map((level, n) => ({ mark: n < levels.length - 1 ? "coarse" : "level", words: levelWords(level) })),
    rivals.length > 0 && { mark: "rival", words: t("map.rival") },
    here.size > 0 && { mark: "here", words: t("map.hereArea") },
    chosen.length > 0 && { mark: "chosen", words: t("map.chosen") },
  ].filter(Boolean);
}

/** @param {{mark: string, words: string}[]} entries */
export const legendList = (entries) => el("ul", { class: "town-legend-list", "aria-label": t("map.legend") }, entries.map((one) => el("li", {},
  svg("svg", { viewBox: `${-WIDTH / 2} ${-HEIGHT / 2} ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true" }, sign(one.mark)), one.words)));

/** A sign of the legend around (0, 0), 26 by 18. @returns {SVGElement[]} */
export function sign(name) {
  if (name.startsWith(TYPE)) return [svg("g", { transform: "scale(.75)" }, mark(name.slice(TYPE.length)))];
  return SIGNS[name]();
}

const [colour] = COLOURS;
const rect = (attributes) => svg("rect", { x: -11, y: -6.5, width: 22, height: 13, rx: 2, fill: "none", ...attributes });
/** @param {{color: string, weight: number, dashArray?: string}} style */
const line = ({ color, weight, dashArray }) => svg("line", { x1: -12, x2: 12, stroke: color, "stroke-width": weight, "stroke-dasharray": dashArray ?? null });
const badge = (text, fill) => [svg("rect", { x: -7, y: -7, width: 14, height: 14, rx: 7, fill }), svg("text", { y: 4, "text-anchor": "middle", fill: "#fff", "font-size": 11, "font-weight": 700 }, text)];
const SIGNS = {
  core: () => [rect({ fill: colour, "fill-opacity": 0.34 })],
  fringe: () => [rect({ fill: colour, "fill-opacity": 0.08 }), ...[-8, -2, 4, 10].map((x) => svg("line", { x1: x - 3, y1: 6.5, x2: x + 3, y2: -6.5, stroke: colour, "stroke-width": 1.6, "stroke-opacity": 0.6 }))],
  consensus: () => [rect({ stroke: colour, "stroke-width": 2.6 })],
  one: () => [rect({ fill: colour, "fill-opacity": 0.2, stroke: colour, "stroke-width": 2.6 })],
  level: () => [line(AREAS.level)],
  coarse: () => [line(AREAS.coarse)],
  rival: () => [line(AREAS.rival)],
  here: () => [rect({ stroke: AREAS.here.color, "stroke-width": AREAS.here.weight })],
  chosen: () => [rect({ stroke: AREAS.chosen.color, "stroke-width": 3, "stroke-dasharray": "7 3" })],
  tie: () => [line({ color: TIE, weight: 1.8 })],
  stack: () => badge("3", "#1d2629"),
  new: () => badge("+", "#1c6b2a"),
  gone: () => badge("–", "#a3292f"),
};
