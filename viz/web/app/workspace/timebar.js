/** The time: as of a day, or what changed between two. Positions never move; what came or went is marked. */

import { html, useMemo, useState } from "../preact.js";
import { t } from "../words.js";
import { years, today } from "./time.js";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @param {{network: import("./data.js").Network, state: import("../state.js").State, tell: import("../state.js").Tell, picture: import("./picture.js").Picture}} props */
export function TimeBar({ network, state, picture, tell }) {
  const [first, last] = useMemo(() => years(network), [network]);
  const between = Boolean(state.from);
  const yearOf = (day) => Number((day || today()).slice(0, 4));
  const at = (year) => (year >= last ? "" : `${year}-12-31`);
  const set = (name) => (event) => { if (!event.target.value || DAY.test(event.target.value)) tell({ [name]: event.target.value }); };
  const came = [...picture.change.values(), ...picture.tieChange.values()];
  const count = (what) => came.filter((one) => one === what).length;
  return html`<section class="time" aria-label=${t("time")}>
    <label class="check"><input type="checkbox" checked=${between} onChange=${(event) => tell({ from: event.target.checked ? `${first}-01-01` : "" })} /> ${t("time.between")}</label>
    ${between && html`<${Ends} name="from" day=${state.from} first=${first} last=${last} year=${yearOf(state.from)} slid=${(year) => tell({ from: `${year}-01-01` })} typed=${set("from")} />`}
    <${Ends} name="at" day=${state.at || today()} first=${first} last=${last} year=${yearOf(state.at)} slid=${(year) => tell({ at: at(year) })} typed=${set("at")} />
    ${between && html`<p class="changes" role="status"><span class="new">+ ${t("time.new", { n: count("new") })}</span> <span class="gone">– ${t("time.gone", { n: count("gone") })}</span></p>`}
    ${(state.at || between) && html`<button type="button" class="quiet" onClick=${() => tell({ at: "", from: "" })}>${t("time.now")}</button>`}
    ${state.at && network.first && state.at < network.first && html`<p class="dim hint-line">${t("time.before", { date: network.first.slice(0, 4) })}</p>`}
  </section>`;
}

/** A slider over the years and a field for the day. */
function Ends({ name, day, first, last, year, slid, typed }) {
  const [moved, setMoved] = useState(null); // while it is dragged
  return html`<div class="ends">
    <label for=${`time-${name}`}>${t(`time.${name}`)}</label>
    <input id=${`time-${name}`} type="date" value=${day} onChange=${typed} />
    <span class="year" aria-hidden="true">${first}</span>
    <input type="range" aria-label=${t(`time.${name}Year`)} min=${first} max=${last} step="1" value=${moved ?? year} aria-valuetext=${moved ?? year}
      onInput=${(event) => setMoved(Number(event.target.value))} onChange=${(event) => { setMoved(null); slid(Number(event.target.value)); }} />
    <span class="year" aria-hidden="true">${moved ?? last}</span>
  </div>`;
}
