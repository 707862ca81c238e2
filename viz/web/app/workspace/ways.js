/** Who is how many steps away, and the shortest way between two things: breadth first, over what is visible. */

const GROUND = ["Quartier", "AdministrativeArea"]; // everything lies in one: a way through it would say nothing

/** @typedef {{from: number, to: number, tie: number, out: boolean}} Step  `out`: along the relationship's own direction */

/** The other end of a tie. */
export const other = (tie, n) => (tie.from === n ? tie.to : tie.from);

/**
 * How far each thing is from the nearest of the centres, at most `hops`; beyond a Quartier or an area it goes only where that is a centre.
 * @param {import("./data.js").Network} network @param {number[]} centres
 * @param {(n: number) => boolean} [may] which things, @param {(tie: any) => boolean} [holds] and which ties there are
 * @returns {Map<number, number>} in the order of finding
 */
export function around(network, centres, hops, may = () => true, holds = () => true) {
  const far = new Map(centres.map((n) => [n, 0]));
  for (const [n, steps] of far) {
    if (steps === hops || (steps && ground(network, n))) continue;
    for (const tie of network.tiesOf[n]) {
      const next = other(network.ties[tie], n);
      if (!far.has(next) && may(next) && holds(network.ties[tie])) far.set(next, steps + 1);
    }
  }
  return far;
}

/**
 * The shortest way, or null.
 * @param {import("./data.js").Network} network @param {number} from @param {number} to
 * @param {(n: number) => boolean} may which things, @param {(tie: any) => boolean} [holds] and which ties there are
 * @returns {Step[] | null}
 */
export function way(network, from, to, may, holds = () => true) {
  const came = new Map([[from, -1]]);
  for (const [n] of came) {
    if (n === to) break;
    if (n !== from && ground(network, n)) continue;
    for (const tie of network.tiesOf[n]) {
      const next = other(network.ties[tie], n);
      if (!came.has(next) && may(next) && holds(network.ties[tie])) came.set(next, tie);
    }
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let n = to; n !== from;) {
    const tie = came.get(n);
    const before = other(network.ties[tie], n);
    steps.push({ from: before, to: n, tie, out: network.ties[tie].from === before });
    n = before;
  }
  return steps.reverse();
}

export const ground = (network, n) => GROUND.includes(network.things[n].type);
