/** The network that the views share: loaded once, and again when the store has another revision or another key is held. */

import { get } from "../api.js";
import { token } from "../state.js";

/**
 * @typedef {Object} Thing
 * @property {string} id
 * @property {string} type
 * @property {string} name
 * @property {string[]} kinds
 * @property {string[]} sectors
 * @property {string[]} themes
 * @property {string[]} groups
 * @property {[string, number][]} areas ids of Quartiere and administrative areas, each with the share in it (0..1)
 * @property {[number, number] | null} point latitude and longitude
 * @property {[string | null, string | null]} seen since and until when sources say so; null is open
 * @property {[string | null, string | null]} valid since and until when it held, as the sources say
 * @property {string | null} verified
 *
 * @typedef {{from: number, to: number, type: string, role: string | null, since: string | null, until: string | null}} Tie
 *   `from` and `to` are indices of things
 *
 * @typedef {Object} Network
 * @property {number} revision
 * @property {Thing[]} things
 * @property {Tie[]} ties
 * @property {Map<string, number>} index the index of a thing by its id
 * @property {number[][]} tiesOf the indices of a thing's ties
 * @property {Record<string, string[]>} wider a theme or group and all above it
 * @property {number} total how many things there are, where not all of them travel
 * @property {string | null} first the oldest observation
 */

let held = { token: null, network: null };

/** @returns {Promise<Network>} the same object as long as nothing has changed */
export async function load(signal) {
  const raw = await get("api/network", {}, signal);
  if (held.network?.revision !== raw.revision || held.token !== token()) held = { token: token(), network: network(raw) };
  return held.network;
}

/** @returns {Network} */
export function network(raw) {
  const things = raw.things.map((row) => named(raw.fields, row));
  const ties = raw.ties.map((row) => named(raw.tie, row));
  const tiesOf = things.map(() => []);
  ties.forEach(({ from, to }, n) => {
    tiesOf[from].push(n);
    if (to !== from) tiesOf[to].push(n);
  });
  return { ...raw, things, ties, tiesOf, index: new Map(things.map((thing, n) => [thing.id, n])) };
}

const named = (fields, row) => Object.fromEntries(fields.map((field, n) => [field, row[n]]));
