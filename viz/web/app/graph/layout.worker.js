/** Arranges a network off the page's thread; says how far it is, then where everything stands. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../../vendor/d3-force/index.js";

const HOLD = 0.12; // how strongly what has a point is held where the map has it
const DRIFT = 0.006; // how strongly the rest stays where it began
const TOLD = 8;

/** @param {{x: Float64Array, y: Float64Array, held: Uint8Array, fixed: Uint8Array, from: Uint32Array, to: Uint32Array, areas: Uint8Array}} what */
self.onmessage = ({ data }) => {
  const nodes = Array.from(data.x, (x, n) => ({ x, y: data.y[n], ...(data.fixed[n] ? { fx: x, fy: data.y[n] } : {}) }));
  const [startX, startY] = [Float64Array.from(data.x), Float64Array.from(data.y)];
  const links = Array.from(data.from, (source, n) => ({ source, target: data.to[n] }));
  const strength = (_, n) => (data.held[n] ? HOLD : DRIFT);
  const many = nodes.length > 2000;
  const ticks = many ? 70 : 160;
  const simulation = forceSimulation(nodes).stop()
    .alphaDecay(1 - 0.02 ** (1 / ticks))
    .velocityDecay(0.5)
    .force("x", forceX((_, n) => startX[n]).strength(strength))
    .force("y", forceY((_, n) => startY[n]).strength(strength))
    .force("links", forceLink(links).distance(38).iterations(1))
    .force("charge", forceManyBody().strength(many ? -45 : -70).theta(many ? 1.4 : 0.9).distanceMax(many ? 260 : 600))
    .force("collide", forceCollide(14).iterations(1));
  for (let tick = 0; tick < ticks; tick++) {
    simulation.tick();
    if (tick % TOLD === 0) self.postMessage({ done: tick / ticks });
  }
  const [x, y] = ["x", "y"].map((axis) => Float64Array.from(nodes, (node) => node[axis]));
  self.postMessage({ x, y }, [x.buffer, y.buffer]);
};
