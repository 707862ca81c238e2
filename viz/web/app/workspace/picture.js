/** What the views show: the things and ties that a state leaves, those that stand out, and what changed between two days. */

import { filtered, passes } from "./facets.js";
import { held, tied, today } from "./time.js";

/**
 * @typedef {Object} Picture
 * @property {import("./data.js").Network} network
 * @property {Set<number>} visible the things to show
 * @property {number[]} ties the ties to show, all between visible things
 * @property {Set<number>} lit what stands out; empty: all alike
 * @property {Map<number, "new" | "gone">} change things that came or went between `from` and `at`
 * @property {Map<number, "new" | "gone">} tieChange ties that came or went
 * @property {any} state
 * @property {any | null} answer
 */

const HOPS = 3;

/** @returns {Picture} */
export function picture(network, state, answer) {
  const at = state.at || today();
  const days = state.from ? [state.from, at] : [at];
  const there = (thing) => days.some((day) => held(thing, day)) && passes(thing, state, network);
  const tieThere = (tie) => days.some((day) => tied(tie, day));
  const passing = new Set(network.things.flatMap((thing, n) => (there(thing) ? [n] : [])));
  const own = answer?.understood ? ownOf(answer, network) : null;
  const visible = chosen(network, state, answer, own, passing, tieThere);
  const ties = network.ties.flatMap((tie, n) => (visible.has(tie.from) && visible.has(tie.to) && tieThere(tie) ? [n] : []));
  return {
    network, visible, ties, state, answer, lit: litOf(network, state, own, visible),
    change: changes([...visible], (n) => network.things[n], held, state.from, at),
    tieChange: changes(ties, (n) => network.ties[n], tied, state.from, at),
  };
}

/** An answer's things with what joins them; else the surroundings of the selected thing; else all that passes. */
function chosen(network, state, answer, own, passing, tieThere) {
  const selected = network.index.get(state.id);
  const start = new Set();
  if (own?.size) for (const n of own) if (passing.has(n)) start.add(n);
  if (!own?.size && answer) return within(network, answer, passing);
  if (selected !== undefined && (!own || state.hops)) for (const n of around(network, selected, Number(state.hops) || 1, passing, tieThere)) start.add(n);
  if (!own && (selected === undefined || (filtered(state) && !state.hops))) return passing;
  if (selected !== undefined) start.add(selected);
  return start;
}

/** All things that an answer's rows name. */
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

/** Where an answer names no things (gaps, counts): all that is at its place. */
function within(network, answer, passing) {
  const areas = new Set((answer.interpretation?.here?.areas ?? []).map(({ id }) => id));
  if (!areas.size) return passing;
  return new Set([...passing].filter((n) => network.things[n].areas.some(([id, share]) => share > 0 && areas.has(id))));
}

/** A thing and what is at most `hops` ties away from it. @returns {Set<number>} */
export function around(network, start, hops, passing, tieThere) {
  const found = new Set([start]);
  let edge = [start];
  for (let hop = 0; hop < Math.min(hops, HOPS); hop++) {
    const next = [];
    for (const n of edge) {
      for (const t of network.tiesOf[n]) {
        const tie = network.ties[t];
        const other = tie.from === n ? tie.to : tie.from;
        if (!found.has(other) && passing.has(other) && tieThere(tie)) {
          found.add(other);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return found;
}

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
