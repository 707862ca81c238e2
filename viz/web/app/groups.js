/** Long answers in parts: gaps by why, changes by what changed, needs by whether something meets them. */

import { el } from "./dom.js";
import { table } from "./table.js";
import { t, typeName } from "./words.js";

const BY = {
  gaps: { column: "reason", order: ["need", "responsibility", "elsewhere"], title: (value) => t(`gap.${value}`) },
  "changes-since": { column: "type", title: (value) => typeName(value, true) },
  "needs-here": { column: "answered", order: [false, true], title: (value) => t(value ? "need.answered" : "need.open") },
};

const upper = (text) => text[0].toUpperCase() + text.slice(1);

/** The rows in one table, or in one for each part. @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
export function grouped(answer, state, caption) {
  const by = BY[answer.question_id];
  const found = by ? [...(by.order ?? []), ...answer.rows.map((row) => row[by.column])] : [];
  const values = [...new Set(found)].filter((value) => answer.rows.some((row) => row[by.column] === value));
  if (values.length < 2) return table({ ...answer, caption }, state);
  const columns = answer.columns.filter((name) => name !== by.column);
  return values.map((value, n) => {
    const rows = answer.rows.filter((row) => row[by.column] === value);
    const title = t("group.title", { what: upper(by.title(value)), n: rows.length });
    return el("section", { class: "part", "aria-labelledby": `part-${n}` },
      el("h3", { id: `part-${n}` }, title), table({ ...answer, rows, columns, caption: title }, state));
  });
}
