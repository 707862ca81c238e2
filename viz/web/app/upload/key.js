/** Which token a piece of work needs, and a field to enter it: it stays in this tab and never stands in an address. */

import { el } from "../dom.js";
import { keepToken } from "../state.js";
import { t } from "../words.js";

/** @param {string} title of the view @param {"network" | "editor"} wanted @param {string | null} held */
export function keyNeeded(title, wanted, held) {
  const input = el("input", { id: "key", type: "password", autocomplete: "off", required: true });
  return el("section", { class: "start key-needed", "aria-labelledby": "work-title" },
    el("h2", { id: "work-title" }, title),
    el("p", { class: "lead" }, t(`key.${wanted}`)),
    el("p", {}, held ? t("key.held") : t("key.none")),
    el("form", { onsubmit: (event) => { event.preventDefault(); keepToken(input.value.trim()); location.reload(); } },
      el("label", { for: "key" }, t("key.label")), " ", input, " ", el("button", {}, t("key.enter"))),
    el("p", { class: "dim" }, t("key.how"), " ", el("code", {}, `quartiersgraph token create ${wanted}`)));
}
