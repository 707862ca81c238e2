/** A small drawing of things and relationships, as broad as its place: drawn from the same list as the large ones, in SVG. The list beside it says the same. */

import { el, svg } from "../dom.js";
import { address } from "../state.js";
import { concept, edgeName, t } from "../words.js";
import { display } from "./display.js";
import { boxOf } from "./labels.js";
import { entries, legend } from "./legend.js";
import { positions } from "./packed.js";
import { draw } from "./svg.js";

/**
 * @typedef {{id: string, type: string, name: string, more?: boolean, centre?: boolean}} Node  `more`: stands for several that are not drawn
 * @typedef {{from: string, to: string, type: string}} Link
 */

/** @param {{nodes: Node[], links: Link[], title: string, state: any}} what */
export function graph({ nodes, links, title, state }) {
  const room = el("div", { class: "drawing" });
  let drawnFor = 0;
  const watch = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width < 40 || width === drawnFor) return;
    drawnFor = width;
    room.replaceChildren(picture(nodes, links, title, state, width));
  });
  watch.observe(room);
  return el("figure", { class: "graph" }, room, el("figcaption", {}, legend(entries(sceneOf(nodes, links, nodes.map(() => ({ x: 0, y: 0 })))))));
}

function picture(nodes, links, title, state, width) {
  const boxes = nodes.map((node) => boxOf(node.name));
  const index = new Map(nodes.map((node, n) => [node.id, n]));
  const pairs = links.filter((link) => index.has(link.from) && index.has(link.to)).map((link) => [index.get(link.from), index.get(link.to)]);
  const { points, height } = positions(boxes.map(({ w, above, below }) => ({ w, h: above + below })), pairs, width);
  const scene = sceneOf(nodes, links, points.map(({ x, y }, n) => ({ x, y: y + (boxes[n].above - boxes[n].below) / 2 })));
  const list = display(scene);
  const stubs = new Set(nodes.filter((node) => node.more).map((node) => node.id));
  const open = (id) => { if (!stubs.has(id)) location.hash = address({ ...state, id }); };
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": t("graph.label", { title, n: nodes.length }) },
    draw(list, { x: width / 2, y: height / 2, k: 1 }, width, height, { open, labels: list.labels }));
}

/** @returns {import("./types.js").Scene} */
function sceneOf(nodes, links, places) {
  const index = new Map(nodes.map((node, n) => [node.id, n]));
  const items = nodes.map((node, n) => ({
    id: node.id, thing: n, type: node.type, name: concept(node.id, node.name), ...places[n], r: 12, sectors: [], dim: false, selected: Boolean(node.centre),
    change: null, pinned: false, bridge: false, rest: 0, count: 1, stub: Boolean(node.more),
  }));
  const drawn = links.filter((link) => index.has(link.from) && index.has(link.to)).map((link, n) => ({
    a: index.get(link.from), b: index.get(link.to), type: link.type, role: null, bridge: false, weight: 1, dim: false, way: false, change: null, tie: n, title: edgeName(link.type, "out"),
  }));
  return { items, links: drawn, areas: [], mode: "near", steps: null, of: items.length };
}
