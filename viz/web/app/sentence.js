/** The answer in one sentence: "11 offerings on sport for young people in X, 1 without a known place". */

import { codeOf, parts } from "./understood.js";
import { date, has, language, t } from "./words.js";

const NAMED = ["actor", "other", "cooperation"];
const TOWN_WIDE = ["participation-here", "planning-here"]; // what has no place of its own holds for all places

/** Is what stands apart in this answer for all places, instead of without a known one? */
export const townWide = (answer) => TOWN_WIDE.includes(answer.question_id);

/** @param {import("./answer.js").Answer} answer */
export function sentence(answer) {
  const names = Object.fromEntries(NAMED.filter((name) => answer.interpretation[name]).map((name) => [name, answer.interpretation[name].label]));
  if (answer.question_id === "quartier-profile") return t("sentence.profile", { about: scope(answer, "") });
  const n = answer.rows.filter((row) => row.count !== 0).length; // of sectors: only pairs that do work together
  const [what, said] = counted(n ? "count" : "none", answer, names);
  const located = t(what, { n, total: answer.rows.length, about: scope(answer, said), ...names }).replace(/\.$/, "");
  const apart = answer.unlocated.length;
  const whole = located + (apart ? t(townWide(answer) ? "sentence.townWide" : "sentence.unlocated", { n: apart }) : "");
  return whole.endsWith(".") ? whole : `${whole}.`;
}

/** The text that counts the rows of this question, and the name that it says itself. @param {import("./answer.js").Answer} answer */
function counted(what, answer, names) {
  const own = Object.keys(names).find((name) => has(`${what}.${answer.question_id}.${name}`));
  if (own) return [`${what}.${answer.question_id}.${own}`, own];
  return [[answer.question_id, answer.kind, "table"].map((one) => `${what}.${one}`).find(has), ""];
}

/** @param {import("./answer.js").Answer} answer */
function scope(answer, said) {
  const list = new Intl.ListFormat(language(), { type: "conjunction" });
  const labels = (name) => parts(answer).filter((part) => part.name === name).map((part) => (["theme", "group"].includes(name) ? inSentence(part.label) : part.label));
  const piece = (key, name) => (labels(name).length ? ` ${t(key, { what: list.format(labels(name)) })}` : "");
  const inside = [...answer.interpretation.kinds.map((code) => codeOf(answer, code)), ...labels("sector"), ...labels("filter"), ...labels("status")];
  const since = answer.interpretation.since && answer.question_id !== "unverified" ? ` ${t("scope.since", { what: date(answer.interpretation.since) })}` : "";
  return (inside.length ? ` (${list.format(inside)})` : "") + piece("scope.theme", "theme") + piece("scope.group", "group")
    + NAMED.map((name) => (said ? "" : piece(`scope.${name}`, name))).join("") + since + piece("scope.here", "here");
}

/** English topics are no proper names: "for young people". */
function inSentence(label) {
  return language() === "en" && /^[A-Z][a-z]/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}
