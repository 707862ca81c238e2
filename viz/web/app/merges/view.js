/** Near cases side by side, for people to judge; judgements can be taken back. */

import { scope } from "../access.js";
import { get, send } from "../api.js";
import { el, focus, style, swap } from "../dom.js";
import { keyNeeded } from "../upload/key.js";
import { trouble } from "../upload/parts.js";
import { t } from "../words.js";
import { candidate } from "./candidate.js";
import { decisions } from "./decisions.js";

const MOST = 10;
let page = null;
let shown = null;
let room = { candidates: [], judgements: [], most: MOST, error: null, editor: false };

/** @returns {Promise<HTMLElement>} */
export async function draw(context) {
  const held = await scope();
  await Promise.all(["app/upload/upload.css", "app/merges/merges.css"].map(style));
  page = context;
  if (!held) return keyNeeded(t("merges.title"), "editor", held);
  room = { ...room, most: MOST, error: null, editor: held === "editor" };
  await load();
  shown = whole();
  return shown;
}

async function load() {
  Object.assign(room, await get("api/merges", { lang: page.state.lang }));
}

function whole() {
  const { candidates, judgements, most, editor } = room;
  return el("section", { class: "judging", "aria-labelledby": "work-title" },
    el("h2", { id: "work-title" }, t("merges.title")),
    el("p", { class: "lead" }, t("merges.lead")),
    !editor && el("p", { class: "hint" }, t("merges.reader")),
    room.error && trouble(room.error),
    el("p", { class: "counts", tabindex: "-1", "data-key": "open" }, candidates.length ? t("merges.open", { n: candidates.length }) : t("merges.none")),
    candidates.slice(0, most).map((one, n) => candidate(one, n, page.state, editor && judge)),
    candidates.length > most && el("button", { type: "button", class: "more", onclick: more }, t("more", { n: candidates.length - most })),
    decisions(judgements, editor && undo));
}

function more() {
  const first = room.most;
  room.most += MOST;
  redraw();
  focus(shown.querySelector(`#candidate-${first}`));
}

const redraw = () => { if (shown?.isConnected) shown = swap(shown, whole()); };

/** Send a judgement and read the cases anew: one judgement may settle others too. */
async function settle(sending, said) {
  room.error = null;
  try {
    await sending();
    await load();
    page.say(`${said} ${room.candidates.length ? t("merges.open", { n: room.candidates.length }) : t("merges.none")}`);
  } catch (error) {
    trouble(error); // raises what is no answer of the server
    room.error = error;
  }
  redraw();
}

async function judge(one, n, verdict) {
  const names = { left: one.left.name, right: one.right.name };
  await settle(() => send("POST", `api/merges/${verdict}`, { pair: [one.left.record, one.right.record] }), t(`merges.${verdict}ed`, names));
  const next = Math.min(n, Math.min(room.candidates.length, room.most) - 1);
  focus(shown.querySelector(room.error ? "[role=alert]" : next < 0 ? "[data-key=open]" : `#candidate-${next}`));
}

async function undo(one, n) {
  await settle(() => send("DELETE", `api/merges/${encodeURIComponent(one.id)}`), t("merges.undone"));
  const left = shown.querySelectorAll(".decided button");
  focus(room.error ? shown.querySelector("[role=alert]") : left[Math.min(n, left.length - 1)] ?? shown.querySelector("[data-key=open]"));
}
