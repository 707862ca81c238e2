/** What a thing is related to, grouped by relationship: the list that says the same as the drawing. */

import { el } from "./dom.js";
import { thing, within } from "./cells.js";
import { codeName, compare, concept, date, edgeName, t, typeName } from "./words.js";

const SHOWN = 10;
const FIRST = ["MEMBER_OF", "PROVIDES", "RUN_BY", "RESPONSIBLE", "PART_OF_DEPARTMENT", "OPENS", "VOICED_BY", "ORGANISED_BY", "RESULTS_IN", "CONCERNS", "LOCATED_AT", "ABOUT", "FOR"];

/** @returns {{type: string, direction: string, entityType: string, rows: any[]}[]} in a fixed order */
export function grouped(neighbours) {
  const groups = new Map();
  for (const row of neighbours) {
    const key = [row.type, row.direction, row.entity_type].join("|");
    if (!groups.has(key)) groups.set(key, { type: row.type, direction: row.direction, entityType: row.entity_type, rows: [] });
    groups.get(key).rows.push(row);
  }
  const found = [...groups.values()];
  for (const group of found) group.rows.sort((a, b) => compare(nameOf(a), nameOf(b)) || compare(a.id, b.id));
  return found.sort((a, b) => rank(a) - rank(b) || compare(title(a), title(b)));
}

export const nameOf = (row) => concept(row.id, row.name ?? row.id);
const rank = (group) => (FIRST.includes(group.type) ? FIRST.indexOf(group.type) : FIRST.length);
const title = (group) => `${edgeName(group.type, group.direction)}: ${typeName(group.entityType, group.rows.length > 1)}`;

/** @param {import("./state.js").State} state */
export function neighbourList(groups, state) {
  if (!groups.length) return el("p", { class: "dim" }, t("detail.alone"));
  return el("div", { class: "neighbours" }, groups.map((group, n) => el("section", { "aria-labelledby": `group-${n}` },
    el("h4", { id: `group-${n}` }, edgeName(group.type, group.direction), " ",
      el("span", { class: "dim" }, `${typeName(group.entityType, group.rows.length > 1)} (${group.rows.length})`)),
    list(group, state))));
}

/** @param {import("./state.js").State} state */
function list(group, state) {
  const drawn = el("ul", {}, group.rows.slice(0, SHOWN).map((row) => item(row, state)));
  const rest = group.rows.slice(SHOWN);
  if (!rest.length) return drawn;
  const button = el("button", { type: "button", class: "more", onclick: () => {
    drawn.append(...rest.map((row) => item(row, state)));
    drawn.children[SHOWN].querySelector("a").focus();
    button.remove();
  } }, t("more", { n: rest.length }));
  return [drawn, button];
}

/** One related thing with its role, its period and what told of it. @param {import("./state.js").State} state */
export function item(row, state) {
  const { role, since, until, share, word } = row.properties ?? {};
  const about = [role && codeName("role", role), since && t("since", { date: date(since) }), until && t("until", { date: date(until) }), word && t("from", { word })];
  const said = about.filter(Boolean).join(", ");
  return el("li", {}, thing({ id: row.id, name: row.name }, state), said && el("span", { class: "dim" }, ` ${said}`),
    share !== undefined && [" ", within(share)]);
}
