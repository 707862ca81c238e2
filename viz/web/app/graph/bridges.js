/** Where two sectors meet: cooperations with members of different sectors, and actors of different sectors that are tied. */

const ACTORS = ["Actor", "Department"];
const found = new WeakMap();

/** @param {import("./types.js").Network} network @returns {{things: Set<number>, ties: Set<number>}} worked out once for all ties */
export function bridges(network) {
  if (!found.has(network)) found.set(network, look(network));
  return found.get(network);
}

function look({ things, ties }) {
  const members = new Map();
  const joined = { things: new Set(), ties: new Set() };
  for (const [n, { type, from, to }] of ties.entries()) {
    if (type === "MEMBER_OF") members.set(to, [...(members.get(to) ?? []), [from, n]]);
    else if (type !== "PART_OF_DEPARTMENT" && [from, to].every((end) => ACTORS.includes(things[end].type)) && differ(things[from], things[to])) joined.ties.add(n);
  }
  for (const [cooperation, list] of members) {
    if (!list.some(([a], i) => list.slice(i + 1).some(([b]) => differ(things[a], things[b])))) continue;
    joined.things.add(cooperation);
    list.forEach(([, tie]) => joined.ties.add(tie));
  }
  return joined;
}

/** Both have sectors, and none in common. */
const differ = (a, b) => a.sectors.length > 0 && b.sectors.length > 0 && !a.sectors.some((sector) => b.sectors.includes(sector));
