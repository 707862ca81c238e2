/** Which things the picture shows: a thing's surroundings, an answer, or everything that is visible. */

import { other } from "./seeds.js";
import { around, ground, way } from "./ways.js";

export const MANY = 3000; // beyond it, things are gathered into aggregates
const READABLE = 300; // up to it, a picture has a layout of its own, with room for every label
const HOPS = 3;

/**
 * The picture's things as rings: those of one ring are placed together, around those before them. Rings are found over all
 * ties, so that no filter and no date moves anything; `shown` is what of them is drawn.
 * @returns {{mode: "near" | "all" | "grouped", rings: number[][], shown: number[], centres: number[], steps: import("./ways.js").Step[] | null}}
 */
export function choose({ network, visible, lit, state, answer }) {
  const may = (n) => visible.has(n);
  const chosen = network.index.get(state.id);
  const target = network.index.get(state.way);
  const steps = chosen !== undefined && target !== undefined && chosen !== target ? way(network, chosen, target, may) : null;
  const whole = () => {
    const mode = visible.size > MANY && !(state.open ?? []).includes("*") ? "grouped" : "all";
    return { mode, rings: [], shown: [...visible], centres: [], steps };
  };
  if (state.hops === "0") return whole();
  const centres = centresOf({ network, state, answer }, chosen, may);
  const found = centres.length ? surroundings(network, centres, hopsOf(state), may) : lit.size && answer ? answered(network, lit, may) : null;
  if (!found || found.shown.length > READABLE * 5) return whole();
  const extra = [target, ...(steps ?? []).map((step) => step.to), chosen].filter((n) => n !== undefined && may(n) && !found.shown.includes(n));
  const shown = [...found.shown, ...new Set(extra)];
  const placed = new Set(found.rings.flat());
  const rings = [...found.rings, [...new Set(extra)].filter((n) => !placed.has(n))].filter((ring) => ring.length);
  return { mode: shown.length > READABLE ? "all" : "near", rings, shown, centres, steps };
}

export const hopsOf = (state) => Math.min(HOPS, Math.max(1, Number(state.hops) || 1));

/** What was expanded, as long as the selected thing is among it or beside it; else the selected thing alone. */
function centresOf({ network, state, answer }, chosen, may) {
  const open = (state.open ?? []).map((id) => network.index.get(id)).filter((n) => n !== undefined && may(n));
  if (chosen === undefined || !may(chosen)) return open;
  if (open.length && around(network, open, hopsOf(state), may).has(chosen)) return open;
  return state.hops || !answer ? [chosen] : [];
}

function surroundings(network, centres, hops, may) {
  const placed = new Set();
  const rings = [];
  for (const centre of centres) {
    const far = around(network, [centre], hops);
    for (let ring = 0; ring <= hops; ring++) {
      const fresh = [...far].filter(([n, steps]) => steps === ring && !placed.has(n)).map(([n]) => n);
      fresh.forEach((n) => placed.add(n));
      if (fresh.length) rings.push(fresh);
    }
  }
  return { rings, shown: [...around(network, centres, hops, may).keys()].filter(may) };
}

/** An answer's things, and what links two of them or more: in one ring. */
function answered(network, lit, may) {
  const count = new Map();
  for (const n of lit) {
    for (const tie of network.tiesOf[n]) {
      const next = other(network.ties[tie], n);
      if (!lit.has(next) && !ground(network, next)) count.set(next, (count.get(next) ?? 0) + 1);
    }
  }
  const alone = (n) => !network.tiesOf[n].some((tie) => lit.has(other(network.ties[tie], n)) || count.get(other(network.ties[tie], n)) > 1);
  const between = [...count].filter(([, times]) => times > 1).map(([n]) => n);
  const providers = [...lit].filter(alone).flatMap((n) => network.tiesOf[n].filter((tie) => ["PROVIDES", "MEMBER_OF", "RESPONSIBLE"].includes(network.ties[tie].type)).map((tie) => other(network.ties[tie], n)));
  const ring = [...new Set([...lit, ...between, ...providers])].sort((a, b) => a - b);
  return { rings: [ring], shown: ring.filter(may) };
}
