/** What came, went or is said differently in the lists, in short. */

import { get } from "../api.js";
import { el } from "../dom.js";
import { address } from "../state.js";
import { dated, shortDate, t, typeName } from "../words.js";

const SHOWN = 5;

/** @returns {HTMLElement} filled when the server has answered */
export function changes(lang, fail) {
  const list = el("div", {}, el("p", { class: "dim" }, t("loading")));
  get("api/questions/changes-since", { lang }).then((answer) => {
    const latest = [...answer.rows].sort((a, b) => (a.changed_on < b.changed_on ? 1 : -1)).slice(0, SHOWN);
    list.replaceChildren(...(latest.length ? [
      el("p", { class: "dim", lang }, answer.notes.map(dated).join(" ")),
      el("ul", { class: "plain" }, latest.map((row) => el("li", {}, el("a", { href: address({ lang, id: row.id }) }, row.name),
        el("span", { class: "dim" }, ` ${[typeName(row.type), t(`change.${row.change}`), shortDate(row.changed_on)].join(", ")}`)))),
      el("p", {}, el("a", { href: address({ lang, ask: "changes-since" }) }, t("start.all"))),
    ] : [el("p", { class: "dim" }, t("start.noChanges"))]));
  }).catch(fail);
  return el("section", { class: "panel", "aria-labelledby": "start-changes" }, el("h3", { id: "start-changes" }, t("start.changes")), list);
}
