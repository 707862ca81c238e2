/** A small drawing of things and relationships in SVG, with its legend. The list beside it says the same. */

import { el, svg } from "./dom.js";
import { positions } from "./layout.js";
import { legendMark, mark } from "./marks.js";
import { address } from "./state.js";
import { edgeName, t, typeName } from "./words.js";

const LINE = 20;
const LINES = 2;
const FONT = '12px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif'; // as in detail.css
const pen = document.createElement("canvas").getContext("2d");
const ROW = 14;
const MARK = 24;

/**
 * @typedef {{id: string, type: string, name: string, more?: boolean, centre?: boolean}} Node
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
  return el("figure", { class: "graph" }, room, legend(nodes));
}

function picture(nodes, links, title, state, width) {
  const texts = nodes.map((node) => wrap(node.name));
  const boxes = texts.map((lines, n) => ({ w: Math.max(MARK, ...lines.map((line) => broad(line, nodes[n].centre))) + 12, h: MARK + lines.length * ROW + 8 }));
  const index = new Map(nodes.map((node, n) => [node.id, n]));
  const pairs = links.filter((link) => index.has(link.from) && index.has(link.to)).map((link) => [index.get(link.from), index.get(link.to)]);
  const { points, height } = positions(boxes, pairs, width);
  const middles = points.map((point, n) => ({ x: point.x, y: point.y - boxes[n].h / 2 + MARK / 2 + 2 }));
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": t("graph.label", { title, n: nodes.length }) },
    pairs.map(([a, b], n) => svg("line", { x1: middles[a].x, y1: middles[a].y, x2: middles[b].x, y2: middles[b].y, class: "link" },
      svg("title", {}, edgeName(links[n].type, "out")))),
    nodes.map((node, n) => drawNode(node, texts[n], middles[n], state)));
}

function drawNode(node, lines, { x, y }, state) {
  const open = node.more ? null : () => { location.hash = address({ ...state, id: node.id }); };
  return svg("g", { transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`, class: `node${node.centre ? " centre" : ""}${node.more ? " rest" : ""}`, onclick: open },
    svg("title", {}, `${node.name} (${typeName(node.type)})`),
    node.centre && svg("circle", { r: 15, class: "halo" }),
    mark(node.type, node.more ? { "fill-opacity": 0.35, "stroke-dasharray": "3 2" } : {}),
    svg("text", { y: MARK / 2 + ROW - 2, "text-anchor": "middle" }, lines.map((line, n) => svg("tspan", { x: 0, dy: n ? ROW : 0 }, line))));
}

function broad(text, bold) {
  pen.font = bold ? `bold ${FONT}` : FONT;
  return pen.measureText(text).width;
}

/** At most two lines of about twenty letters; what does not fit ends in an ellipsis. */
export function wrap(name) {
  const lines = [""];
  for (const word of String(name).replace(/\be\. ?V\./g, "e.\u00a0V.").split(/[ \t\n]+/)) {
    const line = lines.length - 1;
    const longer = lines[line] ? `${lines[line]} ${word}` : word;
    if (longer.length <= LINE || !lines[line]) lines[line] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, LINES).map((line) => (line.length > LINE + 2 ? `${line.slice(0, LINE + 1)}…` : line));
  if (lines.length > LINES && !kept[LINES - 1].endsWith("…")) kept[LINES - 1] = `${kept[LINES - 1].slice(0, LINE - 1).trimEnd()} …`;
  return kept;
}

function legend(nodes) {
  const types = [...new Set(nodes.map((node) => node.type))];
  return el("figcaption", {}, el("ul", { class: "legend", "aria-label": t("legend") }, types.map((type) => el("li", {}, legendMark(type), " ", typeName(type)))));
}
