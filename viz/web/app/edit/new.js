/** A new thing: its type is chosen, then its form is that of any thing. */

import { scopeNow } from "../access.js";
import { get } from "../api.js";
import { el, style } from "../dom.js";
import { html, render } from "../preact.js";
import { address, go } from "../state.js";
import { keyNeeded } from "../upload/key.js";
import { language, t, typeName } from "../words.js";
import { show } from "./desk.js";
import { Form } from "./form.js";
import * as session from "./session.js";

export const TYPES = ["Actor", "Offering", "Cooperation", "Potential", "Need", "Responsibility", "ParticipationFormat", "PlanningProcess", "Concept", "Department", "Quartier"];

/** @returns {Promise<HTMLElement>} */
export async function draw({ state }) {
  await Promise.all(["app/upload/upload.css", "app/edit/edit.css"].map(style));
  if (scopeNow() !== "editor") return keyNeeded(t("new.title"), "editor", scopeNow());
  const type = TYPES.includes(state.type[0]) ? state.type[0] : TYPES[0];
  const kept = session.kept("new");
  if (kept?.dataset.type === type) return kept;
  const form = await get("api/edits/form", { type, lang: language() });
  const room = el("div", {});
  const page = el("article", { class: "detail editing new-thing", "aria-labelledby": "work-title", "data-type": type },
    el("h2", { id: "work-title" }, t("new.title")), el("p", { class: "lead" }, t("edit.new.lead")), chooser(state, type), room);
  session.open("new", page);
  const saved = (answer) => { session.close(); show(answer.entity.id, { text: t("edit.made"), edit: answer.edit, notes: answer.notes }); };
  const cancel = () => { if (session.mayLeave()) go({ ...state, view: "", type: [] }); };
  render(html`<${Form} form=${form} saved=${saved} cancel=${cancel} reload=${() => get("api/edits/form", { type, lang: language() })} />`, room);
  return page;
}

function chooser(state, type) {
  const links = TYPES.map((name) => el("a", { href: address({ ...state, type: [name] }), "aria-current": name === type ? "true" : null, class: "type-choice" }, typeName(name)));
  return el("nav", { class: "type-choices", "aria-label": t("edit.new.type") }, links);
}
