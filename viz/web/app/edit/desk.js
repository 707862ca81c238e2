/** What an editor does with an opened thing: say that it still holds, change it, take edits back and do them again. */

import { ApiError, get } from "../api.js";
import { disputedName } from "../evidence.js";
import { html, render, useEffect, useRef, useState } from "../preact.js";
import { go, read } from "../state.js";
import { language, t } from "../words.js";
import { Form } from "./form.js";
import { History } from "./history.js";
import * as session from "./session.js";

/** @param {{thing: any, article: HTMLElement}} props */
function Desk({ thing, article }) {
  const [form, setForm] = useState(null);
  const [failed, setFailed] = useState("");
  const [told] = useState(() => session.heardOf(thing.id));
  const [, draw] = useState(0);
  const [word, button] = [useRef(null), useRef(null)];
  useEffect(() => session.listen(() => draw((n) => n + 1)), []);
  useEffect(() => (told ? whenShown(word) : undefined), []);
  const load = () => get("api/edits/form", { id: thing.id, lang: language() });
  const attempt = (work) => async () => {
    setFailed("");
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed([error.message || t("error.unreachable"), error.hint].filter(Boolean).join(" "));
    }
  };
  const edit = attempt(async () => {
    const fresh = await load();
    session.open(thing.id, article);
    article.classList.add("editing");
    setForm(fresh);
    setTimeout(() => /** @type {HTMLElement | null} */ (article.querySelector(".edit-form input, .edit-form textarea"))?.focus());
  });
  const cancel = () => {
    if (!session.mayLeave()) return;
    article.classList.remove("editing");
    setForm(null);
    setTimeout(() => button.current?.focus());
  };
  const saved = (answer) => {
    session.close();
    show(answer.entity.id, { text: t("edit.saved"), edit: answer.edit, notes: answer.notes });
  };
  const holds = attempt(async () => {
    const answer = await session.verify(thing.id, t("edit.labelVerify", { name: thing.name }));
    show(thing.id, { text: t("edit.verified"), edit: answer.edit, notes: [] });
  });
  const back = (edit) => attempt(() => undo(edit))();
  const again = attempt(redo);
  if (form) return html`<${Form} form=${form} saved=${saved} cancel=${cancel} reload=${load} />`;
  const [last, next] = [session.undoable(), session.redoable()];
  return html`<div class="desk" role="group" aria-label=${t("edit.tools")}>
      <button type="button" onClick=${holds}>✓ ${t("edit.holds")}</button>
      <button type="button" ref=${button} onClick=${edit}>✎ ${t("edit.edit")}</button>
      <button type="button" class="quiet" disabled=${!last} title=${last?.label ?? null} aria-label=${last ? t("edit.back", last) : t("edit.backNothing")} onClick=${() => back(last.edit)}>↶</button>
      <button type="button" class="quiet" disabled=${!next} title=${next?.label ?? null} aria-label=${next ? t("edit.again", next) : t("edit.againNothing")} onClick=${again}>↷</button>
    </div>
    ${told && html`<div class="told" role="status" tabindex="-1" ref=${word}><p>${told.text} ${told.edit && html`<button type="button" class="quiet" onClick=${() => back(told.edit)}>${t("edit.undo")}</button>`}</p>
      ${told.notes?.length > 0 && html`<ul>${told.notes.map((note, n) => html`<li key=${n}>${note.message}</li>`)}</ul>`}</div>`}
    ${failed && html`<p class="problems" role="alert">${failed}</p>`}`;
}

/** Set the focus as soon as what is drawn stands in the page. @returns {() => void} gives it up */
function whenShown(ref) {
  let frame = 0;
  const look = () => { if (ref.current?.isConnected) ref.current.focus(); else frame = requestAnimationFrame(look); };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}

/** Put an editor's tools under the heading of a drawn thing, and its edits at its end. @param {HTMLElement} article */
export function furnish(article, thing) {
  render(html`<${Desk} thing=${thing} article=${article} />`, article.querySelector(".desk-here"));
  render(html`<${History} id=${thing.id} undo=${undo} />`, article.querySelector(".edits-here"));
}

/** "This value holds": one of the values that sources contradict each other about becomes an edit. */
export async function settle(thing, property, value, source) {
  const { revision } = await get("api/edits", { id: thing.id });
  const body = { id: thing.id, revision, values: { [property]: [value] }, reason: t("edit.settle.reason"), source, by: session.name() || null };
  const answer = await session.save(body, t("edit.label", { name: thing.name, what: disputedName(property) }));
  show(thing.id, { text: t("edit.settled", { what: disputedName(property) }), edit: answer.edit, notes: answer.notes });
}

/** Draw a thing anew, with something to be said about it. */
export function show(id, words) {
  session.say({ id, ...words });
  go({ ...read(), view: "", id });
}

async function undo(edit) {
  const { id, label } = await session.undo(edit);
  if (id) show(id, { text: t("edit.undone"), edit: null, label });
  else go({ ...read(), id: "" });
}

async function redo() {
  const { id } = await session.redo();
  show(id, { text: t("edit.redone"), edit: session.undoable().edit });
}

/** Ctrl+Z and Ctrl+Y (Ctrl+Shift+Z) where nobody is typing. */
function keys(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable], [role=application]")) return;
  const wanted = event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey) ? "redo" : event.key.toLowerCase() === "z" ? "undo" : "";
  if (!wanted || document.querySelector(".edit-form") || !(wanted === "undo" ? session.undoable() : session.redoable())) return;
  event.preventDefault();
  (wanted === "undo" ? undo() : redo()).catch((error) => { if (!(error instanceof ApiError)) throw error; });
}
document.addEventListener("keydown", keys);
