/** The cells of an answer's rows: what each column shows. */

import { el } from "./dom.js";
import { address } from "./state.js";
import { codeName, concept, date, has, number, percent, propertyName, t, typeName } from "./words.js";

/** A link that opens a thing beside the answer. @param {import("./state.js").State} state */
export function thing(found, state) {
  if (!found) return null;
  return el("a", { href: address({ ...state, id: found.id }), "data-id": found.id }, concept(found.id, found.name ?? found.id));
}

const things = (found, state) => found?.length ? el("ul", { class: "inline" }, found.map((one) => el("li", {}, thing(one, state)))) : null;
const texts = (found) => found?.length ? el("ul", { class: "inline" }, found.map((one) => el("li", {}, one))) : null;
const code = (property) => (value) => value ? [value].flat().map((one) => codeName(property, one)).join(", ") : null;
const day = (value) => value ? date(value) : null;
const list = (column) => (row, state) => things(row[column], state);
const link = (column) => (row, state) => thing(row[column], state);

const CELLS = {
  name: (row, state) => el("strong", {}, row.type === "Pair" ? things(row.actors, state) : openable(row) ? thing(row, state) : row.name),
  actor: link("actor"), carrier: link("carrier"), place: link("place"), theme: link("theme"), department: link("department"), area: link("area"),
  actors: list("actors"), offerings: list("offerings"), members: list("members"), cooperations: list("cooperations"), voiced_by: list("voiced_by"),
  organiser: list("organiser"), concepts: list("concepts"), sectors: list("sectors"), shared_themes: list("shared_themes"),
  shared_groups: list("shared_groups"), target_groups: list("target_groups"), needs: list("needs"), themes: list("themes"),
  target_group: (row, state) => row.target_group ? thing(row.target_group, state) : t("gap.all"),
  responsibility: (row, state) => things(row.responsibility, state) ?? things(row.sector, state),
  within: (row) => within(row.within, row.reach),
  reach: (row) => code("reach")(row.reach),
  kind: (row) => code("kind")(row.kind),
  kinds: (row) => code("kinds")(row.kinds),
  format: (row) => code("format")(row.format),
  stage: (row) => code("stage")(row.stage),
  role: (row) => code("role")(row.role),
  urgency: (row) => code("urgency")(row.urgency),
  answered: (row) => t(row.answered ? "need.answered" : "need.open"),
  reason: (row) => t(`gap.${row.reason}`),
  elsewhere: (row, state) => row.elsewhere ? el("a", { href: address(elsewhere(row, state)) }, t("gap.elsewhereCount", { n: row.elsewhere })) : t("gap.nowhere"),
  basis: (row) => t(`basis.${row.basis}`),
  change: (row) => t(`change.${row.change}`),
  type: (row) => typeName(row.type),
  unresolved: (row) => row.unresolved?.length ? row.unresolved.join(", ") : null,
  sole_for: (row) => texts(row.sole_for),
  sessions: (row, state) => sessions(row.sessions ?? [], state.date || today()),
  ...Object.fromEntries(["conditions", "frequency", "size"].map((name) => [name, (row) => row[name] ?? null])),
  cuts_off: (row) => row.cuts_off ? t("cutsOff", { n: row.cuts_off }) : null,
  ...Object.fromEntries(["weight", "score", "count", "bridges"].map((name) => [name, (row) => number(row[name])])),
  ...Object.fromEntries(["since", "begins", "ends", "voiced_on", "changed_on", "last_verified", "last_seen"].map((name) => [name, (row) => day(row[name])])),
  step: (row) => number(row.step + 1),
};

/** Is there a cell for this column? */
export const shows = (column) => column in CELLS || column === "intended";

/** Does a row say anything in this column? */
export function filled(row, name) {
  if (name === "within") return row.within !== undefined;
  if (name === "reach") return row.reach && row.reach !== "place"; // that it is there, its place says
  if (name === "responsibility") return row.responsibility || row.sector;
  if (name === "intended") return true;
  return Array.isArray(row[name]) ? row[name].length > 0 : name === "cuts_off" ? row[name] > 0 : row[name] !== null && row[name] !== undefined;
}

export const cell = (column, row, state) => CELLS[column](row, state);

/** The caption of a column, which a question may call by another name. */
export function columnName(name, question) {
  const own = [`column.${name}.${question}`, `column.${name}`].find(has);
  return own ? t(own) : propertyName(name);
}

/** Rows that stand for a thing that can be opened; gaps, doubles, pairs and counts are computed. */
const openable = (row) => !["Gap", "Overlap", "SectorPair", "Pair", "Count"].includes(row.type);

/** "in the area", "at the edge (10 %)", "serves it from elsewhere". */
export function within(share, reach) {
  if (share === null || share === undefined) return el("span", { class: "within unknown" }, t("within.unknown"));
  if (share >= 1) return el("span", { class: "within inside" }, t("within.inside"));
  if (share === 0) return el("span", { class: "within serves" }, t(["mobile", "online"].includes(reach) ? `within.${reach}` : "within.serves"));
  return el("span", { class: "within edge" }, t("within.edge", { share: percent(share) }));
}

const today = () => new Date().toLocaleDateString("sv"); // the reader's day as ISO says it

/** The next session first and marked; those gone by after it. */
function sessions(dates, now) {
  const order = [...dates].sort();
  const coming = order.filter((one) => one >= now.slice(0, one.length));
  const past = order.filter((one) => !coming.includes(one)).reverse();
  const next = coming.find((one) => one.length === now.length); // a year or a month tells no day to come
  if (!order.length) return null;
  return el("ul", { class: "inline sessions" },
    coming.map((one) => el("li", { class: one === next ? "next" : null }, one === next ? t("session.next", { date: date(one) }) : date(one))),
    past.length > 0 && el("li", { class: "dim" }, t("session.past", { list: past.slice(0, 3).map(date).join(", ") })));
}

/** Offerings on a gap's pair anywhere else. @param {import("./state.js").State} state */
function elsewhere(row, state) {
  return { lang: state.lang, ask: "who-covers", theme: [row.theme.id], group: row.target_group ? [row.target_group.id] : [] };
}
