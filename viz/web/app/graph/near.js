/**
 * The layout of a small picture: north stays up, labels have room. Ring after ring is placed around those that stand already,
 * so that a picture that grows moves nothing.
 */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../../vendor/d3-force/index.js";
import { other } from "../workspace/ways.js";
import { boxOf } from "./labels.js";
import { apart } from "./apart.js";
import { nudge } from "./seeds.js";

const LENGTH = 95;
/** An answer is a few small parts, held together by the map; rings around a thing need room to grow outwards. */
const ANSWER = { reach: 0.5, held: 0.1, drift: 0.04, push: -320, far: 400 };
const RINGS = { reach: 0.7, held: 0.06, drift: 0.015, push: -520, far: 900 };
const TICKS = 180;
const BROAD = 1.5; // labels and screens are broader than high

/**
 * @param {import("./types.js").Network} network
 * @param {number[][]} rings
 * @param {{x: Float64Array, y: Float64Array, held: Uint8Array}} begun the seeds of the whole network
 * @returns {Map<number, {x: number, y: number}>}
 */
export function near(network, rings, begun) {
  const places = new Map();
  const how = rings[0]?.length > 1 ? ANSWER : RINGS;
  rings.forEach((ring, n) => place(network, ring, places, aimsOf(rings.slice(0, n + 1).flat(), rings[0], begun, how), begun, how));
  return places;
}

/** Where the map would have each thing, seen from the first ring's middle: the direction is kept, the distance is not. */
function aimsOf(all, first, { x, y }, how) {
  const middle = (values) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const [cx, cy] = [middle(first.map((n) => x[n])), middle(first.map((n) => y[n]))];
  const usual = Float64Array.from(all, (n) => Math.hypot(x[n] - cx, y[n] - cy)).sort()[all.length >> 1] || 1;
  const reach = LENGTH * how.reach * Math.sqrt(all.length);
  return new Map(all.map((n) => {
    const far = Math.hypot(x[n] - cx, y[n] - cy);
    const scale = far ? (reach * (0.25 + 0.75 * Math.min(1.6, far / usual))) / far : 0;
    return [n, { x: (x[n] - cx) * scale, y: (y[n] - cy) * scale }];
  }));
}

function place(network, ring, places, aims, { held }, how) {
  const single = !places.size && ring.length === 1;
  const nodes = [...[...places].map(([n, { x, y }]) => ({ n, x, y, fx: x, fy: y })), ...ring.map((n) => begin(network, n, places, aims, single))];
  const at = new Map(nodes.map((node, i) => [node.n, i]));
  const links = [...new Set(ring.flatMap((n) => network.tiesOf[n]))].map((tie) => network.ties[tie])
    .filter((tie) => at.has(tie.from) && at.has(tie.to)).map((tie) => ({ source: at.get(tie.from), target: at.get(tie.to) }));
  const strength = (node) => (held[node.n] ? how.held : how.drift);
  forceSimulation(nodes).stop().alphaDecay(1 - 0.005 ** (1 / TICKS))
    .force("x", forceX((node) => aims.get(node.n)?.x ?? 0).strength(strength))
    .force("y", forceY((node) => aims.get(node.n)?.y ?? 0).strength(strength))
    .force("links", forceLink(links).distance(LENGTH))
    .force("charge", /** @type {any} */ (forceManyBody()).strength(how.push).distanceMax(how.far))
    .force("collide", forceCollide(30))
    .tick(TICKS);
  for (const node of nodes) if (node.fx === undefined) node.x *= BROAD;
  apart(nodes.map((node) => Object.assign(node, boxOf(network.things[node.n].name))));
  for (const node of nodes) if (!places.has(node.n)) places.set(node.n, { x: node.x, y: node.y });
}

/** A thing begins where the map has it, seen from what it is tied to and stands already. */
function begin(network, n, places, aims, single) {
  if (single) return { n, x: 0, y: 0, fx: 0, fy: 0 };
  const tied = network.tiesOf[n].map((tie) => places.get(other(network.ties[tie], n))).filter(Boolean);
  const [dx, dy] = nudge(network.things[n].id, 12);
  const aim = aims.get(n);
  if (!tied.length) return { n, x: aim.x + dx, y: aim.y + dy };
  const [tx, ty] = ["x", "y"].map((axis) => tied.reduce((sum, one) => sum + one[axis], 0) / tied.length);
  return { n, x: (tx + aim.x) / 2 + dx, y: (ty + aim.y) / 2 + dy };
}
