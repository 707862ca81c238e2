/** Where sources contradict each other: every value, who says it, and which one is shown and why. */

import { el } from "./dom.js";
import { disputedName, sourceText } from "./evidence.js";
import { shown } from "./values.js";
import { language, t } from "./words.js";

/** @returns {HTMLElement} */
export function conflicts(found) {
  return el("section", { class: "conflicts", "aria-labelledby": "detail-conflicts" },
    el("h3", { id: "detail-conflicts" }, t("conflicts")),
    el("p", { class: "dim" }, t("conflicts.hint")),
    found.map((conflict) => el("table", { class: "claims" },
      el("caption", {}, disputedName(conflict.property)),
      el("thead", {}, el("tr", {}, ["value", "source", "shown"].map((key) => el("th", { scope: "col" }, t(`claims.${key}`))))),
      el("tbody", {}, conflict.values.map((one) => line(conflict, one))))));
}

function line(conflict, { value, sources }) {
  const leads = [conflict.shown].flat().includes(value);
  return el("tr", { class: leads ? "leads" : null },
    el("td", {}, shown(conflict.property, value)),
    el("td", { class: "dim" }, sources.map((source) => el("div", {}, sourceText(source)))),
    el("td", {}, leads ? `✓ ${conflict.why[language()]}` : t("no")));
}
