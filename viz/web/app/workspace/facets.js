/** What the network is filtered by. Values of one facet widen the choice, further facets narrow it. */

import { codeName, compare, concept, typeName } from "../words.js";
import { held, today } from "./time.js";

/** @typedef {import("./data.js").Network} Network @typedef {import("./data.js").Thing} Thing */

/**
 * The facets: `name` is that of the state, `of` what a thing has of it (with all that is above, for themes and groups).
 * @type {{name: "in" | "about" | "for" | "type" | "of" | "sectors", of: (thing: Thing, network: Network) => string[], label: (id: string, network: Network) => string}[]}
 */
export const FACETS = [
  { name: "in", of: (thing) => thing.areas.filter(([, share]) => share > 0).map(([id]) => id), label: (id, network) => nameOf(id, network) },
  { name: "about", of: (thing, network) => withWider(thing.themes, network), label: (id) => concept(id) },
  { name: "for", of: (thing, network) => withWider(thing.groups, network), label: (id) => concept(id) },
  { name: "type", of: (thing) => [thing.type], label: (id) => typeName(id, true) },
  { name: "of", of: (thing) => thing.kinds, label: (id) => codeName("kinds", id) },
  { name: "sectors", of: (thing) => thing.sectors, label: (id) => concept(id) },
];

const AREAS = ["Quartier", "AdministrativeArea"];
const nameOf = (id, network) => network.things[network.index.get(id)]?.name ?? id;

/** Themes or groups with all that is above them, each once. @param {string[]} ids @param {Network} network */
export function withWider(ids, network) {
  return [...new Set(ids.flatMap((id) => [id, ...(network.wider[id] ?? [])]))];
}

/** Is anything filtered? @param {import("../state.js").State} state */
export const filtered = (state) => FACETS.some(({ name }) => state[name].length) || Boolean(state.checked);

/**
 * Does a thing pass all facets but one? A Quartier always passes the others: it is the ground.
 * @param {Thing} thing @param {import("../state.js").State} state @param {Network} network @param {string} [but]
 */
export function passes(thing, state, network, but = "") {
  if (state.checked && but !== "checked" && !(thing.verified && thing.verified >= state.checked) && !AREAS.includes(thing.type)) return false;
  return FACETS.every(({ name, of }) => {
    if (name === but || !state[name].length) return true;
    if (AREAS.includes(thing.type) && !["in", "type"].includes(name)) return true;
    const own = of(thing, network);
    return state[name].some((wanted) => own.includes(wanted));
  });
}

/**
 * The values of every facet with how many things have them among those that pass the other facets and the time.
 * @returns {Map<string, {id: string, label: string, count: number, chosen: boolean, type?: string}[]>}
 */
export function counts(network, state) {
  const day = state.at || today();
  const there = network.things.filter((thing) => held(thing, day));
  return new Map(FACETS.map(({ name, of, label }) => {
    const found = new Map(state[name].map((id) => [id, 0]));
    for (const thing of there) {
      if (AREAS.includes(thing.type) && name !== "type") continue;
      if (!passes(thing, state, network, name)) continue;
      for (const id of of(thing, network)) found.set(id, (found.get(id) ?? 0) + 1);
    }
    const values = [...found].map(([id, count]) => ({ id, count, label: label(id, network), chosen: state[name].includes(id), type: network.things[network.index.get(id)]?.type }));
    return [name, values.sort((a, b) => Number(b.type === "Quartier") - Number(a.type === "Quartier") || b.count - a.count || compare(a.label, b.label))];
  }));
}
