/** Where the map looks: as the address says, else so that all is seen; what the reader moves is told, what we move is not. */

import { box } from "./inside.js";

const QUIET = 350; // milliseconds until the place that is looked at is told
const TINY = 50; // pixels: a room that has not got its size yet

export class Camera {
  /** @type {import("./leaf.js").Leaf} */ leaf;
  /** @type {(change: {spot: string}) => void} */ tell;
  /** @type {{picture: any, ground: import("./areas.js").Ground, here: Set<string>} | null} */ view;
  /** @type {string} the place that was told last */ told;
  /** @type {string | null} */ selected;
  /** @type {boolean} we move it, not the reader */ still;
  /** @type {number} */ timer;

  /** @param {import("./leaf.js").Leaf} leaf @param {(change: {spot: string}) => void} tell */
  constructor(leaf, tell) {
    Object.assign(this, { leaf, tell, told: "", selected: null, still: false, timer: 0, view: null });
  }

  /**
   * @param {{picture: any, ground: import("./areas.js").Ground, here: Set<string>}} view what is shown
   * @param {boolean} first is it the first picture? A thing that is selected later is brought into view, no more.
   */
  follow(view, first) {
    this.view = view;
    const { spot = "", id = "" } = view.picture.state;
    this.quietly(() => {
      if (spot && spot !== this.told) this.leaf.look(spot);
      else if (first) this.fit();
      if (id && id !== this.selected && !(first && spot)) this.bring(id);
    });
    this.selected = id;
  }

  /** All that is drawn: what stands out and what "here" is, else Quartiere and things, else areas. */
  fit() {
    const { picture: { network, visible, lit }, ground, here } = this.view;
    const points = (set) => [...set].map((n) => network.things[n].point).filter(Boolean).map(([lat, lng]) => ({ type: "Polygon", coordinates: [[[lng, lat]]] }));
    const quartiere = ground.quartiere.filter(({ whole }) => whole);
    const areas = [...quartiere.map(({ id, whole }) => [id, whole]), ...ground.levels.flatMap((level) => level.areas.map(({ id, geometry }) => [id, geometry]))];
    const loud = [...points(lit), ...areas.filter(([id]) => here.has(id)).map(([, geometry]) => geometry)];
    const all = lit.size && loud.length ? loud : [...quartiere.map(({ whole }) => whole), ...points(visible)];
    this.leaf.fit(box(all) ?? box((ground.levels[0]?.areas ?? []).map(({ geometry }) => geometry)));
  }

  bring(id) {
    const { picture: { network }, ground } = this.view;
    const thing = network.things[network.index.get(id)];
    const areas = [...ground.quartiere, ...ground.levels.flatMap((level) => level.areas)];
    const bounds = thing?.point ? [thing.point, thing.point] : areas.find((one) => one.id === id)?.box;
    if (bounds) this.leaf.bring(bounds);
  }

  /** The room has another size. What was fitted into no room was not fitted. */
  sized() {
    const { x, y } = this.leaf.map.getSize();
    this.quietly(() => {
      this.leaf.map.invalidateSize({ animate: false });
      if (Math.min(x, y) < TINY && !this.view.picture.state.spot) this.fit();
    });
  }

  quietly(move) {
    this.still = true;
    move();
    this.still = false;
    this.told = this.leaf.spot;
  }

  /** The map has moved. */
  moved() {
    if (this.still || !this.view) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.leaf.spot === this.told) return;
      this.told = this.leaf.spot;
      this.tell({ spot: this.told });
    }, QUIET);
  }

  close() {
    clearTimeout(this.timer);
  }
}
