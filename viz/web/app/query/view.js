/** Free queries: an editor, what helps to write, and the answer as table and graph. */

import { scope } from "../access.js";
import { ApiError, get } from "../api.js";
import { el, focus } from "../dom.js";
import { address, dropToken, keepToken } from "../state.js";
import { has, t } from "../words.js";
import { askCypher, askSparql } from "./ask.js";
import { aside, withPrefixes } from "./aside.js";
import { editor } from "./editor.js";
import { dress, result } from "./result.js";

const FIRST = { cypher: "MATCH (a:Actor)-[p:PROVIDES]->(o:Offering)\nRETURN a, p, o\nLIMIT 25", sparql: "SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {\n  ?thing a ?class .\n}\nGROUP BY ?class\nORDER BY DESC(?number)" };
const kept = {}; // what was written in each language, as long as the page is open

/** @returns {Promise<HTMLElement>} */
export async function draw({ state, say }) {
  const syntax = state.syntax === "sparql" ? "sparql" : "cypher";
  const [schema, held] = await Promise.all([get("api/schema"), scope(), dress()]);
  return new Queries(schema, held, syntax, state, say).node;
}

class Queries {
  /** @type {any} of api/schema */ schema;
  /** @type {any} what the key may see, null without one */ held;
  /** @type {"cypher" | "sparql"} */ syntax;
  /** @type {import("../state.js").State} */ state;
  /** @type {(words: string) => void} */ say;
  /** @type {AbortController | null} */ running;

  constructor(schema, held, syntax, state, say) {
    Object.assign(this, { schema, held, syntax, state, say, running: null });
    this.editor = editor({ text: kept[syntax]?.text ?? FIRST[syntax], syntax, label: t(`query.text.${syntax}`), description: t("query.keys"), run: () => this.run() });
    this.parameters = el("textarea", { id: "parameters", rows: 3, spellcheck: "false" });
    this.parameters.value = kept[syntax]?.parameters ?? "";
    this.given = el("details", { class: "given", open: Boolean(this.parameters.value) }, el("summary", {}, t("query.parameters")), el("label", { for: "parameters", class: "dim" }, t("query.parameters.hint")), this.parameters);
    this.answer = el("div", { class: "query-answer" });
    this.start = el("button", { type: "button", class: "main", onclick: () => this.run() }, t("query.run"));
    this.stop = el("button", { type: "button", hidden: true, onclick: () => this.running?.abort() }, t("query.cancel"));
    this.node = el("section", { class: "querying", "aria-labelledby": "work-title" },
      el("h2", { id: "work-title" }, t("query.title")), el("p", { class: "lead" }, t("query.lead")), this.choices(),
      el("div", { class: "query-room" }, this.main(), aside({ schema, syntax, lang: state.lang, insert: (piece) => this.editor.insert(piece), begin: (text, given) => this.begin(text, given), fail: (error) => this.fail(error) })));
  }

  choices() {
    const link = (name) => el("a", { href: address({ lang: this.state.lang, view: "query", syntax: name }), "aria-current": name === this.syntax ? "true" : null, onclick: () => this.keep() }, t(`query.${name}`));
    return el("nav", { class: "syntaxes", "aria-label": t("query.syntax") }, link("cypher"), link("sparql"));
  }

  main() {
    if (this.syntax === "cypher" && !this.held) return el("div", { class: "query-main" }, this.key());
    return el("div", { class: "query-main" }, this.editor.node,
      el("p", { class: "dim", id: "query-keys" }, t("query.keys")), this.syntax === "cypher" && this.given,
      el("p", { class: "query-acts" }, this.start, this.stop), this.answer);
  }

  /** Cypher sees what the network sees: it needs a token, which stays in this tab. */
  key() {
    const input = el("input", { id: "key", type: "password", autocomplete: "off", required: true });
    return el("section", { class: "hint query-key", "aria-labelledby": "key-title" }, el("h3", { id: "key-title" }, t("query.key")), el("p", {}, t("query.key.why")),
      el("form", { onsubmit: (event) => { event.preventDefault(); keepToken(input.value.trim()); location.reload(); } },
        el("label", { for: "key" }, t("key.label")), input, el("button", {}, t("key.enter"))),
      el("p", { class: "dim" }, t("query.key.how"), " ", el("code", {}, "quartiersgraph token create network")));
  }

  keep() {
    kept[this.syntax] = { text: this.editor.get(), parameters: this.parameters.value };
  }

  begin(text, given) {
    this.editor.set(text);
    this.parameters.value = given && Object.keys(given).length ? JSON.stringify(given, null, 1) : "";
    this.given.open = Boolean(this.parameters.value);
    this.keep();
    this.editor.focus();
  }

  async run() {
    if (this.running) return;
    this.keep();
    this.running = new AbortController();
    this.busy(true);
    try {
      const found = await this.ask(this.running.signal);
      this.answer.replaceChildren(result(found, this.state));
      this.say(t("query.rows", { n: found.rows.length }));
      focus(this.answer.querySelector("#result-title"));
    } catch (error) {
      this.fail(error);
    } finally {
      this.running = null;
      this.busy(false);
    }
  }

  ask(signal) {
    if (this.syntax === "sparql") return askSparql(this.prefixed(), signal);
    return askCypher(this.editor.get(), JSON.parse(this.parameters.value.trim() || "{}"), signal);
  }

  /** A query that names no prefix has those of the schema. */
  prefixed() {
    const text = this.editor.get();
    return /\bprefix\b/i.test(text) ? text : withPrefixes(text, this.schema.prefixes);
  }

  busy(busy) {
    this.stop.hidden = !busy;
    this.start.disabled = busy;
    this.answer.toggleAttribute("aria-busy", busy);
    if (busy) {
      this.answer.replaceChildren(el("p", { class: "dim" }, t("query.running")));
      this.say(t("query.running"));
      this.stop.focus();
    }
  }

  fail(error) {
    const [title, more] = told(error);
    if (error instanceof ApiError && error.status === 401) dropToken();
    this.answer.replaceChildren(el("section", { class: "error", role: "alert", "aria-labelledby": "query-error" }, el("h3", { id: "query-error" }, title), more.map((text) => el("p", {}, text))));
    this.say(title);
    this.editor.focus();
    if (![ApiError, SyntaxError, DOMException].some((kind) => error instanceof kind)) throw error;
  }
}

/** An error in words: what happened, then what the server said. */
function told(error) {
  if (error.name === "AbortError") return [t("query.error.query-cancelled"), []];
  if (error instanceof SyntaxError) return [t("query.error.parameters"), [error.message]];
  if (!(error instanceof ApiError)) return [t("error.page"), [String(error.message)]];
  const known = `query.error.${error.code}`;
  return [has(known) ? t(known) : t("query.error"), [error.message, error.hint].filter(Boolean)];
}
