/** Drawing one's own Quartier: which, where, who and when. Anybody may; editors look at it before anybody else sees it. */

import { get, send } from "../api.js";
import { el, focus } from "../dom.js";
import { step, trouble } from "../upload/parts.js";
import { address } from "../state.js";
import { percent, t } from "../words.js";
import { choice } from "./choice.js";
import { area, at, dress, ground, km2, legend, outlines, show } from "./map.js";
import { Pen } from "./pen.js";

const QUIET = 400; // milliseconds until a place is told
const NEW = "new";

/** @returns {Promise<HTMLElement>} */
export async function draw(context) {
  const [rules, quartiere, areas] = await Promise.all([get("api/outlines/rules"), get("api/quartiere"), get("api/areas"), dress()]);
  return new Drawing(context, rules, quartiere, areas).node;
}

class Drawing {
  /** @type {{state: import("../state.js").State, say: (words: string) => void}} */ page;
  /** @type {any} of api/outlines/rules */ rules;
  /** @type {any[]} */ quartiere;
  /** @type {any} GeoJSON */ areas;
  /** @type {any} Leaflet's map, made when its frame has a size */ leaf;
  /** @type {() => void} shows all areas */ home;
  /** @type {any} what others drew */ layer;
  /** @type {number} */ timer;

  constructor(page, rules, quartiere, areas) {
    Object.assign(this, { page, rules, quartiere, areas, layer: null, timer: 0 });
    this.map = el("div", { class: "map", id: "map", tabindex: "0", role: "application", "aria-label": t("draw.map"), "aria-describedby": "draw-keys", "data-key": "map" });
    this.measure = el("p", { class: "measure", id: "measure" }, t("draw.nothing"));
    this.agreement = el("p", { class: "dim", id: "agreement" });
    this.problem = el("div", { class: "problem-room" });
    this.choice = choice(areas, rules.most_areas, () => this.changed());
    this.node = el("section", { class: "bringing outlining", "aria-labelledby": "work-title" },
      el("h2", { id: "work-title" }, t("draw.title")),
      el("p", { class: "lead" }, t("draw.lead")),
      el("form", { class: "draw-form", onsubmit: (event) => { event.preventDefault(); this.submit(); } }, this.which(), this.where(), this.about()));
    new ResizeObserver(() => this.begin()).observe(this.map);
  }

  which() {
    this.select = el("select", { id: "quartier", "data-key": "quartier", onchange: () => this.picked() },
      this.quartiere.map((one) => el("option", { value: one.id }, one.name)), el("option", { value: NEW }, t("draw.new")));
    this.name = el("input", { id: "quartier-name", maxlength: 80, autocomplete: "off", "aria-describedby": "name-hint" });
    this.naming = el("p", { class: "field", hidden: this.quartiere.length > 0 }, el("label", { for: "quartier-name" }, t("draw.name")), this.name, el("span", { class: "dim", id: "name-hint" }, t("draw.nameHint")));
    return step(1, "draw.which", el("p", { class: "field" }, el("label", { for: "quartier" }, t("draw.quartier")), this.select), this.naming, this.agreement);
  }

  where() {
    const mode = (value, checked) => el("label", { class: "check" }, el("input", { type: "radio", name: "mode", value, checked, onchange: () => this.switched(value) }), t(`draw.mode.${value}`));
    const button = (name, act) => el("button", { type: "button", "data-key": name, onclick: act }, t(`draw.${name}`));
    this.tools = el("p", { class: "tools-row" }, button("back", () => this.pen.back()), button("clear", () => this.pen.clear()));
    const zoom = el("p", { class: "tools-row zoom" }, button("in", () => this.leaf.zoomIn()), button("out", () => this.leaf.zoomOut()), button("all", () => this.home()));
    return step(2, "draw.where",
      el("fieldset", { class: "modes" }, el("legend", { class: "unseen" }, t("draw.how")), mode("map", true), mode("areas", false)),
      this.keys = el("p", { class: "dim", id: "draw-keys" }, this.hint("map")),
      el("div", { class: "map-frame" }, this.map, el("div", { class: "map-tools" }, this.tools, zoom)),
      this.measure, this.choice.node,
      el("ul", { class: "legend", "aria-label": t("map.legend") }, legend().map(([name, words]) => el("li", {}, el("span", { class: `sign ${name}`, "aria-hidden": "true" }), words))));
  }

  /** How it is done; keys are told where there may be some. */
  hint(mode) {
    return mode === "map" ? [t("draw.tap"), " ", el("span", { class: "for-keys" }, t("draw.keys"))] : [t("draw.tick")];
  }

  about() {
    const today = new Date().toLocaleDateString("sv-SE");
    this.by = el("input", { id: "drawn-by", maxlength: 80, autocomplete: "off", "aria-describedby": "by-hint" });
    this.on = el("input", { id: "drawn-on", type: "date", max: today, value: today });
    this.button = el("button", { class: "main", "data-key": "send" }, t("draw.send"));
    return step(3, "draw.about",
      el("p", { class: "field" }, el("label", { for: "drawn-by" }, t("draw.by")), this.by, el("span", { class: "dim", id: "by-hint" }, t("draw.byHint"))),
      el("p", { class: "field" }, el("label", { for: "drawn-on" }, t("draw.on")), this.on),
      el("p", { class: "dim" }, t("draw.licence", { licence: this.rules.licence })),
      this.problem, this.button);
  }

  /** The map is made when its frame has a size. */
  begin() {
    if (this.leaf) return this.leaf.invalidateSize();
    const { map, home } = ground(this.map, this.areas);
    Object.assign(this, { leaf: map, home });
    this.pen = new Pen(this.leaf, (what) => this.changed(what));
    this.leaf.on("click", ({ latlng }) => !this.pen.active && this.choice.toggle(at(this.areas, latlng.lat, latlng.lng)));
    return this.picked();
  }

  async picked() {
    const id = this.select.value;
    this.naming.hidden = id !== NEW;
    this.layer?.remove();
    this.layer = null;
    this.agreement.textContent = "";
    if (id === NEW) return this.pen?.corners.length ? undefined : this.home?.();
    const collection = await get(`api/quartiere/${id}/outlines`);
    if (this.select.value !== id || !this.leaf) return undefined;
    const { outlines: n, agreement } = collection.quartier;
    this.agreement.textContent = n > 1 ? t("draw.known", { n, share: percent(agreement) }) : t("draw.knownOne", { n });
    this.layer = outlines(this.leaf, collection);
    if (!this.pen.corners.length) { if (this.layer.getLayers().length) show(this.leaf, [this.layer], .12); else this.home(); }
    return undefined;
  }

  switched(mode) {
    this.pen.active = mode === "map";
    this.tools.hidden = mode !== "map";
    this.keys.replaceChildren(...this.hint(mode));
    this.choice.node.hidden = mode !== "areas";
    this.pen.layer[mode === "map" ? "addTo" : "removeFrom"](this.leaf);
    this.choice.drawOn(mode === "areas" ? this.leaf : null);
    this.changed();
  }

  changed(what) {
    const { pen } = this;
    clearTimeout(this.timer);
    if (what === "moved") {
      this.timer = setTimeout(() => { const { lat, lng } = pen.where(); this.page.say(at(this.areas, lat, lng)?.properties.name ?? t("draw.nowhere")); }, QUIET);
      return;
    }
    const text = pen.active ? this.drawnText() : t("draw.areas", { n: this.choice.ids.length });
    this.measure.textContent = text;
    this.measure.classList.toggle("bad", pen.active && pen.crossed);
    if (what || !pen.active) this.page.say(text);
  }

  drawnText() {
    const { corners, crossed } = this.pen;
    if (!corners.length) return t("draw.nothing");
    const said = t("draw.corners", { n: corners.length });
    if (crossed) return `${said} ${t("draw.crossed")}`;
    return corners.length < 3 ? `${said} ${t("draw.more")}` : `${said} ${km2(area(corners))}`;
  }

  /** What keeps it from being sent, and where. */
  missing() {
    if (this.select.value === NEW && !this.name.value.trim()) return ["draw.noName", this.name];
    if (this.pen.active && !this.pen.geometry) return ["draw.noShape", this.map];
    if (this.pen.active && this.pen.crossed) return ["draw.crossed", this.map];
    return !this.pen.active && !this.choice.ids.length ? ["draw.noAreas", this.choice.node.querySelector("input, summary")] : null;
  }

  async submit() {
    const missing = this.missing();
    if (missing) {
      this.problem.replaceChildren(el("p", { class: "error", role: "alert" }, t(missing[0])));
      return focus(missing[1]);
    }
    this.button.disabled = true;
    const known = this.select.value !== NEW;
    try {
      const sent = await send("POST", "api/outlines", {
        ...(known ? { quartier: this.select.value } : { name: this.name.value.trim() }),
        ...(this.pen.active ? { geometry: this.pen.geometry } : { areas: this.choice.ids }),
        drawn_by: this.by.value.trim() || null, drawn_on: this.on.value || null,
      });
      this.thank(sent);
    } catch (error) {
      this.problem.replaceChildren(trouble(error));
      this.button.disabled = false;
    }
    return undefined;
  }

  thank(sent) {
    const { state } = this.page;
    const thanks = el("div", { class: "panel thanks" },
      el("h3", { id: "thanks" }, t("draw.thanks", { name: sent.name })),
      el("p", {}, t("draw.next")), el("p", { class: "dim" }, `${km2(sent.area / 1e6)}${sent.drawn_by ? ` · ${sent.drawn_by}` : ""}`),
      el("p", {}, el("a", { class: "button", href: address({ lang: state.lang }) }, t("draw.home"))));
    this.node.querySelector(".draw-form").replaceWith(thanks);
    this.page.say(t("draw.thanks", { name: sent.name }));
    focus(thanks.querySelector("h3"));
  }
}
