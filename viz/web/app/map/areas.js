/** The ground of the map: Quartiere with their core and fringe, and the administrative areas by level and vintage. */

import { get } from "../api.js";
import { compare } from "../words.js";
import { box, covers, middle } from "./inside.js";

/**
 * @typedef {{id: string, name: string, outlines: number, agreement: number | null, whole: any, levels: {share: number, geometry: any}[], colour: number, at: [number, number] | null, box: any}} Quartier
 *    whole: what at least half of the outlines contain (GeoJSON), null where no outline is known; colour: a number, another one than that of any Quartier it touches
 * @typedef {{id: string, name: string, geometry: any, at: [number, number], box: any}} Area
 * @typedef {{key: string, name: string, scheme: string, from: string, until: string, areas: Area[]}} Level   one level of administrative areas in one vintage
 * @typedef {{quartiere: Quartier[], levels: Level[], names: Map<string, string>}} Ground
 */

export const COLOURS = ["#0b6a75", "#8a3b12", "#5c4b8a", "#4a6414", "#9b2c5e", "#2d5ea8"];

/** @param {string} date as of, empty: today @returns {Promise<Ground>} */
export async function load(date) {
  const [drawn, surveyed] = await Promise.all([get("api/quartiere/outlines", { as_of: date }), get("api/areas", { type: "AdministrativeArea" })]);
  const quartiere = coloured(drawn.quartiere.map((one) => quartier(one, drawn.features.filter(({ properties }) => properties.quartier === one.id))));
  const levels = levelled(surveyed.features.filter(({ properties }) => !properties.ended));
  const names = new Map([...quartiere, ...levels.flatMap(({ areas }) => areas)].map(({ id, name }) => [id, name]));
  return { quartiere, levels, names };
}

function quartier({ id, name, outlines, agreement }, features) {
  const levels = features.filter(({ properties }) => properties.role === "level").map(({ properties, geometry }) => ({ share: properties.share, geometry }));
  const whole = features.find(({ properties }) => properties.role === "consensus")?.geometry ?? levels.at(-1)?.geometry ?? null;
  return { id, name, outlines, agreement, whole, levels, colour: 0, at: whole && middle(whole), box: box(levels.map(({ geometry }) => geometry)) };
}

/** Neighbours differ: each takes the first colour that none of those before it whose boxes it meets has. */
function coloured(quartiere) {
  const done = [];
  for (const one of quartiere.filter(({ whole }) => whole)) {
    const taken = new Set(done.filter((other) => meet(one.box, other.box)).map(({ colour }) => colour));
    one.colour = COLOURS.findIndex((_, n) => !taken.has(n));
    if (one.colour < 0) one.colour = done.length % COLOURS.length;
    done.push(one);
  }
  return quartiere;
}

const meet = ([[s, w], [n, e]], [[s2, w2], [n2, e2]]) => s <= n2 && s2 <= n && w <= e2 && w2 <= e;

function levelled(features) {
  const found = new Map();
  for (const { id, properties: { name, level = "", scheme = "", valid_from: from = "", valid_until: until = "" }, geometry } of features) {
    const key = [level, from, until].join("~");
    if (!found.has(key)) found.set(key, { key, name: level, scheme, from, until, areas: [] });
    found.get(key).areas.push({ id, name: name ?? "", geometry, at: middle(geometry), box: box([geometry]) });
  }
  for (const level of found.values()) level.areas.sort((a, b) => compare(a.name, b.name));
  return [...found.values()].sort((a, b) => a.areas.length - b.areas.length || compare(a.name, b.name) || compare(a.from, b.from));
}

/** Does a level hold on a day (empty: today)? */
export function holds({ from, until }, date) {
  const day = date || new Date().toISOString().slice(0, 10);
  return from <= day && `${until || "9999"}~` >= day;
}

/** What a place lies in: Quartiere with the share of their outlines that contain it, then areas of the given levels. */
export function at(ground, levels, lat, lng) {
  const near = ([[s, w], [n, e]]) => s <= lat && lat <= n && w <= lng && lng <= e;
  const quartiere = ground.quartiere.filter((one) => one.box && near(one.box))
    .map((one) => ({ ...one, share: one.levels.find(({ geometry }) => covers(geometry, lat, lng))?.share ?? 0 }))
    .filter(({ share }) => share > 0).sort((a, b) => b.share - a.share || compare(a.name, b.name));
  const areas = levels.flatMap((level) => level.areas.filter((one) => near(one.box) && covers(one.geometry, lat, lng)).map((one) => ({ ...one, level })));
  return { quartiere, areas };
}
