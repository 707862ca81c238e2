/** The relationships of a form: what is chosen, with its role where it has one, and a field that finds more. */

import { get } from "../api.js";
import { html } from "../preact.js";
import { concept, conceptsOf, language, plain, t, typeName } from "../words.js";
import { Combobox } from "./combobox.js";
import { Chosen, Field } from "./fields.js";

const CONCEPTS = { ABOUT: "theme", FOR: "group", IN_SECTOR: "sector" };
const MOST = 8;

/** @param {{tie: any, ends: any[], change: (ends: any[]) => void, problem?: string}} props */
export function Ties({ tie, ends, change, problem }) {
  const named = ends.map((end, n) => ({ ...end, key: n, name: concept(end.id, end.name) }));
  const set = (key, part) => change(ends.map((end, n) => (n === key ? { ...end, ...part } : end)));
  const role = tie.roles && ((end) => html` <select aria-label=${t("edit.role", { name: end.name })} value=${end.role ?? ""} onChange=${(event) => set(end.key, { role: event.target.value || null })}>
    <option value="">–</option>${tie.roles.map((one) => html`<option key=${one.code} value=${one.code} selected=${one.code === end.role}>${one[language()]}</option>`)}</select>`);
  const add = (found) => { if (tie.roles || !ends.some(({ id }) => id === found.id)) change([...ends, { id: found.id, name: found.name, role: tie.roles ? usual(tie) : null }]); };
  return html`<${Field} field=${tie} problem=${problem}>${(id, described) => html`
    <${Chosen} items=${named} drop=${(key) => change(ends.filter((_, n) => n !== key))} back=${id} more=${role} />
    <${Combobox} id=${id} describedBy=${described} invalid=${Boolean(problem)} find=${(text) => find(tie, text)} choose=${add} />`}<//>`;
}

const usual = (tie) => (tie.roles.some(({ code }) => code === "member") ? "member" : tie.roles[0].code);

async function find(tie, text) {
  if (!tie.concepts) {
    const found = await get("api/search", { q: text, type: tie.types, limit: MOST });
    return found.map((one) => ({ id: one.id, name: one.name, about: tie.types.length > 1 ? typeName(one.type) : "" }));
  }
  const wanted = plain(text);
  const starts = ([, label]) => !plain(label).startsWith(wanted);
  return conceptsOf(CONCEPTS[tie.edge]).filter(([, label]) => plain(label).includes(wanted)).sort((a, b) => Number(starts(a)) - Number(starts(b))).slice(0, MOST).map(([id, name]) => ({ id, name }));
}
