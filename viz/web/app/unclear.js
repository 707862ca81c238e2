/** Not understood, or understood in several ways: both are answers, with a way on. */

import { get } from "./api.js";
import { el } from "./dom.js";
import { instead } from "./questions.js";
import { go } from "./state.js";
import { hereOf, isSomewhere } from "./understood.js";
import { date, t, typeName } from "./words.js";

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state @returns {Promise<HTMLElement[]>} the parts of the page that say what was not clear and how to go on */
export async function unclear(answer, state) {
  const { here, readings, ...named } = answer.ambiguous ?? {};
  if (here) return choice(t(here.length > 1 ? "unclear.here" : "unclear.hereOne"), await told(here), (one) => go({ ...state, here: one.id, settled: "yes", id: "" }));
  const [name] = Object.keys(named).filter((key) => named[key].length);
  if (name) return choice(t(name === "cooperation" ? "unclear.cooperation" : "unclear.actor"), named[name], (one) => go(settled(name, one, answer, state)));
  if (readings) return choice(t("unclear.readings"), readings, (one) => go(reading(one, answer, state)));
  return lost(answer, state);
}

function choice(title, candidates, chosen) {
  return [
    el("h2", { id: "answer-title" }, title),
    el("ul", { class: "choices" }, candidates.map((one) => el("li", {}, el("button", { type: "button", onclick: () => chosen(one) },
      el("strong", {}, one.label), " ",
      el("span", { class: "dim" }, [one.about ?? (one.type && typeName(one.type)), reason(one.reason)].filter(Boolean).join(" · ")))))),
  ];
}

const reason = (text) => (["Name", "name", "Lesart", "reading"].includes(text) ? null : text);

/** Places of one name are told apart by level and period, which only the things themselves say. */
async function told(candidates) {
  const names = candidates.map((one) => one.label);
  return Promise.all(candidates.map(async (one) => {
    if (names.filter((name) => name === one.label).length < 2) return one;
    const { properties } = await get(`api/entities/${one.id}`);
    const until = properties.valid_until && t("until", { date: date(properties.valid_until) });
    return { ...one, about: [properties.level ?? typeName(one.type), properties.scheme, until].filter(Boolean).join(", ") };
  }));
}

/** The same question with a name settled: the other parts as they were understood. @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function settled(name, one, answer, state) {
  return { ...state, ...understoodSoFar(answer), settled: "", id: "", ask: answer.question_id ?? answer.asked, [name]: one.id };
}

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
function reading(one, answer, state) {
  const read = understoodSoFar(answer);
  return { ...state, ...read, here: read.here || state.here, settled: "", id: "", ask: one.id };
}

/** What was understood, as parts of a state. @param {import("./answer.js").Answer} answer */
function understoodSoFar(answer) {
  const { themes, target_groups: groups, kinds, sectors = [], filters = [], here, as_of: asOf, ...said } = answer.interpretation;
  const ids = (found) => found.map((one) => one.id);
  const names = Object.fromEntries(["actor", "other", "cooperation"].filter((key) => said[key]).map((key) => [key, said[key].id]));
  return { theme: ids(themes), group: ids(groups), kind: kinds, sector: ids(sectors), filter: ids(filters), here: isSomewhere(here) ? hereOf(here) : "", ...names,
    since: said.since ?? "", status: said.status ?? "", verified: said.verified_since ?? "", date: asOf ?? "" };
}

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
async function lost(answer, state) {
  const texts = await instead(answer.suggestions ?? [], state.lang);
  const missing = answer.notes?.length > 0;
  const [title, hint] = !missing ? ["unclear.none", "unclear.hint"] : answer.asked ? ["unclear.name", "unclear.nameHint"] : ["unclear.place", "unclear.placeHint"];
  return [
    el("h2", { id: "answer-title" }, t(title)),
    ...(answer.notes ?? []).map((note) => el("p", { class: "note", lang: answer.interpretation.lang ?? state.lang }, note)),
    el("p", {}, t(hint)),
    texts.length > 0 && el("p", { class: "label", id: "instead" }, t("unclear.suggestions")),
    texts.length > 0 && el("ul", { class: "choices", "aria-labelledby": "instead" }, texts.map((text) => el("li", {},
      el("button", { type: "button", onclick: () => go({ q: text, lang: state.lang }) }, text)))),
  ].filter(Boolean);
}
