/** The answer: one sentence, what to know about it, rows with evidence, what has no known place, the Cypher. */

import { get } from "./api.js";
import { el, fold } from "./dom.js";
import { paper } from "./paper.js";
import { profile } from "./profile.js";
import { questions } from "./questions.js";
import { table } from "./table.js";
import { freshness } from "./freshness.js";
import { chips, codeOf, parts } from "./understood.js";
import { has, language, t } from "./words.js";
import { unclear } from "./unclear.js";

/** Ask what a state says. @returns {Promise<any>} the answer with `interpretation`, `asksHere` and, for an actor's, `actor` */
export async function ask(state, signal) {
  const answer = state.ask ? await run(state, signal) : await get("api/ask", { q: state.q, here: state.here, verified_since: state.verified }, signal);
  const header = (await questions()).find((question) => question.id === answer.question_id);
  answer.asksHere = header?.parameters.includes("here") ?? false;
  answer.canVerify = header?.parameters.includes("verified_since") ?? false;
  const actor = answer.question_id === "partners-of" && answer.parameters?.actor;
  if (actor) answer.actor = await get(`api/entities/${actor}`, {}, signal);
  return answer;
}

async function run(state, signal) {
  const answer = await get(`api/questions/${encodeURIComponent(state.ask)}`, {
    here: state.here, themes: state.theme, target_groups: state.group, kinds: state.kind, sectors: state.sector, actor: state.actor, other: state.other,
    cooperation: state.cooperation, since: state.since, status: state.status, verified_since: state.verified, as_of: state.date, lang: state.lang,
  }, signal);
  if (!answer.interpretation) answer.interpretation = { themes: [], target_groups: [], kinds: [], here: answer.here ?? null, unused: [] };
  return answer;
}

/** @returns {Promise<HTMLElement>} */
export async function drawAnswer(answer, state) {
  const section = el("section", { class: "answer", "aria-labelledby": "answer-title" }, chips(answer, state));
  section.append(...(answer.understood ? understood(answer, state) : await unclear(answer, state)));
  return section;
}

function understood(answer, state) {
  const said = sentence(answer);
  const empty = !answer.rows.length && !answer.unlocated.length;
  return [
    el("div", { class: "headline" }, el("h2", { id: "answer-title" }, said), paper(state)),
    answer.notes.length > 0 && el("ul", { class: "notes", lang: answer.interpretation.lang ?? language() }, answer.notes.map((note) => el("li", {}, note))),
    answer.canVerify && freshness(state),
    empty && el("p", { class: "hint" }, t("empty.hint")),
    answer.question_id === "quartier-profile" ? profile(answer, state)
      : answer.rows.length > 0 && table({ ...answer, caption: said }, state),
    answer.unlocated.length > 0 && el("section", { class: "unlocated", "aria-labelledby": "unlocated" },
      el("h3", { id: "unlocated" }, t("unlocated", { n: answer.unlocated.length })),
      el("p", { class: "dim" }, t("unlocated.hint")),
      table({ ...answer, rows: answer.unlocated, caption: t("unlocated", { n: answer.unlocated.length }) }, state)),
    answer.method && fold(t("method"), { class: "method" }, el("p", { lang: answer.interpretation.lang ?? language() }, answer.method)),
    cypher(answer),
  ].flat().filter(Boolean);
}

/** "11 offerings on sport for young people in X, 1 without a known place". */
export function sentence(answer) {
  const about = scope(answer);
  if (answer.question_id === "quartier-profile") return t("sentence.profile", { about });
  const counted = has(`count.${answer.question_id}`) ? answer.question_id : answer.kind;
  const n = answer.rows.length;
  if (!n && !answer.unlocated.length) return t(`none.${counted}`, { about });
  const located = n ? t(`count.${counted}`, { n }) + about : t(`none.${counted}`, { about }).replace(/\.$/, "");
  return located + (answer.unlocated.length ? t("sentence.unlocated", { n: answer.unlocated.length }) : "") + ".";
}

function scope(answer) {
  const list = new Intl.ListFormat(language(), { type: "conjunction" });
  const labels = (name) => parts(answer).filter((part) => part.name === name).map((part) => (part.name === "theme" || part.name === "group" ? inSentence(part.label) : part.label));
  const piece = (key, name) => (labels(name).length ? ` ${t(key, { what: list.format(labels(name)) })}` : "");
  const kinds = answer.interpretation.kinds.map((code) => codeOf(answer, code));
  return (kinds.length ? ` (${list.format(kinds)})` : "") + piece("scope.theme", "theme") + piece("scope.group", "group")
    + piece("scope.actor", "actor") + piece("scope.here", "here");
}

/** English topics are no proper names: "for young people". */
function inSentence(label) {
  return language() === "en" && /^[A-Z][a-z]/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

function cypher(answer) {
  return fold(t("cypher"), { class: "cypher" },
    el("p", { class: "dim" }, t("cypher.hint")),
    el("pre", { tabindex: "0", role: "region", "aria-label": t("cypher.text") }, answer.cypher),
    el("pre", { tabindex: "0", role: "region", "aria-label": t("cypher.parameters") }, JSON.stringify(answer.parameters, null, 1)));
}
