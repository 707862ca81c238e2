/**
 * Where the nodes of a small drawing stand. The same input gives the same picture: no chance, no clock.
 * Each connected part gets a force layout, then its boxes (mark and label) are pushed apart until no label covers
 * another; the parts are set side by side like words in lines.
 */

const STEPS = 300;
const APART = 600;
const LENGTH = 56;
const GAP = 18;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * @param {{w: number, h: number}[]} boxes around each node's middle
 * @param {[number, number][]} links pairs of indices
 * @param {number} width the room there is, in pixels; the height follows
 * @returns {{points: {x: number, y: number}[], height: number}}
 */
export function positions(boxes, links, width) {
  const parts = components(boxes.length, links).map((members) => part(members, boxes, links, width));
  parts.sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0]);
  const points = new Array(boxes.length);
  let [left, top, deep] = [0, 0, 0];
  for (const row of lines(parts, width)) {
    const used = row.reduce((sum, one) => sum + one.w, 0) + GAP * (row.length - 1);
    deep = Math.max(...row.map((one) => one.h));
    left = (width - used) / 2;
    for (const one of row) {
      one.members.forEach((member, n) => { points[member] = { x: one.points[n].x + left, y: one.points[n].y + top + (deep - one.h) / 2 }; });
      left += one.w + GAP;
    }
    top += deep + GAP;
  }
  return { points, height: Math.ceil(top - GAP) };
}

/** The connected parts, each in the order of its nodes. */
function components(count, links) {
  const root = Array.from({ length: count }, (_, n) => n);
  const find = (n) => (root[n] === n ? n : (root[n] = find(root[n])));
  for (const [a, b] of links) root[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
  const found = new Map();
  for (let n = 0; n < count; n++) found.set(find(n), [...(found.get(find(n)) ?? []), n]);
  return [...found.values()];
}

function lines(parts, width) {
  const rows = [];
  let room = -1;
  for (const part of parts) {
    if (part.w > room) { rows.push([]); room = width; }
    rows.at(-1).push(part);
    room -= part.w + GAP;
  }
  return rows;
}

function part(members, boxes, links, width) {
  const own = members.map((member) => boxes[member]);
  const index = new Map(members.map((member, n) => [member, n]));
  const pairs = links.filter(([a]) => index.has(a)).map(([a, b]) => [index.get(a), index.get(b)]);
  const points = members.map((_, n) => ({ x: Math.cos(n * GOLDEN) * Math.sqrt(n) * LENGTH, y: Math.sin(n * GOLDEN) * Math.sqrt(n) * LENGTH }));
  for (let step = 0; step < STEPS; step++) pull(points, pairs, 1 - step / STEPS);
  for (let step = 0; step < APART && separate(points, own, width, step > APART / 2); step++);
  return { members, ...settle(points, own) };
}

function pull(points, links, heat) {
  const moves = points.map((p) => ({ x: -p.x * 0.01, y: -p.y * 0.015 }));
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const [dx, dy] = [points[a].x - points[b].x || 0.1, points[a].y - points[b].y || 0.1];
      push(moves, a, b, dx, dy, (LENGTH * LENGTH * 0.3) / (dx * dx + dy * dy + 60));
    }
  }
  for (const [a, b] of links) {
    const [dx, dy] = [points[b].x - points[a].x, points[b].y - points[a].y];
    const far = Math.hypot(dx, dy) || 1;
    push(moves, a, b, dx, dy, ((far - LENGTH) / far) * 0.2);
  }
  const bound = 1 + 24 * heat;
  for (const [n, move] of moves.entries()) {
    const size = Math.hypot(move.x, move.y) || 1;
    points[n].x += (move.x / size) * Math.min(size, bound);
    points[n].y += (move.y / size) * Math.min(size, bound);
  }
}

function push(moves, a, b, dx, dy, force) {
  moves[a].x += dx * force;
  moves[a].y += dy * force;
  moves[b].x -= dx * force;
  moves[b].y -= dy * force;
}

/** One round of pushing boxes into the width and apart (in the end only up and down); tells whether any touched. */
function separate(points, boxes, width, upright) {
  const middle = (Math.min(...points.map((p) => p.x)) + Math.max(...points.map((p) => p.x))) / 2;
  for (const [n, point] of points.entries()) {
    const room = Math.max(0, (width - boxes[n].w) / 2);
    point.x = Math.max(-room, Math.min(room, point.x - middle));
  }
  let touched = false;
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const [dx, dy] = [points[b].x - points[a].x, points[b].y - points[a].y];
      const overX = (boxes[a].w + boxes[b].w) / 2 - Math.abs(dx);
      const overY = (boxes[a].h + boxes[b].h) / 2 - Math.abs(dy);
      if (overX <= 0 || overY <= 0) continue;
      touched = true;
      if (upright || overY < overX * 1.5) shove(points[a], points[b], "y", dy < 0 ? -overY : overY);
      else shove(points[a], points[b], "x", dx < 0 ? -overX : overX);
    }
  }
  return touched;
}

function shove(first, second, axis, over) {
  first[axis] -= over / 2 + Math.sign(over) * 0.25;
  second[axis] += over / 2 + Math.sign(over) * 0.25;
}

function settle(points, boxes) {
  const edge = (axis, size, sign) => points.map((p, n) => p[axis] + (sign * boxes[n][size]) / 2);
  const [left, right] = [Math.min(...edge("x", "w", -1)), Math.max(...edge("x", "w", 1))];
  const [top, bottom] = [Math.min(...edge("y", "h", -1)), Math.max(...edge("y", "h", 1))];
  return { points: points.map((p) => ({ x: p.x - left, y: p.y - top })), w: right - left, h: bottom - top };
}
