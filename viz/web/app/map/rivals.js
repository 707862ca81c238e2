/** The single outlines of a Quartier, when somebody wants to see them: who drew which, and when. */

import { get } from "../api.js";
import { compare, date, t } from "../words.js";
import { middle } from "./inside.js";

const known = new Map();

/** @returns {Promise<{of: string, letter: string, geometry: any, at: [number, number], by: string, on: string, weight: number}[]>} the oldest first */
export function rivals(id, day) {
  const key = `${id}~${day}`;
  if (!known.has(key)) known.set(key, get(`api/quartiere/${encodeURIComponent(id)}/outlines`, { as_of: day }).then((found) => lettered(found, id)));
  return known.get(key);
}

function lettered({ features }, of) {
  const drawn = features.filter(({ properties }) => properties.role === "outline").sort((a, b) => compare(a.properties.drawn_on ?? "", b.properties.drawn_on ?? ""));
  return drawn.map(({ geometry, properties }, n) => ({
    of, letter: letters(n), geometry, at: middle(geometry), weight: properties.weight,
    by: properties.drawn_by ?? t("map.byHidden"), on: properties.drawn_on ? date(properties.drawn_on) : t("map.undated"),
  }));
}

/** A, B, … Z, AA, AB, … */
const letters = (n) => (n < 26 ? "" : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
