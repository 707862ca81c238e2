/** Doubles that are meant: an editor marks all pairs of a row, or takes it back. */

import { scopeNow } from "./access.js";
import { ApiError, send } from "./api.js";
import { el } from "./dom.js";
import { t } from "./words.js";

/** "yes" or "no", with a button for editors. */
export function marking(row) {
  const said = el("span", {}, t(row.intended ? "yes" : "no"));
  if (scopeNow() !== "editor") return said;
  const button = el("button", { type: "button", class: "quiet", "aria-label": `${label(row)}: ${row.name}`, onclick: async () => {
    button.disabled = true;
    try {
      for (const pair of pairs(row.offerings)) await send("POST", "api/overlaps/intended", { offerings: pair, intended: !row.intended });
      row.intended = !row.intended;
      said.textContent = t(row.intended ? "yes" : "no");
      button.textContent = label(row);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      said.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  } }, label(row));
  return el("span", { class: "marking" }, said, " ", button);
}

const label = (row) => t(row.intended ? "overlap.unmark" : "overlap.mark");

const pairs = (offerings) => offerings.flatMap((one, n) => offerings.slice(n + 1).map((other) => [one.id, other.id]));
