/** The filter "verified since" beside an answer. */

import { el } from "./dom.js";
import { go } from "./state.js";
import { t } from "./words.js";

export function freshness(state) {
  const field = el("input", { id: "verified", type: "date", value: /^\d{4}-\d{2}-\d{2}$/.test(state.verified) ? state.verified : "" });
  return el("form", { class: "freshness", onsubmit: (event) => { event.preventDefault(); go({ ...state, verified: field.value }); } },
    el("label", { for: "verified" }, t("verified.label")), " ", field, " ", el("button", { class: "quiet" }, t("verified.button")));
}
