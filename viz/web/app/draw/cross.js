/** A cross hair over a map that arrow keys move: a place can be chosen without a pointer. */

import { el } from "../dom.js";

const STEP = 16;
const LEAP = 80; // with Shift
const RIM = 28; // pixels from the edge at which the map moves on
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class CrossHair {
  /** @type {any} of Leaflet */ map;
  /** @type {{set: (latlng: any) => void, moved?: () => void, keys?: Record<string, () => void>, ready?: () => boolean}} */ does;
  /** @type {HTMLElement} */ node;
  /** @type {any} a point of Leaflet, null until it is shown */ spot;

  /**
   * @param {any} map of Leaflet
   * @param {{set: (latlng: any) => void, moved?: () => void, keys?: Record<string, () => void>, ready?: () => boolean}} does
   *    set: Enter was pressed; moved: by an arrow key; keys: what other keys do; ready: is it to be used now?
   */
  constructor(map, does) {
    Object.assign(this, { map, does, node: el("div", { class: "cross-hair", hidden: true, "aria-hidden": "true" }), spot: null });
    const frame = map.getContainer();
    frame.append(this.node);
    frame.addEventListener("keydown", (event) => this.key(event));
    frame.addEventListener("focus", () => this.ready && frame.matches(":focus-visible") && this.place(this.spot ?? map.getSize().divideBy(2)));
    frame.addEventListener("blur", () => this.hide());
    frame.addEventListener("pointerdown", () => this.hide());
  }

  get ready() {
    return this.does.ready?.() ?? true;
  }

  hide() {
    this.node.hidden = true;
  }

  key(event) {
    if (!this.ready || event.target !== this.map.getContainer() || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = KEYS[event.key];
    if (way) this.move(way, event.shiftKey ? LEAP : STEP);
    else if (event.key === "Enter" && !event.repeat) this.does.set(this.where());
    else if (event.key === "+") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else if (this.does.keys?.[event.key]) this.does.keys[event.key]();
    else return;
    event.preventDefault();
  }

  shown() {
    if (this.node.hidden) this.place(this.spot ?? this.map.getSize().divideBy(2));
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
    this.does.moved?.();
  }

  place(spot) {
    this.spot = spot;
    this.node.hidden = false;
    this.node.style.transform = `translate(${spot.x}px, ${spot.y}px)`;
  }

  /** Where the cross hair is. */
  where() {
    return this.map.containerPointToLatLng(this.shown());
  }
}
