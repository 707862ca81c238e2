/**
 * Where things begin, before any force: those with a point where the map has them (north is up), the others beside what
 * they are tied to. No chance, no clock: the same network gives the same seeds, whatever is filtered.
 */

import { other } from "../workspace/ways.js";

const ROOM = 34; // what a thing needs around it, in units of the picture
const ROUNDS = 6;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** @param {import("./types.js").Network} network @returns {{x: Float64Array, y: Float64Array, held: Uint8Array}} `held`: it has a point */
export function seeds(network) {
  const { things, tiesOf, ties } = network;
  const [x, y] = [new Float64Array(things.length), new Float64Array(things.length)];
  const held = Uint8Array.from(things, (thing) => (thing.point ? 1 : 0));
  const set = Uint8Array.from(held);
  project(things, x, y, held);
  besideAreas(network, x, y, held, set);
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = [];
    for (let n = 0; n < things.length; n++) {
      if (set[n]) continue;
      const near = tiesOf[n].map((tie) => other(ties[tie], n)).filter((one) => set[one]);
      if (near.length) fresh.push([n, mean(near, x), mean(near, y)]);
    }
    if (!fresh.length) break;
    for (const [n, cx, cy] of fresh) {
      const [dx, dy] = nudge(things[n].id, ROOM * 1.5);
      [x[n], y[n], set[n]] = [cx + dx, cy + dy, 1];
    }
  }
  unplaced(network, x, y, set);
  return { x, y, held };
}

/** The indices that are marked. */
const where = (marked) => Array.from(marked, (mark, n) => (mark ? n : -1)).filter((n) => n >= 0);
const mean = (list, of) => list.reduce((sum, n) => sum + of[n], 0) / list.length;

/** Metres from the middle, squeezed into what so many things need; far outliers are pulled in so that the rest is not a dot. */
function project(things, x, y, held) {
  const placed = where(held);
  if (!placed.length) return;
  const lat = middle(placed.map((n) => things[n].point[0]));
  const lng = middle(placed.map((n) => things[n].point[1]));
  const narrow = Math.cos((lat * Math.PI) / 180);
  const vectors = placed.map((n) => [(things[n].point[1] - lng) * narrow, lat - things[n].point[0]]);
  const usual = middle(vectors.map(([dx, dy]) => Math.hypot(dx, dy))) || 1;
  const reach = (ROOM * Math.sqrt(things.length)) / 2;
  for (const [i, n] of placed.entries()) {
    const far = Math.hypot(...vectors[i]) || 1e-12;
    const scale = ((far <= usual ? far / usual : 1 + Math.log(far / usual)) * reach * 0.7) / far;
    const [dx, dy] = nudge(things[n].id, ROOM * 0.5); // many share one address
    x[n] = vectors[i][0] * scale + dx;
    y[n] = vectors[i][1] * scale + dy;
  }
}

/** What has no point but lies in an area stands among the area's others; the area itself in their middle, and is held there. */
function besideAreas({ things, index }, x, y, held, set) {
  const sums = new Map();
  things.forEach((thing, n) => {
    if (!held[n]) return;
    for (const [area] of thing.areas) {
      const [sx, sy, count] = sums.get(area) ?? [0, 0, 0];
      sums.set(area, [sx + x[n], sy + y[n], count + 1]);
    }
  });
  const pointed = Uint8Array.from(held);
  things.forEach((thing, n) => {
    if (pointed[n]) return;
    const own = sums.has(thing.id) ? thing.id : [...thing.areas].sort((a, b) => rank(a) - rank(b)).find(([area]) => sums.has(area))?.[0];
    if (own === undefined) return;
    const [sx, sy, count] = sums.get(own);
    const [dx, dy] = own === thing.id ? [0, 0] : nudge(thing.id, ROOM * Math.sqrt(count));
    [x[n], y[n], set[n], held[n]] = [sx / count + dx, sy / count + dy, 1, own === thing.id ? 1 : 0];
  });
  function rank([area, share]) { return (things[index.get(area)]?.type === "Quartier" ? 0 : 2) - share; }
}

const middle = (values) => Float64Array.from(values).sort()[values.length >> 1];

/** What hangs on nothing that has a place: each connected part together, the parts in rows south of all else. */
function unplaced({ things, ties, tiesOf }, x, y, set) {
  const known = where(set);
  const reach = (ROOM * Math.sqrt(things.length)) / 2;
  const top = known.reduce((most, n) => Math.max(most, y[n]), -reach) + ROOM * 2;
  let [left, row, deep] = [-reach, top, 0];
  const seen = Uint8Array.from(set);
  for (const part of parts(things.length, ties, tiesOf, seen)) {
    const radius = ROOM * 0.8 * Math.sqrt(part.length);
    if (left + radius * 2 > reach && left > -reach) [left, row, deep] = [-reach, row + deep, 0];
    part.forEach((n, i) => {
      const [angle, far] = [i * GOLDEN, ROOM * 0.8 * Math.sqrt(i)];
      [x[n], y[n]] = [left + radius + Math.cos(angle) * far, row + radius + Math.sin(angle) * far];
    });
    left += radius * 2 + ROOM / 2;
    deep = Math.max(deep, radius * 2 + ROOM / 2);
  }
}

function parts(count, ties, tiesOf, seen) {
  const found = [];
  for (let first = 0; first < count; first++) {
    if (seen[first]) continue;
    const part = [first];
    seen[first] = 1;
    for (const n of part) {
      for (const tie of tiesOf[n]) {
        const next = other(ties[tie], n);
        if (!seen[next]) { seen[next] = 1; part.push(next); }
      }
    }
    found.push(part);
  }
  return found.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** A small step in a direction that only the id decides. */
export function nudge(id, far) {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  const angle = ((hash >>> 0) / 2 ** 32) * 2 * Math.PI;
  const part = ((Math.imul(hash, 2654435761) >>> 8) & 0xffff) / 0xffff;
  return [Math.cos(angle) * far * Math.sqrt(part), Math.sin(angle) * far * Math.sqrt(part)];
}
