/** The four views as tabs: arrows move, the chosen one is in the address. */

import { html } from "../preact.js";
import { t } from "../words.js";

/** @type {("graph" | "map" | "matrix" | "list")[]} */
export const TABS = ["graph", "map", "matrix", "list"];
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export function Tabs({ tab, tell, picture }) {
  const moved = (event) => {
    const to = event.key === "Home" ? 0 : event.key === "End" ? TABS.length - 1 : TABS.indexOf(tab) + (STEPS[event.key] ?? NaN);
    const name = TABS[(to + TABS.length) % TABS.length];
    if (!name) return;
    event.preventDefault();
    tell({ tab: name });
    event.currentTarget.querySelector(`#tab-${name}`).focus();
  };
  return html`<div class="tabs">
    <div role="tablist" aria-label=${t("tabs")} onKeyDown=${moved}>
      ${TABS.map((name) => html`<button type="button" role="tab" key=${name} id=${`tab-${name}`} aria-selected=${name === tab} aria-controls="stage"
        tabindex=${name === tab ? 0 : -1} onClick=${() => tell({ tab: name })}>${t(`tab.${name}`)}</button>`)}
    </div>
    <p class="dim count">${t("workspace.count", { n: picture.visible.size })}</p>
  </div>`;
}
