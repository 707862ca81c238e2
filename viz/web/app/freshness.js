/** How fresh a thing is; and the filter "verified since" beside an answer. */

import { el } from "./dom.js";
import { go } from "./state.js";
import { date, language, t } from "./words.js";

/** @param {import("./state.js").State} state */
export function freshness(state) {
  const field = el("input", { id: "verified", type: "date", value: /^\d{4}-\d{2}-\d{2}$/.test(state.verified) ? state.verified : "" });
  return el("form", { class: "freshness", onsubmit: (event) => { event.preventDefault(); go({ ...state, verified: field.value }); } },
    el("label", { for: "verified" }, t("verified.label")), " ", field, " ", el("button", { class: "quiet" }, t("verified.button")));
}

const DAY = 86_400_000; // milliseconds
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const STEPS = [["year", 365], ["month", 30], ["day", 1]];

/** When somebody last checked it, with its age; else when a source last named it. */
export function freshLine(thing, now = Date.now()) {
  const verified = thing.properties.last_verified;
  const day = verified ?? thing.evidence.map(({ observed }) => observed).filter(Boolean).sort().at(-1);
  if (!day) return el("p", { class: "freshness-line stale" }, t("fresh.never"));
  const since = age(day, now);
  return el("p", { class: `freshness-line${verified ? "" : " stale"}` }, verified ? "✓ " : "", t(verified ? "fresh.verifiedOn" : "fresh.named", { date: date(day) }), since && ` (${since})`);
}

/** "vor 9 Monaten", for a day, a month or a year. */
function age(day, now) {
  const days = Math.round((now - Date.parse(day)) / DAY);
  const [unit, length] = STEPS.find(([, length]) => days >= length) ?? ["day", 1];
  return Number.isNaN(days) ? "" : new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-Math.floor(days / length), unit);
}
