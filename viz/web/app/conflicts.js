/** Where sources contradict each other: every value, who says it, which one is shown and why; an editor may settle it. */

import { el } from "./dom.js";
import { disputedName, sourceText } from "./evidence.js";
import { shown } from "./values.js";
import { language, t } from "./words.js";

const ELSEWHERE = new Set(["carrier"]); // a relationship: it is chosen in the form

/** @param {(thing: any, property: string, value: any, source: string) => Promise<void>} [settle] for editors @returns {HTMLElement} */
export function conflicts(thing, settle) {
  return el("section", { class: "conflicts", "aria-labelledby": "detail-conflicts" },
    el("h3", { id: "detail-conflicts" }, t("conflicts")),
    el("p", { class: "dim" }, t("conflicts.hint")),
    thing.conflicts.map((conflict) => el("table", { class: "claims" },
      el("caption", {}, disputedName(conflict.property)),
      el("thead", {}, el("tr", {}, ["value", "source", "shown"].map((key) => el("th", { scope: "col" }, t(`claims.${key}`))))),
      el("tbody", {}, conflict.values.map((one) => line(thing, conflict, one, ELSEWHERE.has(conflict.property) ? null : settle))))));
}

function line(thing, conflict, { value, sources }, settle) {
  const leads = [conflict.shown].flat().includes(value);
  const only = leads && [conflict.shown].flat().length === 1;
  const choose = settle && el("button", { type: "button", class: "quiet", onclick: (event) => chosen(event.currentTarget, () => settle(thing, conflict.property, value, sourceText(sources[0]))) },
    t(only ? "conflicts.right" : "conflicts.settle"), el("span", { class: "unseen" }, `: ${disputedName(conflict.property)} ${value}`));
  return el("tr", { class: leads ? "leads" : null },
    el("td", {}, shown(conflict.property, value)),
    el("td", { class: "dim" }, sources.map((source) => el("div", {}, sourceText(source)))),
    el("td", {}, el("div", {}, leads ? `✓ ${conflict.why[language()]}` : t("no")), choose));
}

async function chosen(button, work) {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    button.disabled = false;
    button.after(el("p", { class: "problem", role: "alert" }, [error.message, error.hint].filter(Boolean).join(" ")));
  }
}
