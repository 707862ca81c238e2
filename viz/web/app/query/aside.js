/** What lies beside the editor: texts to begin with, and the schema; a click puts a piece into the editor. */

import { get } from "../api.js";
import { el, fold } from "../dom.js";
import { examples } from "../questions.js";
import { compare, t } from "../words.js";

/** @param {{schema: any, syntax: string, lang: string, insert: (piece: string) => void, begin: (text: string, parameters: any) => void, fail: (error: Error) => void}} what */
export function aside(what) {
  return el("div", { class: "query-aside" }, beginnings(what), names(what));
}

function beginnings(what) {
  const list = el("ul", { class: "beginnings" });
  if (what.syntax === "sparql") {
    list.append(...what.schema.samples.map((sample) => start(sample.title[what.lang], () => what.begin(withPrefixes(sample.query, what.schema.prefixes), null))));
  } else {
    list.append(...SIMPLE.map(([key, text]) => start(t(key), () => what.begin(text, {}))));
    examples(what.lang).then((groups) => {
      const free = groups.flatMap((group) => group.questions).filter((question) => what.schema.questions.includes(question.id));
      list.append(...free.map((question) => start(question.text, () => ofQuestion(question, what))));
    }).catch(what.fail);
  }
  return el("section", { "aria-labelledby": "beginnings" }, el("h3", { id: "beginnings" }, t("query.beginnings")), el("p", { class: "dim" }, t(`query.beginnings.${what.syntax}`)), list);
}

const SIMPLE = [
  ["query.simple.kinds", "MATCH (n)\nRETURN n.type AS type, count(*) AS number\nORDER BY number DESC"],
  ["query.simple.network", "MATCH (a:Actor)-[m:MEMBER_OF]->(c:Cooperation)\nRETURN a, m, c\nLIMIT 40"],
];

const start = (text, act) => el("li", {}, el("button", { type: "button", class: "piece", onclick: act }, text));

/** The Cypher that answers a question, with what its parameters are in this store. */
async function ofQuestion(question, { lang, begin, fail }) {
  try {
    const answer = await get("api/ask", { q: question.text, lang });
    begin(`// ${question.text}\n${answer.cypher}`, answer.parameters);
  } catch (error) {
    fail(error);
  }
}

export function withPrefixes(query, prefixes) {
  const used = Object.entries(prefixes).filter(([name]) => new RegExp(`\\b${name}:\\w`).test(query));
  return `${used.map(([name, address]) => `PREFIX ${name}: <${address}>`).join("\n")}\n${query}`;
}

function names({ schema, syntax, lang, insert }) {
  const said = (name) => (syntax === "sparql" ? name.rdf : name.name);
  const sorted = (list) => [...list].sort((a, b) => compare(a.caption[lang], b.caption[lang]));
  const piece = (name, text) => el("li", {}, el("button", { type: "button", class: "piece", onclick: () => insert(text) }, el("code", {}, said(name)), " ", el("span", { class: "dim" }, name.caption[lang])));
  const ends = (edge) => el("p", { class: "dim" }, `${edge.from.join(", ")} → ${edge.to.join(", ")}`);
  const properties = (holder) => el("ul", {}, sorted(holder.properties).map((name) => piece(name, said(name))));
  const holder = (name, text, more) => fold([el("code", {}, said(name)), " ", el("span", { class: "dim" }, name.caption[lang])], { class: "holder" }, el("ul", {}, piece(name, text)), more, properties(name));
  const label = (one) => holder(one, syntax === "sparql" ? `?x a ${one.rdf} .` : `(${one.name.toLowerCase()}:${one.name})`);
  const edge = (one) => holder(one, syntax === "sparql" ? one.rdf : `-[:${one.name}]->`, ends(one));
  return el("section", { "aria-labelledby": "schema" }, el("h3", { id: "schema" }, t("query.schema")), el("p", { class: "dim" }, t("query.schema.hint")),
    fold(t("query.labels"), { class: "names" }, sorted(schema.labels).map(label)),
    fold(t("query.relationships"), { class: "names" }, sorted(schema.relationships).map(edge)));
}
