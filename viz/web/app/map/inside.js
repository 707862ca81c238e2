/** Plain geometry of GeoJSON areas in degrees: what lies inside, how far they reach, where a name may stand. */

/** The polygons of an area: lists of rings. */
export const polygons = ({ type, coordinates, geometries }) => (type === "GeometryCollection" ? geometries.flatMap(polygons) : type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : []);

const within = (ring, lat, lng) => ring.reduce((odd, [x, y], n) => {
  const [u, v] = ring[(n + ring.length - 1) % ring.length];
  return (y > lat) !== (v > lat) && lng < ((u - x) * (lat - y)) / (v - y) + x ? !odd : odd;
}, false);

/** Does an area contain a place? */
export const covers = (geometry, lat, lng) => polygons(geometry).some(([outer, ...holes]) => within(outer, lat, lng) && !holes.some((hole) => within(hole, lat, lng)));

/** [[south, west], [north, east]] of areas; null of nothing. */
export function box(geometries) {
  let [south, west, north, east] = [90, 180, -90, -180];
  for (const geometry of geometries) for (const [outer] of polygons(geometry)) for (const [x, y] of outer) {
    south = Math.min(south, y);
    north = Math.max(north, y);
    west = Math.min(west, x);
    east = Math.max(east, x);
  }
  return south > north ? null : [[south, west], [north, east]];
}

const LINES = [0.5, 0.35, 0.65, 0.2, 0.8]; // parts of the height at which a name is tried

/** Where a name stands best: the middle of the broadest stretch inside the area, on one of some level lines. @returns {[number, number]} lat, lng */
export function middle(geometry) {
  const bounds = box([geometry]);
  if (!bounds) return [0, 0];
  const [[south, west], [north, east]] = bounds;
  /** @type {{width: number, at: [number, number]}} */
  let best = { width: -1, at: [(south + north) / 2, (west + east) / 2] };
  for (const part of LINES) {
    const lat = south + (north - south) * part;
    const cuts = polygons(geometry).flatMap((rings) => rings.flatMap((ring) => crossings(ring, lat))).sort((a, b) => a - b);
    for (let n = 0; n + 1 < cuts.length; n += 2) {
      const width = (cuts[n + 1] - cuts[n]) * (part === 0.5 ? 1.25 : 1); // the middle is where people look first
      if (width > best.width) best = { width, at: [lat, (cuts[n] + cuts[n + 1]) / 2] };
    }
  }
  return best.at;
}

function crossings(ring, lat) {
  const found = [];
  for (let n = 0; n < ring.length; n += 1) {
    const [[x, y], [u, v]] = [ring[n], ring[(n + 1) % ring.length]];
    if ((y > lat) !== (v > lat)) found.push(((u - x) * (lat - y)) / (v - y) + x);
  }
  return found;
}
