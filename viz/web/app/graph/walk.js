/** Walking through the picture with the arrows: from a thing to the neighbour that lies nearest in that direction. */

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const WIDE = 1.15; // how far aside (radians) still counts as the direction

/** @param {import("./types.js").Scene} scene @param {number} from @returns {{to: number, link: import("./types.js").Link}[]} clockwise from north */
export function neighbours({ items, links }, from) {
  const found = new Map();
  for (const link of links) {
    const to = link.a === from ? link.b : link.b === from ? link.a : -1;
    if (to >= 0 && to !== from && !found.has(to)) found.set(to, { to, link });
  }
  const turn = ({ to }) => (Math.atan2(items[to].x - items[from].x, items[from].y - items[to].y) + 2 * Math.PI) % (2 * Math.PI);
  return [...found.values()].sort((a, b) => turn(a) - turn(b) || a.to - b.to);
}

/** @param {string} key of an arrow @returns {{to: number, link: import("./types.js").Link | null} | null} null where nothing lies there */
export function towards(scene, from, key) {
  const near = neighbours(scene, from);
  const choices = near.length ? near : scene.items.map((_, to) => ({ to, link: null })).filter(({ to }) => to !== from); // what is tied to nothing is left somehow, too
  const [dx, dy] = WAYS[key];
  const origin = scene.items[from];
  const costs = choices.map((choice) => {
    const [x, y] = [scene.items[choice.to].x - origin.x, scene.items[choice.to].y - origin.y];
    const far = Math.hypot(x, y) || 1e-9;
    const aside = Math.acos(Math.max(-1, Math.min(1, (x * dx + y * dy) / far)));
    return aside > WIDE ? Infinity : far * (1 + aside * 2);
  });
  const least = costs.indexOf(Math.min(...costs));
  return costs[least] < Infinity ? choices[least] : null;
}

export const arrow = (key) => key in WAYS;

/** By how much Alt and an arrow move a thing. */
export const step = (key, by) => WAYS[key].map((way) => way * by);
