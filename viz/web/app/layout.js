/**
 * Where the nodes of a small drawing stand. The same input gives the same picture: no chance, no clock.
 * A force layout first, then boxes (mark and label) are pushed apart until no label covers another.
 */

const STEPS = 260;
const APART = 400;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * @param {{w: number, h: number}[]} nodes boxes around the node's middle; the first is the middle when `centred`
 * @param {[number, number][]} links pairs of indices
 * @param {{width: number, centred?: boolean}} options the room there is, in pixels; the height follows
 * @returns {{points: {x: number, y: number}[], height: number}}
 */
export function positions(nodes, links, { width, centred = false }) {
  const length = Math.max(70, Math.min(130, width / 4));
  const points = nodes.map((_, n) => ({ x: Math.cos(n * GOLDEN) * Math.sqrt(n) * length * 0.6, y: Math.sin(n * GOLDEN) * Math.sqrt(n) * length * 0.6 }));
  for (let step = 0; step < STEPS; step++) pull(points, links, length, 1 - step / STEPS, centred);
  const shift = centred ? 0 : (Math.min(...points.map((p) => p.x)) + Math.max(...points.map((p) => p.x))) / 2;
  for (const point of points) point.x -= shift;
  for (let step = 0; step < APART && separate(points, nodes, width); step++);
  return settle(points, nodes, width);
}

function pull(points, links, length, heat, centred) {
  const moves = points.map((p) => ({ x: -p.x * 0.012, y: -p.y * 0.02 }));
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const [dx, dy] = [points[a].x - points[b].x || 0.1, points[a].y - points[b].y || 0.1];
      const force = (length * length) / (dx * dx + dy * dy + 25) / 4;
      moves[a].x += dx * force; moves[a].y += dy * force;
      moves[b].x -= dx * force; moves[b].y -= dy * force;
    }
  }
  for (const [a, b] of links) {
    const [dx, dy] = [points[b].x - points[a].x, points[b].y - points[a].y];
    const far = Math.hypot(dx, dy) || 1;
    const force = ((far - length) / far) * 0.12;
    moves[a].x += dx * force; moves[a].y += dy * force;
    moves[b].x -= dx * force; moves[b].y -= dy * force;
  }
  const bound = 4 + 30 * heat;
  for (const [n, move] of moves.entries()) {
    if (centred && n === 0) continue;
    const size = Math.hypot(move.x, move.y) || 1;
    points[n].x += (move.x / size) * Math.min(size, bound);
    points[n].y += (move.y / size) * Math.min(size, bound);
  }
}

/** One round of pushing boxes apart; tells whether any touched. */
function separate(points, nodes, width) {
  let touched = false;
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const [dx, dy] = [points[b].x - points[a].x, points[b].y - points[a].y];
      const overX = (nodes[a].w + nodes[b].w) / 2 - Math.abs(dx);
      const overY = (nodes[a].h + nodes[b].h) / 2 - Math.abs(dy);
      if (overX <= 0 || overY <= 0) continue;
      touched = true;
      if (overY < overX * 1.2) shove(points[a], points[b], "y", dy < 0 ? -overY : overY);
      else shove(points[a], points[b], "x", dx < 0 ? -overX : overX);
    }
  }
  for (const [n, point] of points.entries()) {
    const room = Math.max(0, (width - nodes[n].w) / 2);
    point.x = Math.max(-room, Math.min(room, point.x));
  }
  return touched;
}

function shove(first, second, axis, over) {
  first[axis] -= over / 2 + Math.sign(over) * 0.25;
  second[axis] += over / 2 + Math.sign(over) * 0.25;
}

function settle(points, nodes, width) {
  const top = Math.min(...points.map((p, n) => p.y - nodes[n].h / 2));
  const bottom = Math.max(...points.map((p, n) => p.y + nodes[n].h / 2));
  return { points: points.map((p) => ({ x: p.x + width / 2, y: p.y - top })), height: Math.ceil(bottom - top) };
}
