/** Small pieces that several steps share. */

import { ApiError } from "../api.js";
import { el } from "../dom.js";
import { has, language, t } from "../words.js";

/** A text in the reader's language of something that carries several: {de, en}, or `name_de` beside `name`. */
export const said = (pair) => pair[language()];
export const local = (thing, name) => (language() === "de" && thing[`${name}_de`]) || thing[name];

/** What went wrong, in words; anything but an answer of the server is a defect and goes on. */
export function trouble(error) {
  if (!(error instanceof ApiError)) throw error;
  return el("div", { class: "error", role: "alert" }, el("p", {}, el("strong", {}, t("error"))), el("p", {}, words(error)), error.hint && el("p", { class: "hint" }, error.hint));
}

function words(error) {
  if (error.code === "unreachable") return `${t("error.unreachable")} ${t("error.unreachableHint")}`;
  return has(`failed.${error.code}`) ? `${t(`failed.${error.code}`)} ${language() === "en" ? "" : error.message}` : error.message;
}

/** A numbered step of the way. */
export function step(number, key, ...content) {
  return el("section", { class: "step", "aria-labelledby": `step-${number}` },
    el("h3", { id: `step-${number}` }, el("span", { class: "number", "aria-hidden": "true" }, number), t(key)), content);
}

/** A table with cells that know their column, so that a narrow page can show rows as cards. Columns without any cell are left out. */
export function table(caption, all, lines, name = "") {
  const filled = all.map((_, n) => !n || lines.some(({ cells }) => cells[n] !== null));
  const columns = all.filter((_, n) => filled[n]);
  const rows = lines.map(({ cells, ...rest }) => ({ ...rest, cells: cells.filter((_, n) => filled[n]) }));
  return el("div", { class: "wide-rows" }, el("table", { role: "table", class: `rows ${name}` },
    el("caption", { class: "unseen" }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((title) => el("th", { role: "columnheader", scope: "col" }, title)))),
    el("tbody", { role: "rowgroup" }, rows.map(({ cells, ...attributes }) => el("tr", { role: "row", ...attributes },
      cells.map((cell, n) => el("td", { role: "cell", class: n ? (cell === null ? "empty" : null) : "cell-name", "data-label": columns[n] }, cell)))))));
}

/** A list with the first few, and a button for the rest. */
export function some(rows, most, draw) {
  const room = el("div", {}, draw(rows.slice(0, most)));
  const rest = rows.length - most;
  if (rest > 0) room.append(el("button", { type: "button", class: "more", onclick: () => {
    room.replaceChildren(draw(rows));
    const row = /** @type {HTMLElement} */ (room.querySelectorAll("tbody tr")[most]);
    row.tabIndex = -1;
    row.focus();
  } }, t("more", { n: rest })));
  return room;
}

/** "Blatt „Kurse“, Zeile 5, Spalte „Alter“". */
export function place({ sheet, row, column }) {
  return [sheet && t("evidence.sheet", { sheet }), row && t("evidence.row", { n: 1, rows: row }), column && t("place.column", { column })].filter(Boolean).join(", ");
}
