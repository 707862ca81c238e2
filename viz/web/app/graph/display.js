/** From what is to be shown to the display list: marks in painter's order that canvas, SVG and print draw alike. */

import { lookOf } from "../marks.js";
import { concept, t, typeName } from "../words.js";
import { HULL, hull, pointsOf } from "./hull.js";
import { AREAS } from "./style.js";

const RING = 14.5; // where the sectors' ring runs
const SAID = 3;
const GROUND = 500; // Quartiere tell where one is
const MANY = 1500; // so many lines are drawn finer

/** @param {import("./types.js").Scene} scene @returns {import("./types.js").Display} */
export function display(scene) {
  const drawn = scene.items.map((item) => shape(item));
  const order = drawn.map((_, n) => n).sort((a, b) => rank(scene.items[a]) - rank(scene.items[b]));
  return {
    areas: scene.areas.map((area) => areaMark(area, scene.items)),
    lines: scene.links.map((link) => line(link, scene.items, scene.links.length)),
    shapes: order.map((n) => drawn[n]),
    labels: [...scene.areas.filter((area) => area.kind === "quartier").map(areaLabel), ...labels(scene, drawn)],
  };
}

const rank = (item) => (item.selected ? 2 : item.dim ? 0 : 1);

/** @returns {import("./types.js").ShapeMark} */
function shape(item) {
  const { colour, path } = lookOf(item.type);
  const group = item.thing < 0;
  return {
    kind: "shape", id: item.id, x: item.x, y: item.y, path: group ? null : path, fill: group ? "#dbe6ee" : colour, edge: group ? "#3b5784" : "#ffffff",
    size: group ? item.r : item.sectors.length ? RING + 2 : 11.5, scale: group ? "picture" : "paper", rings: group ? [] : item.sectors, letters: lettersOf(item.sectors),
    halo: item.selected ? "selected" : "", badge: item.change ?? "", more: item.rest, pinned: item.pinned, dim: item.dim, bridge: item.bridge, stub: item.stub, title: titleOf(item),
  };
}

/** The letters of a thing's sectors, as many as have room beside a mark. */
const lettersOf = (sectors) => [...sectors.slice(0, SAID).map(letters), ...(sectors.length > SAID ? ["…"] : [])].join(" ");

/** The letters of a sector, as the legend says them. */
export const letters = (sector) => t(`graph.${sector}`).slice(0, 3);

export function titleOf(item) {
  if (item.thing < 0) return t("graph.group", { n: item.count, name: item.name, where: item.where });
  return `${item.name} (${typeName(item.type)}${item.sectors.length ? `; ${item.sectors.map((id) => concept(id)).join(", ")}` : ""})`;
}

/** @returns {import("./types.js").LineMark} */
function line(link, items, many) {
  const [a, b] = [items[link.a], items[link.b]];
  return { kind: "line", x1: a.x, y1: a.y, x2: b.x, y2: b.y, look: lookOfLine(link, many), title: link.title };
}

function lookOfLine(link, many) {
  if (link.way) return "way";
  if (link.dim) return "dim";
  if (link.change) return link.change;
  if (link.weight > 1) return link.weight > 12 ? "strong" : link.weight > 4 ? "middle" : "weak";
  if (link.bridge) return "bridge";
  if (many > MANY) return "fine";
  return link.type === "MEMBER_OF" ? "member" : "plain";
}

/** @returns {import("./types.js").AreaMark} */
function areaMark(area, items) {
  const style = AREAS[area.bridge ? "bridge" : area.kind];
  const points = area.radius ? circle(area) : hull(pointsOf(area, items), HULL);
  return { kind: "area", points, ...style };
}

const circle = ({ x, y, radius }) => Array.from({ length: 48 }, (_, n) => [x + radius * Math.cos((n * Math.PI) / 24), y + radius * Math.sin((n * Math.PI) / 24)]);

function areaLabel(area) {
  return { kind: "label", x: area.x, y: area.y - area.radius, name: area.label, bold: true, dim: area.dim, weight: 1e5, must: false, inside: false, shape: null };
}

/** The important ones first: the selected thing, its neighbours, what is lit, then what has most relationships. */
function labels(scene, drawn) {
  const beside = new Set(scene.links.filter((link) => scene.items[link.a].selected || scene.items[link.b].selected || link.way).flatMap((link) => [link.a, link.b]));
  const degree = new Uint32Array(scene.items.length);
  for (const link of scene.links) { degree[link.a] += 1; degree[link.b] += 1; }
  return scene.items.map((item, n) => {
    const group = item.thing < 0;
    const must = item.selected || (beside.has(n) && !item.dim);
    const weight = (item.selected ? 1e6 : 0) + (must ? 1e4 : 0) + (item.dim ? 0 : 1e3) + (group ? item.count : degree[n]) + (item.type === "Quartier" ? GROUND : 0);
    const label = { kind: "label", x: item.x, y: item.y, name: item.name, bold: item.selected, dim: item.dim, weight, must, inside: group, shape: drawn[n] };
    const count = String(item.count);
    return group ? { ...label, count, short: { ...label, lines: [count] } } : label;
  }).sort((a, b) => b.weight - a.weight);
}
