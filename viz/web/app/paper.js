/** The answer on paper: printed from the page, or as a document that the server writes. */

import { downloadNamed } from "./api.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const FORMATS = ["docx", "pdf"];

/** The buttons of an answer's headline. @param {import("./state.js").State} state */
export function paper(state) {
  const failed = el("p", { class: "failed", role: "alert", hidden: true });
  const print = el("button", { type: "button", class: "quiet print", onclick: () => window.print() }, t("print"));
  const documents = FORMATS.map((format) => el("button", {
    type: "button", class: "quiet document", title: t(`paper.${format}`),
    onclick: (event) => fetched(event.currentTarget, format, state, failed),
  }, format.toUpperCase()));
  return el("div", { class: "paper" }, print, ...documents, failed);
}

/** @param {import("./state.js").State} state */
async function fetched(button, format, state, failed) {
  const status = document.getElementById("status"); // the page's one voice
  button.disabled = true;
  failed.hidden = true;
  status.textContent = t("paper.working");
  try {
    await downloadNamed(...wanted(state, format));
    status.textContent = t("paper.done");
  } catch (error) {
    status.textContent = "";
    failed.textContent = error.message || t("error.unreachable");
    failed.hidden = false;
  } finally {
    button.disabled = false;
  }
}

/** Where the document of a state comes from: the same question, place and language. @param {import("./state.js").State} state */
function wanted(state, format) {
  const common = { here: state.here, lang: state.lang, verified_since: state.verified, format };
  if (!state.ask) return ["api/ask/document", { q: state.q, ...common }];
  return [`api/questions/${encodeURIComponent(state.ask)}/document`, {
    themes: state.theme, target_groups: state.group, kinds: state.kind, sectors: state.sector, filters: state.filter, actor: state.actor, other: state.other,
    cooperation: state.cooperation, since: state.since, status: state.status, as_of: state.date, ...common,
  }];
}
