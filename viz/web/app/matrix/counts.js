/** What a matrix shows: how many offerings there are for two facets, or how many cooperations join two sectors. */

import { compare, concept } from "../words.js";
import { withWider } from "../workspace/facets.js";

/** @typedef {import("../workspace/picture.js").Picture} Picture */
/**
 * @typedef {{id: string, label: string, level: number}} Head
 * @typedef {{n: number | null, why: "none" | "unknown" | "same" | null}} Cell `n` null where nothing can be said
 * @typedef {{rows: Head[], columns: Head[], cells: Map<string, Cell>, unstated: Map<string, number>, most: number}} Counts `unstated`: by row, what says nothing of the column
 */

/** The kinds of matrix, and the filters that stand for a cell's row and column. */
export const KINDS = { groups: { filters: ["about", "for"] }, areas: { filters: ["about", "in"] }, sectors: { filters: [] } };

const key = (row, column) => `${row} ${column}`;

/** @param {Picture} picture @param {keyof typeof KINDS} kind @param {boolean} deep with the themes below the main ones @returns {Counts} */
export function countsOf(picture, kind, deep) {
  return kind === "sectors" ? sectors(picture) : offerings(picture, kind, deep);
}

function offerings({ network, visible }, kind, deep) {
  const things = network.things;
  const found = things.filter((thing, n) => thing.type === "Offering" && visible.has(n));
  const top = (id) => !(network.wider[id] ?? []).length;
  const lived = (id) => things[network.index.get(id)]?.type === "Quartier";
  const anyLived = things.some((thing) => thing.type === "Quartier");
  const columnsOf = (thing) => kind === "groups" ? withWider(thing.groups, network) : thing.areas.filter(([id, share]) => share > 0 && (!anyLived || lived(id))).map(([id]) => id);
  const cells = new Map();
  const unstated = new Map();
  const [rowIds, columnIds] = [new Set(), new Set(kind === "areas" ? quartiere(things) : [])];
  const stated = { row: new Set(), column: new Set() };
  for (const thing of found) {
    const [rows, columns] = [withWider(thing.themes, network).filter((id) => deep || top(id)), columnsOf(thing)];
    for (const row of rows) {
      rowIds.add(row);
      if (columns.length) stated.row.add(row);
      else unstated.set(row, (unstated.get(row) ?? 0) + 1);
      for (const column of columns) cells.set(key(row, column), (cells.get(key(row, column)) ?? 0) + 1);
    }
    for (const column of columns) {
      columnIds.add(column);
      stated.column.add(column);
    }
  }
  const name = (id) => things[network.index.get(id)]?.name ?? concept(id);
  const heads = (ids, level) => [...ids].map((id) => ({ id, label: name(id), level: level(id) }));
  const rows = tree(heads(rowIds, (id) => (network.wider[id] ?? []).length), network);
  const columns = tree(heads(columnIds, () => 0), network);
  const cell = (row, column) => {
    const n = cells.get(key(row, column));
    if (n) return { n, why: null };
    return stated.row.has(row) && stated.column.has(column) ? { n: 0, why: "none" } : { n: null, why: "unknown" };
  };
  return filled(rows, columns, cell, unstated);
}

/** Every Quartier has a column, also one that no list speaks of; administrative areas (hundreds, of all levels) only where they have offerings. */
const quartiere = (things) => things.filter(({ type }) => type === "Quartier").map(({ id }) => id);

/** Themes, and groups, behind those that are above them. */
function tree(heads, network) {
  const path = ({ id, label }) => [...[...(network.wider[id] ?? [])].sort((a, b) => (network.wider[a] ?? []).length - (network.wider[b] ?? []).length).map((one) => concept(one)), label];
  const order = (a, b) => {
    const [left, right] = [path(a), path(b)];
    for (let n = 0; n < Math.min(left.length, right.length); n++) if (left[n] !== right[n]) return compare(left[n], right[n]);
    return left.length - right.length;
  };
  return heads.sort(order);
}

/** Sector × sector: the cooperations that have members of both, whose members' sectors are known. */
function sectors({ network, ties }) {
  const members = new Map();
  for (const n of ties) {
    const { type, from, to } = network.ties[n];
    if (type === "MEMBER_OF") members.set(to, [...(members.get(to) ?? []), from]);
  }
  const cells = new Map();
  for (const actors of members.values()) {
    const pairs = new Set();
    actors.forEach((a, i) => actors.forEach((b, j) => {
      if (i !== j) for (const one of network.things[a].sectors) for (const other of network.things[b].sectors) if (one !== other) pairs.add(key(one, other));
    }));
    for (const pair of pairs) cells.set(pair, (cells.get(pair) ?? 0) + 1);
  }
  const ids = new Set(network.things.flatMap((thing) => (["Actor", "Department"].includes(thing.type) ? thing.sectors : [])));
  const heads = [...ids].map((id) => ({ id, label: concept(id), level: 0 })).sort((a, b) => compare(a.label, b.label));
  const known = new Set([...members.values()].flat().flatMap((n) => network.things[n].sectors));
  const cell = (row, column) => {
    if (row === column) return { n: null, why: "same" };
    const n = cells.get(key(row, column)) ?? 0;
    return n || (known.has(row) && known.has(column)) ? { n, why: n ? null : "none" } : { n: null, why: "unknown" };
  };
  return filled(heads, heads, cell, new Map());
}

function filled(rows, columns, cell, unstated) {
  const cells = new Map(rows.flatMap((row) => columns.map((column) => [key(row.id, column.id), cell(row.id, column.id)])));
  return { rows, columns, cells, unstated, most: Math.max(1, ...[...cells.values()].map(({ n }) => n ?? 0)) };
}

/** @param {Counts} counts @returns {Cell} */
export const at = (counts, row, column) => counts.cells.get(key(row, column));
