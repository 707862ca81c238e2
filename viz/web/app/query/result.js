/** An answer: what it is, as a table, as a graph, and to take away. */

import { save } from "../api.js";
import { el, style } from "../dom.js";
import { graph } from "../graph/small.js";
import { address } from "../state.js";
import { number, t, typeName } from "../words.js";
import { local } from "./network.js";

const SHOWN = 500;

export function result(found, state) {
  const said = [t("query.rows", { n: found.rows.length }), t("query.milliseconds", { n: found.milliseconds })];
  const head = el("h3", { id: "result-title", tabindex: "-1" }, t("query.result"));
  const notes = [found.truncated && t("query.truncated"), found.stale && t("query.stale"), found.rows.length > SHOWN && t("query.shown", { n: SHOWN })].filter(Boolean);
  return el("section", { class: "query-result", "aria-labelledby": "result-title" },
    el("div", { class: "result-head" }, head, el("p", { class: "dim" }, said.join(" · ")), away(found)),
    notes.map((note) => el("p", { class: "hint" }, note)),
    found.rows.length ? table(found, state) : el("p", { class: "hint" }, t("query.nothing")),
    found.network && picture(found.network, state));
}

function away(found) {
  const button = (kind, make) => el("button", { type: "button", class: "quiet", onclick: () => save(make(found), `quartiersgraph.${kind}`) }, t(`query.save.${kind}`));
  return el("p", { class: "take-away" }, button("csv", csv), button("json", json));
}

function picture(network, state) {
  const part = network.nodes.length < network.all;
  return el("details", { class: "query-graph", open: true }, el("summary", {}, t("query.graph", { n: network.nodes.length })),
    part && el("p", { class: "dim" }, t("query.part", { n: network.nodes.length, all: network.all })),
    graph({ ...network, title: t("query.result"), state: { view: "", lang: state.lang } }));
}

function table(found, state) {
  const rows = found.rows.slice(0, SHOWN);
  return el("div", { class: "query-table", tabindex: "0", role: "region", "aria-label": t("query.table") },
    el("table", {}, el("thead", {}, el("tr", {}, found.columns.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((value) => el("td", { class: typeof value === "number" ? "figure" : null }, cell(value, state))))))));
}

/** A value for people: things lead to their page, lists are listed. */
function cell(value, state) {
  if (value === null || value === undefined) return el("span", { class: "dim" }, "–");
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return t(value ? "query.true" : "query.false");
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return el("ul", { class: "values-list" }, value.map((one) => el("li", {}, cell(one, state))));
  if ("@element" in value) return thing(value, state);
  if ("relationship" in value) return el("span", { class: "relation" }, value.relationship);
  if (value.type === "uri") return el("a", { href: value.value, rel: "noreferrer", title: value.value }, local(value.value));
  if (value.type === "literal" || value.type === "bnode") return value.value;
  return el("code", {}, JSON.stringify(value));
}

function thing(value, state) {
  const name = value.name ?? value.id ?? value["@element"];
  return [el("a", { href: address({ lang: state.lang, id: value.id }) }, name), " ", el("span", { class: "dim" }, typeName(value.type ?? value.labels[0]))];
}

/** Names of the database's own that mean nothing outside of one answer. */
const plain = (value) => JSON.parse(JSON.stringify(value), (key, inner) => (key.startsWith("@") ? undefined : inner));

function json(found) {
  const content = { columns: found.columns, rows: plain(found.rows), truncated: found.truncated };
  return new Blob([JSON.stringify(content, null, 1)], { type: "application/json" });
}

function csv(found) {
  const lines = [found.columns, ...found.rows.map((row) => row.map(flat))].map((row) => row.map(quoted).join(","));
  return new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
}

function flat(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return value;
  if (["uri", "literal", "bnode"].includes(value.type) && "value" in value) return value.value;
  return value.id ?? JSON.stringify(plain(value));
}

/** A cell that a spreadsheet takes for a text, never for a formula. */
function quoted(value) {
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const dress = () => style("app/query/query.css");
