/** Areas on the map: Quartiere with core, fringe and majority, administrative levels, single outlines, what "here" is. */

import { featureGroup, geoJSON } from "../../vendor/leaflet/leaflet.js";
import { STYLES } from "../draw/map.js";
import { svg } from "../dom.js";
import { COLOURS } from "./areas.js";

const CORE = 0.999; // a share from which on a place lies in all outlines
const PLAIN = { interactive: false, fill: false };
export const DIM = 0.3;
export const AREAS = {
  ...STYLES,
  level: { ...PLAIN, color: "#5d7176", weight: 1.2 },
  rival: { ...PLAIN, color: "#1d2629", weight: 1.8, dashArray: "7 4" },
  casing: { ...PLAIN, color: "#ffffff", weight: 8, opacity: 0.9 },
  here: { ...PLAIN, color: "#1d2629", weight: 3.5 },
  chosen: { ...PLAIN, color: "#8c3b00", weight: 4, dashArray: "10 4" },
};

/** How the parts of a Quartier are drawn, bottom up: {geometry, style, role}. */
export function parts({ colour, levels, whole, outlines }, dim) {
  const color = COLOURS[colour];
  const fade = dim ? DIM : 1;
  const found = levels.map(({ share, geometry }) => {
    const core = share >= CORE;
    const fill = core ? { fillColor: color, fillOpacity: (outlines > 1 ? 0.34 : 0.2) * fade } : { fillColor: `url(#fringe-${colour})`, fillOpacity: (0.35 + 0.65 * share) * fade };
    return { geometry, role: core ? "core" : "fringe", style: { ...PLAIN, stroke: false, fill: true, ...fill } };
  });
  if (whole) found.push({ geometry: whole, role: "consensus", style: { ...PLAIN, color, weight: 2.6, opacity: fade } });
  return found;
}

/** @returns {any} a group of Leaflet */
export const quartiere = (shown, dimmed) => featureGroup(shown.flatMap((one) => parts(one, dimmed(one)).map(({ geometry, style }) => geoJSON(geometry, { style }))));

export const level = ({ areas }, coarse) => featureGroup(areas.map(({ geometry }) => geoJSON(geometry, { style: coarse ? AREAS.coarse : AREAS.level })));

export const outlined = (geometries, name) => featureGroup([...geometries.map((geometry) => geoJSON(geometry, { style: AREAS.casing })), ...geometries.map((geometry) => geoJSON(geometry, { style: AREAS[name] }))]);

export const outlines = (geometries) => featureGroup(geometries.map((geometry) => geoJSON(geometry, { style: AREAS.rival })));

/** The hatching of the fringes: one direction and colour each, so that neither alone must be told apart. */
export function hatching() {
  return svg("defs", {}, COLOURS.map((colour, n) => svg("pattern", { id: `fringe-${n}`, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${45 + n * 30})` },
    svg("rect", { width: 7, height: 7, fill: colour, "fill-opacity": 0.08 }), svg("rect", { width: 1.8, height: 7, fill: colour, "fill-opacity": 0.55 }))));
}
