/** The values of a thing, each in the form of its kind. */

import { el, fold } from "./dom.js";
import { sourceText } from "./evidence.js";
import { codeName, compare, date, languageName, number, propertyKind, propertyName, t } from "./words.js";

// said by the heading, for a map, or in words beside it
const HIDDEN = new Set(["name", "kinds", "geometry", "label_de", "label_en", "recurrence", "opening_recurrence"]);
const UNTOLD = new Set(["geometry", "recurrence", "opening_recurrence"]);
const FIRST = ["alternative_names", "description", "purpose", "phone", "email", "url"];

const KINDS = {
  date: (value) => date(value),
  period: (value) => value.split("/").map((end) => (end === ".." ? "…" : date(end))).join(" – "),
  url: (value) => (/^https?:/.test(value) ? el("a", { href: value, rel: "noopener noreferrer" }, value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "")) : value),
  phone: (value) => el("a", { href: `tel:${value.replace(/[^+\d]/g, "")}` }, value),
  email: (value) => el("a", { href: `mailto:${value}` }, value),
  boolean: (value) => t(value ? "yes" : "no"),
  integer: (value) => number(value),
  number: (value) => number(value),
  language: (value) => languageName(value),
  age_range: (value) => ages(value),
  point: (value) => value.split(" ").reverse().map(number).join(" / "),
};

function ages(value) {
  const [low, high] = value.split("-");
  return high === "" ? t("ages.from", { low }) : low === "" ? t("ages.to", { high }) : t("ages.range", { low, high });
}

/** Is a property for programs, its words standing beside it? */
export const untold = (name) => UNTOLD.has(name);

/** One value in the form of its kind. */
export function shown(name, value) {
  if (propertyKind(name) === "code") return codeName(name, value);
  return (KINDS[propertyKind(name)] ?? String)(value);
}

/** Captions and values, each with its evidence one fold away. @returns {HTMLElement | null} */
export function values(thing) {
  const names = Object.keys(thing.properties).filter((name) => !HIDDEN.has(name)).sort(inOrder);
  if (!names.length) return null;
  return el("dl", { class: "values" }, names.map((name) => el("div", {},
    el("dt", {}, propertyName(name)),
    [thing.properties[name]].flat().map((value) => el("dd", {}, shown(name, value))),
    says(name, thing.claims?.[name]))));
}

/** Who says the values of a property: source, sheet, row and day; where they differ, with what each says. */
function says(name, said) {
  if (!said?.length) return null;
  const apart = new Set(said.map((one) => JSON.stringify(one.values))).size > 1;
  const what = (one) => apart && [one.values.map((value) => shown(name, value)).flatMap((value, i) => (i ? [", ", value] : [value])), " – "];
  return el("dd", { class: "says" }, fold(el("span", {}, t("evidence.count", { n: said.length }), el("span", { class: "unseen" }, ` ${t("evidence.for", { name: propertyName(name) })}`)), { class: "proof" },
    el("ul", { class: "evidence" }, said.map((one) => el("li", {}, what(one), sourceText(one))))));
}

/** Who says what: every property with its values and where each stands; differing values stand side by side. */
export function claims(thing) {
  const rows = Object.entries(thing.claims ?? {}).filter(([name]) => !untold(name)).sort(([a], [b]) => inOrder(a, b))
    .flatMap(([name, said]) => said.map((one, n) => el("tr", {},
      el("th", { scope: "row" }, n ? el("span", { class: "unseen" }, propertyName(name)) : propertyName(name)),
      el("td", {}, one.values.map((value) => shown(name, value)).flatMap((value, i) => (i ? [", ", value] : [value]))),
      el("td", { class: "dim" }, sourceText(one)))));
  if (!rows.length) return null;
  return el("table", { class: "claims" },
    el("caption", { class: "unseen" }, t("detail.claims")),
    el("thead", {}, el("tr", {}, ["property", "value", "source"].map((key) => el("th", { scope: "col" }, t(`claims.${key}`))))),
    el("tbody", {}, rows));
}

function inOrder(a, b) {
  const [first, second] = [a, b].map((name) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length));
  return first - second || compare(propertyName(a), propertyName(b));
}
