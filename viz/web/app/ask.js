/** The question box and the "here" field. */

import { ApiError } from "./api.js";
import { el } from "./dom.js";
import { suggestions } from "./questions.js";
import { go, read } from "./state.js";
import { t } from "./words.js";

const PATIENCE = 200;
let running = null;
let timer = 0;

/** Draw the form anew (after a change of language) or bring its fields up to the state. @param {import("./state.js").State} state */
export function drawForm(form, state) {
  const list = el("datalist", { id: "places" });
  form.setAttribute("aria-label", t("ask.label"));
  form.replaceChildren(
    el("div", { class: "field wide" },
      el("label", { for: "q" }, t("ask.question")),
      el("input", { id: "q", type: "search", maxlength: 500, autocomplete: "off", placeholder: t("ask.placeholder"), required: true })),
    el("div", { class: "field" },
      el("label", { for: "here" }, t("ask.here"), " ", el("span", { class: "optional" }, t("ask.optional"))),
      el("input", { id: "here", type: "text", list: "places", maxlength: 200, autocomplete: "off", placeholder: t("ask.herePlaceholder"),
        oninput: (event) => suggest(event.target.value, list) }),
      list),
    el("button", { class: "main" }, t("ask.button")),
  );
  form.onsubmit = submit;
  fillForm(form, state);
}

/** @param {import("./state.js").State} state */
export function fillForm(form, state) {
  form.querySelector("#q").value = state.q;
  form.querySelector("#here").value = state.settled || state.ask ? "" : state.here;
}

function submit(event) {
  event.preventDefault();
  const [q, here] = ["#q", "#here"].map((id) => event.target.querySelector(id).value.trim());
  if (q) go({ q, here, lang: read().lang });
}

function suggest(text, list) {
  running?.abort();
  clearTimeout(timer);
  if (text.trim().length < 2) return;
  timer = setTimeout(async () => {
    running = new AbortController();
    try {
      const names = await suggestions(text.trim(), running.signal);
      list.replaceChildren(...names.map((name) => el("option", { value: name })));
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof ApiError)) throw error; // without suggestions one types on
    }
  }, PATIENCE);
}
