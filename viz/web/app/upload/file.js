/** Step 2 of one file: the name of its source, and what each of its sheets was taken for. */

import { el } from "../dom.js";
import { t } from "../words.js";
import { problems } from "./problems.js";
import { sheet } from "./sheet.js";

/**
 * @param {any} file the preview
 * @param {number} n its number on the page
 * @param {any} upload
 * @param {{correct: Function, options: Function}} act
 */
export function fileCard(file, n, upload, act) {
  const title = `file-${n}`;
  const like = upload.resembles[file.file];
  return el("section", { class: "panel file", "aria-labelledby": title },
    el("h4", { id: title }, file.file),
    file.problems.length > 0 && problems(file.problems, t("problems.of", { file: file.file })),
    file.sheets.length > 0 && source(file, n, upload, act),
    like && el("div", { class: "notes question" }, el("p", {}, t("source.resembles", { source: like })),
      el("p", {}, el("button", { type: "button", "data-key": `like-${n}`, onclick: () => act.options({ source: { [file.file]: like } }) }, t("source.same", { source: like })))),
    !file.sheets.length && !file.problems.length && el("p", { class: "hint" }, t("file.empty")),
    file.sheets.map((one, number) => sheet(one, file, `${n}-${number}`, upload, act)));
}

function source(file, n, upload, act) {
  const known = upload.sources.includes(file.source);
  return el("div", { class: "source" },
    el("label", { for: `source-${n}` }, t("source.label")),
    el("input", { id: `source-${n}`, list: "sources", maxlength: 200, value: file.source, autocomplete: "off", "data-key": `source-${n}`,
      "aria-describedby": `source-${n}-hint`, onchange: (event) => act.options({ source: { [file.file]: event.target.value } }) }),
    el("p", { class: "dim", id: `source-${n}-hint` }, t(known ? "source.known" : "source.new")));
}
