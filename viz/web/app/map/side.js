/** Beside the map: its layers, the Quartiere and areas as a list to choose from, and what has no place on it. */

import { el, fold } from "../dom.js";
import { legendMark } from "../marks.js";
import { compare, percent, t, typeName } from "../words.js";
import { levelWords } from "./legend.js";
import { BASE, POINTS, QUARTIERE, TIES, levelName, rivalName } from "./layers.js";

const MOST = 200;
const open = new Set(["layers", "nowhere"]); // which folds are open, as long as the page stands

/** @param {any} view the map @returns {DocumentFragment} */
export function side(view) {
  const { drawing, ground } = view;
  const does = view.does();
  const parts = document.createDocumentFragment();
  parts.append(...[
    part("layers", t("map.layers"), layers(view)),
    ground.quartiere.length > 0 && part("quartiere", t("map.quartiereN", { n: ground.quartiere.length }), list(ground.quartiere.map((one) => quartier(one, view, does)))),
    drawing.levels.length > 0 && part("areas", t("map.areasN", { n: drawing.levels.flatMap(({ areas }) => areas).length }), drawing.levels.map((level) => [el("h3", {}, levelWords(level)), list(level.areas.map((one) => el("li", {}, el("span", {}, one.name), acts(one, does))))])),
    part("nowhere", t("map.nowhere", { n: drawing.scene.nowhere.length }), nowhere(view, does)),
    el("p", {}, el("a", { class: "button", href: does.draw }, t("draw.title"))),
  ].filter(Boolean));
  return parts;
}

const list = (items) => el("ul", {}, items);

function part(name, title, content, look = null) {
  return fold(title, { class: look, "data-part": name, open: open.has(name), ontoggle: (event) => open[event.target.open ? "add" : "delete"](name) }, content);
}

function layers(view) {
  const box = (name, words, known = true) => known && el("li", {}, el("label", { class: "check" }, el("input", { type: "checkbox", checked: view.on.includes(name), "data-key": name, onchange: (event) => view.toggle(name, event.target.checked) }), el("span", {}, words)));
  const { ground } = view;
  return list([
    box(QUARTIERE, t("map.quartiere"), ground.quartiere.length > 0), box(POINTS, t("map.points")), box(TIES, t("map.ties")),
    ...[...ground.levels].map((level) => box(levelName(level), levelWords(level, ` (${level.areas.length})`))),
    box(BASE, t("map.base"), Boolean(view.basemap)),
  ].filter(Boolean));
}

const acts = ({ id, name }, does) => el("span", { class: "acts" },
  el("button", { type: "button", class: "quiet", "data-key": `here-${id}`, onclick: () => does.here(id), "aria-label": t("map.askIn", { name }) }, t("map.ask")),
  el("button", { type: "button", class: "quiet", "data-key": `in-${id}`, onclick: () => does.filter(id), "aria-label": t("map.filterBy", { name }) }, t("map.filter")));

function quartier(one, view, does) {
  const { id, name, outlines, agreement } = one;
  const on = view.on.includes(rivalName(id));
  const said = outlines === 0 ? t("map.noOutline") : outlines === 1 ? t("map.oneOutline") : t("map.outlinesAgree", { n: outlines, share: percent(agreement) });
  return el("li", {}, el("span", {}, el("button", { type: "button", class: "link", "data-key": `open-${id}`, onclick: () => does.open(id) }, name), " ", el("span", { class: "dim" }, said)), acts(one, does),
    outlines > 1 && el("button", { type: "button", class: "quiet", "aria-pressed": String(on), "data-key": `rivals-${id}`, onclick: () => does.outlines(id), "aria-label": t("map.outlinesOf", { name }) }, t("map.outlines")),
    on && el("ol", { class: "town-rivals" }, view.drawing.rivals.filter(({ of }) => of === id).map(({ letter, by, on: when, weight }) => el("li", {}, el("strong", {}, letter), " ", t("map.drawnBy", { by, on: when }), weight === 1 ? "" : ` ${t("map.weight", { weight })}`))));
}

/** What cannot be put on the map, by reason. */
function nowhere(view, does) {
  const { network } = view.picture;
  const { nowhere: found } = view.drawing.scene;
  if (!found.length) return el("p", { class: "dim" }, t("map.allPlaced"));
  return ["area", "unknown"].map((why) => {
    const things = found.filter((one) => one.why === why).map(({ thing }) => network.things[thing]).sort((a, b) => compare(a.name, b.name));
    const types = [...new Set(things.map(({ type }) => type))].sort((a, b) => compare(typeName(a, true), typeName(b, true)));
    return things.length > 0 && [el("h3", {}, t(`map.why.${why}`, { n: things.length })), types.map((type) => ofType(things.filter((thing) => thing.type === type), type, why, does))];
  }).filter(Boolean).flat();
}

const ofType = (things, type, why, does) => part(`${why}-${type}`, `${typeName(type, true)} (${things.length})`, [
  list(things.slice(0, MOST).map(({ id, name }) => el("li", {}, el("button", { type: "button", class: "row", "data-key": `nowhere-${id}`, onclick: () => does.open(id) }, legendMark(type), el("span", {}, name))))),
  things.length > MOST && el("p", { class: "dim" }, t("map.more", { n: things.length - MOST }))], "town-type");
