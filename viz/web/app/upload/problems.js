/** What is wrong with files, rows and cells: where, what, and the value. */

import { has, t } from "../words.js";
import { local, place, some, table } from "./parts.js";

const MOST = 30;
const ORDER = ["error", "warning", "info"];

export function problems(found, caption) {
  const sorted = [...found].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return some(sorted, MOST, (shown) => table(caption, ["severity", "where", "what", "value"].map((name) => t(`problem.${name}`)),
    shown.map((one) => ({ class: `problem ${one.severity}`, cells: [t(`severity.${one.severity}`), place(one) || null, text(one), one.value] })), "problems"));
}

/** The report's words, but where it names an option of the command line, what to do on this page. */
function text(one) {
  return has(`problem.code.${one.code}`) ? t(`problem.code.${one.code}`) : local(one, "message");
}
