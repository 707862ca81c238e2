/** Who said it, where it stands, how fresh it is, and whether sources contradict each other. */

import { el, fold } from "./dom.js";
import { date, has, propertyName, shortDate, t } from "./words.js";

/** The caption of a property on which sources differ; an address and a carrier are links. */
export const disputedName = (name) => (has(`conflict.${name}`) ? t(`conflict.${name}`) : propertyName(name));

/** One line of evidence in words: source, sheet, row, when observed. */
export function sourceText({ source, sheet, row, observed }, rows = [row]) {
  const numbers = rows.filter(Boolean).join(", ");
  const place = [sheet && t("evidence.sheet", { sheet }), numbers && t("evidence.row", { n: rows.length, rows: numbers })].filter(Boolean).join(", ");
  return [source, place, observed && t("evidence.observed", { date: date(observed) })].filter(Boolean).join(" · ");
}

/** Evidence in a few lines: rows of one sheet stand together. */
export function evidenceList(evidence) {
  const lines = new Map();
  for (const line of evidence) {
    const key = JSON.stringify([line.source, line.sheet, line.observed]);
    lines.set(key, [...(lines.get(key) ?? []), line]);
  }
  return el("ul", { class: "evidence" }, [...lines.values()].map((same) => el("li", {}, sourceText(same[0], same.map((line) => line.row)))));
}

export function evidenceFold(row) {
  const found = row.evidence ?? [];
  if (!found.length) return el("span", { class: "dim" }, t("evidence.none"));
  const summary = el("span", {}, t("evidence.count", { n: found.length }), el("span", { class: "unseen" }, ` ${t("evidence.for", { name: row.name })}`));
  return fold(summary, { class: "proof" }, evidenceList(found));
}

/** When somebody last checked it, else when a source last named it. */
export function fresh(row) {
  const [key, when] = row.last_verified ? ["fresh.verified", row.last_verified] : ["fresh.seen", row.last_seen];
  return when ? el("p", { class: "fresh" }, t(key, { date: shortDate(when) })) : null;
}

/** A mark where sources contradict each other, and about what. */
export function disputed(row) {
  if (!row.contradictions?.length) return null;
  const about = [...new Set(row.contradictions.map(disputedName))].join(", ");
  return el("p", { class: "disputed" }, el("span", { "aria-hidden": "true" }, "⚠ "), t("disputed", { about }));
}
