/** What has been judged, newest first, each with its way back. */

import { el } from "../dom.js";
import { table } from "../upload/parts.js";
import { concept, date, t } from "../words.js";

/** @param {any[]} judgements @param {((one: any, n: number) => void) | false} undo */
export function decisions(judgements, undo) {
  const sorted = [...judgements].sort((a, b) => String(b.at).localeCompare(String(a.at)));
  const columns = ["what", "verdict", "who", ...(undo ? ["undo"] : [])].map((name) => t(`decided.${name}`));
  return el("section", { class: "step decided", "aria-labelledby": "decided" },
    el("h3", { id: "decided" }, t("decided.title")),
    !sorted.length && el("p", { class: "dim" }, t("decided.none")),
    sorted.length > 0 && table(t("decided.title"), columns, sorted.map((one, n) => ({ cells: [
      what(one), verdict(one), [one.by === "token:editor" ? t("decided.token") : one.by, one.at && date(String(one.at).slice(0, 10)), one.reason].filter(Boolean).join(" · "),
      ...(undo ? [el("button", { type: "button", class: "quiet", "data-key": `undo-${one.id}`, onclick: () => undo(one, n) }, t("decided.back"), el("span", { class: "unseen" }, `: ${what(one)}`))] : []),
    ] })), "decisions"));
}

function what(one) {
  const [left, right] = [one.left_name ?? one.left, one.kind === "pair" ? one.right_name ?? one.right : concept(one.right)];
  return t("merges.pair", { left, right });
}

function verdict(one) {
  return [t(`verdict.${one.verdict}`), one.waiting && t("decided.waiting")].filter(Boolean).join(", ");
}
