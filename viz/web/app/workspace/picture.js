/** What the views show: the things and ties that a state leaves, those that stand out, and what changed between two days. */

import { filtered, passes } from "./facets.js";
import { held, tied, today } from "./time.js";
import { around, way } from "./ways.js";

/**
 * @typedef {Object} Picture
 * @property {import("./data.js").Network} network
 * @property {Set<number>} visible the things to show
 * @property {number[]} ties the ties to show, all between visible things
 * @property {Set<number>} lit what stands out; empty: all alike
 * @property {Set<number> | null} own the things that the answer names, whatever is filtered
 * @property {number[]} centres the things whose surroundings are shown
 * @property {import("./ways.js").Step[] | null} steps the way from the selected thing to another
 * @property {Set<number>} passing all things that filters and time leave
 * @property {Map<number, "new" | "gone">} change things that came or went between `from` and `at`
 * @property {Map<number, "new" | "gone">} tieChange ties that came or went
 * @property {import("../state.js").State} state
 * @property {import("../answer.js").Answer | null} answer
 */

const HOPS = 3;

/** @param {import("./data.js").Network} network @param {import("../state.js").State} state @param {import("../answer.js").Answer} answer @returns {Picture} */
export function picture(network, state, answer) {
  const at = state.at || today();
  const days = state.from ? [state.from, at] : [at];
  const there = (thing) => days.some((day) => held(thing, day)) && passes(thing, state, network);
  const tieThere = (tie) => days.some((day) => tied(tie, day));
  const passing = new Set(network.things.flatMap((thing, n) => (there(thing) ? [n] : [])));
  const own = answer?.understood ? ownOf(answer, network) : null;
  const centres = centresOf(network, state, own, passing, tieThere);
  const visible = new Set(chosen(network, state, answer, own, centres, passing, tieThere));
  const steps = stepsOf(network, state, passing, tieThere);
  steps?.forEach(({ to }) => visible.add(to));
  const ties = network.ties.flatMap((tie, n) => (visible.has(tie.from) && visible.has(tie.to) && tieThere(tie) ? [n] : []));
  return {
    network, visible, ties, state, answer, own, centres, steps, passing, lit: litOf(network, state, own, visible),
    change: changes([...visible], (n) => network.things[n], held, state.from, at),
    tieChange: changes(ties, (n) => network.ties[n], tied, state.from, at),
  };
}

/** An answer's things and what was opened beside them; else the surroundings of the selected thing; else all that passes. @param {import("./data.js").Network} network @param {import("../state.js").State} state @param {import("../answer.js").Answer} answer */
function chosen(network, state, answer, own, centres, passing, tieThere) {
  const selected = network.index.get(state.id);
  if (state.hops === "0") return passing;
  if (!own?.size && answer) return within(network, answer, passing);
  if (!own && !centres.length) return passing;
  const start = [...(own ?? [])].filter((n) => passing.has(n));
  return [...start, ...around(network, centres, hopsOf(state), (n) => passing.has(n), tieThere).keys(), ...(selected === undefined ? [] : [selected])];
}

/** How far the surroundings reach. */
export const hopsOf = (state) => Math.min(HOPS, Math.max(1, Number(state.hops) || 1));

/** The things whose surroundings are shown: those opened in the graph, as long as the selected one is among what they show; else that one. @param {import("./data.js").Network} network @param {import("../state.js").State} state */
function centresOf(network, state, own, passing, tieThere) {
  const selected = network.index.get(state.id);
  const open = state.open.map((id) => network.index.get(id)).filter((n) => passing.has(n));
  if (state.hops === "0" || (!open.length && (selected === undefined || (!state.hops && (own || filtered(state)))))) return [];
  if (selected === undefined || own?.has(selected)) return open.length ? open : [selected];
  return around(network, open, hopsOf(state), (n) => passing.has(n), tieThere).has(selected) ? open : [selected];
}

/** The way from the selected thing to another, null where none is known or asked for. @param {import("./data.js").Network} network @param {import("../state.js").State} state */
function stepsOf(network, state, passing, tieThere) {
  const [from, to] = [state.id, state.way].map((id) => network.index.get(id));
  return from === undefined || to === undefined || from === to ? null : way(network, from, to, (n) => passing.has(n), tieThere);
}

/** All things that an answer's rows name. @param {import("../answer.js").Answer} answer @param {import("./data.js").Network} network */
function ownOf(answer, network) {
  const found = new Set();
  const look = (value) => {
    if (Array.isArray(value)) value.forEach(look);
    else if (value && typeof value === "object") {
      if (network.index.has(value.id)) found.add(network.index.get(value.id));
      for (const [name, part] of Object.entries(value)) if (name !== "evidence") look(part);
    }
  };
  look([answer.rows, answer.unlocated, answer.actor]);
  return found;
}

/** Where an answer names no things (gaps, counts): all that is at its place. @param {import("./data.js").Network} network @param {import("../answer.js").Answer} answer */
function within(network, answer, passing) {
  const areas = new Set((answer.interpretation?.here?.areas ?? []).map(({ id }) => id));
  if (!areas.size) return passing;
  return new Set([...passing].filter((n) => network.things[n].areas.some(([id, share]) => share > 0 && areas.has(id))));
}

/** @param {import("./data.js").Network} network @param {import("../state.js").State} state */
function litOf(network, state, own, visible) {
  const selected = network.index.get(state.id);
  if (selected !== undefined) {
    const near = network.tiesOf[selected].flatMap((t) => [network.ties[t].from, network.ties[t].to]);
    return new Set([selected, ...near].filter((n) => visible.has(n)));
  }
  return new Set([...(own ?? [])].filter((n) => visible.has(n)));
}

function changes(numbers, of, holds, from, at) {
  const found = new Map();
  if (!from) return found;
  for (const n of numbers) {
    const [before, after] = [holds(of(n), from), holds(of(n), at)];
    if (before !== after) found.set(n, after ? "new" : "gone");
  }
  return found;
}
