/** The form of a thing: its fields, its relationships, why it is changed; sent are only those that changed. */

import { html, useEffect, useMemo, useRef, useState } from "../preact.js";
import { language, propertyName, t, typeName } from "../words.js";
import { today } from "../workspace/time.js";
import { Alike } from "./alike.js";
import { Field, idOf, written } from "./fields.js";
import { Ties } from "./ties.js";
import { keepName, name as editor, save, soil } from "./session.js";

const filled = (texts) => texts.map((text) => String(text).trim()).filter(Boolean);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const shownOf = (form) => Object.fromEntries(form.fields.map((field) => [field.name, field.value.map((value) => (field.values ? value : written(field.kind, value)))]));
const tiesOf = (form) => Object.fromEntries(form.ties.map((tie) => [tie.edge, tie.value]));
/** The values as they stood, so that a refusal can tell which of them changed meanwhile. */
const seenOf = (form) => Object.fromEntries(form.fields.filter(({ name, visibility }) => name !== "address" && visibility !== "private").map(({ name, many, value }) => [name, many ? value : value[0] ?? null]));
const bare = (ends) => ends.map(({ id, role, since, until }) => ({ id, role: role ?? null, since: since ?? null, until: until ?? null }));

/** @param {{form: any, saved: (answer: any) => void, cancel: () => void, reload: () => Promise<any>}} props `form` as api/edits/form gives it */
export function Form({ form: given, saved, cancel, reload }) {
  const [form, setForm] = useState(given);
  const start = useMemo(() => ({ values: shownOf(form), ties: tiesOf(form) }), [form]);
  const [values, setValues] = useState(start.values);
  const [ties, setTies] = useState(start.ties);
  const [why, setWhy] = useState({ reason: form.id ? "" : t("edit.reason.new"), source: "", observed: today(), by: editor() });
  const [problems, setProblems] = useState({});
  const [stale, setStale] = useState(null);
  const [busy, setBusy] = useState(false);
  const summary = useRef(null);
  const changed = changes(form, start, values, ties);
  const dirty = Object.keys(changed.values).length + Object.keys(changed.links).length > 0;
  useEffect(() => soil(dirty), [dirty]);
  useEffect(() => { if (Object.keys(problems).length || stale) summary.current?.focus(); }, [problems, stale]);

  async function submit(event) {
    event.preventDefault();
    const missing = Object.fromEntries(["reason", "source"].filter((field) => !why[field].trim()).map((field) => [field, t(`edit.${field}.missing`)]));
    if (!filled(values.name ?? []).length) missing.name = t("edit.name.missing");
    if (Object.keys(missing).length) { setProblems(missing); return; }
    if (!dirty) { setProblems({ "": t("edit.nothing") }); return; }
    setBusy(true);
    keepName(why.by.trim());
    const base = form.id ? { id: form.id, revision: form.revision, seen: seenOf(form) } : { type: form.type };
    try {
      saved(await save({ ...base, ...changed, ...why, by: why.by.trim() || null }, labelOf(form, changed)));
    } catch (error) {
      if (error.name !== "Error" && !error.status && error.status !== 0) throw error;
      setBusy(false);
      if (error.status === 409) setStale(error);
      else setProblems(problemsOf(error));
    }
  }

  /** What somebody else saved comes in; what was changed here stays. */
  async function rebase() {
    const fresh = await reload();
    const now = { values: shownOf(fresh), ties: tiesOf(fresh) };
    setValues({ ...now.values, ...Object.fromEntries(Object.keys(changed.values).map((name) => [name, values[name]])) });
    setTies({ ...now.ties, ...Object.fromEntries(Object.keys(changed.links).map((edge) => [edge, ties[edge]])) });
    setForm(fresh);
    setStale(null);
  }

  const named = (values.name ?? [])[0] ?? "";
  const told = Object.entries(problems);
  return html`<form class="edit-form" noValidate onSubmit=${submit} aria-label=${form.id ? t("edit.title", { name: form.name }) : t("edit.new", { type: typeName(form.type) })}>
    ${(told.length > 0 || stale) && html`<div class="problems" role="alert" tabindex="-1" ref=${summary}>
      ${stale ? html`<p><strong>${stale.message}</strong></p><p>${stale.hint}</p><button type="button" onClick=${rebase}>${t("edit.rebase")}</button>`
        : html`<p><strong>${t("edit.problems", { n: told.length })}</strong></p><ul>${told.map(([name, text]) => html`<li key=${name}>${name ? html`<a href=${`#${idOf(name)}`} onClick=${jump(name)}>${captionOf(form, name)}</a>: ` : ""}${text}</li>`)}</ul>`}
    </div>`}
    ${form.fields.map((field) => html`<${Field} key=${field.name} field=${field} values=${values[field.name]} problem=${problems[field.name]} change=${(next) => setValues((all) => ({ ...all, [field.name]: next }))} />
      ${field.name === "name" && (!form.id || named !== form.name) && html`<${Alike} type=${form.type} name=${named} place=${(values.address ?? [])[0] ?? ""} but=${form.id} />`}`)}
    ${form.ties.length > 0 && html`<h3>${t("edit.ties")}</h3>`}
    ${form.ties.map((tie) => html`<${Ties} key=${tie.edge} tie=${tie} ends=${ties[tie.edge]} problem=${problems[tie.edge]} change=${(next) => setTies((all) => ({ ...all, [tie.edge]: next }))} />`)}
    <${Why} why=${why} change=${(part) => setWhy((all) => ({ ...all, ...part }))} problems=${problems} isNew=${!form.id} />
    <p class="edit-actions"><button class="main" disabled=${busy}>${t(busy ? "edit.saving" : "edit.save")}</button> <button type="button" onClick=${cancel}>${t("edit.cancel")}</button></p>
  </form>`;
}

/** Why it is changed, who says so, for which day, and who edits. */
function Why({ why, change, problems, isNew }) {
  const line = (name, more = {}) => {
    const [id, problem] = [idOf(name), problems[name] ?? (name === "source" ? problems.said : undefined)];
    return html`<div class=${`edit-field${problem ? " wrong" : ""}`}><label for=${id}>${t(`edit.${name}`)}${more.needed && html` <span class="needed">${t("edit.needed")}</span>`}</label>
      <p class="help" id=${`${id}-help`}>${t(`edit.${name}.help`)}</p>
      <input id=${id} type=${more.type ?? "text"} list=${more.list ? `${id}-list` : null} max=${more.max ?? null} autocomplete="off" value=${why[name]} aria-describedby=${[`${id}-help`, problem && `${id}-problem`].filter(Boolean).join(" ")}
        aria-invalid=${problem ? true : null} onInput=${(event) => change({ [name]: event.target.value })} />
      ${more.list && html`<datalist id=${`${id}-list`}>${more.list.map((text) => html`<option key=${text} value=${text} />`)}</datalist>`}
      ${problem && html`<p class="problem" id=${`${id}-problem`}><span aria-hidden="true">⚠ </span>${problem}</p>`}</div>`;
  };
  return html`<fieldset class="edit-why"><legend>${t("edit.why")}</legend>
    ${line("reason", { needed: true, list: t(isNew ? "edit.reasons.new" : "edit.reasons").split("|") })}
    ${line("source", { needed: true, list: t("edit.sources").split("|") })}
    ${line("observed", { type: "date", max: today() })}
    ${line("by")}
  </fieldset>`;
}

/** Only what differs from what was there: values, null where all was taken away, and the ends of relationships. */
function changes(form, start, values, ties) {
  const changed = form.fields.filter(({ name }) => !same(filled(values[name]), filled(start.values[name])));
  const tied = form.ties.filter(({ edge }) => !same(bare(ties[edge]), bare(start.ties[edge])));
  return {
    values: Object.fromEntries(changed.map(({ name }) => [name, filled(values[name]).length ? filled(values[name]) : null])),
    links: Object.fromEntries(tied.map(({ edge, roles }) => [edge, roles ? bare(ties[edge]) : ties[edge].map(({ id }) => id)])),
  };
}

function labelOf(form, { values, links }) {
  const what = [...Object.keys(values), ...Object.keys(links)].map((name) => captionOf(form, name)).join(", ");
  return form.id ? t("edit.label", { name: form.name, what }) : t("edit.labelNew", { name: values.name?.[0] ?? "" });
}

function captionOf(form, name) {
  const found = form.fields.find((field) => field.name === name) ?? form.ties.find(({ edge }) => edge === name);
  return found?.caption[language()] ?? (["reason", "source", "observed"].includes(name) ? t(`edit.${name}`) : propertyName(name));
}

function problemsOf(error) {
  const told = error.details.problems;
  if (!Array.isArray(told) || !told.length || !told[0].property) return { "": [error.message || t("error.unreachable"), error.hint].filter(Boolean).join(" ") };
  return Object.fromEntries(told.map(({ property, message }) => [property === "said" ? "source" : property, message]));
}

const jump = (name) => (event) => { event.preventDefault(); document.getElementById(idOf(name))?.focus(); };
