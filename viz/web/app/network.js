/** What is drawn: the surroundings of a thing, or the network in an answer's rows; never more than fits and can be read. */

import { t, concept } from "./words.js";
import { grouped, nameOf } from "./neighbours.js";

const PER_GROUP = 5;
const MOST = 26;

/** A thing in the middle, a few of each kind of neighbour around it, "+ n more" for the rest, and what links them. */
export function surroundings(thing, neighbours, relationships) {
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

const COLUMNS = {
  actor: ["Actor", "PROVIDES"], carrier: ["Actor", "RUN_BY"], members: ["Actor", "MEMBER_OF"], cooperations: ["Cooperation", "MEMBER_OF"],
  responsibility: ["Responsibility", "RESPONSIBLE"], sector: ["Sector", "IN_SECTOR"],
};

const UNDRAWN = ["unverified", "single-points", "possible-partners"]; // their rows say nothing of who is linked with whom

/** The things of an answer's rows and how they hang together. @returns {{nodes: any[], links: any[], drawn: number} | null} */
export function networkOf(answer) {
  if (!["offerings", "actors", "departments", "cooperations"].includes(answer.kind) || UNDRAWN.includes(answer.question_id)) return null;
  const nodes = new Map();
  const links = new Map();
  const add = (id, type, name) => nodes.has(id) || nodes.set(id, { id, type, name });
  if (answer.actor) add(answer.actor.id, answer.actor.type, answer.actor.name);
  let drawn = 0;
  for (const row of answer.rows) {
    if (nodes.size >= MOST) break;
    drawn += 1;
    add(row.id, row.type, row.name);
    for (const [column, [type, edge]] of Object.entries(COLUMNS)) {
      for (const other of [row[column] ?? []].flat()) {
        add(other.id, type, other.name);
        const from = column === "carrier" && row.actor ? row.actor.id : row.id;
        link(links, from, other.id, edge);
        if (column === "cooperations" && answer.actor) link(links, answer.actor.id, other.id, edge);
      }
    }
  }
  return links.size ? { nodes: [...nodes.values()], links: [...links.values()], drawn } : null;
}

function link(links, from, to, type) {
  links.set(`${from}|${to}`, { from, to, type });
}
