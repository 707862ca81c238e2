/** The profile of a place: three small tables with bars, and where to ask on. */

import { el, fold } from "./dom.js";
import { address } from "./state.js";
import { codeName, compare, concept, number, t, typeName } from "./words.js";
import { hereOf } from "./understood.js";

const GROUPS = ["types", "kinds", "themes"];
const SHOWN = 10;
const ASKS = {
  Offering: "who-covers", Actor: "actors-here", Cooperation: "cooperations-here", Need: "needs-here", Potential: "potentials-here",
  ParticipationFormat: "participation-here", PlanningProcess: "planning-here",
};
const ON = ["gaps", "overlaps", "single-points", "bridges", "possible-partners", "changes-since", "unverified"];
const NAMES = {
  types: (id) => typeName(id, true),
  kinds: (id) => codeName("kinds", id),
  themes: (id, row) => concept(id, row.name),
};

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
export function profile(answer, state) {
  return el("div", { class: "profile" }, GROUPS.map((group) => part(group, answer, state)), on(answer, state));
}

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function part(group, answer, state) {
  const rows = answer.rows.filter((row) => row.group === group)
    .map((row) => ({ ...row, key: row.id.replace(`count-${group}-`, "") }))
    .map((row) => ({ ...row, label: NAMES[group](row.key, row) }))
    .sort((a, b) => b.count - a.count || compare(a.label, b.label));
  if (!rows.length) return null;
  const most = Math.max(...rows.map((row) => row.count));
  const bars = (some, label) => el("table", { class: "bars", ...label }, el("tbody", {}, some.map((row) => bar(group, row, most, answer, state))));
  const rest = rows.slice(SHOWN);
  return el("section", { "aria-labelledby": `profile-${group}` },
    el("h3", { id: `profile-${group}` }, t(`profile.${group}`)),
    bars(rows.slice(0, SHOWN), { "aria-labelledby": `profile-${group}` }),
    rest.length > 0 && fold(t("profile.rest", { n: rest.length }), {}, bars(rest, { "aria-label": t(`profile.${group}`) })));
}

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function bar(group, row, most, answer, state) {
  return el("tr", {},
    el("th", { scope: "row" }, next(group, row, answer, state)),
    el("td", { class: "count" }, number(row.count)),
    el("td", { class: "share", "aria-hidden": "true" }, el("span", { style: `width:${Math.max(2, (100 * row.count) / most)}%` })));
}

const asking = (answer, state) => ({ lang: state.lang, here: answer.interpretation.here?.areas.length ? hereOf(answer.interpretation.here) : "" });

/** A row leads to the question behind its number, where there is one. @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function next(group, row, answer, state) {
  const base = asking(answer, state);
  if (group === "themes") return el("a", { href: address({ ...base, ask: "who-covers", theme: [row.key] }) }, row.label);
  if (group === "kinds") return el("a", { href: address({ ...base, ask: "actors-here", kind: [row.key] }) }, row.label);
  return ASKS[row.key] ? el("a", { href: address({ ...base, ask: ASKS[row.key] }) }, row.label) : row.label;
}

/** The questions whose answers are no counts. @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function on(answer, state) {
  return el("section", { "aria-labelledby": "profile-on" },
    el("h3", { id: "profile-on" }, t("profile.more")),
    el("ul", { class: "inline" }, ON.map((id) => el("li", {}, el("a", { href: address({ ...asking(answer, state), ask: id }) }, t(`ask.${id}`))))));
}
