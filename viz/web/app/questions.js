/** The catalogue, and examples that this store answers. */

import { get } from "./api.js";

const AREAS = ["Quartier", "AdministrativeArea"];
const SUGGESTED = 5;
const asked = new Map();

/** Fetched once; what failed is fetched again. */
async function once(path, query = {}) {
  const key = `${path} ${JSON.stringify(query)}`;
  if (!asked.has(key)) asked.set(key, get(path, query));
  try {
    return await asked.get(key);
  } catch (error) {
    asked.delete(key);
    throw error;
  }
}

/** The questions of the catalogue. */
export const questions = () => once("api/questions");

/** Examples in groups. @returns {Promise<{group: string, title: string, questions: {id: string, title: string, text: string}[]}[]>} */
export const examples = (lang) => get("api/examples", { lang });

/** In place of phrasings that the catalogue suggests, such as ask the same of this store; else the first that it answers. */
export async function instead(phrasings, lang) {
  const known = (await examples(lang)).flatMap((group) => group.questions);
  const wanted = (await questions()).filter((question) => Object.values(question.phrasings).flat().some((text) => phrasings.includes(text)));
  const fitting = known.filter((one) => wanted.some((question) => question.id === one.id));
  const found = [...fitting, ...known].map((one) => one.text).slice(0, SUGGESTED);
  return found.length ? [...new Set(found)] : phrasings;
}

/** Places for the "here" field. */
export async function suggestions(text, signal) {
  const rows = await get("api/search", { q: text, type: AREAS, limit: 12 }, signal);
  return [...new Set(rows.map((row) => row.name))];
}
