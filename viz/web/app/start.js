/** The first view: what can be asked, in groups, as buttons that ask it. */

import { el } from "./dom.js";
import { examples } from "./questions.js";
import { address, go } from "./state.js";
import { t } from "./words.js";

/** Drawn at once; the examples come when the server has found such as it answers. */
export function start(lang, fail) {
  const groups = el("div", { class: "groups", "aria-busy": "true" }, el("p", { class: "dim" }, t("start.looking")));
  examples(lang).then((found) => {
    groups.replaceChildren(...(found.length ? found.map((group) => part(group, lang)) : [el("p", { class: "hint" }, t("start.nothing"))]));
    groups.removeAttribute("aria-busy");
  }).catch(fail);
  return el("section", { class: "start", "aria-labelledby": "start-title" },
    el("h2", { id: "start-title" }, t("start.title")),
    el("p", { class: "lead" }, t("start.lead")),
    groups,
    el("p", { class: "bring-in" }, t("start.draw"), " ", el("a", { href: address({ lang, view: "draw" }) }, t("draw.title"))),
    el("p", { class: "bring-in" }, t("start.query"), " ", el("a", { href: address({ lang, view: "query" }) }, t("query.title"))),
    el("p", { class: "bring-in" }, t("start.bring"), " ", el("a", { href: address({ lang, view: "upload" }) }, t("upload.title"))));
}

function part({ group, title, questions }, lang) {
  return el("section", { "aria-labelledby": `group-${group}` },
    el("h3", { id: `group-${group}` }, title),
    el("ul", { class: "examples" }, questions.map((question) => el("li", {},
      el("button", { type: "button", title: question.title, onclick: () => go({ q: question.text, lang }) }, el("span", { class: "text" }, question.text))))));
}
