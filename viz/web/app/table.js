/** Rows of an answer: a table on wide screens, cards on narrow ones (the same elements, other CSS, so roles are said). */

import { el } from "./dom.js";
import { evidenceFold } from "./evidence.js";
import { address } from "./state.js";
import { codeName, concept, number, percent, t } from "./words.js";

const PAGE = 100;
const WITH_CARRIER = { offerings: "actor", actors: "name" }; // a column that the contract has in its rows, not in its columns

/** A link that opens a thing beside the answer. */
export function thing(found, state) {
  if (!found) return null;
  return el("a", { href: address({ ...state, id: found.id }), "data-id": found.id }, concept(found.id, found.name ?? found.id));
}

const listed = (found, state) => found?.length ? el("ul", { class: "inline" }, found.map((one) => el("li", {}, thing(one, state)))) : null;

const CELLS = {
  name: (row, state) => el("strong", {}, thing(row, state)),
  actor: (row, state) => thing(row.actor, state),
  carrier: (row, state) => thing(row.carrier, state),
  place: (row, state) => thing(row.place, state),
  within: (row) => within(row.within),
  theme: (row, state) => thing(row.theme, state),
  target_group: (row, state) => row.target_group ? thing(row.target_group, state) : t("gap.all"),
  reason: (row) => t(`gap.${row.reason}`),
  elsewhere: (row, state) => row.elsewhere ? el("a", { href: address(elsewhere(row, state)) }, t("gap.elsewhereCount", { n: row.elsewhere })) : t("gap.nowhere"),
  basis: (row) => t(`basis.${row.basis}`),
  role: (row) => row.role ? codeName("role", row.role) : null,
  responsibility: (row, state) => listed(row.responsibility, state) ?? listed(row.sector, state),
  members: (row, state) => listed(row.members, state),
  cooperations: (row, state) => listed(row.cooperations, state),
  unresolved: (row) => row.unresolved?.length ? row.unresolved.join(", ") : null,
  weight: (row) => number(row.weight),
};

/** "in the area", "at the edge (10 %)". */
export function within(share) {
  if (share === null || share === undefined) return el("span", { class: "within unknown" }, t("within.unknown"));
  if (share >= 1) return el("span", { class: "within inside" }, t("within.inside"));
  return el("span", { class: "within edge" }, t("within.edge", { share: percent(share) }));
}

/** @param {{rows: any[], columns: string[], kind: string, caption: string}} what */
export function table({ rows, columns, kind, caption }, state) {
  const shown = columnsOf(columns, kind, rows);
  const body = el("tbody", { role: "rowgroup" }, rows.slice(0, PAGE).map((row) => line(row, shown, state)));
  const drawn = el("table", { role: "table", class: `rows ${kind}` },
    el("caption", { class: "unseen" }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, [...shown, "evidence"].map((name) => el("th", { role: "columnheader", scope: "col" }, t(`column.${name}`))))),
    body);
  return [el("div", { class: "wide-rows" }, drawn), rows.length > PAGE && more(rows, body, shown, state)];
}

function columnsOf(columns, kind, rows) {
  const wanted = columns.filter((name) => name in CELLS);
  const after = wanted.indexOf(WITH_CARRIER[kind]);
  if (after >= 0) wanted.splice(after + 1, 0, "carrier");
  return wanted.filter((name) => name === "name" || rows.some((row) => filled(row, name)));
}

const filled = (row, name) => name === "within" ? row.within !== undefined : name === "responsibility" ? row.responsibility || row.sector
  : Array.isArray(row[name]) ? row[name].length > 0 : row[name] !== null && row[name] !== undefined;

function line(row, columns, state) {
  return el("tr", { role: "row", "data-row": row.id },
    columns.map((name) => {
      const content = CELLS[name](row, state);
      return el("td", { role: "cell", class: `cell-${name}${content ? "" : " empty"}`, "data-label": t(`column.${name}`) }, content ?? el("span", { class: "dim" }, "–"));
    }),
    el("td", { role: "cell", class: "cell-evidence", "data-label": t("column.evidence") }, evidenceFold(row)));
}

function more(rows, body, columns, state) {
  const left = () => rows.length - body.children.length;
  const button = el("button", { type: "button", class: "more", onclick: () => {
    const first = body.children.length;
    body.append(...rows.slice(first, first + PAGE).map((row) => line(row, columns, state)));
    body.children[first].querySelector("a")?.focus();
    button.textContent = t("more", { n: left() });
    button.hidden = left() <= 0;
  } }, t("more", { n: left() }));
  return button;
}

/** Offerings on a gap's pair anywhere else. */
function elsewhere(row, state) {
  return { lang: state.lang, ask: "who-covers", theme: [row.theme.id], group: row.target_group ? [row.target_group.id] : [] };
}

