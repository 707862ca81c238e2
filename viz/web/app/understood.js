/** What was understood, as chips; a chip that is taken away asks again with what remains. */

import { el, fold } from "./dom.js";
import { go } from "./state.js";
import { codeName, concept, date, percent, t, typeName } from "./words.js";

const NEEDED = new Set(["partners-of", "introductions"]);
const EVERYWHERE = "überall"; // the label of no place, in every language
const CODES = { "potentials-here": "kind", "participation-here": "format", "planning-here": "stage" };

/** The caption of a kind: of actors, of potentials, of formats … or a type of thing. @param {import("./answer.js").Answer} answer */
export function codeOf(answer, code) {
  return answer.question_id === "changes-since" ? typeName(code, true) : codeName(CODES[answer.question_id] ?? "kinds", code);
}

/** What the chips stand for: {name: part of the state, id, kind: caption, label}. @param {import("./answer.js").Answer} answer */
export function parts(answer) {
  const { themes = [], target_groups: groups = [], kinds = [], sectors = [], filters = [], here, as_of: asOf, ...said } = answer.interpretation;
  return [
    ...themes.map((c) => ({ name: "theme", id: c.id, kind: t("chip.theme"), label: concept(c.id, c.label) })),
    ...groups.map((c) => ({ name: "group", id: c.id, kind: t("chip.group"), label: concept(c.id, c.label) })),
    ...kinds.map((code) => ({ name: "kind", id: code, kind: t("chip.kind"), label: codeOf(answer, code) })),
    ...sectors.map((c) => ({ name: "sector", id: c.id, kind: typeName("Sector"), label: concept(c.id, c.label) })),
    ...filters.map((one) => ({ name: "filter", id: one.id, kind: t("chip.filter"), label: one.label })),
    ...["actor", "other", "cooperation"].filter((name) => said[name]).map((name) => ({
      name, id: said[name].id, kind: typeName(name === "cooperation" ? "Cooperation" : "Actor"), label: said[name].label, fixed: NEEDED.has(answer.question_id),
    })),
    ...["since", "verified_since", "status"].filter((name) => said[name]).map((name) => ({
      name: name === "verified_since" ? "verified" : name, id: said[name], kind: t(`chip.${name}`), label: name === "status" ? t(`need.${said[name]}`) : date(said[name]),
    })),
    ...(isSomewhere(here) ? [{ name: "here", id: hereOf(here), kind: t("chip.here"), label: here.label }] : []),
    ...(asOf ? [{ name: "date", id: asOf, kind: t("chip.date"), label: date(asOf) }] : []),
  ];
}

/** @param {HTMLElement | null} change the way to say it otherwise */
export function chips(answer, state, change) {
  const found = parts(answer);
  const everywhere = answer.understood && answer.takes.includes("here") && !found.some((part) => part.name === "here");
  const unused = answer.interpretation.unused ?? [];
  if (!found.length && !everywhere && !unused.length) return null;
  return el("div", { class: "understood" },
    el("p", { class: "label", id: "understood" }, t("chips")),
    el("ul", { class: "chips", "aria-labelledby": "understood" },
      found.map((part) => chip(part, found, answer, state)),
      everywhere && el("li", { class: "chip plain" }, el("span", { class: "kind" }, t("chip.here")), " ", t("everywhere"))),
    change,
    unused.length > 0 && el("p", { class: "unused" }, t("unused"), " ", unused.map((word) => `„${word}“`).join(", ")),
    whereabouts(answer.interpretation.here));
}

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function chip(part, all, answer, state) {
  const removable = answer.understood && !part.fixed;
  return el("li", { class: `chip ${part.name}` },
    el("span", { class: "kind" }, part.kind), " ", el("span", { class: "value" }, part.label),
    removable && el("button", { type: "button", "aria-label": t("chip.remove", part), onclick: () => go(without(part, all, answer, state)) }, "✕"));
}

/** The state that asks the same question with the remaining parts, by their ids. @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function without(removed, all, answer, state) {
  const rest = all.filter((part) => part !== removed);
  const ids = (name) => rest.filter((part) => part.name === name).map((part) => part.id);
  return {
    q: state.q, lang: state.lang, ask: answer.question_id, theme: ids("theme"), group: ids("group"), kind: ids("kind"),
    sector: ids("sector"), filter: ids("filter"), actor: ids("actor")[0], other: ids("other")[0], cooperation: ids("cooperation")[0], since: ids("since")[0],
    verified: ids("verified")[0], status: ids("status")[0], here: ids("here")[0], date: ids("date")[0],
  };
}

/** Is a place meant? A street is one without areas of its own. */
export const isSomewhere = (here) => Boolean(here && (here.areas.length || here.label !== EVERYWHERE));

/** What says the same "here" again: one area by its id, several by the name they share. */
export function hereOf(here) {
  return here.areas.length === 1 ? here.areas[0].id : here.label;
}

function whereabouts(here) {
  if (!here?.areas.length) return null;
  const line = (area) => el("li", {}, area.label, " ", el("span", { class: "dim" }, [area.level ?? typeName(area.type), percent(area.share)].join(", ")));
  const touched = here.touches ?? [];
  return fold(t("here.fold"), { class: "where" },
    el("p", {}, t("here.areas")), el("ul", {}, here.areas.map(line)),
    touched.length > 0 && [el("p", {}, t("here.touches")), el("ul", {}, touched.map(line))]);
}
