/** The answer: one sentence, what to know about it, rows with evidence, what has no known place, the Cypher. */

import { get } from "./api.js";
import { change } from "./change.js";
import { el, fold } from "./dom.js";
import { freshness } from "./freshness.js";
import { grouped } from "./groups.js";
import { matrix } from "./matrix.js";
import { paper } from "./paper.js";
import { path } from "./path.js";
import { profile } from "./profile.js";
import { questions } from "./questions.js";
import { sentence, townWide } from "./sentence.js";
import { table } from "./table.js";
import { chips } from "./understood.js";
import { unclear } from "./unclear.js";
import { dated, language, t } from "./words.js";

const VIEWS = { "quartier-profile": profile, silo: matrix, introductions: path };

/**
 * What api/ask and api/questions/… give.
 * @typedef {Object} Answer
 * @property {boolean} understood
 * @property {string} question as it was asked, or the title of the one that was chosen
 * @property {string} question_id
 * @property {string} kind what the rows are; "none" where there are none to show
 * @property {any} interpretation what was understood, with its place (`here`)
 * @property {Record<string, any>} parameters
 * @property {string[]} columns
 * @property {any[]} rows
 * @property {any[]} unlocated rows that have no known place
 * @property {string[]} notes
 * @property {string} method
 * @property {string} cypher
 * @property {any} here
 * @property {any} ambiguous what could be meant, where it could be several things
 * @property {any[]} suggestions
 * @property {string} [asked] the question that was understood but for a name
 * @property {string[]} takes the parameters of its question
 * @property {any} [actor] whom the answer is about
 */

/** Ask what a state says. @param {import("./state.js").State} state @param {AbortSignal} [signal] @returns {Promise<Answer>} the answer with `interpretation`, `takes` (the parameters of its question) and, for an actor's, `actor` */
export async function ask(state, signal) {
  const asking = state.ask ? run(state, signal) : get("api/ask", { q: state.q, here: state.here, verified_since: state.verified, lang: state.lang }, signal);
  const [answer, all] = await Promise.all([asking, questions()]);
  const header = all.find((question) => question.id === answer.question_id);
  answer.takes = header?.parameters ?? [];
  const actor = answer.question_id === "partners-of" && answer.parameters?.actor;
  if (actor) answer.actor = await get(`api/entities/${actor}`, {}, signal);
  return answer;
}

/** @param {import("./state.js").State} state */
async function run(state, signal) {
  const answer = await get(`api/questions/${encodeURIComponent(state.ask)}`, {
    here: state.here, themes: state.theme, target_groups: state.group, kinds: state.kind, sectors: state.sector, filters: state.filter, actor: state.actor, other: state.other,
    cooperation: state.cooperation, since: state.since, status: state.status, verified_since: state.verified, as_of: state.date, lang: state.lang,
  }, signal);
  if (!answer.interpretation) answer.interpretation = { themes: [], target_groups: [], kinds: [], here: answer.here ?? null, unused: [] };
  return answer;
}

/** What was understood, and the answer in one sentence; where nothing was, how to go on. @param {Answer} answer @param {import("./state.js").State} state @returns {Promise<HTMLElement>} */
export async function answerHead(answer, state) {
  const section = el("section", { class: "answer", "aria-labelledby": "answer-title" }, chips(answer, state, change(answer, state)));
  section.append(...(answer.understood ? said(answer, state) : await unclear(answer, state)));
  return section;
}

/** @param {Answer} answer @param {import("./state.js").State} state */
function said(answer, state) {
  const lang = answer.interpretation.lang ?? language();
  return [
    el("div", { class: "headline" }, el("h2", { id: "answer-title" }, sentence(answer)), paper(state)),
    answer.notes.length > 0 && el("ul", { class: "notes", lang }, answer.notes.map((note) => el("li", {}, dated(note)))),
  ].filter(Boolean);
}

/** The rows with their evidence, what stands apart, and how it was found. @param {Answer} answer @param {import("./state.js").State} state @returns {HTMLElement} */
export function answerBody(answer, state) {
  const lang = answer.interpretation.lang ?? language();
  const empty = !answer.rows.length && !answer.unlocated.length;
  return el("div", { class: "answer" },
    answer.takes.includes("verified_since") && freshness(state),
    empty && el("p", { class: "hint" }, t("empty.hint")),
    answer.rows.length > 0 && (VIEWS[answer.question_id] ?? grouped)(answer, state, sentence(answer)),
    answer.unlocated.length > 0 && apart(answer, state),
    answer.method && fold(t("method"), { class: "method" }, el("p", { lang }, answer.method)),
    cypher(answer));
}

/** What has no known place, or holds for all places. @param {Answer} answer @param {import("./state.js").State} state */
function apart(answer, state) {
  const [title, hint] = townWide(answer) ? ["townWide", "townWide.hint"] : ["unlocated", "unlocated.hint"];
  const caption = t(title, { n: answer.unlocated.length });
  return el("section", { class: "unlocated", "aria-labelledby": "unlocated" },
    el("h3", { id: "unlocated" }, caption), el("p", { class: "dim" }, t(hint)),
    table({ ...answer, columns: answer.columns.filter((name) => name !== "within"), rows: answer.unlocated, caption }, state));
}

/** @param {Answer} answer */
function cypher(answer) {
  return fold(t("cypher"), { class: "cypher" },
    el("p", { class: "dim" }, t("cypher.hint")),
    el("pre", { tabindex: "0", role: "region", "aria-label": t("cypher.text") }, answer.cypher),
    el("pre", { tabindex: "0", role: "region", "aria-label": t("cypher.parameters") }, JSON.stringify(answer.parameters, null, 1)));
}
