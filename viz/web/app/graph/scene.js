/** From the picture that the workspace wants to the items and links that are drawn, whatever draws them. */

import { other } from "../workspace/ways.js";
import { concept, t } from "../words.js";
import { bridges } from "./bridges.js";
import { grouping, opened as inside } from "./groups.js";
import { HULL, hull, pointsOf, within } from "./hull.js";
import { read } from "./pins.js";

const STRONGEST = 250; // so many relationships between aggregates can be told apart
const HULLED = 150; // up to so many things, a cooperation's members stand in an outline

/**
 * @param {import("./types.js").Picture} picture
 * @param {ReturnType<typeof import("./choose.js").choose>} choice
 * @param {(n: number) => {x: number, y: number}} placeOf
 * @returns {import("./types.js").Scene}
 */
export function scene(picture, choice, placeOf) {
  const { network, state } = picture;
  const pins = read(state.pin);
  const shown = new Set(choice.shown);
  const lit = litOf(picture, choice);
  const at = new Map();
  const items = choice.shown.map((n, i) => {
    at.set(n, i);
    return item(picture, n, placeOf(n), { pin: pins.get(network.things[n].id), dim: lit.size > 0 && !lit.has(n), shown });
  });
  const links = linksOf(picture, at, lit);
  return { items, links, areas: choice.mode === "near" && !picture.steps && items.length <= HULLED ? areasOf(items, links) : [], mode: choice.mode, steps: picture.steps, of: picture.visible.size };
}

/** A way outshines all else; then the answer's or the selected thing's own; in a large picture always the selected thing's. */
function litOf({ network, state, steps, lit: given }, { shown, centres, mode }) {
  if (steps) return new Set(steps.flatMap((step) => [step.from, step.to]));
  const chosen = network.index.get(state.id);
  const lit = given.size || mode === "near" || chosen === undefined ? given : new Set([chosen, ...network.tiesOf[chosen].map((tie) => other(network.ties[tie], chosen))]);
  const some = shown.some((n) => lit.has(n)) && !shown.every((n) => lit.has(n));
  return some ? new Set([...lit, ...centres]) : new Set();
}

/**
 * @param {import("./types.js").Picture} picture @param {number} n @param {{x: number, y: number}} place
 * @param {{pin?: [number, number], dim: boolean, shown: Set<number>}} how
 * @returns {import("./types.js").Item}
 */
function item({ network, state, change }, n, place, { pin, dim, shown }) {
  const thing = network.things[n];
  const [dx, dy] = pin ?? [0, 0];
  let rest = 0;
  for (const tie of network.tiesOf[n]) if (!shown.has(network.ties[tie].from) || !shown.has(network.ties[tie].to)) rest += 1;
  return {
    id: thing.id, thing: n, type: thing.type, name: concept(thing.id, thing.name), x: place.x + dx, y: place.y + dy, r: 12, sectors: thing.sectors,
    dim: dim && thing.id !== state.id, selected: thing.id === state.id, change: change.get(n) ?? null, pinned: Boolean(pin), bridge: bridges(network).things.has(n), rest, count: 1,
  };
}

function linksOf({ network, ties, tieChange, steps }, at, lit) {
  const ways = new Set(steps?.map((step) => step.tie));
  const crossing = bridges(network).ties;
  return ties.map((tie) => {
    const { from, to, type, role } = network.ties[tie];
    const dim = ways.size ? !ways.has(tie) : lit.size > 0 && !(lit.has(from) && lit.has(to));
    return { a: at.get(from), b: at.get(to), type, role, bridge: crossing.has(tie), weight: 1, dim, way: ways.has(tie), change: tieChange.get(tie) ?? null, tie };
  });
}

/** Around each cooperation with its members, where nothing else lies between them: an outline must not claim what is no member. @returns {import("./types.js").Area[]} */
function areasOf(items, links) {
  /** @type {Map<number, number[]>} */
  const members = new Map();
  for (const link of links) if (link.type === "MEMBER_OF") members.set(link.b, [...(members.get(link.b) ?? [link.b]), link.a]);
  return [...members].filter(([, list]) => list.length > 2).map(([n, list]) => ({ kind: /** @type {const} */ ("cooperation"), label: items[n].name, members: list, bridge: items[n].bridge, dim: items[n].dim }))
    .filter((area) => !area.dim && !items.some((item, n) => !area.members.includes(n) && within(item, hull(pointsOf(area, items), HULL))))
    .sort((a, b) => b.members.length - a.members.length);
}

/** Thousands of things: aggregates, except those that are opened. @returns {import("./types.js").Scene} */
export function groupedScene(picture, begun) {
  const { network, visible, lit, state } = picture;
  const { groups, of, quartiere } = grouping(network, begun);
  const opened = new Set(state.open ?? []);
  const counts = new Uint32Array(groups.length);
  const lights = new Uint32Array(groups.length);
  for (const n of visible) { counts[of[n]] += 1; if (lit.has(n)) lights[of[n]] += 1; }
  const items = [];
  const at = new Map();
  groups.forEach((group, g) => {
    if (!counts[g]) return;
    if (!opened.has(group.id)) at.set(`g${g}`, items.push(aggregate(network, group, counts[g], lit.size > 0 && !lights[g], of[network.index.get(state.id) ?? -1] === g)) - 1);
    else for (const [n, place] of inside(group)) if (visible.has(n)) at.set(n, items.push(item(picture, n, place, { dim: lit.size > 0 && !lit.has(n), shown: visible })) - 1);
  });
  const endOf = (n) => at.get(n) ?? at.get(`g${of[n]}`);
  const areas = quartiere.filter(({ id }) => groups.some((group, g) => group.quartier === id && counts[g])).map((one) => ({ kind: /** @type {const} */ ("quartier"), label: quartierName(network, one.id), members: [], bridge: false, dim: false, ...one }));
  const links = gathered(picture, endOf);
  const kept = opened.size ? links.filter((link) => [link.a, link.b].some((end) => items[end].thing >= 0)) : [];
  const strongest = links.filter((link) => !kept.includes(link)).sort((a, b) => b.weight - a.weight || a.tie - b.tie).slice(0, STRONGEST);
  return { items, links: [...strongest, ...kept], areas, mode: "grouped", steps: null, of: visible.size, left: links.length - strongest.length - kept.length };
}

const quartierName = (network, id) => (id ? network.things[network.index.get(id)].name : t("graph.noQuartier"));

function aggregate(network, group, count, dim, selected) {
  const name = group.theme === "…" ? t("graph.otherThemes") : group.theme ? concept(group.theme) : t("graph.noTheme");
  return { id: group.id, thing: -1, type: "Group", name, where: quartierName(network, group.quartier), x: group.x, y: group.y, r: group.r, sectors: [], dim, selected, change: null, pinned: false, bridge: false, rest: 0, count };
}

/** Relationships between the same two ends as one, with their number. */
function gathered({ network, ties }, endOf) {
  const found = new Map();
  ties.forEach((n) => {
    const tie = network.ties[n];
    const [a, b] = [endOf(tie.from), endOf(tie.to)];
    if (a === b) return;
    const key = a < b ? a * 100_003 + b : b * 100_003 + a;
    const link = found.get(key);
    if (link) link.weight += 1;
    else found.set(key, { a, b, type: tie.type, role: tie.role, bridge: false, weight: 1, dim: false, way: false, change: null, tie: n });
  });
  return [...found.values()];
}
