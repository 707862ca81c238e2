/** What is drawn beside a thing: its surroundings, never more than fits and can be read. */

import { t, concept } from "./words.js";
import { grouped, nameOf } from "./neighbours.js";

const PER_GROUP = 5;
const MOST = 26;

/** A thing in the middle, a few of each kind of neighbour around it, "+ n more" for the rest, and what links them. */
export function surroundings(thing, neighbours, relationships) {
  /** @type {Map<string, import("./graph/small.js").Node>} */
  const nodes = new Map([[thing.id, { id: thing.id, type: thing.type, name: concept(thing.id, thing.name), centre: true }]]);
  const links = [];
  for (const group of grouped(neighbours)) {
    if (nodes.size >= MOST) break;
    const fitting = group.rows.length <= PER_GROUP + 1 ? group.rows : group.rows.slice(0, PER_GROUP);
    for (const row of fitting) {
      nodes.set(row.id, nodes.get(row.id) ?? { id: row.id, type: row.entity_type, name: nameOf(row) });
      links.push({ from: thing.id, to: row.id, type: group.type });
    }
    const rest = group.rows.length - fitting.length;
    if (!rest) continue;
    const more = `more-${group.type}-${group.direction}-${group.entityType}`;
    nodes.set(more, { id: more, type: group.entityType, name: t("graph.more", { n: rest }), more: true });
    links.push({ from: thing.id, to: more, type: group.type });
  }
  links.push(...relationships.filter((one) => one.from !== thing.id && one.to !== thing.id && nodes.has(one.from) && nodes.has(one.to)));
  return { nodes: [...nodes.values()], links };
}
