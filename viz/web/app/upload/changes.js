/** What an import would change: counts in a sentence, rows with values before and after, problems. */

import { el } from "../dom.js";
import { shown, untold } from "../values.js";
import { number, propertyName, t, typeName } from "../words.js";
import { place, some, table } from "./parts.js";
import { problems } from "./problems.js";

const MOST = 40;
const COUNTS = ["created", "changed", "unchanged", "vanished"];

/** "3 neu, 1 geändert, 5 unverändert, 0 weggefallen". */
export const counted = (counts) => COUNTS.map((name) => `${number(counts[name])} ${t(`counts.${name}`)}`).join(", ");

export function fileChanges(file) {
  const { changes } = file;
  const rest = COUNTS.filter((name) => name !== "unchanged").reduce((sum, name) => sum + file[name], 0) - changes.length;
  return el("div", { class: "panel" },
    el("h4", {}, file.path),
    el("p", { class: "counts" }, counted(file)),
    changes.length > 0 && some(changes, MOST, (rows) => table(t("changes.of", { file: file.path }), ["name", "what", "where", "values"].map((name) => t(`changes.${name}`)), rows.map(line), "changes")),
    rest > 0 && changes.length > 0 && el("p", { class: "dim" }, t("changes.untold", { n: rest })),
    file.problems.length > 0 && [el("p", { class: "label" }, t("problems.title", { n: file.problems.length })), problems(file.problems, t("problems.of", { file: file.path }))]);
}

function line(change) {
  const fields = Object.entries(change.fields).filter(([name]) => !untold(name.split(".")[1]));
  return {
    class: change.what,
    cells: [change.name || t("changes.nameless"), el("span", { class: `what ${change.what}` }, t(`counts.${change.what}`)), place(change) || null,
      fields.length ? el("ul", {}, fields.map(([name, values]) => el("li", {}, field(name), ": ", beforeAfter(name.split(".")[1], values)))) : null],
  };
}

const field = (name) => `${typeName(name.split(".")[0])}, ${propertyName(name.split(".")[1])}`;

function beforeAfter(name, { before, after }) {
  const list = (values) => (values.length ? values.map((value) => shown(name, value)).flatMap((value, i) => (i ? [", ", value] : [value])) : t("changes.nothing"));
  return [el("del", {}, list(before)), el("span", { class: "unseen" }, ` ${t("changes.becomes")} `), el("span", { "aria-hidden": "true" }, " → "), el("ins", {}, list(after))];
}
