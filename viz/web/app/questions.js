/** The catalogue, and its phrasings as examples that fit the places of this store. */

import { get } from "./api.js";

const PLACE = /(^|\s)(im|in|am|von|of|about|Steckbrief)\s+(\p{Lu}[\p{L}-]+)/u;
const MASCULINE = /(kiez|viertel|hang|park|quartier|platz|hof)$/u;
const FEMININE = /(aue|siedlung|stadt)$/u;
const AREAS = ["Quartier", "AdministrativeArea"];

let catalogue = null;
const known = new Map();

/** The questions of the catalogue, fetched once. */
export async function questions() {
  catalogue ??= get("api/questions");
  try {
    return await catalogue;
  } catch (error) {
    catalogue = null;
    throw error;
  }
}

const FIRST = ["who-covers", "actors-here", "gaps", "responsible-department", "cooperations-here", "partners-of", "quartier-profile"];

/** One example per question, in a language. @returns {Promise<{id: string, title: string, text: string}[]>} */
export async function examples(lang) {
  const rank = (q) => (FIRST.includes(q.id) ? FIRST.indexOf(q.id) : FIRST.length);
  const found = [...(await questions())].sort((a, b) => rank(a) - rank(b));
  return Promise.all(found.map(async (q) => ({ id: q.id, title: q.title[lang], text: await fitting(q.phrasings[lang][0], lang) })));
}

/** A phrasing with a place that this store knows: the catalogue's own are from Berlin. */
export async function fitting(text, lang) {
  const match = text.match(PLACE);
  if (!match || (await isPlace(match[3]))) return text;
  const place = await anyPlace();
  return place ? text.replace(PLACE, (_, before, word) => `${before}${preposition(word, place, lang)} ${place}`) : text;
}

/** Places for the "here" field. */
export async function suggestions(text, signal) {
  const rows = await get("api/search", { q: text, type: AREAS, limit: 12 }, signal);
  return [...new Set(rows.map((row) => row.name))];
}

function preposition(word, place, lang) {
  if (lang !== "de" || !["im", "in", "am"].includes(word)) return word;
  return MASCULINE.test(place) ? "im" : FEMININE.test(place) ? "in der" : "in";
}

async function isPlace(name) {
  if (!known.has(name)) known.set(name, get("api/search", { q: name, type: AREAS, limit: 5 }));
  return (await known.get(name)).some((row) => row.name === name);
}

async function anyPlace() {
  for (const type of AREAS) {
    if (!known.has(type)) known.set(type, get("api/search", { q: "e", type, limit: 1 }));
    const [first] = await known.get(type);
    if (first) return first.name;
  }
  return null;
}
