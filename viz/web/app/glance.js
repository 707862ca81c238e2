/** A thing at a glance: where, about what, for whom, by whom, with whom. */

import { el } from "./dom.js";
import { thing as link, within } from "./cells.js";
import { item, nameOf } from "./neighbours.js";
import { compare, edgeName, t } from "./words.js";

const SHOWN = 6;
/** What is told here, in this order; the other relationships stand in the list below. */
const TOP = ["LOCATED_AT", "RUN_BY", "ABOUT", "FOR", "IN_SECTOR", "MEMBER_OF"];
export const TOLD = new Set(["LOCATED_AT", "ABOUT", "FOR", "IN_SECTOR", "RUN_BY", "MEMBER_OF"]);

/** @param {import("./state.js").State} state @returns {HTMLElement | null} */
export function glance(thing, neighbours, state) {
  const areas = (thing.areas ?? []).filter(({ id }) => id !== thing.id);
  const rows = [...TOP.flatMap((type) => ["out", "in"].map((direction) => related(neighbours, type, direction, state))), areasRow(areas, state)].filter(Boolean);
  return rows.length ? el("dl", { class: "glance" }, rows) : null;
}

/** @param {import("./state.js").State} state */
function related(neighbours, type, direction, state) {
  if (!TOLD.has(type)) return null;
  const found = neighbours.filter((row) => row.type === type && row.direction === direction).sort((a, b) => compare(nameOf(a), nameOf(b)));
  if (!found.length) return null;
  return pair(edgeName(type, direction), found.map((row) => item(row, state)), "tied");
}

/** The Quartiere with their share; of the administrative areas the finest first, the others behind "more". @param {import("./state.js").State} state */
function areasRow(areas, state) {
  if (!areas.length) return null;
  const line = (area) => el("li", {}, link(area, state), area.level && el("span", { class: "dim" }, ` ${area.level}`), " ", (area.share ?? null) === null ? el("span", { class: "dim" }, t("detail.named")) : within(area.share));
  return pair(t("detail.areas"), areas.map(line));
}

function pair(name, items, kind = null) {
  const list = el("ul", { class: kind }, items.slice(0, SHOWN));
  const rest = items.slice(SHOWN);
  const more = rest.length > 0 && el("button", { type: "button", class: "quiet", onclick: () => { list.append(...rest); rest[0].querySelector("a")?.focus(); more.remove(); } }, t("more", { n: rest.length }));
  return el("div", {}, el("dt", {}, name), el("dd", {}, list, more));
}
