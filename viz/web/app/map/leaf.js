/** The Leaflet map: its panes, what is drawn in them, where it looks. It knows nothing of the page around it. */

import { canvas, control, layerGroup, map as leaflet, svg as renderer } from "../../vendor/leaflet/leaflet.js";
import { el } from "../dom.js";
import { FONTS, place } from "./labels.js";
import { Lines, Mark, SIZE } from "./marks.js";
import { hatching } from "./paint.js";

const PANES = { base: 200, areas: 400, marks: 500, names: 600 };
const NOWHERE = [[52.5, 13.4], 12];

export class Leaf {
  /** @param {HTMLElement} node with a size @param {{at: (latlng: any, things: number[]) => void, moved: () => void, drawn: () => void}} told */
  constructor(node, told) {
    this.map = leaflet(node, { attributionControl: false, zoomControl: false, keyboard: false, doubleClickZoom: false, zoomSnap: 0.25, maxZoom: 19, minZoom: 8, zoomAnimation: false, fadeAnimation: false, inertia: false, wheelPxPerZoomLevel: 90 });
    for (const [name, level] of Object.entries(PANES)) this.map.createPane(name).style.zIndex = String(level);
    this.areas = renderer({ padding: 0.5, pane: "areas" });
    this.pen = canvas({ padding: 0.3, pane: "marks" });
    this.names = this.map.getPane("names");
    this.names.setAttribute("aria-hidden", "true"); // the lists beside the map say the same
    this.names.classList.add("town-names");
    control.scale({ imperial: false, position: "bottomleft" }).addTo(this.map);
    this.groups = {};
    this.map.on("click", ({ latlng }) => told.at(latlng, this.taken?.splice(0) ?? []));
    this.map.on("moveend", () => { told.drawn(); told.moved(); });
    this.map.whenReady(() => this.hatched());
  }

  hatched() {
    const drawing = this.areas._container;
    if (!drawing || drawing.querySelector("defs")) return;
    drawing.setAttribute("aria-hidden", "true");
    drawing.prepend(hatching());
  }

  /** Put a group of areas in the place of the one of that name; null takes it away. */
  area(name, group, front = false) {
    this.groups[name]?.remove();
    this.groups[name] = group;
    if (!group) return;
    group.eachLayer(/** @this {any} the drawing */ function renew(layer) { if (layer.eachLayer) layer.eachLayer(renew, this); else layer.options.renderer = this; }, this.areas);
    group.addTo(this.map);
    if (front) group.bringToFront();
    this.hatched();
  }

  /** @param {import("./scene.js").Stack[]} stacks @param {{at: any, ends: any[], dim: boolean}[]} stars */
  marks(stacks, stars) {
    this.marked?.remove();
    const lines = stars.length ? [new Lines(stars[0].at, { stars, renderer: this.pen })] : [];
    const order = (one) => (one.drawn.selected ? 2 : one.drawn.dim ? 0 : 1);
    const marks = [...stacks].sort((a, b) => order(a) - order(b)).map((stack) => new Mark([stack.lat, stack.lng], { drawn: stack.drawn, renderer: this.pen, radius: SIZE, bubblingMouseEvents: true })
      .on("click", () => { this.taken = [...stack.things]; }));
    this.marked = layerGroup([...lines, ...marks]).addTo(this.map);
    this.pen._container?.setAttribute("aria-hidden", "true");
  }

  /** Write names where there is room. */
  write(labels, kept) {
    const shown = place(labels, kept, this.map.getSize());
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    this.names.replaceChildren(...shown.map(({ text, kind, colour, left, top }) => {
      const name = el("span", { class: kind }, text);
      Object.assign(name.style, { font: `${FONTS[kind]} / 16px var(--town-font)`, color: colour, transform: `translate(${origin.x + left}px, ${origin.y + top}px)` });
      return name;
    }));
    return shown;
  }

  /** Where a place is on the picture. */
  project({ lat, lng }) {
    return this.map.latLngToContainerPoint([lat, lng]);
  }

  /** The same, not rounded to pixels. */
  exact(lat, lng) {
    const { map } = this;
    return map.project([lat, lng]).subtract(map.project(map.getCenter())).add(map.getSize().divideBy(2));
  }

  /** How many metres a pixel is in the middle of the picture. */
  metres() {
    const { map } = this;
    const middle = map.getSize().divideBy(2);
    return map.distance(map.containerPointToLatLng(middle), map.containerPointToLatLng(middle.add([100, 0]))) / 100;
  }

  /** "lat,lng,zoom" */
  get spot() {
    const { lat, lng } = this.map.getCenter();
    return `${lat.toFixed(5)},${lng.toFixed(5)},${Number(this.map.getZoom().toFixed(2))}`;
  }

  look(spot) {
    const [lat, lng, zoom] = spot.split(",").map(Number);
    if ([lat, lng, zoom].some(Number.isNaN)) return;
    this.map.setView([lat, lng], zoom, { animate: false });
  }

  /** Show a box with a margin; without one, a place in Germany. */
  fit(bounds) {
    if (bounds) this.map.fitBounds(bounds, { padding: [28, 28], maxZoom: 17, animate: false });
    else this.map.setView(...NOWHERE, { animate: false });
  }

  /** Move so far that a box is to be seen, if it is not. */
  bring(bounds) {
    if (!this.map.getBounds().pad(-0.02).intersects(bounds)) this.map.panTo([(bounds[0][0] + bounds[1][0]) / 2, (bounds[0][1] + bounds[1][1]) / 2], { animate: false });
  }

  close() {
    this.map.remove();
  }
}
