/** The things of a picture as rows: the same for the list on the page and for the file that is saved of it. */

import { codeName, compare, concept, t, typeName } from "../words.js";

/** @typedef {{id: string, name: string, type: string, themes: string, groups: string, areas: string, sectors: string, verified: string, change: string}} Row */

export const COLUMNS = ["name", "type", "themes", "groups", "areas", "sectors", "verified", "change"];

/** @param {import("../workspace/picture.js").Picture} picture @returns {Row[]} by name */
export function rowsOf({ network, visible, change }) {
  const list = (ids, name) => ids.map(name).sort(compare).join(", ");
  const areaName = (id) => network.things[network.index.get(id)]?.name ?? id;
  const rows = [...visible].map((n) => {
    const thing = network.things[n];
    return {
      id: thing.id, name: thing.name ?? thing.id, type: [typeName(thing.type), ...thing.kinds.map((code) => codeName("kinds", code))].join(" · "), themes: list(thing.themes, (id) => concept(id)),
      groups: list(thing.groups, (id) => concept(id)), areas: list(quartiere(thing, network), areaName), sectors: list(thing.sectors, (id) => concept(id)),
      verified: thing.verified ?? "", change: change.has(n) ? t(`time.${change.get(n)}Mark`) : "",
    };
  });
  return rows.sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

/** The Quartiere of a thing; where it has none, its administrative areas. */
export function quartiere(thing, network) {
  const ids = thing.areas.filter(([, share]) => share > 0).map(([id]) => id);
  const lived = ids.filter((id) => network.things[network.index.get(id)]?.type === "Quartier");
  return lived.length ? lived : ids;
}

/** The list as texts under headings, without columns that say nothing. @returns {{columns: string[], rows: string[][]}} */
export function told(picture) {
  const rows = rowsOf(picture);
  const columns = COLUMNS.filter((name) => name === "name" || rows.some((row) => row[name]));
  return { columns: columns.map((name) => t(`list.${name}`)), rows: rows.map((row) => columns.map((name) => row[name])) };
}
