/** The profile of a place: three small tables with bars. */

import { el } from "./dom.js";
import { address } from "./state.js";
import { codeName, compare, concept, number, t, typeName } from "./words.js";
import { hereOf } from "./understood.js";

const GROUPS = ["types", "kinds", "themes"];
const NAMES = {
  types: (id) => typeName(id, true),
  kinds: (id) => codeName("kinds", id),
  themes: (id, row) => concept(id, row.name),
};

export function profile(answer, state) {
  return el("div", { class: "profile" }, GROUPS.map((group) => part(group, answer, state)));
}

function part(group, answer, state) {
  const rows = answer.rows.filter((row) => row.group === group)
    .map((row) => ({ ...row, key: row.id.replace(`count-${group}-`, "") }))
    .map((row) => ({ ...row, label: NAMES[group](row.key, row) }))
    .sort((a, b) => b.count - a.count || compare(a.label, b.label));
  if (!rows.length) return null;
  const most = Math.max(...rows.map((row) => row.count));
  return el("section", { "aria-labelledby": `profile-${group}` },
    el("h3", { id: `profile-${group}` }, t(`profile.${group}`)),
    el("table", { class: "bars", "aria-labelledby": `profile-${group}` },
      el("tbody", {}, rows.map((row) => el("tr", {},
        el("th", { scope: "row" }, next(group, row, answer, state)),
        el("td", { class: "count" }, number(row.count)),
        el("td", { class: "share", "aria-hidden": "true" }, el("span", { style: `width:${Math.max(2, (100 * row.count) / most)}%` })))))));
}

/** A row leads to the question behind its number, where there is one. */
function next(group, row, answer, state) {
  const here = answer.interpretation.here;
  const base = { lang: state.lang, here: here?.areas.length ? hereOf(here) : "" };
  if (group === "themes") return el("a", { href: address({ ...base, ask: "who-covers", theme: [row.key] }) }, row.label);
  if (group === "kinds") return el("a", { href: address({ ...base, ask: "actors-here", kind: [row.key] }) }, row.label);
  const ask = { Offering: "who-covers", Actor: "actors-here", Cooperation: "cooperations-here" }[row.key];
  return ask ? el("a", { href: address({ ...base, ask }) }, row.label) : row.label;
}
