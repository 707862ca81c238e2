/** Pushing boxes (a mark with its label) apart until none covers another; what has `fx` stays. */

const ROUNDS = 240;
const CELL = 160;

/** @param {{x: number, y: number, w: number, above: number, below: number, fx?: number}[]} nodes moved in place */
export function apart(nodes) {
  for (let round = 0; round < ROUNDS; round++) {
    let touched = false;
    for (const [a, b] of pairs(nodes)) touched = part(a, b, round > ROUNDS / 2) || touched;
    if (!touched) return;
  }
}

/** Only those that share a cell of a grid can touch. */
function* pairs(nodes) {
  const cells = new Map();
  for (const [i, node] of nodes.entries()) {
    const [x, y] = [Math.floor(node.x / CELL), Math.floor(node.y / CELL)];
    for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) for (const one of cells.get(`${x + dx},${y + dy}`) ?? []) yield [nodes[one], node];
    const key = `${x},${y}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(i);
  }
}

function part(a, b, upright) {
  if (a.fx !== undefined && b.fx !== undefined) return false;
  const overX = (a.w + b.w) / 2 - Math.abs(b.x - a.x);
  if (overX <= 0) return false;
  const down = b.y >= a.y;
  const overY = down ? a.below + b.above - (b.y - a.y) : b.below + a.above - (a.y - b.y);
  if (overY <= 0) return false;
  if (upright || overY < overX * 1.4) shove(a, b, "y", down ? overY : -overY);
  else shove(a, b, "x", b.x >= a.x ? overX : -overX);
  return true;
}

function shove(a, b, axis, over) {
  const step = over + Math.sign(over) * 0.5;
  const [partA, partB] = a.fx !== undefined ? [0, 1] : b.fx !== undefined ? [1, 0] : [0.5, 0.5];
  a[axis] -= step * partA;
  b[axis] += step * partB;
}
