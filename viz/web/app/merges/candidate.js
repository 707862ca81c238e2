/** One near case: both sides' values in one table, marked in words and colour, the reasons, and the judgement. */

import { el } from "../dom.js";
import { address } from "../state.js";
import { table } from "../upload/parts.js";
import { shown, untold } from "../values.js";
import { codeName, compare, has, propertyName, t } from "../words.js";

const FIRST = ["name", "alternative_names", "kinds", "carrier", "address", "phone", "email", "url"];
const HIDDEN = ["geometry", "label_de", "label_en"];

/** @param {import("../state.js").State} state */
export function candidate(one, n, state, judge) {
  const { left, right } = one;
  const names = [...new Set([...Object.keys(left.values), ...Object.keys(right.values)])].filter((name) => !HIDDEN.includes(name) && !untold(name)).sort(inOrder);
  const buttons = judge && el("p", { class: "verdicts" },
    el("button", { type: "button", class: "main", "data-key": `accept-${one.id}`, onclick: () => judge(one, n, "accept") }, t("merges.accept"), hidden(one)),
    el("button", { type: "button", "data-key": `reject-${one.id}`, onclick: () => judge(one, n, "reject") }, t("merges.reject"), hidden(one)));
  return el("article", { class: "panel candidate", "aria-labelledby": `candidate-${n}` },
    el("h3", { id: `candidate-${n}`, tabindex: "-1" }, t("merges.pair", { left: left.name, right: right.name })),
    one.reasons.length > 0 && el("ul", { class: "reasons", "aria-label": t("merges.reasons") }, one.reasons.map((text) => el("li", {}, text))),
    table(t("merges.sides", { left: left.name, right: right.name }), [t("claims.property"), side(left), side(right), t("merges.compared")],
      [...names.map((name) => line(name, left, right)), whence(left, right)], "sides"),
    el("p", { class: "dim" }, [left, right].filter((one) => !one.reference).flatMap((one, i) => [i ? " · " : "", el("a", { href: address({ lang: state.lang, id: one.id }) }, t("merges.more", { name: one.name }))])),
    buttons);
}

const hidden = ({ left, right }) => el("span", { class: "unseen" }, `: ${left.name} – ${right.name}`);
const side = (one) => (one.reference ? t("merges.mention", { name: one.name }) : one.name);

function line(name, left, right) {
  const [a, b] = [left.values[name], right.values[name]];
  const how = a === undefined || b === undefined ? "single" : JSON.stringify([a].flat()) === JSON.stringify([b].flat()) ? "equal" : "differs";
  return { class: how, cells: [caption(name), cell(name, a), cell(name, b), el("span", { class: `mark ${how}` }, t(`merges.${how}`))] };
}

const caption = (name) => (has(`conflict.${name}`) ? t(`conflict.${name}`) : propertyName(name));

function cell(name, value) {
  if (value === undefined) return el("span", { class: "dim" }, "–");
  return [value].flat().map((one) => el("div", {}, name === "kinds" ? codeName("kinds", one) : shown(name, one)));
}

function whence(left, right) {
  const from = (one) => [one.sources.join(", "), one.mentioned_in && t("merges.mentioned", { name: one.mentioned_in })].filter(Boolean).join(" · ");
  return { class: "whence", cells: [t("claims.source"), from(left), from(right), el("span", {}, "")] };
}

function inOrder(a, b) {
  const [first, second] = [a, b].map((name) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length));
  return first - second || compare(caption(a), caption(b));
}

