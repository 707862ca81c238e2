/** Rows of an answer: a table on wide screens, cards on narrow ones (the same elements, other CSS, so roles are said). */

import { cell, columnName, filled, shows } from "./cells.js";
import { el } from "./dom.js";
import { disputed, evidenceFold, fresh } from "./evidence.js";
import { marking } from "./intended.js";
import { t } from "./words.js";

const PAGE = 100;
const FRESHNESS = ["last_verified", "last_seen"]; // said beside the evidence, unless the question is about them
const NUMBERS = new Set(["count", "weight", "score", "bridges"]);
const MORE = { // columns that rows have beside those of the contract, and after which one they stand
  offerings: ["actor", ["carrier"]], actors: ["name", ["carrier"]], needs: ["answered", ["themes"]], potentials: ["kind", ["size"]],
  "potentials-here": ["conditions", ["needs"]], "participation-here": ["format", ["frequency"]],
};

/** @param {{rows: any[], columns: string[], kind: string, question_id: string, caption: string}} what */
export function table({ rows, columns, kind, question_id: id, caption }, state) {
  const shown = columnsOf(columns, kind, id, rows);
  const body = el("tbody", { role: "rowgroup" }, rows.slice(0, PAGE).map((row) => line(row, shown, id, state)));
  const drawn = el("table", { role: "table", class: `rows ${kind} ${id}` },
    el("caption", { class: "unseen" }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, [...shown, "evidence"].map((name) => el("th", { role: "columnheader", scope: "col", class: NUMBERS.has(name) ? "number" : null }, columnName(name, id))))),
    body);
  return [el("div", { class: "wide-rows" }, drawn), rows.length > PAGE && more(rows, body, shown, id, state)].filter(Boolean);
}

function columnsOf(columns, kind, id, rows) {
  const wanted = columns.filter((name) => shows(name) && (id === "unverified" || !FRESHNESS.includes(name)));
  for (const [after, names] of [MORE[kind], MORE[id]].filter(Boolean)) {
    const at = wanted.indexOf(after);
    if (at >= 0) wanted.splice(at + 1, 0, ...names.filter((name) => !wanted.includes(name)));
  }
  return wanted.filter((name) => name === "name" || rows.some((row) => filled(row, name)));
}

/** @param {import("./state.js").State} state */
function line(row, columns, id, state) {
  return el("tr", { role: "row", "data-row": row.id },
    columns.map((name) => {
      const content = name === "intended" ? marking(row) : cell(name, row, state);
      return el("td", { role: "cell", class: `cell-${name}${content ? "" : " empty"}${NUMBERS.has(name) ? " number" : ""}`, "data-label": columnName(name, id) }, content ?? el("span", { class: "dim" }, "–"));
    }),
    el("td", { role: "cell", class: "cell-evidence", "data-label": t("column.evidence") },
      el("div", {}, evidenceFold(row), id === "unverified" ? null : fresh(row), disputed(row))));
}

/** @param {import("./state.js").State} state */
function more(rows, body, columns, id, state) {
  const left = () => rows.length - body.children.length;
  const button = el("button", { type: "button", class: "more", onclick: () => {
    const first = body.children.length;
    body.append(...rows.slice(first, first + PAGE).map((row) => line(row, columns, id, state)));
    body.children[first].querySelector("a")?.focus();
    button.textContent = t("more", { n: left() });
    button.hidden = left() <= 0;
  } }, t("more", { n: left() }));
  return button;
}
