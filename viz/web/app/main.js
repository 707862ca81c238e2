/** The page: reads the state from the address, draws what it says, says aloud what came. */

import { scope } from "./access.js";
import { answerHead, ask } from "./answer.js";
import { ApiError } from "./api.js";
import { drawForm, fillForm } from "./ask.js";
import { drawDetail } from "./detail.js";
import { el, focus } from "./dom.js";
import { drawFoot } from "./foot.js";
import { html, render as mount } from "./preact.js";
import { start } from "./start/view.js";
import { address, asked, dropToken, read, takeToken, tell, token } from "./state.js";
import { language, speak, t } from "./words.js";
import { load } from "./workspace/data.js";
import { filtered } from "./workspace/facets.js";
import { brought, keep, saved } from "./workspace/store.js";
import { Workspace } from "./workspace/shell.js";

// Loaded by those who need it; `draw` and `query` are for everybody.
const WORK = { draw: () => import("./draw/view.js"), query: () => import("./query/view.js"), upload: () => import("./upload/view.js"), new: () => import("./edit/new.js"), merges: () => import("./merges/view.js"), outlines: () => import("./outlines/view.js") };
const OPEN = ["draw", "query"];
const [form, view, status, tools, foot, nav] = ["ask", "view", "status", "tools", "foot", "work"].map((id) => document.getElementById(id));
const workspace = el("div", {});
const shown = { asked: null, id: "", answer: null, language: null };
let running = new AbortController();
let opener = null;

async function render() {
  takeToken();
  const told = takeViews();
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const state = read();
  try {
    if (shown.language !== state.lang) await dress(state);
    drawTools(state, await scope());
    await (Object.hasOwn(WORK, state.view) ? work(state, signal) : show(state, signal));
    if (told) status.textContent = t("saved.brought", { n: told });
  } catch (error) {
    if (error.name === "AbortError") return;
    fail(error);
  }
}

/** Views that a link brings along are kept and leave the address. @returns {number} how many */
function takeViews() {
  const found = brought();
  if (found === null) return 0;
  const names = new Set(found.map(({ name }) => name));
  keep([...saved().filter(({ name }) => !names.has(name)), ...found]);
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  return found.length;
}

/** Everything around the answer, in the language of the state. @param {import("./state.js").State} state */
async function dress(state) {
  await speak(state.lang);
  document.getElementById("claim").textContent = t("claim");
  document.getElementById("skip").textContent = t("skip");
  drawForm(form, state);
  drawFoot(foot, fail).catch(fail);
  Object.assign(shown, { language: language(), asked: null });
}

/** @param {import("./state.js").State} state */
function drawTools(state, held) {
  /** @type {HTMLAnchorElement} */ (document.getElementById("home")).href = address({ lang: state.lang });
  const choices = ["de", "en"].map((lang) => el("a", { href: address({ ...state, lang }), lang, hreflang: lang, "aria-current": lang === state.lang ? "true" : null, title: t(`lang.${lang}`) }, lang.toUpperCase()));
  const entered = token() && el("span", { class: "access" }, t("access"), " ", el("button", { type: "button", class: "quiet", onclick: () => { dropToken(); location.reload(); } }, t("access.drop")));
  const views = held === "editor" ? Object.keys(WORK) : OPEN;
  nav.hidden = false;
  nav.setAttribute("aria-label", t("work"));
  nav.replaceChildren(...views.map((name) => el("a", { href: address({ lang: state.lang, view: name }), "aria-current": name === state.view ? "page" : null }, t(`${name}.title`))));
  tools.replaceChildren(...[entered, el("nav", { class: "languages", "aria-label": t("language") }, choices)].filter(Boolean));
}

/** What editors do; each view keeps its own state and draws itself anew. @param {import("./state.js").State} state */
async function work(state, signal) {
  const fresh = shown.asked !== asked(state);
  if (fresh) fillForm(form, state);
  const { draw } = await WORK[state.view]();
  const drawn = await draw({ state, say: (text) => { status.textContent = text; }, imported: () => drawFoot(foot, fail).catch(fail), signal });
  signal.throwIfAborted();
  view.replaceChildren(drawn);
  view.className = "working";
  view.removeAttribute("aria-busy");
  document.title = [drawn.querySelector("h2").textContent, "Quartiersgraph"].join(" – ");
  if (document.activeElement === document.body) focus(drawn.querySelector("h2"));
  Object.assign(shown, { asked: asked(state), id: "", answer: null });
}

/** @param {import("./state.js").State} state */
async function show(state, signal) {
  const asks = Boolean(state.q || state.ask);
  const fresh = shown.asked !== asked(state);
  if (fresh) {
    fillForm(form, state);
    status.textContent = asks ? t("loading") : "";
    view.setAttribute("aria-busy", "true");
  }
  const works = asks || state.id || state.tab || filtered(state);
  const [answer, detail, network] = await Promise.all([
    asks ? (fresh ? ask(state, signal) : shown.answer) : null, state.id ? drawDetail(state, signal) : null, works ? load(signal) : null]);
  const head = answer && await answerHead(answer, state);
  signal.throwIfAborted();
  if (network && (!answer || answer.understood)) {
    mount(html`<${Workspace} ...${{ state, network, answer, head, detail, tell, say: (text) => { status.textContent = text; } }} />`, workspace);
    if (workspace.parentElement !== view) view.replaceChildren(workspace);
  } else view.replaceChildren(...[head ?? start(state.lang, fail), detail && el("div", { class: "panel" }, detail)].filter(Boolean));
  view.className = works ? "working" : "single";
  view.removeAttribute("aria-busy");
  announce(fresh, detail, state);
  Object.assign(shown, { asked: asked(state), id: state.id, answer });
}

/** @param {import("./state.js").State} state */
function announce(fresh, detail, state) {
  const title = view.querySelector("#answer-title")?.textContent;
  const name = detail?.querySelector("#detail-title").textContent;
  document.title = [name ?? title, "Quartiersgraph"].filter(Boolean).join(" – ");
  if (fresh && title) {
    status.textContent = title;
    if (document.activeElement === document.body) focus(view.querySelector("#answer-title"));
  }
  if (detail && shown.id !== state.id && !document.activeElement.closest(".stage [tabindex]")) focus(view.querySelector("#detail-title"));
  if (!detail && shown.id) focus([...view.querySelectorAll("[data-id]")].find((link) => link.getAttribute("data-id") === opener));
  if (!shown.id) opener = state.id; // where to go back to, when the last opened thing is closed
}

function fail(error) {
  const known = error instanceof ApiError;
  const [title, hint] = !known ? [t("error.page"), String(error.message)]
    : error.code === "unreachable" ? [t("error.unreachable"), t("error.unreachableHint")] : [error.message, error.status === 401 ? t("error.token") : error.hint];
  if (known && error.status === 401) dropToken();
  view.removeAttribute("aria-busy");
  view.className = "single";
  status.textContent = "";
  Object.assign(shown, { asked: null });
  view.replaceChildren(el("section", { class: "error", role: "alert", "aria-labelledby": "answer-title" },
    el("h2", { id: "answer-title" }, t("error")), el("p", {}, title), hint && el("p", { class: "hint" }, hint),
    el("button", { type: "button", onclick: render }, t("error.again"))));
  if (!known) throw error;
}

/** On paper every fold is open. */
function unfold(open) {
  for (const part of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details:not(.cypher)"))) {
    if (open && !part.open) part.dataset.printed = "";
    if (open) part.open = true;
    else if ("printed" in part.dataset) { part.open = false; delete part.dataset.printed; }
  }
}

window.addEventListener("hashchange", render);
window.addEventListener("beforeprint", () => unfold(true));
window.addEventListener("afterprint", () => unfold(false));
document.getElementById("skip").addEventListener("click", (event) => { event.preventDefault(); document.getElementById("content").focus(); });
render();
