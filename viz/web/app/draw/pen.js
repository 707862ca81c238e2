/** Drawing corners on a map: by click or tap, or with a cross hair that the arrow keys move. Nothing has to be dragged. */

import { circleMarker, layerGroup, polygon, polyline } from "../../vendor/leaflet/leaflet.js";
import { el } from "../dom.js";
import { STYLES } from "./map.js";

const STEP = 16;
const LEAP = 80; // with Shift
const RIM = 28; // pixels from the edge at which the map moves on
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Pen {
  /**
   * @param {any} map of Leaflet @param {(what: "set" | "back" | "moved", pen: Pen) => void} told
   */
  constructor(map, told) {
    Object.assign(this, { map, told, corners: [], active: true });
    this.layer = layerGroup().addTo(map);
    this.cross = el("div", { class: "cross-hair", hidden: true, "aria-hidden": "true" });
    const node = map.getContainer();
    node.append(this.cross);
    map.on("click", ({ latlng }) => this.active && this.set(latlng));
    node.addEventListener("keydown", (event) => this.key(event));
    node.addEventListener("focus", () => this.active && node.matches(":focus-visible") && this.place(this.spot ?? map.getSize().divideBy(2)));
    node.addEventListener("blur", () => { this.cross.hidden = true; });
    node.addEventListener("pointerdown", () => { this.cross.hidden = true; });
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

  key(event) {
    if (!this.active || event.target !== this.map.getContainer() || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = KEYS[event.key];
    if (way) this.move(way, event.shiftKey ? LEAP : STEP);
    else if (event.key === "Enter" && !event.repeat) this.set(this.map.containerPointToLatLng(this.shown()));
    else if (event.key === "Backspace") this.back();
    else if (event.key === "+") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else return;
    event.preventDefault();
  }

  shown() {
    if (this.cross.hidden) this.place(this.spot ?? this.map.getSize().divideBy(2));
    return this.spot;
  }

  move([x, y], step) {
    const size = this.map.getSize();
    const spot = this.shown().add([x * step, y * step]);
    const kept = spot.clone();
    kept.x = Math.min(Math.max(spot.x, RIM), size.x - RIM);
    kept.y = Math.min(Math.max(spot.y, RIM), size.y - RIM);
    if (!kept.equals(spot)) this.map.panBy(spot.subtract(kept), { animate: false });
    this.place(kept);
    this.told("moved", this);
  }

  place(spot) {
    this.spot = spot;
    this.cross.hidden = false;
    this.cross.style.transform = `translate(${spot.x}px, ${spot.y}px)`;
  }

  /** Where the cross hair is. */
  where() {
    return this.map.containerPointToLatLng(this.shown());
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

function cuts([a, b], [c, d]) {
  const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
