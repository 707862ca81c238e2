/** What of a picture stands on the map: areas by layer, marks in stacks, cooperations' stars, names; the same lists serve paper. */

import { COLOURS } from "./areas.js";
import { BASE, POINTS, QUARTIERE, TIES, levelName, rivalsOn } from "./layers.js";
import { legend } from "./legend.js";
import { drawn } from "./marks.js";
import * as paint from "./paint.js";
import { rivals } from "./rivals.js";
import { scene, stacks } from "./scene.js";

const ROOM = 10; // pixels around a mark that a name keeps free
const FEW = 40; // stacks in sight up to which all have their names
const MANY = 400; // stacks from which on names do not evade marks
const WIDE = 1.15; // a name may be so much broader than its area

export class Drawing {
  /** @type {import("./leaf.js").Leaf} */ leaf;
  /** @type {import("../workspace/picture.js").Picture} */ picture;
  /** @type {import("./areas.js").Ground} */ ground;
  /** @type {import("./areas.js").Level[]} */ levels;
  /** @type {string[]} layers */ on;
  /** @type {import("./scene.js").Scene} */ scene;
  /** @type {import("./scene.js").Spot[]} */ spots;
  /** @type {import("./scene.js").Stack[]} */ stacks;
  /** @type {(import("./scene.js").Star & {dim: boolean})[]} */ stars;
  /** @type {any[]} */ rivals;
  /** @type {Set<string>} areas */ here;
  /** @type {boolean} */ painted;
  /** @type {number | null} the zoom that the stacks were made for */ zoom;

  constructor(leaf) {
    Object.assign(this, { leaf, scene: null, stacks: [], rivals: [] });
  }

  /** What is to be drawn, before the map looks at it: legend and lists are made of it, and take their room. */
  async prepare(picture, ground, on) {
    const singles = (await Promise.all(rivalsOn(on).map((id) => rivals(id, picture.state.at ?? "")))).flat();
    const found = scene(picture);
    Object.assign(this, {
      picture, ground, on, rivals: singles, painted: false, scene: found, levels: ground.levels.filter((level) => on.includes(levelName(level))),
      spots: on.includes(POINTS) ? found.spots.filter(({ between }) => !between || on.includes(TIES)) : [],
      stars: on.includes(TIES) ? found.stars.map((star) => ({ ...star, dim: picture.lit.size > 0 && !picture.lit.has(star.thing) })) : [],
      here: new Set([...(picture.state.in ?? []), ...(picture.answer?.interpretation?.here?.areas ?? []).map(({ id }) => id)]),
    });
    this.chosen = this.chosenAreas();
  }

  paint() {
    Object.assign(this, { painted: true, zoom: null });
    this.areas();
    this.moved();
  }

  /** The selected thing's areas: its own ground, or where it is when no more is known. */
  chosenAreas() {
    const { network, state } = this.picture;
    const n = network.index.get(state.id);
    if (n === undefined) return [];
    if (this.geometries([state.id]).length) return [state.id];
    return this.scene.nowhere.some(({ thing }) => thing === n) ? network.things[n].areas.map(([id]) => id) : [];
  }

  geometries(ids) {
    const all = [...this.ground.quartiere.map(({ id, whole }) => [id, whole]), ...this.ground.levels.flatMap(({ areas }) => areas.map(({ id, geometry }) => [id, geometry]))];
    const wanted = new Set(ids);
    return all.filter(([id, geometry]) => geometry && wanted.has(id)).map(([, geometry]) => geometry);
  }

  /** The areas, bottom up. */
  areas() {
    const { leaf, ground, levels, on } = this;
    levels.forEach((level, n) => leaf.area(`level${n}`, paint.level(level, n < levels.length - 1)));
    for (let n = levels.length; n < ground.levels.length; n += 1) leaf.area(`level${n}`, null);
    leaf.area("quartiere", on.includes(QUARTIERE) ? paint.quartiere(ground.quartiere, (one) => this.dim(one.id)) : null);
    leaf.area("rivals", this.rivals.length ? paint.outlines(this.rivals.map(({ geometry }) => geometry)) : null);
    leaf.area("here", this.here.size ? paint.outlined(this.geometries(this.here), "here") : null);
    leaf.area("chosen", this.chosen.length ? paint.outlined(this.geometries(this.chosen), "chosen") : null);
  }

  /** Quartiere are dimmed when others stand out. */
  dim(id) {
    const { network, lit } = this.picture;
    const ground = [...lit].filter((n) => network.things[n].type === "Quartier");
    return ground.length > 0 && !ground.includes(network.index.get(id)) && !this.here.has(id);
  }

  /** Marks are put into stacks anew when the scale is another one; names whenever the map has moved. */
  moved() {
    if (!this.painted) return;
    const { leaf, picture } = this;
    const zoom = leaf.map.getZoom();
    if (this.zoom !== zoom) {
      this.zoom = zoom;
      this.stacks = stacks(this.spots, (spot) => leaf.map.project([spot.lat, spot.lng]), picture.network.things);
      for (const stack of this.stacks) stack.drawn = drawn(stack, picture.network, picture);
      leaf.marks(this.stacks, this.stars);
    }
    this.names = leaf.write(...this.labels());
  }

  /** Names, the important ones first, and what they keep free. */
  labels() {
    const { leaf, ground, levels, on, picture } = this;
    const size = leaf.map.getSize();
    const seen = this.stacks.map((stack) => ({ ...stack, ...leaf.project(stack) })).filter(({ x, y }) => x > -ROOM && y > -ROOM && x < size.x + ROOM && y < size.y + ROOM);
    const alone = levels.length === 1 && levels[0].areas.length <= FEW && !(on.includes(QUARTIERE) && ground.quartiere.length);
    const area = (one, kind, colour) => ({ text: one.name, ...xy(leaf.project({ lat: one.at[0], lng: one.at[1] })), kind, colour, gap: 0, must: kind === "quartier" || alone, most: kind === "area" ? this.width(one.box) * WIDE : Infinity });
    const mark = (stack) => ({ text: picture.network.things[stack.things[0]].name, x: stack.x, y: stack.y, kind: "point", colour: "#1d2629", gap: 14, must: stack.drawn.selected });
    const loud = seen.filter(({ drawn: { dim, selected } }) => selected || (picture.lit.size && !dim));
    const quiet = seen.length <= FEW ? seen.filter((one) => !loud.includes(one)) : [];
    const wanted = levels.flatMap(({ areas }) => areas);
    const labels = [
      ...loud.filter((one) => one.drawn.selected).map(mark),
      ...(on.includes(QUARTIERE) ? ground.quartiere.filter(({ at }) => at).map((one) => area(one, "quartier", COLOURS[one.colour])) : []),
      ...this.rivals.map((one) => ({ text: one.letter, ...xy(leaf.project({ lat: one.at[0], lng: one.at[1] })), kind: "letter", colour: "#1d2629", gap: 0, must: true, most: Infinity })),
      ...wanted.map((one) => area(one, "area", this.here.has(one.id) ? "#1d2629" : "#44565b")),
      ...loud.filter((one) => !one.drawn.selected).map(mark), ...quiet.map(mark),
    ];
    return [labels, seen.length <= MANY ? seen.map(({ x, y }) => ({ left: x - ROOM, right: x + ROOM, top: y - ROOM, bottom: y + ROOM })) : []];
  }

  width([[south, west], [, east]]) {
    return this.leaf.project({ lat: south, lng: east }).x - this.leaf.project({ lat: south, lng: west }).x;
  }

  /** The things of the mark nearest to a point of the picture. */
  near(point, most) {
    const found = this.stacks.map((stack) => ({ stack, away: this.leaf.project(stack).distanceTo(point) })).filter(({ away }) => away <= most).sort((a, b) => a.away - b.away)[0];
    return found ? found.stack.things : [];
  }

  legend() {
    if (!this.scene) return [];
    return legend(this);
  }

  get base() {
    return this.on.includes(BASE);
  }
}

const xy = ({ x, y }) => ({ x, y });
