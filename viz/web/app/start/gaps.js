/** The first gaps of a chosen Quartier, with the way to all of them. */

import { get } from "../api.js";
import { el } from "../dom.js";
import { address } from "../state.js";
import { compare, concept, t } from "../words.js";

const SHOWN = 5;
const KEY = "quartiersgraph-quartier"; // the Quartier that this browser last looked at

/** @returns {HTMLElement} filled when the server has answered */
export function gaps(lang, fail) {
  const list = el("div", { "aria-live": "polite" });
  const choice = el("select", { id: "start-quartier", onchange: () => { localStorage.setItem(KEY, choice.value); look().catch(fail); } });
  const section = el("section", { class: "panel", "aria-labelledby": "start-gaps" },
    el("h3", { id: "start-gaps" }, t("start.gaps")), el("p", { class: "field" }, el("label", { for: "start-quartier" }, t("start.gapsOf")), " ", choice), list);

  async function look() {
    const answer = await get("api/questions/gaps", { here: choice.value, lang });
    const all = el("a", { href: address({ lang, ask: "gaps", here: choice.value }) }, t("start.all"));
    list.replaceChildren(...(answer.rows.length ? [
      el("ul", { class: "plain" }, answer.rows.slice(0, SHOWN).map((row) => el("li", {},
        el("a", { href: address({ lang, ask: "possible-partners", here: choice.value, theme: [row.theme.id], group: row.target_group ? [row.target_group.id] : [] }) }, label(row)),
        el("span", { class: "dim" }, ` ${t(`gap.${row.reason}`)}`)))), el("p", {}, all),
    ] : [el("p", { class: "dim" }, t("start.noGaps"))]));
  }

  get("api/quartiere").then((found) => {
    if (!found.length) return section.remove();
    const sorted = [...found].sort((a, b) => compare(a.name, b.name));
    choice.replaceChildren(...sorted.map(({ id, name }) => el("option", { value: id }, name)));
    if (sorted.some(({ id }) => id === localStorage.getItem(KEY))) choice.value = localStorage.getItem(KEY);
    return look();
  }).catch(fail);
  return section;
}

const label = ({ theme, target_group: group }) => [theme, group].filter(Boolean).map((one) => concept(one.id, one.name)).join(" × ");
