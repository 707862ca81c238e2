/** Sector × sector: how many cooperations join each two, as a square, and below it which. */

import { el } from "./dom.js";
import { table } from "./table.js";
import { compare, concept, number, t } from "./words.js";

const SHADES = 4;

/** @param {import("./answer.js").Answer} answer @param {import("./state.js").State} state */
export function matrix(answer, state, caption) {
  const names = new Map(answer.rows.flatMap((row) => row.sectors).map((one) => [one.id, concept(one.id, one.name)]));
  const order = [...names.keys()].sort((a, b) => compare(names.get(a), names.get(b)));
  const counts = new Map(answer.rows.flatMap(({ sectors: [a, b], count }) => [[`${a.id} ${b.id}`, count], [`${b.id} ${a.id}`, count]]));
  const most = Math.max(1, ...counts.values());
  const square = el("table", { class: "matrix" },
    el("caption", {}, t("matrix.caption")),
    el("thead", {}, el("tr", {}, el("td", {}), order.map((id) => el("th", { scope: "col" }, el("span", {}, names.get(id)))))),
    el("tbody", {}, order.map((line) => el("tr", {},
      el("th", { scope: "row" }, names.get(line)),
      order.map((id) => cell(line === id ? null : counts.get(`${line} ${id}`), most))))));
  const joined = answer.rows.filter((row) => row.count > 0);
  return [
    el("div", { class: "wide-rows", tabindex: "0", role: "region", "aria-label": t("matrix.caption") }, square),
    joined.length > 0 && el("section", { class: "part", "aria-labelledby": "joined" },
      el("h3", { id: "joined" }, t("matrix.which")), table({ ...answer, rows: joined, caption }, state)),
  ];
}

/** A count says how much by its text and by its shade; nothing where nothing was asked. */
function cell(count, most) {
  if (count === null || count === undefined) return el("td", { class: "none" }, el("span", { class: "unseen" }, t("matrix.same")));
  const shade = count ? Math.ceil((SHADES * count) / most) : 0;
  return el("td", { class: `shade-${shade}` }, number(count));
}
