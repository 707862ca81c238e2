/** The graph of the workspace: draws what the picture says, tells what somebody wants. */

import { el, style } from "../dom.js";
import { language, t, typeName } from "../words.js";
import { arrange } from "./arrange.js";
import { choose } from "./choose.js";
import { controls } from "./controls.js";
import { display } from "./display.js";
import { Hands } from "./hands.js";
import { entries, legend } from "./legend.js";
import { counts, list } from "./list.js";
import { near } from "./near.js";
import { paper, vectors } from "./paper.js";
import { moved, released } from "./pins.js";
import { groupedScene, scene } from "./scene.js";
import { seeds } from "./seeds.js";
import { Stage } from "./stage.js";

const AUTO = 600; // a network up to this size is arranged ahead, so that "all" is there at once

/** @param {HTMLElement} room @param {import("../state.js").Tell} tell */
export const make = (room, tell) => new Graph(room, tell);

export class Graph {
  /** @type {import("../state.js").Tell} */ want;
  /** @type {HTMLElement} */ room;
  /** @type {import("./types.js").Picture} */ given;
  /** @type {import("./types.js").Network} */ network;
  /** @type {{x: Float64Array, y: Float64Array, held: Uint8Array}} where things begin */ begun;
  /** @type {{x: Float64Array, y: Float64Array} | null} of the whole network, once arranged */ places;
  /** @type {import("./types.js").Network | null} */ arranging;
  /** @type {string | null} what is near whom, as drawn last */ rings;
  /** @type {Map<number, {x: number, y: number}>} of the things near */ placed;
  /** @type {import("./types.js").Scene} */ scene;
  /** @type {string | null} which picture the camera was set for */ key;
  /** @type {string | null} its rings then */ fitFor;
  /** @type {string} */ camera;
  /** @type {import("./types.js").Item | null} */ goTo;

  constructor(room, tell) {
    Object.assign(this, { room, given: null, network: null, places: null, scene: null, key: null, camera: "" });
    this.want = tell;
    this.stage = new Stage({ moved: (camera) => this.looked(camera), framed: () => this.hands?.tip.place(), holds: (event) => this.hands.holds(event) });
    this.hands = new Hands(this);
    this.controls = controls(this);
    this.list = list((item) => this.select(item));
    this.live = el("p", { class: "unseen", "aria-live": "polite" });
    this.keys = el("p", { class: "unseen", id: "graph-keys" });
    this.wait = el("p", { class: "graph-wait", role: "status", hidden: true });
    this.legendRoom = el("div", { class: "graph-foot" });
    this.stage.canvas.setAttribute("aria-describedby", "graph-keys");
    this.stage.node.append(this.controls.zoom.node, this.wait);
    this.node = el("div", { class: "graph-view" }, this.controls.nodes, this.stage.node, this.legendRoom, this.list.node, this.live, this.keys);
    style("app/graph/graph.css").then(() => { if (!this.closed) room.replaceChildren(this.node); });
  }

  /** @param {import("./types.js").Picture} picture */
  show(picture) {
    this.given = picture;
    if (this.network !== picture.network) {
      Object.assign(this, { network: picture.network, begun: seeds(picture.network), places: null, rings: null, arranging: null });
      if (picture.network.things.length <= AUTO) this.arrange();
    }
    this.draw();
  }

  draw() {
    const picture = this.given;
    this.choice = choose(picture);
    this.whole = this.choice.mode === "grouped" || (this.choice.mode === "all" && !this.choice.centres.length);
    this.wait.hidden = this.choice.mode !== "all" || Boolean(this.places);
    if (!this.wait.hidden) {
      this.controls.show({ items: [], steps: null }, picture, []);
      return this.arrange();
    }
    this.scene = this.choice.mode === "grouped" ? groupedScene(picture, this.begun) : scene(picture, this.choice, this.placing());
    this.redraw();
    this.aim(picture.state);
    this.say();
    return undefined;
  }

  /** What is drawn has changed, or something of it was moved. */
  redraw() {
    this.stage.set(display(this.scene), this.scene.items);
    this.hands.follow(this.scene);
  }

  placing() {
    if (this.choice.mode === "all") return (n) => ({ x: this.places.x[n], y: this.places.y[n] });
    const key = this.choice.rings.map((ring) => ring.join()).join(";");
    if (this.rings !== key) Object.assign(this, { rings: key, placed: near(this.network, this.choice.rings, this.begun) });
    return (n) => this.placed.get(n);
  }

  async arrange() {
    const { network } = this;
    this.wait.textContent = t("graph.arranging", { n: 0 });
    if (this.arranging) return;
    this.arranging = network;
    const places = await arrange(network, (done) => { this.wait.textContent = t("graph.arranging", { n: Math.round(done * 100) }); });
    if (this.network !== network || this.closed) return;
    this.places = places;
    if (this.given && this.choice.mode === "all") this.draw();
  }

  /** The camera: as the address says, else so that all of another picture is seen. */
  aim(state) {
    const { mode, centres, rings } = this.choice;
    const key = mode === "near" || centres.length ? `near ${centres[0] ?? rings[0]?.length}` : mode;
    const [same, told] = [this.key === key, state.camera ?? ""];
    const [x, y, k] = told.split(",").map(Number);
    if (told && told !== this.camera && k > 0) this.stage.look({ x, y, k }, this.key !== null);
    else if (!same) { this.stage.fit(this.key !== null); if (told) queueMicrotask(() => this.want({ camera: "" })); }
    else if (this.stage.fitted && this.fitFor !== this.rings) this.stage.fit(true); // it grew: filters and time move nothing, not even the camera
    if (this.goTo) this.stage.fit(true, [this.goTo]);
    Object.assign(this, { key, camera: told, goTo: null, fitFor: this.rings });
  }

  looked({ x, y, k }) {
    this.camera = `${x.toFixed(1)},${y.toFixed(1)},${k.toPrecision(3)}`;
    this.want({ camera: this.camera });
  }

  refit() {
    this.stage.fit(true);
    this.camera = "";
    this.want({ camera: "" });
  }

  /** Everything around the drawing that says the same in words. */
  say() {
    this.stage.canvas.setAttribute("aria-label", t("graph.picture", { what: counts(this.scene) }));
    this.stage.canvas.setAttribute("lang", language());
    this.keys.textContent = t("graph.keys");
    this.controls.zoom.name();
    this.controls.show(this.scene, this.given, this.hints());
    this.legendRoom.replaceChildren(legend(entries(this.scene)));
    this.list.show(this.scene);
  }

  hints() {
    const { items, links, left, mode, of } = this.scene;
    const open = this.given.state.open ?? [];
    const button = (text, change) => el("button", { type: "button", class: "graph-button", onclick: () => this.want({ camera: "", ...change }) }, text);
    if (this.hands.put) return [t("graph.putting", { name: this.hands.put.name })];
    if (!items.length) return [t("graph.empty")];
    if (mode === "grouped") return [`${t("graph.grouped", { n: of })} ${left ? `${t("graph.strongest", { n: links.length })} ` : ""}`, button(t("graph.drawAll"), { open: ["*"] }), open.length > 0 && button(t("graph.closeAll"), { open: [] })].filter(Boolean);
    if (open.includes("*") && mode === "all") return [`${t("graph.everything", { n: of })} `, button(t("graph.gather"), { open: [] })];
    return [];
  }

  /** @param {import("./types.js").Item} item */
  select(item) {
    if (item.thing < 0) return this.expand(item);
    const centres = this.choice.centres.map((n) => this.network.things[n].id);
    this.want(this.whole ? { id: item.id, hops: "0" } : centres.length ? { id: item.id, open: centres } : { id: item.id });
    return undefined;
  }

  /** A thing by its id, drawn or not. */
  pick(id) {
    const item = this.scene.items.find((one) => one.id === id);
    if (item) this.select(item);
    else this.want({ id, open: [], camera: "" });
  }

  /** An aggregate opens; a thing brings its neighbours, then theirs. */
  expand(item) {
    const { state } = this.given;
    const centres = this.choice.centres.map((n) => this.network.things[n].id);
    if (item.thing < 0) {
      this.goTo = item;
      return this.want({ open: [...(state.open ?? []), item.id] });
    }
    if (!centres.length) return this.want({ id: item.id, open: [item.id], hops: "1", camera: "" });
    if (!centres.includes(item.id)) return this.want({ id: item.id, open: [...centres, item.id] });
    return this.want({ id: item.id, hops: String(Math.min(3, (Number(state.hops) || 1) + 1)) });
  }

  hold(item) { this.shift(item, 0, 0); }
  shift(item, dx, dy) { if (item.thing >= 0) this.want({ pin: moved(this.given.state.pin, item.id, dx, dy) }); }
  release(item) { this.want({ pin: released(this.given.state.pin, item.id) }); }
  putting(item) { this.hands.put = item; this.say(); this.stage.canvas.focus(); }

  names() {
    const { network, passing, state } = this.given;
    return [...passing].map((n) => network.things[n]).filter((thing) => thing.id !== state.id).map((thing) => ({ id: thing.id, name: thing.name, more: typeName(thing.type) }));
  }

  async picture(format) {
    return paper(this.scene, format, this.given);
  }

  /** The same as an element, for paper. */
  vector() {
    return this.scene ? vectors(this.scene, this.given) : null;
  }

  /** Where the things stand that are drawn; null where aggregates are. @returns {Record<string, [number, number]> | null} */
  positions() {
    if (!this.scene || this.scene.mode === "grouped") return null;
    return Object.fromEntries(this.scene.items.filter(({ thing }) => thing >= 0).map(({ id, x, y }) => [id, [Math.round(x), Math.round(y)]]));
  }

  legend() {
    return this.scene ? entries(this.scene).map(({ kind, value, words }) => ({ mark: `${kind}:${value}`, words })) : [];
  }

  close() {
    this.closed = true;
    this.stage.close();
    this.hands.close();
    this.room.replaceChildren();
  }
}
