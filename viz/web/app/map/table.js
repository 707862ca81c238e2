/** The map in words: the same Quartiere, areas and things, as tables for those who cannot or do not want to see it. */

import { el, fold } from "../dom.js";
import { compare, percent, t, typeName } from "../words.js";
import { QUARTIERE } from "./layers.js";

const MOST = 500;
let opened = false;

/** @param {any} view the map */
export function table(view) {
  const room = el("div", {});
  const fill = () => { if (!room.childElementCount) room.append(...tables(view)); };
  const node = fold(t("map.asTable"), { open: opened, ontoggle: ({ target }) => { opened = target.open; if (opened) fill(); } }, room);
  if (opened) fill();
  return node;
}

function tables({ drawing, ground, picture: { network, change }, on }) {
  return [quartiere(drawing, ground, on), levels(drawing), things(drawing, network, change, ground), stars(drawing, network)].filter(Boolean);
}

const grid = (name, heads, rows, more = 0) => el("section", {}, el("table", { class: "rows", "data-table": name }, el("caption", {}, t(`map.table.${name}`)),
  el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
  el("tbody", {}, rows.map(([first, ...rest]) => el("tr", {}, el("th", { scope: "row" }, first), rest.map((cell) => el("td", {}, cell)))))),
more > 0 && el("p", { class: "dim" }, t("map.more", { n: more })));

function quartiere({ rivals }, ground, on) {
  if (!on.includes(QUARTIERE) || !ground.quartiere.length) return null;
  return grid("quartiere", [t("map.quartier"), t("map.outlines"), t("map.agreement"), t("map.drawn.by")], ground.quartiere.map(({ id, name, outlines, agreement }) => [
    name, String(outlines), outlines > 1 ? percent(agreement) : "–", rivals.filter(({ of }) => of === id).map(({ by, on: when }) => t("map.drawnBy", { by, on: when })).join("; ") || "–"]));
}

function levels({ levels: shown }) {
  const rows = shown.flatMap(({ name, from, until, areas }) => areas.map((one) => [one.name, name, from || "–", until || "–"]));
  return rows.length > 0 && grid("areas", [t("map.area"), t("map.level"), t("map.from"), t("map.to")], rows.slice(0, MOST), rows.length - MOST);
}

/** In which areas of the map a thing lies: "Altstadt 100 %, Loheaue 40 %". */
export function lies({ areas }, names) {
  return areas.filter(([id, share]) => names.has(id) && share > 0).map(([id, share]) => `${names.get(id)} ${percent(share)}`).join(", ") || "–";
}

function things({ spots }, network, change, ground) {
  const rows = spots.map(({ thing: n }) => ({ n, thing: network.things[n] })).sort((a, b) => compare(a.thing.name, b.thing.name));
  const changes = rows.some(({ n }) => change.has(n));
  return rows.length > 0 && grid("things", [t("map.name"), t("map.type"), t("map.liesIn"), changes && t("map.change")].filter(Boolean),
    rows.slice(0, MOST).map(({ n, thing }) => [thing.name, typeName(thing.type), lies(thing, ground.names), changes && (change.has(n) ? t(`map.${change.get(n)}`) : "–")].filter((cell) => cell !== false)), rows.length - MOST);
}

function stars({ stars: shown }, network) {
  return shown.length > 0 && grid("cooperations", [typeName("Cooperation"), t("map.members")], shown.map(({ thing, ends }) => [network.things[thing].name, ends.map((end) => network.things[end.thing].name).sort(compare).join(", ")]));
}
