/** The matrix: a real table whose cells are walked by arrows; Enter takes a cell as a filter of all views, or asks about a gap. */

import { html, render, useEffect, useMemo, useRef, useState } from "../preact.js";
import { style } from "../dom.js";
import { address } from "../state.js";
import { t } from "../words.js";
import { KINDS, at, countsOf } from "./counts.js";

const SHADES = 4;
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], PageDown: [10, 0], PageUp: [-10, 0] };

const ZERO = (kind) => (kind === "sectors" ? "matrix.zeroSectors" : "matrix.zero");

/** @param {HTMLElement} room @param {import("../state.js").Tell} tell */
export function make(room, tell) {
  style("app/matrix/matrix.css");
  return {
    show: (picture) => render(html`<${Matrix} picture=${picture} tell=${tell} />`, room),
    close: () => render(null, room),
  };
}

function Matrix({ picture, tell }) {
  const { state } = picture;
  const kind = Object.hasOwn(KINDS, state.matrix) ? state.matrix : "groups";
  const deep = state.deep === "yes";
  const counts = useMemo(() => countsOf(picture, kind, deep), [picture, kind, deep]);
  const [gap, setGap] = useState(null);
  useEffect(() => setGap(null), [kind, picture]);
  const chosen = (row, column, { n, why }) => {
    if (why === "same") return;
    if (n) take(kind, row, column, tell);
    else setGap({ row, column, why });
  };
  return html`<div class="matrix-view">
    <div class="controls">
      <fieldset class="choice"><legend class="unseen">${t("matrix.kind")}</legend>
        ${Object.keys(KINDS).map((name) => html`<label key=${name}><input type="radio" name="matrix" checked=${name === kind} onChange=${() => tell({ matrix: name })} /> ${t(`matrix.${name}`)}</label>`)}</fieldset>
      ${kind !== "sectors" && html`<label class="check"><input type="checkbox" checked=${deep} onChange=${(event) => tell({ deep: event.target.checked ? "yes" : "" })} /> ${t("matrix.deep")}</label>`}
    </div>
    <p class="dim">${t(kind === "sectors" ? "matrix.hintSectors" : "matrix.hint")}</p>
    ${counts.rows.length && counts.columns.length ? html`<${Square} counts=${counts} kind=${kind} chosen=${chosen} />` : html`<p class="hint">${t("matrix.nothing")}</p>`}
    <div aria-live="polite">${gap && html`<${Gap} gap=${gap} kind=${kind} state=${state} />`}</div>
    <ul class="legend" aria-label=${t("legend")}><li><span class="swatch shade-3">5</span> ${t("matrix.some")}</li><li><span class="swatch shade-0">0</span> ${t(ZERO(kind))}</li><li><span class="swatch unknown">?</span> ${t("matrix.unknown")}</li></ul>
  </div>`;
}

function take(kind, row, column, tell) {
  if (kind === "sectors") return tell({ q: "", ask: "silo", sector: [row.id, column.id] });
  const [first, second] = KINDS[kind].filters;
  return tell({ [first]: [row.id], [second]: [column.id] });
}

/** One cell is in the order of tabs; arrows, Home and End move. */
function Square({ counts, kind, chosen }) {
  const { rows, columns } = counts;
  const [cursor, setCursor] = useState([0, 0]);
  const table = useRef(null);
  const [r, c] = [Math.min(cursor[0], rows.length - 1), Math.min(cursor[1], columns.length - 1)];
  const go = (row, column) => {
    const next = [Math.max(0, Math.min(rows.length - 1, row)), Math.max(0, Math.min(columns.length - 1, column))];
    setCursor(next);
    table.current.querySelector(`[data-at="${next}"]`)?.focus();
  };
  const key = (event) => {
    const step = STEPS[event.key];
    if (step) go(r + step[0], c + step[1]);
    else if (event.key === "Home") go(event.ctrlKey ? 0 : r, 0);
    else if (event.key === "End") go(event.ctrlKey ? rows.length - 1 : r, columns.length - 1);
    else return;
    event.preventDefault();
  };
  const clicked = (event) => {
    const place = event.target.closest("[data-at]")?.dataset.at.split(",").map(Number);
    if (!place) return;
    setCursor(place);
    chosen(rows[place[0]], columns[place[1]], at(counts, rows[place[0]].id, columns[place[1]].id));
  };
  const others = counts.unstated.size > 0;
  return html`<div class="wide-rows square" tabindex="-1"><table class="matrix grid" ref=${table} onKeyDown=${key} onClick=${clicked}>
    <caption class="unseen">${t(`matrix.${kind}`)}</caption>
    <thead><tr><td></td>${columns.map((column) => html`<th scope="col" key=${column.id}><span>${column.label}</span></th>`)}${others && html`<th scope="col" class="other"><span>${t("matrix.unstated")}</span></th>`}</tr></thead>
    <tbody>${rows.map((row, i) => html`<${Line} key=${row.id} row=${row} i=${i} counts=${counts} cursor=${i === r ? c : -1} others=${others} zero=${t(ZERO(kind))} />`)}</tbody>
  </table></div>`;
}

function Line({ row, i, counts, cursor, others, zero }) {
  return html`<tr><th scope="row" style=${`padding-left:${0.5 + row.level * 0.9}rem`}>${row.label}</th>
    ${counts.columns.map((column, j) => html`<${Cell} key=${column.id} cell=${at(counts, row.id, column.id)} most=${counts.most} zero=${zero} place=${`${i},${j}`} here=${j === cursor} about=${`${row.label} × ${column.label}`} />`)}
    ${others && html`<td class="other">${counts.unstated.get(row.id) ?? ""}</td>`}</tr>`;
}

function Cell({ cell: { n, why }, most, zero, place, here, about }) {
  if (why === "same") return html`<td class="none"><button type="button" data-at=${place} tabindex=${here ? 0 : -1} aria-disabled="true" aria-label=${`${about}: ${t("matrix.same")}`}></button></td>`;
  const shade = why === "unknown" ? "unknown" : `shade-${n ? Math.ceil((SHADES * n) / most) : 0}`;
  const said = why === "unknown" ? t("matrix.unknown") : why === "none" ? zero : t("matrix.some");
  return html`<td class=${shade}><button type="button" data-at=${place} tabindex=${here ? 0 : -1} aria-label=${`${about}: ${n ?? "?"} (${said})`}>${n ?? "?"}</button></td>`;
}

/** What an empty cell says, and the questions that lead on from it. */
function Gap({ gap: { row, column, why }, kind, state }) {
  const parts = kind === "areas" ? { theme: [row.id], here: column.id } : { theme: [row.id], group: [column.id], here: state.here };
  const ask = (question, more = {}) => address({ lang: state.lang, ask: question, ...parts, ...more });
  return html`<section class="hint gap-found" aria-labelledby="gap-title">
    <h3 id="gap-title">${row.label} × ${column.label}</h3>
    <p>${t(why === "unknown" ? "matrix.gapUnknown" : kind === "sectors" ? "matrix.gapSectors" : "matrix.gap")}</p>
    ${kind === "sectors" ? html`<p class="row"><a class="button" href=${address({ lang: state.lang, ask: "silo", sector: [row.id, column.id] })}>${t("matrix.askSilo")}</a></p>`
      : html`<p class="row"><a class="button" href=${ask("possible-partners")}>${t("matrix.askPartners")}</a> <a href=${ask("gaps")}>${t("ask.gaps")}</a> <a href=${ask("potentials-here", { group: [] })}>${t("matrix.askPotentials")}</a>
        <a href=${address({ lang: state.lang, ask: "who-covers", theme: [row.id], group: kind === "areas" ? [] : [column.id] })}>${t("matrix.askElsewhere")}</a></p>`}
  </section>`;
}
