/** The canvas with its camera: panning and zooming, drawing when something changed, and what lies under a point. */

import { quadtree } from "../../vendor/d3-quadtree/index.js";
import { select } from "../../vendor/d3-selection/index.js";
import "../../vendor/d3-transition/index.js"; // selections learn to animate
import { zoom, zoomIdentity, zoomTransform } from "../../vendor/d3-zoom/index.js";
import { el } from "../dom.js";
import { Painter } from "./painter.js";
import { labelBox } from "./labels.js";
import { pixels } from "./style.js";

const [LEAST, MOST, CLOSE] = [0.02, 6, 1.25];
const TARGET = { mouse: 14, touch: 24 };
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Stage {
  /** @type {number} */ width;
  /** @type {number} */ height;
  /** @type {boolean} all of it is to be seen */ fitted;
  /** @type {import("./types.js").Camera | null} where the camera goes */ goal;

  /** @param {{moved: (camera: import("./types.js").Camera) => void, framed: () => void, holds: (event: any) => boolean}} how
   *    moved: a gesture has ended; framed: something was drawn anew; holds: a press here moves a thing instead of the picture */
  constructor(how) {
    this.how = how;
    this.canvas = el("canvas", { class: "graph-canvas", tabindex: "0", role: "application" });
    this.node = el("div", { class: "graph-stage" }, this.canvas);
    this.painter = new Painter(this.canvas);
    this.display = null;
    this.items = [];
    this.zoom = /** @type {any} */ (zoom()).scaleExtent([LEAST, MOST]).clickDistance(4)
      .filter((event) => !event.button && !(event.ctrlKey && event.type !== "wheel") && !(event.type !== "wheel" && how.holds(event)))
      .on("zoom", (event) => this.changed(event)).on("end", (event) => this.ended(event));
    this.picture = select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.node);
  }

  get camera() {
    const { k, x, y } = zoomTransform(this.canvas);
    return { x: (this.width / 2 - x) / k, y: (this.height / 2 - y) / k, k };
  }

  resize() {
    const { width, height } = this.node.getBoundingClientRect();
    if (width < 20 || height < 20 || (width === this.width && height === this.height)) return;
    const before = this.width ? this.camera : null;
    [this.width, this.height] = [width, height];
    this.zoom.extent([[0, 0], [width, height]]);
    this.painter.resize(width, height);
    if (before && !this.fitted) this.look(this.goal ?? before);
    else this.fit(false);
  }

  /** @param {import("./types.js").Display} display @param {import("./types.js").Item[]} items */
  set(display, items) {
    [this.display, this.items] = [display, items];
    this.tree = quadtree(items, (item) => item.x, (item) => item.y);
    this.painter.set(display);
    this.ask();
  }

  changed(event) {
    if (event.sourceEvent) Object.assign(this, { fitted: false, goal: null });
    this.painter.moving = Boolean(event.sourceEvent);
    this.ask();
  }

  ended(event) {
    this.painter.moving = false;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => { this.ask(); if (event.sourceEvent) this.how.moved(this.camera); }, 140);
  }

  ask() {
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.paint(); });
  }

  paint() {
    if (!this.display || !this.width) return;
    this.painter.paint(this.camera);
    this.how.framed();
  }

  look({ x, y, k }, animated = false) {
    this.goal = { x, y, k };
    const aim = zoomIdentity.translate(this.width / 2, this.height / 2).scale(k).translate(-x, -y);
    if (animated && !still()) this.picture.transition().duration(250).call(this.zoom.transform, aim);
    else this.picture.call(this.zoom.transform, aim);
  }

  /** All that is drawn, with its labels, in the room; `some`: only these items. */
  fit(animated = true, some = null) {
    if (!this.width) { this.fitted = true; return; }
    const box = this.extent(some);
    if (!box) return;
    this.fitted = !some;
    const k = Math.min(some ? MOST : CLOSE, Math.max(LEAST, Math.min((this.width - 90) / (box.right - box.left), (this.height - 80) / (box.bottom - box.top))));
    this.look({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + 8 / k, k: some ? Math.max(k, this.camera.k) : k }, animated);
  }

  extent(some) {
    const shapes = some ?? this.display?.shapes ?? [];
    if (!shapes.length) return null;
    const room = (shape) => (shape.scale === "picture" || shape.thing === -1 ? shape.size ?? shape.r : 24);
    const edge = (axis, sign, most) => shapes.reduce((found, shape) => most(found, shape[axis] + sign * room(shape)), shapes[0][axis]);
    const box = { left: edge("x", -1, Math.min), right: edge("x", 1, Math.max), top: edge("y", -1, Math.min), bottom: edge("y", 1, Math.max) };
    if (some) return box;
    for (const area of this.display.areas) for (const [x, y] of area.points) Object.assign(box, { left: Math.min(box.left, x), right: Math.max(box.right, x), top: Math.min(box.top, y), bottom: Math.max(box.bottom, y) });
    if (shapes.length > 400) return box;
    for (const label of this.display.labels) { const at = labelBox(label, 1); Object.assign(box, { left: Math.min(box.left, at.left), right: Math.max(box.right, at.right), bottom: Math.max(box.bottom, at.bottom) }); }
    return box;
  }

  zoomBy(factor) {
    Object.assign(this, { fitted: false, goal: null });
    if (still()) this.picture.call(this.zoom.scaleBy, factor);
    else this.picture.transition().duration(160).call(this.zoom.scaleBy, factor);
    clearTimeout(this.told);
    this.told = setTimeout(() => this.how.moved(this.camera), 320);
  }

  /** Where a point of the picture is in the room, in pixels. */
  at({ x, y }) {
    return zoomTransform(this.canvas).apply([x, y]);
  }

  /** The point of the picture under an event. */
  under(event) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return zoomTransform(this.canvas).invert([event.clientX - left, event.clientY - top]);
  }

  /** The item under a point; fingers are met with more room. */
  hit(event) {
    if (!this.items.length) return null;
    const [x, y] = this.under(event.touches?.[0] ?? event.changedTouches?.[0] ?? event);
    const { k } = this.camera;
    const reach = TARGET[event.pointerType === "touch" || event.touches ? "touch" : "mouse"] / k;
    const found = this.tree.find(x, y, reach);
    if (found && found.thing >= 0) return found;
    return this.items.find((item) => item.thing < 0 && Math.hypot(item.x - x, item.y - y) <= pixels({ scale: "picture", size: item.r }, k) / k) ?? found ?? null;
  }

  close() {
    this.watch.disconnect();
    clearTimeout(this.rest);
    clearTimeout(this.told);
    if (this.frame) cancelAnimationFrame(this.frame);
  }
}
