/** What lies at a place of the map, as a list to choose from: the things there, the Quartiere with their shares, the areas. */

import { el, focus } from "../dom.js";
import { legendMark } from "../marks.js";
import { percent, t, typeName } from "../words.js";

const MOST = 30;
const ALL = 0.999;

/** @param {{share: number, outlines: number}} quartier how far a place is inside it, in words */
export function inside({ share, outlines }) {
  if (outlines === 1) return t("map.insideOne");
  return share >= ALL ? t("map.insideCore", { n: outlines }) : t("map.insideFringe", { share: percent(share), n: outlines });
}

/**
 * A little dialog over the map.
 * @param {HTMLElement} frame @param {{lat: number, lng: number, things: any[], quartiere: any[], areas: any[]}} found
 * @param {{open: (id: string) => void, here: (place: string) => void, filter: (id: string) => void, outlines: (id: string) => void, close: () => void}} does
 */
export function choice(frame, { lat, lng, things, quartiere, areas }, does) {
  const away = () => { node.remove(); does.close(); };
  const then = (act) => () => { node.remove(); act(); };
  const both = (id, name) => [
    el("button", { type: "button", class: "quiet", onclick: then(() => does.here(id)), "aria-label": t("map.askIn", { name }) }, t("map.ask")),
    el("button", { type: "button", class: "quiet", onclick: then(() => does.filter(id)), "aria-label": t("map.filterBy", { name }) }, t("map.filter"))];
  const title = el("h3", { id: "map-choice", tabindex: "-1" }, things.length > 1 ? t("map.thingsHere", { n: things.length }) : t("map.hereLies"));
  const node = el("section", { class: "town-choice", role: "dialog", "aria-labelledby": "map-choice", onkeydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); away(); } } },
    el("header", {}, title, el("button", { type: "button", class: "quiet", onclick: away, "aria-label": t("map.close") }, "×")),
    things.length > 0 && el("ul", { class: "town-things" }, things.slice(0, MOST).map((thing) => el("li", {}, el("button", { type: "button", class: "row", onclick: then(() => does.open(thing.id)) }, legendMark(thing.type), el("span", {}, thing.name), el("span", { class: "dim" }, typeName(thing.type)))))),
    things.length > MOST && el("p", { class: "dim" }, t("map.more", { n: things.length - MOST })),
    quartiere.length > 0 && [el("h4", {}, t("map.quartiere")), el("ul", {}, quartiere.map((one) => el("li", {},
      el("p", {}, el("strong", {}, one.name), " ", el("span", {}, inside(one))),
      el("p", { class: "acts" }, both(one.id, one.name), one.outlines > 1 && el("button", { type: "button", class: "quiet", onclick: then(() => does.outlines(one.id)), "aria-label": t("map.outlinesOf", { name: one.name }) }, t("map.outlines"))))))],
    areas.length > 0 && [el("h4", {}, t("map.areas")), el("ul", {}, areas.map((one) => el("li", {},
      el("p", {}, el("strong", {}, one.name), " ", el("span", {}, one.level.name)),
      el("p", { class: "acts" }, both(one.id, one.name)))))],
    !quartiere.length && !areas.length && el("p", {}, t("map.noArea")),
    el("p", {}, el("button", { type: "button", class: "quiet", onclick: then(() => does.here(`${lat.toFixed(5)}, ${lng.toFixed(5)}`)) }, t("map.askPoint"))));
  frame.querySelector(".town-choice")?.remove();
  frame.append(node);
  focus(title);
  return node;
}
