/**
 * Thousands of things as aggregates of Quartier × theme. Where they stand and how large they are depends on all things, so that
 * a filter changes counts but moves nothing; what is opened lies where its aggregate stood.
 */

import { forceCollide, forceSimulation, forceX, forceY } from "../../vendor/d3-force/index.js";

const THEMES = 8; // of each Quartier; the rest is one aggregate
const UNIT = 7; // an aggregate's radius is this times the root of its things
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const kept = new WeakMap();

/** @typedef {{id: string, quartier: string, theme: string, things: number[], x: number, y: number, r: number}} Group `theme` and `quartier` may be "" (none), `theme` "…" (others) */

/** @returns {{groups: Group[], of: Int32Array, quartiere: {id: string, x: number, y: number, radius: number}[]}} `of`: the group of each thing */
export function grouping(network, begun) {
  if (!kept.has(network)) kept.set(network, build(network, begun));
  return kept.get(network);
}

function build(network, begun) {
  const common = new Map();
  for (const thing of network.things) for (const theme of thing.themes) common.set(theme, (common.get(theme) ?? 0) + 1);
  const byQuartier = new Map();
  network.things.forEach((thing, n) => {
    const [quartier, theme] = [quartierOf(network, thing), [...thing.themes].sort((a, b) => common.get(b) - common.get(a) || (a < b ? -1 : 1))[0] ?? ""];
    if (!byQuartier.has(quartier)) byQuartier.set(quartier, new Map());
    const themes = byQuartier.get(quartier);
    themes.set(theme, [...(themes.get(theme) ?? []), n]);
  });
  const discs = [...byQuartier].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, themes]) => disc(id, themes, begun));
  settle(discs);
  const of = new Int32Array(network.things.length);
  const groups = discs.flatMap((one) => one.groups.map((group) => ({ ...group, x: group.x + one.x, y: group.y + one.y })));
  groups.forEach((group, g) => group.things.forEach((n) => { of[n] = g; }));
  return { groups, of, quartiere: discs.map(({ id, x, y, radius }) => ({ id, x, y, radius })) };
}

/** The Quartier that most of a thing lies in. */
function quartierOf(network, thing) {
  if (thing.type === "Quartier") return thing.id;
  const inside = thing.areas.filter(([id]) => network.things[network.index.get(id)]?.type === "Quartier");
  return inside.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
}

/** A Quartier's aggregates, packed around its middle, the large ones first. */
function disc(id, themes, begun) {
  const most = [...themes].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const own = [...most.filter(([theme]) => theme).slice(0, THEMES), ...most.filter(([theme]) => !theme)];
  const rest = most.filter((one) => !own.includes(one)).flatMap(([, things]) => things);
  if (rest.length) own.push(["…", rest.sort((a, b) => a - b)]);
  const groups = own.map(([theme, things], n) => {
    const [angle, far, r] = [n * GOLDEN, 30 * Math.sqrt(n), UNIT * Math.sqrt(things.length) + 4];
    return { id: `${id}×${theme}`, quartier: id, theme, things, r, x: Math.cos(angle) * far, y: Math.sin(angle) * far };
  });
  forceSimulation(groups).stop().force("x", forceX(0).strength(0.1)).force("y", forceY(0).strength(0.1)).force("apart", forceCollide((group) => group.r + 3).iterations(2)).tick(50);
  const radius = Math.max(...groups.map((group) => Math.hypot(group.x, group.y) + group.r)) + 10;
  const all = groups.flatMap((group) => group.things);
  const placed = all.filter((n) => begun.held[n]);
  const [x, y] = ["x", "y"].map((axis) => (placed.length ? placed : all).reduce((sum, n, _, list) => sum + begun[axis][n] / list.length, 0));
  return { id, groups, radius, x, y };
}

/** The Quartiere stand as the map has them, moved only as far as they would cover each other; "no Quartier" stands south. */
function settle(discs) {
  const named = discs.filter((one) => one.id);
  const middle = (axis, of = named) => of.reduce((sum, one) => sum + one[axis] / of.length, 0);
  const [cx, cy] = [middle("x"), middle("y")];
  const spread = Math.sqrt(named.reduce((sum, one) => sum + (one.x - cx) ** 2 + (one.y - cy) ** 2, 0) / (named.length || 1)) || 1;
  const tight = Math.sqrt(named.reduce((sum, one) => sum + (one.radius + 18) ** 2, 0)) * 0.8;
  for (const one of named) Object.assign(one, { x: (one.homeX = ((one.x - cx) / spread) * tight), y: (one.homeY = ((one.y - cy) / spread) * tight) });
  forceSimulation(named).stop().force("x", forceX((one) => one.homeX).strength(0.08)).force("y", forceY((one) => one.homeY).strength(0.08))
    .force("apart", forceCollide((one) => one.radius + 12).iterations(3)).tick(90);
  const rest = discs.find((one) => !one.id);
  if (rest && named.length) Object.assign(rest, { x: middle("x"), y: Math.max(...named.map((one) => one.y + one.radius)) + rest.radius + 30 });
}

/** Where the things of an opened aggregate lie: within its disc. @returns {Map<number, {x: number, y: number}>} */
export function opened(group) {
  const step = (group.r * 0.92) / Math.sqrt(group.things.length);
  return new Map(group.things.map((n, i) => [n, { x: group.x + Math.cos(i * GOLDEN) * step * Math.sqrt(i), y: group.y + Math.sin(i * GOLDEN) * step * Math.sqrt(i) }]));
}
