/** A way from one actor to another: its steps in order, each with what it is and who says so. */

import { thing } from "./cells.js";
import { el } from "./dom.js";
import { evidenceFold } from "./evidence.js";
import { t, typeName } from "./words.js";

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
export function path(answer, state) {
  return el("ol", { class: "path" }, answer.rows.map((row, n) => el("li", { class: row.type === "Cooperation" ? "between" : "stop", "data-row": row.id },
    el("span", { class: "kind" }, typeName(row.type)), " ", el("strong", {}, thing(row, state)),
    " ", el("span", { class: "dim" }, place(n, answer.rows)), evidenceFold(row))));
}

/** The first asks, the last is asked for; who stands between may introduce, and a cooperation is where they meet. */
function place(n, rows) {
  if (n === 0) return t("path.from");
  if (n === rows.length - 1) return t("path.to");
  return t(rows[n].type === "Cooperation" ? "path.meet" : "path.introduces");
}
