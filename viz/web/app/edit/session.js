/** This tab's edits: what is open and unsaved, what was done and can be undone, what is to be said about it. */

import { get, send } from "../api.js";
import { read } from "../state.js";
import { language, t } from "../words.js";

const done = [];
const undone = [];
const heard = new Set();
/** @type {{id: string, article: HTMLElement, dirty: boolean, lang: string} | null} */
let opened = null;
let told = null;

const lang = () => `?lang=${language()}`;
const tellAll = () => heard.forEach((listener) => listener());

/** Be called whenever there is something else to undo or redo. @returns {() => void} stops it */
export function listen(listener) {
  heard.add(listener);
  return () => heard.delete(listener);
}

/** Send an edit (or a new thing) on the state that `revision` names, and remember it. */
export async function save(body, label) {
  const answer = await send("POST", `api/edits${lang()}`, body);
  remember({ edit: answer.edit, body, label, path: `api/edits${lang()}`, id: answer.entity.id });
  return answer;
}

/** Say that a thing is still right. */
export async function verify(id, label) {
  const body = { source: t("edit.verify.source"), by: name() || null };
  const path = `api/edits/${encodeURIComponent(id)}/verify${lang()}`;
  const answer = await send("POST", path, body);
  remember({ edit: answer.edit, body, label, path, id });
  return answer;
}

function remember(step) {
  done.push(step);
  undone.length = 0;
  tellAll();
}

export const undoable = () => done.at(-1) ?? null;
export const redoable = () => undone.at(-1) ?? null;

/** Take back the last edit, or that one. @returns {Promise<{id: string | null, label: string}>} the thing that is left, if any */
export async function undo(edit = undoable()?.edit) {
  const answer = await send("DELETE", `api/edits/${edit}${lang()}`);
  const at = done.findIndex((step) => step.edit === edit);
  const [step] = at < 0 ? [null] : done.splice(at, 1);
  if (step) undone.push(step);
  tellAll();
  return { id: answer.entity?.id ?? null, label: step?.label ?? "" };
}

/** The same edit again, on the state of now. */
export async function redo() {
  const step = undone.at(-1);
  const revision = step.body.id ? (await get("api/edits", { id: step.body.id })).revision : undefined;
  const answer = await send("POST", step.path, { ...step.body, revision });
  undone.pop();
  done.push({ ...step, edit: answer.edit, id: answer.entity.id });
  tellAll();
  return { id: answer.entity.id, label: step.label };
}

/** What is to be said once, when the thing is drawn again. */
export function say(words) {
  told = words;
}

export function heardOf(id) {
  const words = told?.id === id ? told : null;
  if (words) told = null;
  return words;
}

/** Who edits, as typed once; it stays in this tab. */
const NAME = "quartiersgraph-editor";
export const name = () => sessionStorage.getItem(NAME) ?? "";
export const keepName = (text) => sessionStorage.setItem(NAME, text);

/** The article of a thing whose form is open stays as it is while other parts of the page change. */
export const kept = (id) => (opened?.id === id && opened.lang === language() ? opened.article : null);
export function open(id, article) {
  opened = { id, article, dirty: false, lang: language() };
}
export function close() {
  opened = null;
}
export function soil(dirty) {
  if (opened) opened.dirty = dirty;
}

/** May the form be left? Asks where something is unsaved. */
export function mayLeave() {
  const stays = opened?.dirty && !confirm(t("edit.unsaved"));
  if (!stays) opened = null;
  return !stays;
}

function guard(event) {
  if (!opened?.dirty) return;
  const next = read(new URL(event.newURL).hash);
  const same = opened.id === "new" ? next.view === "new" : next.id === opened.id && !next.view && next.lang === opened.lang;
  if (same || mayLeave()) return;
  event.stopImmediatePropagation();
  history.replaceState(null, "", event.oldURL);
}

window.addEventListener("hashchange", guard, true);
window.addEventListener("beforeunload", (event) => { if (opened?.dirty) event.preventDefault(); });
