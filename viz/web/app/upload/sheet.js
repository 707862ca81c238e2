/** One sheet: what it was taken for, its columns with examples, what can be corrected, and what has changed since last time. */

import { save } from "../api.js";
import { el, fold } from "../dom.js";
import { has, propertyName, t, typeName } from "../words.js";
import { local, said, table } from "./parts.js";

export function sheet(one, file, key, upload, act) {
  const own = upload.corrections[file.file]?.[one.name ?? ""];
  const correct = (body) => act.correct({ file: file.file, sheet: one.name, ...body });
  const used = one.columns.filter((column) => column.field);
  const unused = one.columns.filter((column) => !column.field).map((column) => `„${column.heading}“`);
  return el("section", { class: "sheet", "aria-labelledby": `sheet-${key}` },
    el("h5", { id: `sheet-${key}` }, summary(one, file)),
    el("p", { class: "dim" }, t(`origin.${one.origin || "none"}`)),
    one.drift && (Object.keys(one.drift.renamed).length > 0 || Object.keys(one.drift.gone).length > 0) && drift(one.drift, key, upload, act),
    el("div", { class: "kind" },
      el("label", { for: `kind-${key}` }, t("sheet.kind")),
      el("select", { id: `kind-${key}`, "data-key": `kind-${key}`, onchange: (event) => correct({ kind: event.target.value, columns: {} }) },
        !one.kind && el("option", { value: "", selected: true, disabled: true }, t(one.mapping ? "sheet.byMapping" : "sheet.choose")),
        file.kinds.map((kind) => el("option", { value: kind.id, selected: kind.id === one.kind }, said(kind)))),
      ["shipped", "remembered", "given"].includes(one.origin) && el("button", { type: "button", class: "quiet", "data-key": `anew-${key}`, onclick: () => correct({ kind: null, columns: {} }) }, t("sheet.anew")),
      own && el("button", { type: "button", class: "quiet", "data-key": `reset-${key}`, onclick: () => correct({ reset: true }) }, t("sheet.reset"))),
    el("p", {}, t("sheet.used", { n: used.length, all: one.columns.length }), unused.length > 0 && [" ", t("sheet.unused", { columns: unused.join(", ") })]),
    table(t("sheet.columns", { sheet: summary(one, file) }), ["heading", "samples", "field", "why"].map((name) => t(`sheet.${name}`)),
      one.columns.map((column, n) => row(column, n, one, key, own, correct)), "columns"),
    one.mapping && mapping(one, file));
}

/** "Tabelle „Kurse“: Angebote, 57 Zeilen, Überschriften in Zeile 5". */
function summary(one, file) {
  const kind = file.kinds.find(({ id }) => id === one.kind);
  const what = kind ? said(kind) : t(one.mapping ? "sheet.mapped" : "sheet.unknown");
  return [one.name ? t("sheet.named", { sheet: one.name }) : t("sheet.whole"), ": ", what, ", ", t("sheet.rows", { n: one.rows }),
    one.header_row ? `, ${t("sheet.header", { row: one.header_row })}` : ""].join("");
}

function row(column, n, one, key, own, correct) {
  const mine = own && column.heading in own.columns;
  const select = el("select", { "data-key": `column-${key}-${n}`, "aria-label": t("sheet.fieldOf", { column: column.heading }), onchange: (event) =>
    correct({ kind: one.kind, columns: { ...(own?.columns ?? kept(one)), [column.heading]: event.target.value || null } }) }, options(one, column));
  return {
    class: column.field ? null : "unused-column",
    cells: [
      el("strong", {}, column.heading),
      column.samples.length ? el("ul", { class: "samples" }, column.samples.map((text) => el("li", {}, text))) : el("span", { class: "dim" }, t("sheet.noSamples")),
      one.choices.length ? select : el("span", {}, column.field ? fieldName(column.field) : t("sheet.notUsed")),
      el("span", { class: "dim" }, mine ? t("sheet.yours") : one.origin === "remembered" && column.field ? t("sheet.asBefore") : local(column, "why")),
    ],
  };
}

/** What a correction of one column must not change in the others: of a remembered sheet, all that was settled before. */
function kept(one) {
  if (one.origin !== "remembered") return {};
  return Object.fromEntries(one.columns.filter(({ field, choice }) => choice || !field).map(({ heading, choice }) => [heading, choice]));
}

/** What a column can be, in groups: the row's subject first, then the others by their part of the caption. */
function options(one, { field, choice }) {
  const groups = new Map();
  for (const field of one.choices) {
    const [group, rest] = said(field).split(": ");
    const own = field.id.startsWith("subject.") || rest === undefined;
    const name = own ? t("sheet.subject") : group;
    groups.set(name, [...(groups.get(name) ?? []), el("option", { value: field.id, selected: field.id === choice }, said(field))]);
  }
  return [
    field && !choice && el("option", { selected: true, disabled: true }, fieldName(field)), // what only a mapping can say
    el("option", { value: "", selected: !field }, t("sheet.notUsed")),
    [...groups].map(([label, fields]) => el("optgroup", { label }, fields)),
  ];
}

/** A field of a mapping in words: "offering.ages". */
export function fieldName(field) {
  const [role, name] = field.split(".");
  const holder = has(`role.${role}`) ? t(`role.${role}`) : typeName(role[0].toUpperCase() + role.slice(1));
  return name ? `${holder}: ${propertyName(name)}` : holder;
}

function drift({ renamed, gone, added }, key, upload, act) {
  return el("div", { class: "notes question", role: "group", "aria-labelledby": `drift-${key}` },
    el("p", { id: `drift-${key}` }, el("strong", {}, t("drift"))),
    el("ul", {},
      Object.entries(renamed).map(([now, before]) => el("li", {}, t("drift.renamed", { now, before }))),
      Object.entries(gone).map(([heading, field]) => el("li", {}, t("drift.gone", { heading, field: fieldName(field) }))),
      added.length > 0 && el("li", {}, t("drift.added", { headings: added.map((heading) => `„${heading}“`).join(", ") }))),
    el("label", { class: "check" }, el("input", { type: "checkbox", checked: upload.options.accept_drift, "data-key": `drift-${key}`,
      onchange: (event) => act.options({ accept_drift: event.target.checked }) }), " ", t("drift.accept")),
    el("p", { class: "dim" }, t("drift.else")));
}

function mapping(one, file) {
  const name = `${file.file.replace(/\.[^.]+$/, "")}${one.name ? `-${one.name}` : ""}.yaml`;
  return fold(t("sheet.mapping"), { class: "mapping" },
    el("p", { class: "dim" }, t("sheet.mappingHint")),
    el("pre", { tabindex: "0", role: "region", "aria-label": t("sheet.mapping") }, one.mapping),
    el("button", { type: "button", class: "quiet", onclick: () => save(new Blob([one.mapping], { type: "application/yaml" }), name) }, t("sheet.download")));
}
