/** Rows of an answer: a table on wide screens, cards on narrow ones (the same elements, other CSS, so roles are said). */

import { cell, columnName, shows } from "./cells.js";
import { el } from "./dom.js";
import { evidenceFold } from "./evidence.js";
import { marking } from "./intended.js";
import { t } from "./words.js";

const PAGE = 100;
const WITH_CARRIER = { offerings: "actor", actors: "name" }; // a column that the contract has in its rows, not in its columns

/** @param {{rows: any[], columns: string[], kind: string, caption: string}} what */
export function table({ rows, columns, kind, caption }, state) {
  const shown = columnsOf(columns, kind, rows);
  const body = el("tbody", { role: "rowgroup" }, rows.slice(0, PAGE).map((row) => line(row, shown, state)));
  const drawn = el("table", { role: "table", class: `rows ${kind}` },
    el("caption", { class: "unseen" }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, [...shown, "evidence"].map((name) => el("th", { role: "columnheader", scope: "col" }, columnName(name))))),
    body);
  return [el("div", { class: "wide-rows" }, drawn), rows.length > PAGE && more(rows, body, shown, state)];
}

function columnsOf(columns, kind, rows) {
  const wanted = columns.filter(shows);
  const after = wanted.indexOf(WITH_CARRIER[kind]);
  if (after >= 0) wanted.splice(after + 1, 0, "carrier");
  return wanted.filter((name) => name === "name" || rows.some((row) => filled(row, name)));
}

const filled = (row, name) => name === "within" ? row.within !== undefined : name === "intended" ? true : name === "responsibility" ? row.responsibility || row.sector
  : Array.isArray(row[name]) ? row[name].length > 0 : row[name] !== null && row[name] !== undefined;

function line(row, columns, state) {
  return el("tr", { role: "row", "data-row": row.id },
    columns.map((name) => {
      const content = name === "intended" ? marking(row) : cell(name, row, state);
      return el("td", { role: "cell", class: `cell-${name}${content ? "" : " empty"}`, "data-label": columnName(name) }, content ?? el("span", { class: "dim" }, "–"));
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
