/** Who said it, and where it stands. */

import { el, fold } from "./dom.js";
import { date, t } from "./words.js";

/** One line of evidence in words: source, sheet, row, when observed. */
export function sourceText({ source, sheet, row, observed }) {
  const place = [sheet && t("evidence.sheet", { sheet }), row && t("evidence.row", { row: String(row) })].filter(Boolean).join(", ");
  return [source, place, observed && t("evidence.observed", { date: date(observed) })].filter(Boolean).join(" · ");
}

export function evidenceList(evidence) {
  return el("ul", { class: "evidence" }, evidence.map((line) => el("li", {}, sourceText(line))));
}

export function evidenceFold(row) {
  const found = row.evidence ?? [];
  if (!found.length) return el("span", { class: "dim" }, t("evidence.none"));
  const summary = el("span", {}, t("evidence.count", { n: found.length }), el("span", { class: "unseen" }, ` ${t("evidence.for", { name: row.name })}`));
  return fold(summary, { class: "proof" }, evidenceList(found));
}
