/**
 * Where the things of a map stand when it becomes a network on a page of its own: as on the map, those of one place side by side.
 * What has no place stands with what it is tied to, and the rest in a block of its own; the page says so.
 */

const WIDE = 1400; // pixels of the picture that the places span
const STEP = 26; // pixels between things of one place
const TURN = Math.PI * (3 - Math.sqrt(5)); // the golden angle: no two of a spiral cover each other
const RADIANS = Math.PI / 180;

/** @param {import("../workspace/data.js").Network} network @param {import("./scene.js").Scene} scene @param {Map<string, [number, number]>} areas middle (lat, lng) of areas @returns {Record<string, [number, number]>} */
export function positions({ things, ties, tiesOf }, scene, areas) {
  const at = new Map(scene.spots.map(({ thing, lat, lng }) => [thing, flat(lat, lng)]));
  for (const [n, { id }] of things.entries()) if (areas.has(id)) at.set(n, flat(...areas.get(id)));
  const all = [...at.values()];
  const [left, right, top] = [least(all, 0, 1), least(all, 0, -1), least(all, 1, 1)];
  const scale = WIDE / Math.max(right - left, 1e-9);
  const held = new Map();
  const found = {};
  for (const [n, [x, y]] of at) found[things[n].id] = beside(held, (x - left) * scale, (y - top) * scale);
  const rest = adopted(scene.nowhere.map(({ thing }) => thing), at, (n) => tiesOf[n].map((t) => (ties[t].from === n ? ties[t].to : ties[t].from)), (n, host) => {
    const [x, y] = at.get(host);
    found[things[n].id] = beside(held, (x - left) * scale, (y - top) * scale);
  });
  rest.forEach((thing, n) => { found[things[thing].id] = [WIDE + 6 * STEP + (n % 12) * 4 * STEP, Math.floor(n / 12) * 2 * STEP]; });
  return found;
}

/** Put things with a neighbour that has a place, as long as there are some. @returns {number[]} those that have none */
function adopted(things, at, neighbours, put) {
  let rest = things;
  for (let more = true; more;) {
    const homes = rest.map((n) => [n, neighbours(n).find((other) => at.has(other))]).filter(([, host]) => host !== undefined);
    for (const [n, host] of homes) {
      put(n, host);
      at.set(n, at.get(host));
    }
    more = homes.length > 0;
    rest = rest.filter((n) => !at.has(n));
  }
  return rest;
}

/** Web Mercator, north up. */
const flat = (lat, lng) => [lng * RADIANS, -Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2))];

const least = (points, axis, sign) => sign * points.reduce((found, point) => Math.min(found, sign * point[axis]), Infinity);

function beside(held, x, y) {
  const key = `${Math.round(x / STEP)},${Math.round(y / STEP)}`;
  const n = held.get(key) ?? 0;
  held.set(key, n + 1);
  const radius = STEP * Math.sqrt(n);
  return [Math.round(x + radius * Math.cos(n * TURN)), Math.round(y + radius * Math.sin(n * TURN))];
}
