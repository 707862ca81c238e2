/** The edits of a thing, newest first: when, by whom, why, what was and what is; each can be taken back. */

import { ApiError, get } from "../api.js";
import { html, useEffect, useState } from "../preact.js";
import { shown } from "../values.js";
import { codeName, concept, date, edgeName, propertyName, t } from "../words.js";

/** @param {{id: string, undo: (edit: string) => Promise<void>}} props */
export function History({ id, undo }) {
  const [edits, setEdits] = useState(null);
  const [failed, setFailed] = useState("");
  const back = (edit) => undo(edit).catch((error) => { if (!(error instanceof ApiError)) throw error; setFailed([error.message, error.hint].filter(Boolean).join(" ")); });
  useEffect(() => {
    const asking = new AbortController();
    get("api/edits", { id }, asking.signal).then((found) => setEdits(found.edits)).catch((error) => { if (error.name !== "AbortError") setEdits([]); });
    return () => asking.abort();
  }, [id]);
  if (!edits?.length) return null;
  return html`<section class="edits" aria-labelledby="detail-edits"><h3 id="detail-edits">${t("edit.history")}</h3>
    ${failed && html`<p class="problems" role="alert">${failed}</p>`}
    <ol>${edits.map((edit) => html`<li key=${edit.id}>
      <p><strong>${t(`edit.what.${edit.what}`)}</strong> <span class="dim">${[date(edit.observed), edit.by === "token:editor" ? "" : edit.by].filter(Boolean).join(" · ")}</span></p>
      ${edit.changes.length > 0 && html`<ul>${edit.changes.map((change, n) => html`<li key=${n}>${told(change)}</li>`)}</ul>`}
      <p class="dim">${[edit.what !== "verify" && edit.reason, edit.said !== "–" && edit.said].filter(Boolean).join(" · ")}</p>
      <button type="button" class="quiet" onClick=${() => back(edit.id)}>${t("edit.undo")}<span class="unseen"> ${edit.reason}</span></button></li>`)}</ol></section>`;
}

function told(change) {
  if (change.private) return html`${propertyName(change.property)}: ${t("edit.changedPrivate")}`;
  const name = change.property ? propertyName(change.property) : edgeName(change.edge, change.direction);
  const words = (values) => {
    const found = [values ?? []].flat().map((value) => (change.property ? shownText(change.property, value) : change.concepts ? concept(value) : withRole(value)));
    return found.length ? found.join(", ") : "–";
  };
  return html`${name}: <del><span class="unseen">${t("edit.before")} </span>${words(change.before)}</del> → <ins><span class="unseen">${t("edit.after")} </span>${words(change.after)}</ins>`;
}

const withRole = (text) => text.replace(/ \((\w+)\)$/, (_, role) => ` (${codeName("role", role)})`);

function shownText(name, value) {
  const made = shown(name, value);
  return made instanceof Element ? made.textContent : made;
}
