/** The first view: what can be asked, what is missing in a Quartier, what changed, where one was before. Never the whole network. */

import { el } from "../dom.js";
import { examples } from "../questions.js";
import { address, go } from "../state.js";
import { t } from "../words.js";
import { saved } from "../workspace/store.js";
import { TABS } from "../workspace/tabs.js";
import { changes } from "./changes.js";
import { gaps } from "./gaps.js";

/** Drawn at once; examples, gaps and changes come when the server has found them. */
export function start(lang, fail) {
  return el("section", { class: "start", "aria-labelledby": "start-title" },
    el("h2", { id: "start-title" }, t("start.title")),
    el("p", { class: "lead" }, t("start.lead")),
    el("p", { class: "looks" }, t("start.look"), " ", TABS.map((tab) => el("a", { class: "button", href: address({ lang, tab }) }, t(`tab.${tab}`)))),
    el("div", { class: "news" }, views(), gaps(lang, fail), changes(lang, fail)),
    groups(lang, fail),
    ["draw", "query", "upload"].map((view) => el("p", { class: "bring-in" }, t(view === "upload" ? "start.bring" : `start.${view}`), " ", el("a", { href: address({ lang, view }) }, t(`${view}.title`)))));
}

function groups(lang, fail) {
  const node = el("div", { class: "groups", "aria-busy": "true" }, el("p", { class: "dim" }, t("start.looking")));
  examples(lang).then((found) => {
    node.replaceChildren(...(found.length ? found.map((group) => part(group, lang)) : [el("p", { class: "hint" }, t("start.nothing"))]));
    node.removeAttribute("aria-busy");
  }).catch(fail);
  return node;
}

function part({ group, title, questions }, lang) {
  return el("section", { "aria-labelledby": `group-${group}` },
    el("h3", { id: `group-${group}` }, title),
    el("ul", { class: "examples" }, questions.map((question) => el("li", {},
      el("button", { type: "button", title: question.title, onclick: () => go({ q: question.text, lang }) }, el("span", { class: "text" }, question.text))))));
}

function views() {
  const kept = saved();
  return el("section", { class: "panel", "aria-labelledby": "start-saved" }, el("h3", { id: "start-saved" }, `${t("saved")} ★`),
    kept.length ? el("ul", { class: "plain" }, kept.map(({ name, hash }) => el("li", {}, el("a", { href: hash }, name)))) : el("p", { class: "dim" }, t("saved.none")));
}
