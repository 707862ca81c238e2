/** How the picture is drawn: with a layout of its own, within that of the whole network, or as aggregates. */

import { hopsOf } from "../workspace/picture.js";
import { around } from "../workspace/ways.js";

export const MANY = 3000; // beyond it, things are gathered into aggregates
const READABLE = 300; // up to it, a picture has a layout of its own, with room for every label

/**
 * The rings of a small picture: things of one ring are placed together, around those of the rings before. They are found over all
 * ties, so that no filter and no date moves anything.
 * @param {import("./types.js").Picture} picture
 * @returns {{mode: "near" | "all" | "grouped", rings: number[][], shown: number[], centres: number[]}}
 */
export function choose({ network, visible, own, centres, steps, state }) {
  const shown = [...visible];
  const small = (own?.size || centres.length) && shown.length <= READABLE && state.hops !== "0";
  if (small) return { mode: "near", rings: ringsOf(network, own, centres, hopsOf(state), steps, shown), shown, centres };
  const mode = shown.length > MANY && !state.open.includes("*") ? "grouped" : "all";
  return { mode, rings: [], shown, centres: mode === "all" ? centres : [] };
}

/** The answer's things, then ring by ring what lies around each centre, then the way, then whatever else is shown. */
function ringsOf(network, own, centres, hops, steps, shown) {
  const placed = new Set();
  const rings = [];
  const add = (things) => {
    const fresh = [...new Set(things)].filter((n) => !placed.has(n));
    fresh.forEach((n) => placed.add(n));
    if (fresh.length) rings.push(fresh);
  };
  add([...(own ?? [])].sort((a, b) => a - b));
  for (const centre of centres) {
    const far = [...around(network, [centre], hops)];
    for (let ring = 0; ring <= hops; ring++) add(far.filter(([, step]) => step === ring).map(([n]) => n));
  }
  add((steps ?? []).map(({ to }) => to));
  add(shown);
  return rings;
}
