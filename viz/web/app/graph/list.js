/** The same as the picture in two tables, things and relationships: made when it is opened, a part at a time. */

import { el } from "../dom.js";
import { codeName, concept, edgeName, t, typeName } from "../words.js";

const STEP = 200;

/** @param {(item: import("./types.js").Item) => void} choose */
export function list(choose) {
  const summary = el("summary", {});
  const room = el("div", { class: "graph-list-room", tabindex: "0", role: "region" });
  const node = el("details", { class: "graph-list" }, summary, room);
  let scene = null;
  const fill = () => room.replaceChildren(...(node.open && scene ? tables(scene, choose) : []));
  node.addEventListener("toggle", fill);
  return { node, show(fresh) {
    scene = fresh;
    summary.textContent = t("graph.list", { what: counts(scene) });
    room.setAttribute("aria-label", t("graph.listRegion"));
    fill();
  } };
}

/** How many circles, things and relationships, in words. */
export function counts({ items, links }) {
  const circles = items.filter((item) => item.thing < 0).length;
  const things = items.length - circles;
  const said = [circles > 0 && t("graph.nGroups", { n: circles }), (things > 0 || !circles) && t("graph.nThings", { n: things }), t("graph.nTies", { n: links.length })];
  return said.filter(Boolean).join(", ");
}

function tables({ items, links }, choose) {
  const name = (item) => el("button", { type: "button", class: "link-like", "data-id": item.id, onclick: () => choose(item) }, item.thing < 0 ? t("graph.group", { n: item.count, name: item.name, where: item.where }) : item.name);
  return [
    table(t("graph.things"), ["graph.column.name", "graph.column.type", "graph.column.sectors", "graph.column.note"], items, (item) => [
      name(item), item.thing < 0 ? t("graph.aggregate") : typeName(item.type), item.sectors.map((id) => concept(id)).join(", "), notes(item)]),
    table(t("graph.ties"), ["graph.column.from", "graph.column.tie", "graph.column.to", "graph.column.note"], links, (link) => [
      items[link.a].name, tieName(link), items[link.b].name, link.bridge ? t("graph.bridge") : ""]),
  ];
}

/** A relationship in words: of aggregates, how many there are. */
export function tieName(link, out = true) {
  if (link.weight > 1) return t("graph.weight", { n: link.weight });
  const caption = edgeName(link.type, out ? "out" : "in");
  return link.role ? `${caption} (${codeName("role", link.role)})` : caption;
}

/** What the picture says by signs. */
export function notes(item) {
  const said = [item.selected && t("graph.selected"), item.bridge && t("graph.bridge"), item.change && t(`graph.change.${item.change}`), item.pinned && t("graph.pinned"), item.rest > 0 && t("graph.rest", { n: item.rest })];
  return said.filter(Boolean).join(", ");
}

function table(caption, columns, rows, cells) {
  const body = el("tbody", {});
  const more = el("button", { type: "button", class: "more" });
  const add = () => {
    const done = body.children.length;
    body.append(...rows.slice(done, done + STEP).map((row) => el("tr", {}, cells(row).map((cell, n) => el(n ? "td" : "th", n ? {} : { scope: "row" }, cell)))));
    const left = rows.length - body.children.length;
    more.hidden = left <= 0;
    more.textContent = t("more", { n: left });
  };
  more.addEventListener("click", add);
  add();
  return el("div", {}, el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, columns.map((key) => el("th", { scope: "col" }, t(key))))), body), more);
}
