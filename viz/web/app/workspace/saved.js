/** The saved views: name this one, open, order, share, present. */

import { html, useState } from "../preact.js";
import { save } from "../api.js";
import { t } from "../words.js";
import { present } from "./present.js";
import { clean, keep, link, saved } from "./store.js";

export function Saved() {
  const [views, setViews] = useState(saved);
  const [name, setName] = useState("");
  const [told, setTold] = useState("");
  const change = (next) => { keep(next); setViews(next); };
  const add = (event) => {
    event.preventDefault();
    const called = name.trim() || document.title.replace(/ – Quartiersgraph$/, "");
    change([...views.filter((view) => view.name !== called), ...clean([{ name: called, hash: location.hash }])]);
    setName("");
    setTold(t("saved.kept", { name: called }));
  };
  const up = (n) => change(views.map((view, k) => (k === n - 1 ? views[n] : k === n ? views[n - 1] : view)));
  const share = async (some) => {
    await navigator.clipboard.writeText(link(some));
    setTold(t("saved.copied"));
  };
  return html`<details class="facet saved" open=${views.length > 0}>
    <summary>${t("saved")} ★</summary>
    <form onSubmit=${add}><label for="view-name">${t("saved.name")}</label>
      <input id="view-name" maxlength="120" value=${name} placeholder=${t("saved.hint")} onInput=${(event) => setName(event.target.value)} /> <button class="quiet">${t("saved.keep")}</button></form>
    ${views.length > 0 && html`<ol>${views.map((view, n) => html`<li key=${view.name}>
      <a href=${view.hash}>${view.name}</a>
      <span class="row"><button type="button" class="quiet" disabled=${n === 0} aria-label=${t("saved.up", view)} onClick=${() => up(n)}>↑</button>
      <button type="button" class="quiet" aria-label=${t("saved.share", view)} onClick=${() => share([view])}>⧉</button>
      <button type="button" class="quiet" aria-label=${t("saved.drop", view)} onClick=${() => change(views.filter((one) => one !== view))}>✕</button></span></li>`)}</ol>
      <p class="row"><button type="button" onClick=${() => present(views)}>${t("saved.present")}</button>
      <button type="button" class="quiet" onClick=${() => share(views)}>${t("saved.shareAll")}</button>
      <button type="button" class="quiet" onClick=${() => save(new Blob([JSON.stringify(views, null, 1)], { type: "application/json" }), "ansichten.json")}>${t("saved.file")}</button></p>`}
    <p class="dim" role="status">${told}</p>
  </details>`;
}
