/** Where everything stands in the whole picture: computed once for all ties, kept, and never moved by a filter or by time. */

import { recall, remember } from "./keep.js";
import { seeds } from "./seeds.js";

const FORM = 2; // of the positions; another number computes them anew

/**
 * @param {import("./types.js").Network} network
 * @param {(done: number) => void} tell how far it is, 0..1
 * @returns {Promise<{x: Float64Array, y: Float64Array}>}
 */
export async function arrange(network, tell) {
  const name = `${location.pathname}|${FORM}`;
  const begun = seeds(network);
  const kept = await recall(name);
  const fixed = known(network, kept, begun);
  if (fixed.every(Boolean)) return begun;
  const found = await compute(network, begun, fixed, tell);
  await remember(name, packed(network, found, kept));
  return found;
}

/** What was known before keeps its place: only what is new looks for one. */
function known(network, kept, begun) {
  const places = unpacked(kept);
  return Uint8Array.from(network.things, (thing, n) => {
    const at = places.get(thing.id);
    if (at === undefined) return 0;
    [begun.x[n], begun.y[n]] = [kept.x[at], kept.y[at]];
    return 1;
  });
}

/** Ids as one text and two rows of numbers: read in a few milliseconds, where ten thousand pairs would take a tenth of a second. */
function packed(network, { x, y }, kept) {
  const own = new Set(network.things.map(({ id }) => id));
  const more = kept?.revision === network.revision ? [...unpacked(kept)].filter(([id]) => !own.has(id)) : []; // what another view of the same data placed
  return {
    revision: network.revision, ids: [...own, ...more.map(([id]) => id)].join("\n"),
    x: Float64Array.from([...x, ...more.map(([, at]) => kept.x[at])]), y: Float64Array.from([...y, ...more.map(([, at]) => kept.y[at])]),
  };
}

/** @returns {Map<string, number>} where in the rows an id's place stands */
const unpacked = (kept) => new Map(kept ? kept.ids.split("\n").map((id, at) => [id, at]) : []);

function compute(network, begun, fixed, tell) {
  const worker = new Worker(new URL("./layout.worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.x ? resolve(data) : tell(data.done));
    worker.onerror = (event) => reject(new Error(event.message));
    const [from, to] = ["from", "to"].map((end) => Uint32Array.from(network.ties, (tie) => tie[end]));
    worker.postMessage({ ...begun, fixed, from, to });
  }).finally(() => worker.terminate());
}
