/** Steps 3 to 5: what changes, the import with its progress, what came of it and where to go on. */

import { el } from "../dom.js";
import { address } from "../state.js";
import { t } from "../words.js";
import { counted, fileChanges } from "./changes.js";
import { step } from "./parts.js";

const has = (report, code) => report.files.some((file) => file.problems.some((problem) => problem.code === code));

export function checkStep(work, act) {
  const report = work.checked;
  return step(3, "step.check",
    !report && el("p", {}, t("check.lead")),
    el("p", {}, el("button", { type: "button", class: report ? "" : "main", "data-key": "check", disabled: work.busy, onclick: act.check }, t(report ? "check.again" : "check.button"))),
    work.busy && el("p", { class: "hint" }, t("check.running")),
    report && [
      el("p", { class: "counts total", tabindex: "-1", "data-key": "checked" }, counted(report)),
      report.files.map((file) => fileChanges(file)),
      has(report, "too-many-vanished") && el("div", { class: "notes question" }, el("label", { class: "check" },
        el("input", { type: "checkbox", checked: work.upload.options.allow_vanished, "data-key": "vanished", onchange: (event) => act.vanished(event.target.checked) }), " ", t("check.vanished"))),
    ]);
}

export function importStep(work, act) {
  const { progress } = work;
  return step(4, "step.import",
    !work.running && el("p", {}, el("button", { type: "button", class: "main", "data-key": "import", onclick: act.begin }, t("import.button"))),
    work.running && el("div", {},
      el("progress", { "aria-label": t("import.progress"), max: Math.max(work.rows, 1), value: progress && !work.computing ? Math.min(progress.sum, work.rows) : null }),
      el("p", {}, work.computing ? t("import.computing") : progress ? t("import.rows", progress) : t("import.begins"))));
}

export function resultStep({ report, things }, state, act) {
  const failed = report.files.some((file) => file.problems.some((problem) => problem.severity === "error"));
  const doubles = report.merge_candidates;
  return step(5, "step.result",
    el("p", { class: "counts total", tabindex: "-1", "data-key": "done" }, t(failed ? "result.partly" : "result.done"), " ", counted(report)),
    el("ul", { class: "choices next" },
      el("li", {}, el("a", { class: "button", href: address({ lang: state.lang }) }, t("result.ask"))),
      el("li", {}, el("a", { class: "button", href: address({ lang: state.lang, view: "merges" }) }, doubles ? t("result.doubles", { n: doubles }) : t("result.noDoubles")))),
    things.length > 0 && el("div", { class: "things" }, el("p", { id: "things" }, t("result.graph")),
      el("ul", { "aria-labelledby": "things" }, things.map(({ id, name }) => el("li", {}, el("a", { href: address({ lang: state.lang, id }) }, name))))),
    failed && el("p", { class: "hint" }, t("result.repair")),
    report.files.map((file) => fileChanges({ ...file, changes: [] })),
    el("p", {}, el("button", { type: "button", "data-key": "more", onclick: act.anew }, t("result.anew"))));
}
