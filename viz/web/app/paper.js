/** The answer on paper: printed from the page, or as a document that the server writes. */

import { downloadNamed } from "./api.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const FORMATS = ["docx", "pdf"];

/** The buttons of an answer's headline. */
export function paper(state) {
  const status = el("span", { class: "unseen", role: "status" });
  const print = el("button", { type: "button", class: "quiet print", onclick: () => window.print() }, t("print"));
  const documents = FORMATS.map((format) => {
    const button = el("button", { type: "button", class: "quiet document", title: t(`paper.${format}`), onclick: () => fetched(button, format, state, status) }, format.toUpperCase());
    return button;
  });
  return el("div", { class: "paper" }, print, ...documents, status);
}

async function fetched(button, format, state, status) {
  button.disabled = true;
  status.textContent = t("paper.working");
  try {
    await downloadNamed(...wanted(state, format));
    status.textContent = t("paper.done");
    status.className = "unseen";
  } catch (error) {
    status.textContent = error.message || t("error.unreachable");
    status.className = "failed";
  } finally {
    button.disabled = false;
  }
}

/** Where the document of a state comes from: the same question, place and language. */
function wanted(state, format) {
  const common = { here: state.here, lang: state.lang, format };
  if (!state.ask) return ["api/ask/document", { q: state.q, ...common }];
  return [`api/questions/${encodeURIComponent(state.ask)}/document`, {
    themes: state.theme, target_groups: state.group, kinds: state.kind, actor: state.actor, as_of: state.date, ...common,
  }];
}
