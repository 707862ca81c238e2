/** Bringing lists in: choose files, look and correct, see what changes, import, go on. The work stays while the page is open. */

import { scope } from "../access.js";
import { ApiError, get, send } from "../api.js";
import { el, focus, focused, style, swap } from "../dom.js";
import { t } from "../words.js";
import { choose } from "./choose.js";
import { counted } from "./changes.js";
import { events } from "./events.js";
import { fileCard } from "./file.js";
import { keyNeeded } from "./key.js";
import { step, trouble } from "./parts.js";
import { checkStep, importStep, resultStep } from "./result.js";

const KEPT = "quartiersgraph-upload"; // the id of this tab's upload, so that a reload finds it again
const NOTHING = { upload: null, names: [], checked: null, report: null, busy: false, running: false, computing: false, progress: null, rows: 0, error: null, things: [] };
const SHOWN = 6;
const AFTER = { like: "source", reset: "kind", anew: "kind" }; // buttons that go when they have done their work, and what they changed
const PATIENCE = 1500; // milliseconds without a row
let work = { ...NOTHING };
let page = null; // {state, say, imported} of the view that is shown
let shown = null;

/** @returns {Promise<HTMLElement>} */
export async function draw(context) {
  const held = await scope();
  await style("app/upload/upload.css");
  page = context;
  if (held !== "editor") return keyNeeded(t("upload.title"), "editor", held);
  if (!work.upload && sessionStorage.getItem(KEPT)) await resume();
  shown = whole();
  return shown;
}

async function resume() {
  const upload = await quietly(() => get(`api/uploads/${sessionStorage.getItem(KEPT)}`));
  if (!upload) return sessionStorage.removeItem(KEPT);
  take(upload);
  work.report = upload.job?.report ?? null;
  if (upload.job && !upload.job.over) follow();
}

function take(upload) {
  Object.assign(work, { upload, checked: null });
  if (upload.files.length) work.names = upload.files.map((file) => file.file);
  work.rows = upload.files.flatMap((file) => file.sheets).reduce((sum, sheet) => sum + sheet.rows, 0);
}

function redraw() {
  if (!shown?.isConnected) return;
  const { key = "" } = focused().dataset;
  shown = swap(shown, whole());
  const [, name, which] = key.match(/^(\w+)-(.+)$/) ?? [];
  if (document.activeElement === document.body && name in AFTER) to(`[data-key="${AFTER[name]}-${which}"]`);
}

function whole() {
  const { upload } = work;
  const usable = upload?.files.some((file) => file.sheets.length);
  return el("section", { class: "bringing", "aria-labelledby": "work-title" },
    el("h2", { id: "work-title" }, t("upload.title")),
    el("p", { class: "lead" }, t("upload.lead")),
    choose(work, chosen, anew),
    upload?.files.length > 0 && step(2, "step.look", look(upload)),
    usable && !work.running && !work.report && checkStep(work, { check, vanished }),
    usable && work.checked && !work.report && importStep(work, { begin }),
    work.report && resultStep(work, page.state, { anew }),
    work.error && trouble(work.error));
}

function look(upload) {
  const act = { correct, options };
  return [
    el("p", {}, t("look.lead")),
    el("datalist", { id: "sources" }, upload.sources.map((name) => el("option", { value: name }))),
    upload.files.map((file, n) => fileCard(file, n, upload, act)),
    el("div", { class: "source" },
      el("label", { for: "observed" }, t("look.observed")),
      el("input", { id: "observed", value: upload.options.observed ?? "", placeholder: "2026-03", maxlength: 10, autocomplete: "off", "data-key": "observed", "aria-describedby": "observed-hint",
        onchange: (event) => options({ observed: event.target.value.trim() || null }) }),
      el("p", { class: "dim", id: "observed-hint" }, t("look.observedHint"))),
  ];
}

/** Do something that may fail; what went wrong is shown and said, and the answer is undefined. */
async function attempt(doing) {
  work.error = null;
  try {
    return await doing();
  } catch (error) {
    trouble(error); // raises what is no answer of the server
    work.error = error;
    return undefined;
  }
}

async function quietly(doing) {
  const found = await attempt(doing);
  work.error = null;
  return found;
}

const path = (part = "") => `api/uploads/${work.upload.id}${part}`;
const to = (selector) => focus(shown?.querySelector(selector));

async function chosen(files) {
  Object.assign(work, { ...NOTHING, busy: true });
  page.say(t("choose.reading"));
  redraw();
  const form = new FormData();
  for (const file of files) form.append("files", file);
  const upload = await attempt(() => send("POST", "api/uploads", form));
  work.busy = false;
  if (upload) {
    take(upload);
    sessionStorage.setItem(KEPT, upload.id);
    page.say(t("look.ready", { n: upload.files.length }));
  }
  redraw();
  to(upload ? "#step-2" : "#files");
}

async function correct(body) {
  const file = await attempt(() => send("PUT", path("/sheets"), body));
  if (file) {
    const { upload } = work;
    const own = { ...upload.corrections[body.file] };
    const sheet = file.sheets.find((one) => one.name === body.sheet);
    if (body.reset) delete own[body.sheet ?? ""];
    else own[body.sheet ?? ""] = { kind: sheet.kind, columns: body.columns };
    take({ ...upload, files: upload.files.map((one) => (one.file === file.file ? file : one)), corrections: { ...upload.corrections, [body.file]: own } });
    work.report = null;
    page.say(t("look.corrected"));
  }
  redraw();
}

async function options(body) {
  const upload = await attempt(() => send("PUT", path("/options"), body));
  if (upload) {
    take(upload);
    work.report = null;
    page.say(t("look.corrected"));
  }
  redraw();
}

async function check() {
  Object.assign(work, { busy: true, checked: null });
  page.say(t("check.running"));
  redraw();
  const report = await attempt(() => send("POST", path("/check")));
  Object.assign(work, { busy: false, checked: report ?? null });
  redraw();
  if (report) page.say(counted(report));
  to(report ? "[data-key=checked]" : "[data-key=check]");
}

async function vanished(allowed) {
  const upload = await attempt(() => send("PUT", path("/options"), { allow_vanished: allowed }));
  if (upload) Object.assign(work, { upload });
  await check();
}

async function begin() {
  const begun = await attempt(() => send("POST", path("/import")));
  redraw();
  if (!begun) return;
  const over = follow();
  to("#step-4");
  await over;
}

/** Listen to the import until it is over. */
async function follow() {
  Object.assign(work, { running: true, progress: null, computing: false });
  page.say(t("import.begins"));
  redraw();
  const count = counter();
  let silence = 0;
  await attempt(async () => {
    for await (const { event, data } of events(path("/events"), ["done", "failed"])) {
      clearTimeout(silence);
      if (event === "progress") {
        Object.assign(work, { progress: count(data), computing: false });
        page.say(t("import.rows", work.progress));
        silence = setTimeout(computing, PATIENCE);
      } else if (event === "done") work.report = data.report;
      else work.error = new ApiError(503, data.error);
      redraw();
    }
  });
  Object.assign(work, { running: false, checked: null });
  if (work.report) await finished();
  redraw();
  to(work.report ? "[data-key=done]" : "[role=alert]");
}

/** Rows are read quickly; then what they say is put together, of which no rows tell. */
function computing() {
  if (!work.running) return;
  work.computing = true;
  page.say(t("import.computing"));
  redraw();
}

/** Adds up rows over sheets, which each begin at one, and over files. */
function counter() {
  const files = new Map();
  return ({ file, rows }) => {
    const { before = 0, last = 0 } = files.get(file) ?? {};
    files.set(file, { before: rows < last ? before + last : before, last: rows });
    return { file, n: rows, sum: [...files.values()].reduce((sum, one) => sum + one.before + one.last, 0) };
  };
}

async function finished() {
  if (!work.report.files.some((file) => file.problems.some((problem) => problem.severity === "error"))) work.upload = { ...work.upload, files: [] }; // all in
  work.things = (await quietly(() => things(work.report))) ?? [];
  page.say(counted(work.report));
  page.imported();
}

/** Some of what came in, to be looked at: {id, name}. */
async function things(report) {
  const names = report.files.flatMap((file) => file.changes).filter((change) => change.what !== "vanished" && change.name).map((change) => change.name.slice(0, 200));
  const found = await Promise.all([...new Set(names)].slice(0, SHOWN).map(async (name) => (await get("api/search", { q: name, limit: 5 })).find((row) => row.name === name)));
  return found.filter(Boolean);
}

async function anew() {
  const { upload } = work;
  sessionStorage.removeItem(KEPT);
  work = { ...NOTHING };
  if (upload) await quietly(() => send("DELETE", `api/uploads/${upload.id}`));
  redraw();
  to("#files");
}
