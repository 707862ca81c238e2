/** A field that finds and chooses one thing: type, arrows, Enter (the ARIA pattern of an editable combobox with a list). */

import { html, useEffect, useRef, useState } from "../preact.js";
import { t } from "../words.js";

const PAUSE = 200; // milliseconds after the last key

/**
 * @param {{id: string, describedBy: string, invalid: boolean, find: (text: string) => Promise<{id: string, name: string, about?: string}[]>,
 *   choose: (found: {id: string, name: string}) => void}} props
 */
export function Combobox({ id, describedBy, invalid, find, choose }) {
  const [text, setText] = useState("");
  const [options, setOptions] = useState(null);
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    if (!text.trim()) { setOptions(null); return undefined; }
    const mine = ++asked.current;
    const timer = setTimeout(async () => {
      const found = await find(text.trim());
      if (mine === asked.current) { setOptions(found); setAt(0); }
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const take = (option) => { choose(option); setText(""); setOptions(null); asked.current++; };
  const key = (event) => {
    if (event.key === "Escape" && options) { setOptions(null); event.stopPropagation(); }
    else if (event.key === "Enter") { event.preventDefault(); if (options?.[at]) take(options[at]); }
    else if (options?.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    }
  };
  const list = `${id}-list`;
  return html`<div class="combobox">
    <input id=${id} type="text" role="combobox" autocomplete="off" aria-autocomplete="list" aria-expanded=${Boolean(options)} aria-controls=${list}
      aria-activedescendant=${options?.length ? `${list}-${at}` : null} aria-describedby=${describedBy} aria-invalid=${invalid || null} value=${text} placeholder=${t("edit.find")}
      onInput=${(event) => setText(event.target.value)} onKeyDown=${key} onBlur=${() => setTimeout(() => setOptions(null), 150)} />
    <ul role="listbox" id=${list} hidden=${!options} aria-label=${t("edit.found")}>
      ${options?.map((option, n) => html`<li role="option" key=${option.id} id=${`${list}-${n}`} aria-selected=${n === at} onMouseDown=${(event) => { event.preventDefault(); take(option); }}>
        ${option.name}${option.about && html` <span class="dim">${option.about}</span>`}</li>`)}
      ${options && !options.length && html`<li role="option" aria-disabled="true" class="dim">${t("edit.foundNone")}</li>`}
    </ul>
  </div>`;
}
