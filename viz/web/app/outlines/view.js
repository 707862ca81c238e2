/** What people drew, beside the outlines that are known: an editor accepts it with a weight, or rejects it. */

import { scope } from "../access.js";
import { get, send } from "../api.js";
import { el, focus } from "../dom.js";
import { dress, ground, km2, legend, outlines, shape, show } from "../draw/map.js";
import { keyNeeded } from "../upload/key.js";
import { trouble } from "../upload/parts.js";
import { date, t } from "../words.js";

const MOST = 10;
let page = null;
let shown = null;
let room = { proposals: [], areas: null, error: null };

/** @returns {Promise<HTMLElement>} */
export async function draw(context) {
  const [held] = await Promise.all([scope(), dress()]);
  page = context;
  if (held !== "editor") return keyNeeded(t("outlines.title"), "editor", held);
  room = { proposals: [], areas: await get("api/areas"), error: null };
  await load();
  shown = whole();
  return shown;
}

async function load() {
  room.proposals = (await get("api/outlines/proposals")).features;
}

const count = () => (room.proposals.length ? t("outlines.open", { n: room.proposals.length }) : t("outlines.none"));

function whole() {
  return el("section", { class: "judging outlining", "aria-labelledby": "work-title" },
    el("h2", { id: "work-title" }, t("outlines.title")),
    el("p", { class: "lead" }, t("outlines.lead")),
    room.error && trouble(room.error),
    el("p", { class: "counts", tabindex: "-1", "data-key": "open" }, count()),
    room.proposals.length > 0 && el("ul", { class: "legend", "aria-label": t("map.legend") }, legend().map(([name, words]) => el("li", {}, el("span", { class: `sign ${name}`, "aria-hidden": "true" }), words))),
    room.proposals.slice(0, MOST).map(card));
}

function card(one, n) {
  const about = one.properties;
  const map = el("div", { class: "map", role: "img", "aria-label": t("outlines.picture", { name: about.name }) });
  const weight = el("input", { id: `weight-${n}`, type: "number", min: "0.1", max: "100", step: "any", value: "1" });
  const told = [["outlines.by", about.drawn_by ?? t("outlines.nobody")], ["outlines.on", about.drawn_on ? date(about.drawn_on) : "–"], ["outlines.sent", date(about.at.slice(0, 10))], ["outlines.size", km2(about.area / 1e6)]];
  const known = el("p", { class: "dim" }, about.quartier ? t("outlines.known") : t("outlines.new"));
  drawn(map, one, known);
  return el("article", { class: "panel proposal", "aria-labelledby": `proposal-${n}` },
    map,
    el("div", { class: "proposal-text" },
      el("h3", { id: `proposal-${n}`, tabindex: "-1" }, about.name), known,
      el("dl", { class: "facts" }, told.map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)])),
      el("p", { class: "field" }, el("label", { for: `weight-${n}` }, t("outlines.weight")), weight, el("span", { class: "dim" }, t("outlines.weightHint"))),
      el("p", { class: "verdicts" },
        el("button", { type: "button", class: "main", "data-key": `accept-${one.id}`, onclick: () => judge(one, n, "accept", { weight: Number(weight.value) }) }, t("outlines.accept"), hidden(about)),
        el("button", { type: "button", "data-key": `reject-${one.id}`, onclick: () => judge(one, n, "reject") }, t("outlines.reject"), hidden(about)))));
}

const hidden = (about) => el("span", { class: "unseen" }, `: ${about.name}`);

/** The map of a card is made when the card has a size. */
function drawn(node, one, known) {
  let map = null;
  new ResizeObserver(async () => {
    if (map) return map.invalidateSize();
    ({ map } = ground(node, room.areas, { dragging: false, touchZoom: false, boxZoom: false }));
    const layer = shape(map, one.geometry);
    show(map, [layer], .2);
    if (!one.properties.quartier) return undefined;
    const collection = await get(`api/quartiere/${one.properties.quartier}/outlines`);
    known.textContent = `${t("outlines.known")} ${t("outlines.beside", { n: collection.quartier.outlines })}`;
    show(map, [layer, outlines(map, collection)], .06);
    return layer.bringToFront();
  }).observe(node);
}

async function judge(one, n, verdict, body) {
  room.error = null;
  try {
    await send("POST", `api/outlines/proposals/${encodeURIComponent(one.id)}/${verdict}`, body);
    await load();
    page.say(`${t(`outlines.${verdict}ed`, { name: one.properties.name })} ${count()}`);
    page.imported();
  } catch (error) {
    trouble(error); // raises what is no answer of the server
    room.error = error;
  }
  if (!shown?.isConnected) return;
  const fresh = whole();
  shown.replaceWith(fresh);
  shown = fresh;
  const next = Math.min(n, Math.min(room.proposals.length, MOST) - 1);
  focus(shown.querySelector(room.error ? "[role=alert]" : next < 0 ? "[data-key=open]" : `#proposal-${next}`));
}
