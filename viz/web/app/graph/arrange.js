/** Where everything stands in the whole picture: computed once for all ties, kept, and never moved by a filter or by time. */

import { recall, remember } from "./keep.js";
import { seeds } from "./seeds.js";

const FORM = 1; // of the positions; another number computes them anew

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
  const earlier = kept?.revision === network.revision ? kept.places : []; // what another view of the same data placed
  const places = new Map(network.things.map((thing, n) => [thing.id, [found.x[n], found.y[n]]]));
  await remember(name, { revision: network.revision, places: new Map([...earlier, ...places]) });
  return found;
}

/** What was known before keeps its place: only what is new looks for one. */
function known(network, kept, begun) {
  return Uint8Array.from(network.things, (thing, n) => {
    const place = kept?.places.get(thing.id);
    if (!place) return 0;
    [begun.x[n], begun.y[n]] = place;
    return 1;
  });
}

function compute(network, begun, fixed, tell) {
  const worker = new Worker(new URL("./layout.worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.x ? resolve(data) : tell(data.done));
    worker.onerror = (event) => reject(new Error(event.message));
    const [from, to] = ["from", "to"].map((end) => Uint32Array.from(network.ties, (tie) => tie[end]));
    worker.postMessage({ ...begun, fixed, from, to });
  }).finally(() => worker.terminate());
}
