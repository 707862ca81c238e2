/** Not understood, or understood in several ways: both are answers, with a way on. */

import { get } from "./api.js";
import { el } from "./dom.js";
import { fitting } from "./questions.js";
import { go } from "./state.js";
import { hereOf } from "./understood.js";
import { date, t, typeName } from "./words.js";

/** @returns {Promise<HTMLElement[]>} the parts of the page that say what was not clear and how to go on */
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

const reason = (text) => (text === "Name" || text === "Lesart" ? null : text);

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

/** The same question with a name settled: the other parts as they were understood. */
function settled(name, one, answer, state) {
  const { themes, target_groups: groups, kinds, here, ...said } = answer.interpretation;
  const others = Object.fromEntries(["actor", "other", "cooperation"].filter((key) => said[key]).map((key) => [key, said[key].id]));
  return { q: state.q, lang: state.lang, ask: answer.question_id ?? answer.asked, theme: themes.map((c) => c.id), group: groups.map((c) => c.id), kind: kinds,
    here: here?.areas.length ? hereOf(here) : "", ...others, [name]: one.id };
}

function reading(one, answer, state) {
  const { themes, target_groups: groups, kinds } = answer.interpretation;
  return { q: state.q, lang: state.lang, here: state.here, ask: one.id, theme: themes.map((c) => c.id), group: groups.map((c) => c.id), kind: kinds };
}

async function lost(answer, state) {
  const texts = await Promise.all((answer.suggestions ?? []).map((text) => fitting(text, state.lang)));
  const missing = answer.notes?.length > 0;
  return [
    el("h2", { id: "answer-title" }, missing ? t("unclear.place") : t("unclear.none")),
    ...(answer.notes ?? []).map((note) => el("p", { class: "note" }, note)),
    el("p", {}, missing ? t("unclear.placeHint") : t("unclear.hint")),
    texts.length > 0 && el("p", { class: "label", id: "instead" }, t("unclear.suggestions")),
    texts.length > 0 && el("ul", { class: "choices", "aria-labelledby": "instead" }, texts.map((text) => el("li", {},
      el("button", { type: "button", onclick: () => go({ q: text, lang: state.lang }) }, text)))),
  ].filter(Boolean);
}
