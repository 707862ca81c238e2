/** The optional base map: a PMTiles file of our own origin, drawn quietly, so that areas and marks stand out. */

import * as leaflet from "../../vendor/leaflet/leaflet.js";
import { get } from "../api.js";
import { language } from "../words.js";

const KNOWN = ["earth", "water", "roads"]; // layers of the Protomaps scheme, for which there is a style
const POLYGON = 3;
const POINT = 1;
const GROUND = "#f3f5f4";

/** @returns {Promise<{tiles: string, kind: string, attribution: string, layers: string[], min_zoom: number, max_zoom: number, bounds: number[]} | null>} */
export async function basemap() {
  const found = await get("api/basemap");
  return found.tiles ? found : null;
}

/** @returns {Promise<any>} a layer of Leaflet, for the pane "base" */
export async function layer(about) {
  globalThis.L = leaflet; // both libraries look for it there
  const [west, south, east, north] = about.bounds;
  const options = { pane: "base", noWrap: true, bounds: [[south, west], [north, east]], attribution: "" };
  const url = new URL(about.tiles, document.baseURI).href;
  if (about.kind === "raster") {
    const { PMTiles, leafletRasterLayer } = await import("../../vendor/pmtiles/index.js");
    return leafletRasterLayer(new PMTiles(url), { ...options, maxNativeZoom: about.max_zoom, minNativeZoom: about.min_zoom, className: "town-base" });
  }
  const drawing = await import("../../vendor/protomaps-leaflet/index.js");
  const look = KNOWN.every((name) => about.layers.includes(name)) ? { flavor: "white", lang: language() } : { ...plain(drawing, about.layers), backgroundColor: GROUND };
  return drawing.leafletLayer({ url, maxDataZoom: about.max_zoom, ...options, ...look });
}

/** A file of another scheme: its areas in a shade, its lines as lines, whatever they mean. */
function plain({ LineSymbolizer, PolygonSymbolizer }, layers) {
  const areas = layers.map((dataLayer) => ({ dataLayer, symbolizer: new PolygonSymbolizer({ fill: "#dfe7e6", opacity: 0.7 }), filter: (_, { geomType }) => geomType === POLYGON }));
  const lines = layers.map((dataLayer) => ({ dataLayer, symbolizer: new LineSymbolizer({ color: "#b3c0c2", width: 1 }), filter: (_, { geomType }) => geomType !== POINT }));
  return { paintRules: [...areas, ...lines], labelRules: [] };
}
