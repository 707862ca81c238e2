/** The map of the workspace: overlapping Quartiere, administrative levels, what the picture shows where it is known to be. */

import { ApiError } from "../api.js";
import { el, focused, style } from "../dom.js";
import { CrossHair } from "../draw/cross.js";
import { address } from "../state.js";
import { t } from "../words.js";
import { at, load } from "./areas.js";
import { basemap, layer } from "./base.js";
import { Camera } from "./camera.js";
import { choice } from "./choice.js";
import { Drawing } from "./drawing.js";
import { BASE, layersOn, levelName, rivalName, toggled } from "./layers.js";
import { Leaf } from "./leaf.js";
import { legendList } from "./legend.js";
import { picture as save, vectors } from "./paper.js";
import { positions } from "./positions.js";
import { side } from "./side.js";
import { table } from "./table.js";

const SHEETS = ["vendor/leaflet/leaflet.css", "app/map/ground.css", "app/map/map.css"];
const QUIET = 350; // milliseconds until what lies under the cross hair is told
const NEAR = 16; // pixels within which the cross hair takes a mark

/** @param {HTMLElement} room @param {import("../state.js").Tell} tell @returns {import("../workspace/stage.js").View} */
export function make(room, tell) {
  const view = new MapView(room, tell);
  return { show: (picture) => view.show(picture), close: () => view.close(), picture: (format) => view.save(format), vector: () => view.vector(), positions: () => view.positions(), legend: () => view.drawing?.legend() ?? [] };
}

class MapView {
  /** @type {HTMLElement} */ room;
  /** @type {import("../state.js").Tell} */ tell;
  /** @type {import("../workspace/picture.js").Picture} */ picture;
  /** @type {import("./areas.js").Ground} */ ground;
  /** @type {Promise<import("./areas.js").Ground>} */ loading;
  /** @type {string} what the ground was loaded for */ key;
  /** @type {boolean} */ closed;
  /** @type {Drawing} made with the first picture */ drawing;
  /** @type {any} Leaflet's layer of the base map */ tiles;

  constructor(room, tell) {
    Object.assign(this, { room, tell, picture: null, ground: null, key: null, closed: false });
    this.node = el("div", { class: "town-map", tabindex: "0", role: "application", "aria-label": t("map.label"), "aria-describedby": "town-keys" });
    this.hint = el("p", { class: "town-hint", hidden: true });
    this.credit = el("p", { class: "town-attribution", hidden: true });
    this.frame = el("div", { class: "town-frame" }, this.node, this.tools(), this.hint, this.credit);
    this.legend = el("div", { class: "town-legend" });
    this.side = el("div", { class: "town-side" });
    this.table = el("div", { class: "town-table" });
    this.whole = el("section", { class: "town", "aria-label": t("map.title"), "aria-busy": "true" },
      el("p", { class: "unseen", id: "town-keys" }, t("map.keys")), this.voice = el("p", { class: "unseen", role: "status" }),
      el("div", { class: "town-grid" }, el("div", { class: "town-main" }, this.frame, this.legend), this.side, this.table));
    room.replaceChildren(this.whole);
    this.begun = Promise.all([basemap(), ...SHEETS.map(style)]).then(([found]) => this.begin(found));
  }

  tools() {
    const button = (sign, name, act) => el("button", { type: "button", "aria-label": t(`draw.${name}`), title: t(`draw.${name}`), onclick: act }, sign);
    return el("div", { class: "town-tools" }, button("+", "in", () => this.leaf.map.zoomIn()), button("−", "out", () => this.leaf.map.zoomOut()), button("0", "all", () => this.camera.fit()));
  }

  begin(found) {
    if (this.closed) return;
    this.basemap = found;
    this.leaf = new Leaf(this.node, { at: (latlng, things) => this.at(latlng, things), moved: () => this.camera?.moved(), drawn: () => this.drawing?.moved() });
    this.camera = new Camera(this.leaf, this.tell);
    this.cross = new CrossHair(this.leaf.map, { set: (latlng) => this.at(latlng, this.drawing.near(this.cross.spot, NEAR)), moved: () => this.say() });
    this.watch = new ResizeObserver(() => this.sized());
    this.watch.observe(this.node);
  }

  /** @param {import("../workspace/picture.js").Picture} picture */
  async show(picture) {
    this.picture = picture;
    try {
      await this.begun;
      const key = `${picture.state.at ?? ""} ${picture.network.revision}`;
      if (this.key !== key) Object.assign(this, { key, loading: load(picture.state.at ?? "") });
      const ground = await this.loading;
      if (this.closed || this.picture !== picture) return; // the last one asked for is drawn
      this.ground = ground;
      await this.draw();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.key = null;
      this.hinted(error.message || t("error.unreachable"));
    }
  }

  async draw() {
    const { picture, ground } = this;
    this.on = layersOn(picture.state.layers ?? [], ground, picture.state.at);
    this.drawing ??= new Drawing(this.leaf);
    await this.drawing.prepare(picture, ground, this.on);
    await this.lay();
    if (this.closed || picture !== this.picture) return;
    this.legend.replaceChildren(legendList(this.drawing.legend()));
    renew(this.side, side(this));
    renew(this.table, table(this));
    this.camera.follow({ picture, ground, here: this.drawing.here }, !this.fitted);
    this.drawing.paint();
    this.fitted = true;
    const something = this.drawing.scene.spots.length || ground.quartiere.some(({ whole }) => whole) || ground.levels.length;
    this.hinted(something ? "" : t("map.empty"));
    this.whole.removeAttribute("aria-busy");
  }

  hinted(words) {
    this.hint.hidden = !words;
    this.hint.textContent = words;
  }

  /** The base map, where there is one and it is wanted, with whom to credit for it. */
  async lay() {
    const wanted = Boolean(this.basemap) && this.on.includes(BASE);
    this.credit.hidden = !wanted;
    this.credit.textContent = this.basemap?.attribution ?? "";
    if (wanted) this.tiles ??= await layer(this.basemap);
    if (!this.closed && this.tiles) this.tiles[wanted ? "addTo" : "removeFrom"](this.leaf.map);
  }

  sized() {
    if (!this.fitted) return;
    this.camera.sized();
    this.drawing.moved();
  }

  /** What is at a place is opened if it is one thing, else offered to choose from. */
  at(latlng, numbers) {
    const things = numbers.map((n) => this.picture.network.things[n]);
    if (things.length === 1) return this.tell({ id: things[0].id });
    const levels = this.ground.levels.filter((level) => this.on.includes(levelName(level)));
    const found = at(this.ground, levels, latlng.lat, latlng.lng);
    const spot = this.leaf.project(latlng);
    const dialog = choice(this.frame, { lat: latlng.lat, lng: latlng.lng, things, ...found }, { ...this.does(), close: () => { this.cross.hide(); this.node.focus(); } });
    dialog.classList.toggle("right", spot.x < this.leaf.map.getSize().x / 2); // beside the place, where there is room
    return this.cross.place(spot);
  }

  does() {
    return {
      open: (id) => this.tell({ id }),
      here: (place) => { // without a question yet, the next step is to ask one
        this.tell({ here: said(place, this.ground.names) });
        if (!this.picture.state.q && !this.picture.state.ask) document.getElementById("q")?.focus();
      },
      filter: (id) => this.tell({ in: [...new Set([...(this.picture.state.in ?? []), id])] }),
      outlines: (id) => this.toggle(rivalName(id), !this.on.includes(rivalName(id))),
      draw: address({ lang: this.picture.state.lang, view: "draw" }),
    };
  }

  toggle(name, wanted) {
    this.tell({ layers: toggled(this.on, name, wanted) });
  }

  /** The cross hair moved: what lies under it is told. */
  say() {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      const { lat, lng } = this.cross.where();
      const { quartiere, areas } = at(this.ground, this.ground.levels.filter((level) => this.on.includes(levelName(level))), lat, lng);
      const things = this.drawing.near(this.cross.spot, NEAR).map((n) => this.picture.network.things[n].name);
      this.voice.textContent = [...things, ...quartiere.map(({ name }) => name), ...areas.map(({ name }) => name)].join(", ") || t("map.noArea");
    }, QUIET);
  }

  save(format) {
    return save(this, format);
  }

  vector() {
    return this.fitted ? vectors(this) : null;
  }

  positions() {
    if (!this.fitted) return null;
    const areas = new Map([...this.ground.quartiere, ...this.ground.levels.flatMap((level) => level.areas)].filter(({ at: middle }) => middle).map(({ id, at: middle }) => [id, middle]));
    const shown = new Map([...areas].filter(([id]) => this.picture.visible.has(this.picture.network.index.get(id))));
    return positions(this.picture.network, this.drawing.scene, shown);
  }

  close() {
    this.closed = true;
    this.camera?.close();
    clearTimeout(this.quiet);
    this.watch?.disconnect();
    this.leaf?.close();
    this.room.replaceChildren();
  }
}

/** An area by its name, as people say it; by its id where another one has that name. */
function said(place, names) {
  const name = names.get(place);
  return name && [...names.values()].filter((other) => other === name).length === 1 ? name : place;
}

/** Fresh content; what had the focus has it again, and the room stays scrolled as it was. */
function renew(room, content) {
  const key = room.contains(focused()) && focused().dataset.key;
  const top = room.scrollTop;
  room.replaceChildren(content);
  room.scrollTop = top;
  if (key) room.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
