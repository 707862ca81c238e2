/** The outline around points, with room for their marks. */

const CORNERS = 12;
export const HULL = 30; // room around a member's middle

/** The middles of an area's members. @returns {[number, number][]} */
export const pointsOf = (area, items) => area.members.map((n) => [items[n].x, items[n].y]);

/** Does a point lie within a convex ring? */
export const within = ({ x, y }, ring) => ring.every((corner, n) => turn(corner, ring[(n + 1) % ring.length], [x, y]) >= 0);

/** @param {[number, number][]} points @param {number} room @returns {[number, number][]} a convex ring */
export function hull(points, room) {
  const wide = points.flatMap(([x, y]) => Array.from({ length: CORNERS }, (_, n) => {
    const angle = (n * 2 * Math.PI) / CORNERS;
    return [x + room * Math.cos(angle), y + room * Math.sin(angle)];
  }));
  wide.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...half(wide), ...half(wide.reverse())];
}

/** Andrew's monotone chain: the points that turn one way only. */
function half(points) {
  const kept = [];
  for (const point of points) {
    while (kept.length > 1 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
    kept.push(point);
  }
  return kept.slice(0, -1);
}

const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
