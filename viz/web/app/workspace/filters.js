/** The facets as lists of boxes with counts, when it was verified, and the saved views. */

import { html, useMemo, useState } from "../preact.js";
import { plain, t } from "../words.js";
import { FACETS, counts, filtered } from "./facets.js";
import { Saved } from "./saved.js";

const SHOWN = 8;
const SEARCHED = 15;
const OPEN = ["in", "about"];
const EMPTY = { ...Object.fromEntries(FACETS.map(({ name }) => [name, []])), checked: "" };

/** @param {{network: import("./data.js").Network, state: import("../state.js").State, tell: import("../state.js").Tell, folded: boolean}} props */
export function Filters({ network, state, tell, folded }) {
  const found = useMemo(() => counts(network, state), [network, ...FACETS.map(({ name }) => state[name].join()), state.at, state.checked, state.lang]);
  const chosen = FACETS.flatMap(({ name }) => state[name]).length + (state.checked ? 1 : 0);
  const inside = html`
    ${FACETS.map(({ name }) => html`<${Facet} key=${name} name=${name} values=${found.get(name)} chosen=${state[name]} tell=${tell} />`)}
    <${Verified} state=${state} tell=${tell} />
    ${filtered(state) && html`<button type="button" class="quiet" onClick=${() => tell(EMPTY)}>${t("filter.clear")}</button>`}
    <${Saved} state=${state} />`;
  return html`<aside class="filters" aria-label=${t("filters")}>
    ${folded ? html`<details><summary>${t("filters")}${chosen > 0 && ` (${chosen})`}</summary>${inside}</details>` : html`<h2>${t("filters")}</h2>${inside}`}
  </aside>`;
}

function Facet({ name, values, chosen, tell }) {
  const [all, setAll] = useState(false);
  const [text, setText] = useState("");
  const matching = values.filter(({ label }) => plain(label).includes(plain(text)));
  const shown = all || text ? matching : matching.filter((value, n) => n < SHOWN || value.chosen);
  const toggle = (id) => tell({ [name]: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id] });
  if (!values.length) return null;
  return html`<details class="facet" open=${OPEN.includes(name) || chosen.length > 0}>
    <summary>${t(`filter.${name}`)}${chosen.length > 0 && html` <span class="badge">${chosen.length}</span>`}</summary>
    ${values.length > SEARCHED && html`<input type="search" aria-label=${t("filter.search", { what: t(`filter.${name}`) })} placeholder=${t("filter.searchHint")} value=${text} onInput=${(event) => setText(event.target.value)} />`}
    <ul>${shown.map((value) => html`<li key=${value.id} class=${value.type ?? ""}><label class="check">
      <input type="checkbox" checked=${value.chosen} onChange=${() => toggle(value.id)} />
      <span class="name">${value.label}</span> <span class="n">${value.count}</span></label></li>`)}</ul>
    ${!shown.length && html`<p class="dim">${t("filter.nothing")}</p>`}
    ${!all && !text && matching.length > shown.length && html`<button type="button" class="more" onClick=${() => setAll(true)}>${t("more", { n: matching.length - shown.length })}</button>`}
  </details>`;
}

function Verified({ state, tell }) {
  return html`<p class="facet verified"><label for="filter-verified">${t("filter.verified")}</label>
    <input id="filter-verified" type="date" value=${state.checked} onChange=${(event) => tell({ checked: event.target.value })} /></p>`;
}
