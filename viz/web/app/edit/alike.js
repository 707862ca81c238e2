/** What is there already and may be meant, told while somebody types a name. */

import { get } from "../api.js";
import { html, useEffect, useState } from "../preact.js";
import { address, read } from "../state.js";
import { language, t } from "../words.js";
import { close } from "./session.js";

const PAUSE = 450; // milliseconds after the last key

/** @param {{type: string, name: string, place: string, but: string | null}} props `but` is the thing itself */
export function Alike({ type, name, place, but }) {
  const [found, setFound] = useState([]);
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setFound((await get("api/edits/alike", { type, name, address: place, lang: language() }, asking.signal)).filter(({ id }) => id !== but));
      } catch (error) {
        if (error.name !== "AbortError") setFound([]); // a hint that fails must not stop anybody from typing
      }
    }, PAUSE);
    return () => { clearTimeout(timer); asking.abort(); };
  }, [type, name, place, but]);
  return html`<div class="alike" role="status" aria-live="polite">
    ${found.length > 0 && html`<p><strong>${t("edit.alike", { n: found.length })}</strong></p>
      <ul>${found.map((one) => html`<li key=${one.id}><a href=${address({ ...read(), view: "", type: [], id: one.id })} onClick=${close}>${t("edit.alike.open", { name: one.name })}</a>
        <span class="dim"> ${[one.about.join(", "), one.reasons.join("; ")].filter(Boolean).join(" · ")}</span></li>`)}</ul>`}
  </div>`;
}
