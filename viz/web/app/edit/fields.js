/** The fields of a form, one for each kind of value. */

import { html, useRef } from "../preact.js";
import { language, languageName, t } from "../words.js";

const LONG = new Set(["description", "purpose", "conditions", "equipment", "opening_hours", "schedule", "tasks", "legal_basis"]);
const INPUT = { phone: { type: "tel" }, email: { type: "email" }, url: { type: "url" }, integer: { inputmode: "numeric" } };
const ISO = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/** A stored value as people write it. */
export function written(kind, value) {
  if (kind === "boolean") return value ? "ja" : "nein";
  if (kind === "language") return languageName(value);
  const date = kind === "date" && language() === "de" && ISO.exec(value);
  return date ? (date[3] ? `${Number(date[3])}.${Number(date[2])}.${date[1]}` : `${date[2]}/${date[1]}`) : String(value);
}

export const idOf = (name) => `edit-${name}`;

/** A label, what it means, what is wrong with it, and the field itself. */
export function Field({ field, values, change, problem, children }) {
  const id = idOf(field.name ?? field.edge);
  const described = [`${id}-help`, problem && `${id}-problem`].filter(Boolean).join(" ");
  const many = field.many && !field.values;
  const label = html`<span>${field.caption[language()]}${field.required && html` <span class="needed">${t("edit.needed")}</span>`}${field.visibility === "private" && html` <span class="inner">${t("edit.private")}</span>`}</span>`;
  return html`<div class=${`edit-field${problem ? " wrong" : ""}`}>
    ${many ? html`<p class="label" id=${`${id}-label`}>${label}</p>` : html`<label for=${id}>${label}</label>`}
    <p class="help" id=${`${id}-help`}>${field.definition[language()]}</p>
    ${children?.(id, described) ?? html`<${Values} id=${id} field=${field} values=${values} change=${change} described=${described} invalid=${Boolean(problem)} />`}
    ${problem && html`<p class="problem" id=${`${id}-problem`}><span aria-hidden="true">⚠ </span>${problem}</p>`}
  </div>`;
}

function Values({ id, field, values, change, described, invalid }) {
  const about = { "aria-describedby": described, "aria-invalid": invalid || null };
  if (field.kind === "boolean") return html`<${Choice} ...${{ id, about, value: values[0] ?? "", options: [["ja", t("yes")], ["nein", t("no")]], change: (value) => change(value ? [value] : []) }} />`;
  if (field.values && !field.many) return html`<${Choice} ...${{ id, about, value: values[0] ?? "", options: field.values.map((one) => [one.code, one[language()]]), change: (value) => change(value ? [value] : []) }} />`;
  if (field.values) return html`<${Codes} ...${{ id, about, field, values, change }} />`;
  if (field.many) return html`<${Several} ...${{ id, about, field, values, change }} />`;
  return html`<${Text} ...${{ id, about, field, value: values[0] ?? "", change: (value) => change([value]) }} />`;
}

function Choice({ id, about, value, options, change }) {
  return html`<select id=${id} ...${about} value=${value} onChange=${(event) => change(event.target.value)}>
    <option value="">–</option>${options.map(([code, label]) => html`<option key=${code} value=${code} selected=${code === value}>${label}</option>`)}</select>`;
}

function Text({ id, about, field, value, change, label }) {
  const shared = { id, ...about, value, "aria-label": label ?? null, placeholder: field.example || null, onInput: (event) => change(event.target.value) };
  if (LONG.has(field.name)) return html`<textarea rows=${field.name === "description" ? 4 : 2} ...${shared}></textarea>`;
  return html`<input type="text" autocomplete="off" ...${INPUT[field.kind] ?? {}} ...${shared} />`;
}

/** Codes of which several may hold: chosen ones can be taken away, one is added at a time. */
function Codes({ id, about, field, values, change }) {
  const label = (code) => field.values.find((one) => one.code === code)?.[language()] ?? code;
  const left = field.values.filter(({ code }) => !values.includes(code));
  return html`<${Chosen} items=${values.map((code) => ({ id: code, name: label(code) }))} drop=${(code) => change(values.filter((one) => one !== code))} back=${id} />
    <select id=${id} ...${about} value="" onChange=${(event) => { if (event.target.value) change([...values, event.target.value]); event.target.value = ""; }}>
      <option value="">${t("edit.add")}</option>${left.map((one) => html`<option key=${one.code} value=${one.code}>${one[language()]}</option>`)}</select>`;
}

/** Texts of which several may hold: a field for each, and one more on demand. */
function Several({ id, about, field, values, change }) {
  const room = useRef(null);
  const shown = values.length ? values : [""];
  const label = (n) => `${field.caption[language()]}${shown.length > 1 ? ` ${n + 1}` : ""}`;
  const set = (n, value) => change(shown.map((one, k) => (k === n ? value : one)));
  const drop = (n) => { change(shown.filter((_, k) => k !== n)); setTimeout(() => room.current?.querySelector("input, textarea")?.focus()); };
  const add = () => { change([...shown, ""]); setTimeout(() => [...room.current.querySelectorAll("input, textarea")].at(-1)?.focus()); };
  return html`<div class="several" ref=${room} role="group" aria-labelledby=${`${id}-label`}>
    ${shown.map((value, n) => html`<div class="one" key=${n}><${Text} id=${n ? `${id}-${n}` : id} about=${about} field=${field} value=${value} label=${label(n)} change=${(text) => set(n, text)} />
      ${(shown.length > 1 || value) && html`<button type="button" class="drop-one" aria-label=${t("edit.drop", { name: label(n) })} onClick=${() => drop(n)}>✕</button>`}</div>`)}
    <button type="button" class="quiet" onClick=${add}>${t("edit.more", { name: field.caption[language()] })}</button>
  </div>`;
}

/** What is chosen, each with a button that takes it away. */
export function Chosen({ items, drop, back, more }) {
  if (!items.length) return null;
  const gone = (id) => { drop(id); document.getElementById(back)?.focus(); };
  return html`<ul class="chosen">${items.map((item) => html`<li key=${item.key ?? item.id}><span class="name">${item.name}</span>${more?.(item)}
    <button type="button" class="drop-one" aria-label=${t("edit.drop", { name: item.name })} onClick=${() => gone(item.key ?? item.id)}>✕</button></li>`)}</ul>`;
}
