/** Words in the chosen language: the page's own, and the captions of the model. */

let lang = "de";
let own = {};
let model = { types: {}, edges: {}, properties: {}, concepts: {} };
let collator = new Intl.Collator("de", { numeric: true });

export async function speak(wanted) {
  const [first, second] = await Promise.all([`i18n/${wanted}.json`, `i18n/model.${wanted}.json`].map(load));
  [lang, own, model] = [wanted, first, second];
  collator = new Intl.Collator(lang, { numeric: true });
  document.documentElement.lang = lang;
}

async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export const language = () => lang;
/** A text as it is sought: without accents and capitals. */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
export const compare = (a, b) => collator.compare(a, b);

/** A text of the page; `{n}` and other names in braces are replaced; {one, other} is chosen by `n`. */
export function t(key, values = {}) {
  let text = own[key];
  if (text === undefined) return key;
  if (typeof text === "object") text = values.n === 1 ? text.one : text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(typeof values[name] === "number" ? number(values[name]) : values[name] ?? ""));
}

/** Is there such a text? */
export const has = (key) => key in own;

export const number = (value) => new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format(value);
export const percent = (share) => new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: share < 0.01 ? 1 : 0 }).format(share);

/** The caption of a type, one or many of it. */
export const typeName = (type, many = false) => model.types[type]?.[many ? "many" : "one"] ?? type;
export const edgeName = (type, direction) => model.edges[type]?.[direction] ?? type;
export const propertyName = (name) => model.properties[name]?.caption ?? name;
export const propertyKind = (name) => model.properties[name]?.kind ?? "text";
export const codeName = (property, code) => model.properties[property]?.values?.[code] ?? code;
/** The concepts of a kind ("theme", "group" or "sector") with their labels. @returns {[string, string][]} */
export const conceptsOf = (kind) => Object.entries(model.concepts).filter(([id]) => id.startsWith(`${kind}-`)).sort(([, a], [, b]) => compare(a, b));
export const concept = (id, otherwise) => model.concepts[id] ?? otherwise ?? id;

/** Days come before months, in both languages. */
const days = () => (lang === "en" ? "en-GB" : lang);

/** A date as far as it is known: a year, a month or a day. */
export function date(text) {
  const [year, month, day] = String(text).split("-").map(Number);
  if (!year || Number.isNaN(year)) return String(text);
  /** @type {Intl.DateTimeFormatOptions} */
  const options = day ? { day: "numeric", month: "long", year: "numeric" } : month ? { month: "long", year: "numeric" } : { year: "numeric" };
  return new Intl.DateTimeFormat(days(), { ...options, timeZone: "UTC" }).format(new Date(Date.UTC(year, (month || 1) - 1, day || 1)));
}

/** A date in little room. */
export function shortDate(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day ? new Intl.DateTimeFormat(days(), { dateStyle: "medium", timeZone: "UTC" }).format(day) : date(text);
}

/** A text with its ISO dates said in words. */
export const dated = (text) => text.replace(/\b\d{4}-\d{2}(-\d{2})?\b(?!-)/g, (found) => date(found));

export function languageName(code) {
  try {
    return new Intl.DisplayNames(lang, { type: "language" }).of(code) ?? code;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return code;
  }
}
