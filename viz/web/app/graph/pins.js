/** Things that somebody put elsewhere: by how much, so that it holds in every picture that they are part of. */

/** "id@x,y" @param {string[]} [pins] @returns {Map<string, [number, number]>} */
export const read = (pins = []) => new Map(pins.map((pin) => {
  const at = pin.lastIndexOf("@");
  return [pin.slice(0, at), /** @type {[number, number]} */ (pin.slice(at + 1).split(",").map((value) => Number(value) || 0))];
}));

const written = (pins) => [...pins].map(([id, [x, y]]) => `${id}@${Math.round(x)},${Math.round(y)}`);

/** Moved by so much more; held where it is with (0, 0). @returns {string[]} */
export function moved(pins, id, dx, dy) {
  const found = read(pins);
  const [x, y] = found.get(id) ?? [0, 0];
  return written(found.set(id, [x + dx, y + dy]));
}

export function released(pins, id) {
  const found = read(pins);
  found.delete(id);
  return written(found);
}
