/** Mouse, finger and keyboard on the picture: all lead to the same few wishes of the view. */

import { t, typeName } from "../words.js";
import { tieName } from "./list.js";
import { Tip } from "./tip.js";
import { arrow, neighbours, step, towards } from "./walk.js";

const FAR = 4; // pixels that a press may tremble
const [MOVE, NUDGE] = [24, 6];

export class Hands {
  /** @param {import("./view.js").Graph} view */
  constructor(view) {
    this.view = view;
    this.stage = view.stage;
    this.tip = new Tip(this.stage);
    Object.assign(this, { at: null, chosen: null, put: null, drag: null, scene: { items: [], links: [] } });
    const { canvas } = this.stage;
    const on = (name, what) => canvas.addEventListener(name, (event) => what.call(this, event));
    on("pointerdown", this.press);
    on("pointermove", this.move);
    on("pointerup", this.lift);
    on("pointercancel", this.lift);
    on("pointerleave", () => this.tip.leave());
    on("click", this.click);
    on("dblclick", this.twice);
    on("keydown", this.key);
    on("focus", () => this.stand());
    on("blur", () => { this.tip.mark(null); this.tip.hide(); });
  }

  close() { this.tip.hide(); }

  /** Another picture: the cursor goes to what was selected elsewhere, else stays on its thing, as long as that is drawn. */
  follow(scene) {
    this.scene = scene;
    const chosen = scene.items.find((item) => item.selected)?.id ?? null;
    if (chosen && chosen !== this.chosen) this.at = chosen;
    this.chosen = chosen;
    this.where = new Map(scene.items.map((item, n) => [item.id, n]));
    if (!this.where.has(this.at)) this.at = null;
    const here = this.at === null ? null : scene.items[this.where.get(this.at)];
    const told = this.tip.item && scene.items[this.where.get(this.tip.item.id)];
    if (told) this.tip.show(told, this.ties(told));
    else if (this.tip.item) this.tip.hide();
    if (document.activeElement === this.stage.canvas) this.tip.mark(here);
  }

  ties(item) {
    const n = this.where.get(item.id);
    return this.scene.links.filter((link) => link.a === n || link.b === n).length;
  }

  /** Does a press here take a thing along? Fingers move the picture, unless the thing was selected before. */
  holds(event) {
    const item = this.stage.hit(event);
    return Boolean(item && item.thing >= 0 && (event.type !== "touchstart" || item.selected));
  }

  press(event) {
    const item = event.button ? null : this.stage.hit(event);
    if (!item || item.thing < 0 || (event.pointerType === "touch" && !item.selected)) return;
    this.drag = { item, from: this.stage.under(event), x: event.clientX, y: event.clientY, far: false, home: [item.x, item.y] };
    this.stage.canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.drag) {
      const item = event.pointerType === "touch" ? null : this.stage.hit(event);
      this.stage.canvas.style.cursor = item ? "pointer" : this.put ? "crosshair" : "grab";
      if (item !== this.tip.item) this.tip.show(item, item && this.ties(item));
      return;
    }
    const { item, from, home, x, y } = this.drag;
    this.drag.far ||= Math.hypot(event.clientX - x, event.clientY - y) > FAR;
    if (!this.drag.far) return;
    const [px, py] = this.stage.under(event);
    [item.x, item.y] = [home[0] + px - from[0], home[1] + py - from[1]];
    this.tip.hide();
    this.view.redraw();
  }

  lift() {
    const { drag } = this;
    this.drag = null;
    if (!drag?.far) return;
    this.dragged = true; // the click that follows means nothing
    setTimeout(() => { this.dragged = false; });
    this.view.shift(drag.item, drag.item.x - drag.home[0], drag.item.y - drag.home[1]);
  }

  click(event) {
    if (this.dragged) return;
    const item = this.stage.hit(event);
    if (this.put) return this.set(this.stage.under(event));
    if (!item) return;
    this.at = item.id;
    if (item.thing >= 0) this.view.select(item);
  }

  twice(event) {
    const item = this.stage.hit(event);
    if (item) this.view.expand(item);
  }

  /** The second of the two clicks that put a thing elsewhere. */
  set([x, y]) {
    const item = this.scene.items[this.where.get(this.put.id)];
    this.put = null;
    if (item) this.view.shift(item, x - item.x, y - item.y);
    this.view.say();
  }

  /** The keyboard arrives: at the selected thing, else at what has most relationships. */
  stand() {
    const { items, links } = this.scene;
    if (!items.length) return;
    if (this.at === null) {
      const degree = new Uint32Array(items.length);
      for (const link of links) { degree[link.a] += 1; degree[link.b] += 1; }
      const chosen = items.findIndex((item) => item.selected);
      this.at = items[chosen >= 0 ? chosen : degree.indexOf(Math.max(...degree))].id;
    }
    this.go(this.where.get(this.at), null);
  }

  go(n, by) {
    const { items } = this.scene;
    const item = items[n];
    this.at = item.id;
    this.tip.mark(item);
    this.tip.show(item, this.ties(item));
    const [x, y] = this.stage.at(item);
    if (x < 30 || y < 30 || x > this.stage.width - 30 || y > this.stage.height - 30) this.stage.look({ ...this.stage.camera, x: item.x, y: item.y }, true);
    this.view.live.textContent = this.told(item, n, by);
  }

  told(item, n, by) {
    const what = item.thing < 0 ? t("graph.group", { n: item.count, name: item.name, where: item.where }) : `${item.name}, ${typeName(item.type)}`;
    const all = neighbours(this.scene, n).length;
    if (!by?.link) return `${what}. ${t("graph.walk.here", { n: all })}`;
    return `${what}. ${t("graph.walk.step", { n: by.place, m: by.of, name: by.name, tie: tieName(by.link, by.out) })} ${t("graph.walk.here", { n: all })}`;
  }

  walk(key) {
    const from = this.where.get(this.at);
    const found = towards(this.scene, from, key);
    if (!found) { this.view.live.textContent = t("graph.walk.none"); return; }
    const near = neighbours(this.scene, from);
    const name = this.scene.items[from].name;
    this.go(found.to, { ...found, name, place: near.findIndex(({ to }) => to === found.to) + 1, of: near.length, out: found.link?.a === from });
  }

  key(event) {
    const item = this.at === null ? null : this.scene.items[this.where.get(this.at)];
    const done = this.act(event, item);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns {boolean} was it one of the picture's keys? */
  act({ key, altKey, shiftKey, ctrlKey, metaKey }, item) {
    if (ctrlKey || metaKey) return false;
    if (arrow(key) && item && altKey) { this.view.shift(item, ...step(key, shiftKey ? NUDGE : MOVE)); return true; }
    if (arrow(key) && item) { this.walk(key); return true; }
    if (key === "Enter" && this.put && item) { this.set([item.x, item.y]); return true; }
    if (key === "Enter" && item) { this.view.expand(item); return true; }
    if (key === " " && item) { this.view.select(item); return true; }
    if (key === "+" || key === "-") { this.stage.zoomBy(key === "+" ? 1.5 : 1 / 1.5); return true; }
    if (key === "0") { this.view.refit(); return true; }
    return key === "Escape" && this.escape();
  }

  /** First what is open over the picture, then the way, then the selection. */
  escape() {
    const { state } = this.view.given;
    if (this.tip.hide()) return true;
    if (this.put) { this.put = null; this.view.say(); return true; }
    if (state.way) { this.view.want({ way: "" }); return true; }
    if (state.id || state.open?.length) { this.view.want({ id: "", open: [], hops: "" }); return true; }
    return false;
  }
}
