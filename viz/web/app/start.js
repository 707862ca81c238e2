/** The first view: what can be asked, as buttons that ask it. */

import { el } from "./dom.js";
import { examples } from "./questions.js";
import { address, go } from "./state.js";
import { t } from "./words.js";

export async function start(lang) {
  const found = await examples(lang);
  return el("section", { class: "start", "aria-labelledby": "start-title" },
    el("h2", { id: "start-title" }, t("start.title")),
    el("p", { class: "lead" }, t("start.lead")),
    el("h3", {}, t("start.examples")),
    el("ul", { class: "examples" }, found.map(({ title, text }) => el("li", {},
      el("button", { type: "button", onclick: () => go({ q: text, lang }) }, el("span", { class: "kind" }, title), " ", el("span", { class: "text" }, text))))),
    el("p", { class: "bring-in" }, t("start.draw"), " ", el("a", { href: address({ lang, view: "draw" }) }, t("draw.title"))),
    el("p", { class: "bring-in" }, t("start.bring"), " ", el("a", { href: address({ lang, view: "upload" }) }, t("upload.title"))));
}
