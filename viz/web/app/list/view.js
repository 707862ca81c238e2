/** The list: an answer's rows with their evidence, else every thing of the picture in a table that can be sorted. */

import { answerBody } from "../answer.js";
import { html, render, useMemo, useState } from "../preact.js";
import { style } from "../dom.js";
import { filtered } from "../workspace/facets.js";
import { Node } from "../workspace/node.js";
import { address } from "../state.js";
import { compare, shortDate, t } from "../words.js";
import { COLUMNS, rowsOf } from "./rows.js";

const PAGE = 100;

/** @param {HTMLElement} room @returns {import("../workspace/stage.js").View} */
export function make(room) {
  style("app/list/list.css");
  return {
    show: (picture) => render(html`<${List} picture=${picture} />`, room),
    close: () => render(null, room),
  };
}

function List({ picture }) {
  const { answer } = picture;
  if (answer?.understood && answer.kind !== "none") return html`<${Answer} picture=${picture} />`;
  return html`<${Things} picture=${picture} />`;
}

/** The rows as the answer gives them; of things that the filters or the time leave out none is shown. */
function Answer({ picture }) {
  const { answer, network, state, visible } = picture;
  const body = useMemo(() => {
    const stays = (row) => !network.index.has(row.id) || visible.has(network.index.get(row.id));
    const narrowed = filtered(state) || state.at || state.from;
    return answerBody(narrowed ? { ...answer, rows: answer.rows.filter(stays), unlocated: answer.unlocated.filter(stays) } : answer, state);
  }, [picture]);
  return html`<${Node} of=${body} />`;
}

function Things({ picture }) {
  const rows = useMemo(() => rowsOf(picture), [picture]);
  const [by, setBy] = useState({ column: "name", down: false });
  const [pages, setPages] = useState(1);
  const sorted = useMemo(() => [...rows].sort((a, b) => (by.down ? -1 : 1) * order(a, b, by.column)), [rows, by]);
  const columns = COLUMNS.filter((name) => name === "name" || rows.some((row) => row[name]));
  const shown = sorted.slice(0, pages * PAGE);
  if (!rows.length) return html`<p class="hint">${t("list.none")}</p>`;
  const head = (name) => {
    const down = by.column === name && !by.down;
    const sort = by.column === name ? (by.down ? "descending" : "ascending") : null;
    return html`<th role="columnheader" scope="col" key=${name} aria-sort=${sort}><button type="button" class="sort" onClick=${() => setBy({ column: name, down })}>${t(`list.${name}`)}<span aria-hidden="true">${sort ? (by.down ? " ▼" : " ▲") : " ↕"}</span></button></th>`;
  };
  return html`<div class="wide-rows"><table role="table" class="rows things"><caption class="unseen">${t("list.caption", { n: rows.length })}</caption>
    <thead role="rowgroup"><tr role="row">${columns.map(head)}</tr></thead>
    <tbody role="rowgroup">${shown.map((row) => html`<tr role="row" key=${row.id} class=${row.id === picture.state.id ? "chosen" : null}>${columns.map((name) => html`
      <td role="cell" key=${name} class=${`cell-${name}${row[name] ? "" : " empty"}`} data-label=${t(`list.${name}`)}>${cell(row, name, picture.state)}</td>`)}</tr>`)}</tbody></table></div>
    ${shown.length < rows.length && html`<button type="button" class="more" onClick=${() => setPages(pages + 1)}>${t("more", { n: rows.length - shown.length })}</button>`}`;
}

function order(a, b, column) {
  if (!a[column] !== !b[column]) return a[column] ? -1 : 1; // what says nothing stands last
  return compare(a[column], b[column]) || compare(a.name, b.name);
}

/** @param {import("../state.js").State} state */
function cell(row, name, state) {
  if (name === "name") return html`<strong><a href=${address({ ...state, id: row.id })} data-id=${row.id}>${row.name}</a></strong>`;
  if (!row[name]) return html`<span class="dim">–</span>`;
  return name === "verified" ? shortDate(row[name]) : row[name];
}
