/** A map without tiles: plain ground, administrative areas as lines, a Quartier's outlines by how far they agree. */

import { geoJSON, map as leaflet, svg as renderer } from "../../vendor/leaflet/leaflet.js";
import { style as sheet, svg } from "../dom.js";
import { covers } from "../map/inside.js";
import { number, t } from "../words.js";

const LABELLED = 24; // areas of a level that still have room for their names
const PLAIN = { interactive: false, fill: false };
export const STYLES = {
  ground: { ...PLAIN, color: "#5d7176", weight: 1, fill: true, fillColor: "#fff", fillOpacity: 1 },
  coarse: { ...PLAIN, color: "#33484d", weight: 2.5 },
  others: { ...PLAIN, color: "#5c4b8a", weight: 1.5, dashArray: "2 4" },
  outline: { ...PLAIN, color: "#0b6a75", weight: 1.5 },
  fringe: { ...PLAIN, stroke: false, fill: true, fillColor: "url(#hatch)", fillOpacity: 1 },
  core: { ...PLAIN, stroke: false, fill: true, fillColor: "#0b6a75", fillOpacity: .38 },
  consensus: { ...PLAIN, color: "#0e4f57", weight: 3 },
  drawn: { ...PLAIN, color: "#8c3b00", weight: 3, dashArray: "7 5", fill: true, fillColor: "#f2b84b", fillOpacity: .3 },
  chosen: { ...PLAIN, color: "#8c3b00", weight: 2, fill: true, fillColor: "#f2b84b", fillOpacity: .45 },
};
const FRINGE_FIRST = ["fringe", "core", "outline", "consensus"];

/** The style sheets of a view with a map. */
export const dress = () => Promise.all(["vendor/leaflet/leaflet.css", "app/map/ground.css", "app/upload/upload.css", "app/draw/draw.css"].map(sheet));

/**
 * @param {HTMLElement} node with a size @param {any} areas GeoJSON of /api/areas @param {any} options of Leaflet
 * @returns {{map: any, home: () => void}} a Leaflet map that shows the areas of today, and the way to see all of them
 */
export function ground(node, areas, options = {}) {
  const map = leaflet(node, { attributionControl: false, zoomControl: false, keyboard: false, doubleClickZoom: false, scrollWheelZoom: false, zoomSnap: .25, maxZoom: 19, minZoom: 8, renderer: renderer({ padding: .5 }), zoomAnimation: false, fadeAnimation: false, ...options });
  const levels = levelsOf(areas);
  const layers = levels.map(({ features }, n) => {
    const layer = geoJSON(features, { style: n ? STYLES.coarse : STYLES.ground }).addTo(map);
    if (features.length <= LABELLED && (n === levels.length - 1 || features.length > 1)) layer.eachLayer((one) => one.bindTooltip(text(one.feature.properties.name), { permanent: true, direction: "center", className: "area-name" }));
    return layer;
  });
  layers.push(geoJSON(areas.features.filter((one) => one.properties.type === "Outline" && !one.properties.ended), { style: STYLES.others }).addTo(map));
  map.whenReady(() => hatch(node)); // layers are drawn when the map knows what it shows
  const home = () => show(map, layers);
  home();
  return { map, home };
}

/** The levels of areas that hold today, the finest first, at most two: {level, features}. */
export function levelsOf(areas) {
  const today = new Date().toISOString().slice(0, 10);
  const holding = areas.features.filter(({ properties: p }) => p.type === "AdministrativeArea" && !p.ended && `${p.valid_until ?? "9999"}~` >= today && (p.valid_from ?? "") <= today);
  const by = {};
  for (const one of holding) (by[one.properties.level ?? ""] ??= []).push(one);
  return Object.entries(by).map(([level, features]) => ({ level, features })).sort((a, b) => b.features.length - a.features.length).slice(0, 2);
}

/** Draw what the outlines of a Quartier say together. @returns {any} the layer */
export function outlines(map, collection) {
  const order = (one) => FRINGE_FIRST.indexOf(one.properties.role);
  const features = collection.features.filter((one) => order(one) >= 0).sort((a, b) => order(a) - order(b));
  return geoJSON(features, { style: (one) => STYLES[one.properties.role] }).addTo(map);
}

export const shape = (map, geometry, name = "drawn") => geoJSON(geometry, { style: STYLES[name] }).addTo(map);

/** Show all of some layers with a margin (a share of the map's height), or where nothing is known yet, a place in Germany. */
export function show(map, layers, margin = .05) {
  const whole = layers.map((layer) => layer.getBounds()).filter((one) => one.isValid()).reduce((all, one) => (all ? all.extend(one) : one), null);
  const padding = map.getSize().y * margin;
  if (whole) map.fitBounds(whole, { padding: [padding, padding], animate: false });
  else map.setView([52.5, 13.4], 12, { animate: false });
}

/** What the signs on the map mean. @returns {[string, string][]} name of the style, words */
export const legend = () => ["core", "fringe", "consensus", "others", "drawn"].map((name) => [name, t(`map.${name}`)]);

/** Square kilometres of a ring of [lat, lng], near enough for a town. */
export function area(ring) {
  const [lat] = ring[0] ?? [0];
  const [x, y] = [111.32 * Math.cos((lat * Math.PI) / 180), 110.57];
  return Math.abs(ring.reduce((sum, [b, a], n) => { const [d, c] = ring[(n + 1) % ring.length]; return sum + (a * d - c * b); }, 0) / 2) * x * y;
}

export const km2 = (value) => t("map.km2", { area: number(value < 0.1 ? Math.round(value * 1000) / 1000 : Math.round(value * 100) / 100) });

/** The name of the finest area at a place. */
export function at(areas, lat, lng) {
  return levelsOf(areas)[0]?.features.find((one) => covers(one.geometry, lat, lng));
}

function text(name) {
  return Object.assign(document.createElement("span"), { textContent: name ?? "" }); // never as markup
}

function hatch(node) {
  const drawing = node.querySelector(".leaflet-overlay-pane svg");
  if (!drawing) return;
  drawing.setAttribute("aria-hidden", "true");
  drawing.prepend(svg("defs", {}, svg("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 7, height: 7, fill: "#0b6a75", "fill-opacity": .1 }), svg("rect", { width: 2, height: 7, fill: "#0b6a75", "fill-opacity": .6 }))));
}
