/** Which layers of the map are on: in the address a list of names; without one, what is good to begin with. */

import { holds } from "./areas.js";

export const [QUARTIERE, POINTS, TIES, BASE, NONE] = ["quartiere", "points", "ties", "base", "none"];
const LEVEL = "level:";
const RIVALS = "rivals:";
const MANY = 60; // areas of a level from which on it is not shown unasked

/** @param {string[]} said @param {import("./areas.js").Ground} ground @returns {string[]} */
export function layersOn(said, ground, date) {
  if (said.length) return said.filter((name) => name !== NONE);
  const holding = ground.levels.filter((level) => holds(level, date) && level.areas.length <= MANY);
  const finest = holding.at(-1);
  const quartiere = ground.quartiere.some(({ whole }) => whole);
  return [QUARTIERE, POINTS, TIES, BASE, ...(finest && (!quartiere || holding.length === 1) ? [levelName(finest)] : holding.slice(0, 1).map(levelName))];
}

export const levelName = ({ key }) => `${LEVEL}${key}`;
export const rivalName = (id) => `${RIVALS}${id}`;
export const rivalsOn = (on) => on.filter((name) => name.startsWith(RIVALS)).map((name) => name.slice(RIVALS.length));

/** The list with one name more or less; an empty one would mean "as at the beginning". */
export function toggled(on, name, wanted) {
  const kept = on.filter((one) => one !== name);
  const found = wanted ? [...kept, name] : kept;
  return found.length ? found : [NONE];
}
