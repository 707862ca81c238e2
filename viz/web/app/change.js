/** What was understood, to be said otherwise: a field for each theme, group, sector and the place; the same question is asked again by ids. */

import { el, fold } from "./dom.js";
import { go } from "./state.js";
import { hereOf, isSomewhere, parts } from "./understood.js";
import { conceptsOf, t, typeName } from "./words.js";

const FIELDS = [
  { name: "theme", takes: "themes", label: () => t("chip.theme") },
  { name: "group", takes: "target_groups", label: () => t("chip.group") },
  { name: "sector", takes: "sectors", label: () => typeName("Sector") },
];

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state @returns {HTMLElement | null} nothing for questions that take no such parts */
export function change(answer, state) {
  const fields = FIELDS.filter(({ takes }) => answer.takes.includes(takes));
  const place = answer.takes.includes("here");
  if (!answer.understood || !(fields.length || place)) return null;
  const found = parts(answer);
  const form = el("form", { class: "change-form", onsubmit: (event) => { event.preventDefault(); go(said(new FormData(event.target), found, answer, state)); } },
    fields.flatMap((field) => choices(field, found.filter(({ name }) => name === field.name).map(({ id }) => id))),
    place && el("p", {}, el("label", { for: "change-here" }, t("chip.here")), el("input", { id: "change-here", name: "here", list: "places", value: placeOf(answer), maxlength: 200, autocomplete: "off" })),
    el("button", { class: "main" }, t("ask.button")));
  return fold(t("chips.change"), { class: "change" }, form);
}

/** One choice for each part that is there, and one more to add. */
function choices({ name, label }, ids) {
  return [...ids, ""].map((id, n) => el("p", {}, el("label", { for: `change-${name}-${n}` }, id ? label() : t("chips.add", { what: label() })),
    el("select", { id: `change-${name}-${n}`, name }, el("option", { value: "" }, t("chips.none")), conceptsOf(name).map(([one, text]) => el("option", { value: one, selected: one === id }, text)))));
}

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function said(form, found, answer, state) {
  const kept = (name) => found.filter((part) => part.name === name).map(({ id }) => id);
  const here = form.get("here")?.trim() ?? "";
  const places = answer.interpretation.here;
  return {
    q: state.q, lang: state.lang, tab: state.tab, ask: answer.question_id, here: here === placeOf(answer) && isSomewhere(places) ? hereOf(places) : here,
    ...Object.fromEntries(FIELDS.map(({ name, takes }) => [name, answer.takes.includes(takes) ? [...new Set(form.getAll(name).filter(Boolean))] : kept(name)])),
    ...Object.fromEntries(["kind", "filter"].map((name) => [name, kept(name)])),
    ...Object.fromEntries(["actor", "other", "cooperation", "since", "verified", "status", "date"].map((name) => [name, kept(name)[0]])),
  };
}

const placeOf = (answer) => (isSomewhere(answer.interpretation.here) ? answer.interpretation.here.label : "");
