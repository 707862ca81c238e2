/** What of a picture has a place: spots, stars of cooperations, and what cannot be put on a map, with the reason. */

/**
 * @typedef {{thing: number, lat: number, lng: number, between: boolean}} Spot   between: a cooperation, in the middle of its members
 * @typedef {{thing: number, at: [number, number], ends: {thing: number, at: [number, number]}[]}} Star
 * @typedef {{x: number, y: number, lat: number, lng: number, things: number[], type: string, drawn?: any}} Stack   drawn: how its mark looks, added when it is painted
 * @typedef {{spots: Spot[], stars: Star[], nowhere: {thing: number, why: "area" | "unknown"}[]}} Scene
 */

const GROUND = ["Quartier", "AdministrativeArea"]; // drawn as areas
const MEMBER = "MEMBER_OF";

/** @param {import("../workspace/picture.js").Picture} picture @returns {Scene} */
export function scene({ network, visible, ties }) {
  const members = new Map();
  for (const { type, from, to } of ties.map((n) => network.ties[n])) {
    if (type !== MEMBER || !network.things[from].point) continue;
    if (!members.has(to)) members.set(to, []);
    members.get(to).push({ thing: from, at: network.things[from].point });
  }
  const [spots, nowhere, stars] = [[], [], []];
  for (const thing of visible) {
    const { type, point, areas } = network.things[thing];
    if (GROUND.includes(type)) continue;
    const star = starOf(thing, members.get(thing) ?? [], point);
    if (star) stars.push(star);
    if (point) spots.push({ thing, lat: point[0], lng: point[1], between: false });
    else if (star) spots.push({ thing, lat: star.at[0], lng: star.at[1], between: true });
    else nowhere.push({ thing, why: areas.length ? "area" : "unknown" });
  }
  return { spots, stars, nowhere };
}

/** A cooperation's lines: from the middle of its members' places to each of them; null with fewer than two places. */
function starOf(thing, ends, point) {
  const places = [...new Map(ends.map((end) => [end.at.join(), end.at])).values()];
  if (places.length < 2) return null;
  const mean = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return { thing, at: point ?? [mean(0), mean(1)], ends };
}

const NEAR = 24; // pixels: marks that are closer would hide one another
const FIRST = ["Actor", "Department", "Cooperation"]; // which mark stands for a stack

/**
 * Spots that would cover each other on the screen, as one stack.
 * @param {Spot[]} spots @param {(spot: Spot) => {x: number, y: number}} project @param {any[]} things
 * @returns {Stack[]}
 */
export function stacks(spots, project, things) {
  const cells = new Map();
  const found = [];
  for (const spot of spots) {
    const { x, y } = project(spot);
    const [column, row] = [Math.floor(x / NEAR), Math.floor(y / NEAR)];
    const stack = near(cells, column, row, x, y);
    if (stack) stack.things.push(spot.thing);
    else {
      const fresh = { x, y, lat: spot.lat, lng: spot.lng, things: [spot.thing], type: "" };
      found.push(fresh);
      const key = `${column},${row}`;
      if (cells.has(key)) cells.get(key).push(fresh);
      else cells.set(key, [fresh]);
    }
  }
  const rank = (type) => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length);
  for (const stack of found) {
    stack.things.sort((a, b) => rank(things[a].type) - rank(things[b].type) || a - b);
    stack.type = things[stack.things[0]].type;
  }
  return found;
}

function near(cells, column, row, x, y) {
  for (let c = column - 1; c <= column + 1; c += 1) for (let r = row - 1; r <= row + 1; r += 1) {
    const hit = cells.get(`${c},${r}`)?.find((one) => Math.hypot(one.x - x, one.y - y) < NEAR);
    if (hit) return hit;
  }
  return null;
}
