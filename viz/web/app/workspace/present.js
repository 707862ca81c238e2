/** Saved views one after another on the whole screen, for a round table: arrows or buttons step, Esc ends. */

import { el, focused } from "../dom.js";
import { t } from "../words.js";

const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
let running = null;

/** @param {{name: string, hash: string}[]} views */
export function present(views, opener = focused()) {
  if (running || !views.length) return;
  const title = el("strong", { "aria-live": "polite" });
  const count = el("span", { class: "dim" });
  const back = el("button", { type: "button", onclick: () => step(-1) }, t("present.back"));
  const next = el("button", { type: "button", class: "main", onclick: () => step(1) }, t("present.next"));
  const bar = el("nav", { class: "presenting-bar", "aria-label": t("present") }, title, count, back, next, el("button", { type: "button", class: "quiet", onclick: end }, t("present.end")));
  let n = -1;

  function step(by) {
    n = Math.min(views.length - 1, Math.max(0, n + by));
    location.hash = views[n].hash;
    title.textContent = views[n].name;
    count.textContent = t("present.count", { n: n + 1, all: views.length });
    [back.disabled, next.disabled] = [n === 0, n === views.length - 1];
  }

  function key(event) {
    if (event.target.matches?.("input, select, textarea, [role=application], [role=tab]")) return;
    if (event.key === "Escape") end();
    else if (STEPS[event.key]) step(STEPS[event.key]);
    else return;
    event.preventDefault();
  }

  function left() {
    if (!document.fullscreenElement) end();
  }

  function end() {
    running = null;
    document.removeEventListener("keydown", key);
    document.removeEventListener("fullscreenchange", left);
    if (document.fullscreenElement) document.exitFullscreen();
    document.body.classList.remove("presenting");
    bar.remove();
    if (opener?.isConnected) opener.focus();
  }

  running = end;
  document.body.classList.add("presenting");
  document.body.append(bar);
  document.addEventListener("keydown", key);
  step(1);
  next.focus();
  document.documentElement.requestFullscreen?.().then(() => document.addEventListener("fullscreenchange", left)).catch(() => {}); // without it the page still fills the window
}
