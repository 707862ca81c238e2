/** Step 1: drop files or choose them. */

import { el } from "../dom.js";
import { t } from "../words.js";
import { step } from "./parts.js";

/** @param {any} work @param {(files: File[]) => void} chosen @param {() => void} anew */
export function choose(work, chosen, anew) {
  if (work.upload) {
    return step(1, "step.choose",
      el("p", {}, t("choose.chosen", { n: work.names.length }), " ", el("strong", {}, work.names.join(", "))),
      el("button", { type: "button", class: "quiet", "data-key": "anew", onclick: anew, disabled: work.running }, t("choose.anew")));
  }
  const input = el("input", { id: "files", type: "file", multiple: true, class: "unseen", "data-key": "files",
    onchange: (event) => event.target.files.length && chosen([...event.target.files]) });
  const zone = el("div", { class: "drop", ondragover: (event) => { event.preventDefault(); zone.classList.add("over"); },
    ondragleave: () => zone.classList.remove("over"), ondrop: (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      const files = [...event.dataTransfer.files];
      if (files.length) chosen(files);
    } },
    el("p", { class: "drop-here" }, t("choose.drop")),
    input, el("label", { for: "files", class: "button" }, t("choose.button")),
    el("p", { class: "dim" }, t("choose.kinds")));
  return step(1, "step.choose", work.busy ? el("p", { class: "hint" }, t("choose.reading")) : zone);
}
