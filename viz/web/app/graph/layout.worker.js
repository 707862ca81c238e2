/** Arranges a network off the page's thread; says how far it is, then where everything stands. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../../vendor/d3-force/index.js";

const HOLD = 0.2; // how strongly what has a point is held where the map has it
const DRIFT = 0.01; // how strongly the rest stays where it began
const PULL = 0.4; // of d3's own pull of links: ties shape the picture, but do not draw the town into one knot
const TOLD = 4;

/** The more things there are, the coarser: far things are taken together sooner, and there are fewer steps. Measured in docs/performance.md. */
const EFFORT = [
  { most: 600, ticks: 120, theta: 0.9, reach: 700, push: -70 },
  { most: 2500, ticks: 90, theta: 1.2, reach: 350, push: -60 },
  { most: Infinity, ticks: 45, theta: 1.8, reach: 180, push: -45 },
];
const LAST = 0.12; // only this part of the steps keeps marks from covering each other: while all is dense, that would cost most

/** @param {MessageEvent<{x: Float64Array, y: Float64Array, held: Uint8Array, fixed: Uint8Array, from: Uint32Array, to: Uint32Array}>} event */
self.onmessage = ({ data }) => {
  const nodes = Array.from(data.x, (x, n) => ({ x, y: data.y[n], ...(data.fixed[n] ? { fx: x, fy: data.y[n] } : {}) }));
  const links = Array.from(data.from, (source, n) => ({ source, target: data.to[n] }));
  const strength = (_, n) => (data.held[n] ? HOLD : DRIFT);
  const degree = new Uint32Array(nodes.length);
  for (const ends of [data.from, data.to]) for (const n of ends) degree[n] += 1;
  const { ticks, theta, reach, push } = EFFORT.find(({ most }) => nodes.length <= most);
  const [pull, repel] = /** @type {any[]} */ ([forceLink(links), forceManyBody()]); // forces' setters return a force or a value: too loose to be inferred
  const simulation = forceSimulation(nodes).stop()
    .alphaDecay(1 - 0.02 ** (1 / ticks))
    .velocityDecay(0.5)
    .force("x", forceX((_, n) => data.x[n]).strength(strength))
    .force("y", forceY((_, n) => data.y[n]).strength(strength))
    .force("links", pull.distance(38).strength(({ source, target }) => PULL / Math.min(degree[source.index], degree[target.index])))
    .force("charge", repel.strength(push).theta(theta).distanceMax(reach));
  for (let tick = 0; tick < ticks; tick++) {
    if (tick === Math.floor(ticks * (1 - LAST))) simulation.force("apart", forceCollide(13));
    simulation.tick();
    if (tick % TOLD === 0) self.postMessage({ done: tick / ticks });
  }
  const [x, y] = ["x", "y"].map((axis) => Float64Array.from(nodes, (node) => node[axis]));
  self.postMessage({ x, y }, { transfer: [x.buffer, y.buffer] });
};
