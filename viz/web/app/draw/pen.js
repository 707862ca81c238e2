/** Drawing corners on a map: by click or tap, or with a cross hair that the arrow keys move. Nothing has to be dragged. */

import { circleMarker, layerGroup, polygon, polyline } from "../../vendor/leaflet/leaflet.js";
import { CrossHair } from "./cross.js";
import { STYLES } from "./map.js";

export class Pen {
  /** @type {any} of Leaflet */ map;
  /** @type {(what: "set" | "back" | "moved", pen: Pen) => void} */ told;
  /** @type {[number, number][]} latitude and longitude */ corners;
  /** @type {boolean} */ active;

  /**
   * @param {any} map of Leaflet @param {(what: "set" | "back" | "moved", pen: Pen) => void} told
   */
  constructor(map, told) {
    Object.assign(this, { map, told, corners: [], active: true });
    this.layer = layerGroup().addTo(map);
    this.cross = new CrossHair(map, { set: (latlng) => this.set(latlng), moved: () => told("moved", this), keys: { Backspace: () => this.back() }, ready: () => this.active });
    map.on("click", ({ latlng }) => this.active && this.set(latlng));
  }

  set({ lat, lng }) {
    this.corners.push([lat, lng]);
    this.draw();
    this.told("set", this);
  }

  back() {
    if (!this.corners.pop()) return;
    this.draw();
    this.told("back", this);
  }

  clear() {
    this.corners = [];
    this.draw();
    this.told("back", this);
  }

  /** Where the cross hair is. */
  where() {
    return this.cross.where();
  }

  draw() {
    this.layer.clearLayers();
    const { corners } = this;
    if (corners.length > 2) polygon(corners, STYLES.drawn).addTo(this.layer);
    else if (corners.length > 1) polyline(corners, { ...STYLES.drawn, fill: false }).addTo(this.layer);
    corners.forEach((corner, n) => circleMarker(corner, { interactive: false, radius: n ? 5 : 7, color: "#8c3b00", weight: 2, fillColor: "#fff", fillOpacity: 1 }).addTo(this.layer));
  }

  /** Does an edge cross another one? */
  get crossed() {
    const { corners } = this;
    /** @type {[number, number][][]} */
    const edges = corners.map((a, n) => [a, corners[(n + 1) % corners.length]]);
    const apart = (i, j) => j - i > 1 && !(i === 0 && j === edges.length - 1);
    return corners.length > 3 && edges.some((one, i) => edges.some((other, j) => apart(i, j) && cuts(one, other)));
  }

  /** GeoJSON of what is drawn, null with fewer than three corners. */
  get geometry() {
    if (this.corners.length < 3) return null;
    const ring = this.corners.map(([lat, lng]) => [lng, lat]);
    return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
  }
}

/** @param {[number, number][]} one an edge @param {[number, number][]} another */
function cuts([a, b], [c, d]) {
  const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
