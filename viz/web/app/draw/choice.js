/** The other way to say where a Quartier is: the administrative areas that make it up, ticked in a list or on the map. */

import { el, fold } from "../dom.js";
import { compare, t } from "../words.js";
import { levelsOf, shape } from "./map.js";

/** @param {any} areas GeoJSON @param {number} most @param {() => void} changed */
export function choice(areas, most, changed) {
  const levels = levelsOf(areas);
  const boxes = new Map();
  const drawn = new Map();
  let map = null;

  const tick = (feature, checked) => {
    drawn.get(feature.id)?.remove();
    drawn.delete(feature.id);
    if (checked && map) drawn.set(feature.id, shape(map, feature.geometry, "chosen"));
  };
  const box = (feature) => {
    const input = el("input", { type: "checkbox", value: feature.id, onchange: (event) => {
      if (found.ids.length > most) event.target.checked = false;
      tick(feature, event.target.checked);
      changed();
    } });
    boxes.set(feature.id, { input, feature });
    return el("li", {}, el("label", { class: "check" }, input, feature.properties.name));
  };
  const list = (features) => el("ul", { class: "area-list" }, [...features].sort((a, b) => compare(a.properties.name, b.properties.name)).map(box));
  const found = {
    node: el("fieldset", { class: "areas", hidden: true }, el("legend", {}, t("draw.chooseAreas")),
      levels.length ? levels.map(({ level, features }, n) => fold(t("draw.level", { level: level || t("draw.areasOf"), n: features.length }), { open: n === 0 }, list(features))) : el("p", { class: "dim" }, t("draw.noneKnown"))),
    get ids() { return [...boxes.values()].filter(({ input }) => input.checked).map(({ input }) => input.value); },
    toggle(feature) {
      const one = feature && boxes.get(feature.id);
      if (one) one.input.click();
    },
    drawOn(now) {
      map = now;
      for (const { input, feature } of boxes.values()) tick(feature, input.checked);
    },
  };
  return found;
}
