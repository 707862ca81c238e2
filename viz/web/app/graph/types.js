/**
 * What the parts of the graph view hand to one another; the outer contract first.
 *
 * @typedef {import("../workspace/data.js").Thing} Thing
 * @typedef {import("../workspace/data.js").Tie} Tie
 * @typedef {import("../workspace/data.js").Network} Network
 * @typedef {import("../workspace/picture.js").Picture} Picture
 *
 * What is drawn, whichever way it was chosen: things or aggregates of things, and what ties them.
 * @typedef {{id: string, thing: number, type: string, name: string, x: number, y: number, r: number, sectors: string[],
 *   dim: boolean, selected: boolean, change: "new" | "gone" | null, pinned: boolean, bridge: boolean, rest: number, count: number,
 *   theme?: string, quartier?: string}} Item  `thing` is -1 for an aggregate, `count` its things, `rest` how many neighbours are not drawn
 * @typedef {{a: number, b: number, type: string, role: string | null, bridge: boolean, weight: number, dim: boolean, way: boolean, change: "new" | "gone" | null, tie: number}} Link
 * @typedef {{label: string, members: number[], bridge: boolean, dim: boolean, kind: "cooperation" | "quartier", radius?: number, x?: number, y?: number}} Area
 * @typedef {{items: Item[], links: Link[], areas: Area[], mode: "near" | "all" | "grouped", left?: number, steps: import("../workspace/ways.js").Step[] | null, of: number}} Scene
 *    left: how many links are too weak to be drawn; of: how many things could be drawn
 *
 * The display list: marks in painter's order, in units of the picture; sizes are pixels of the screen (or paper).
 * @typedef {{kind: "area", points: [number, number][], fill: string, stroke: string, dash: number[]}} AreaMark
 * @typedef {{kind: "line", x1: number, y1: number, x2: number, y2: number, look: string, title?: string}} LineMark
 * @typedef {{kind: "shape", id: string, x: number, y: number, path: string | null, fill: string, edge: string, size: number, scale: "paper" | "picture", rings: string[], letters: string,
 *   halo: string, badge: string, more: number, pinned: boolean, stub?: boolean, dim: boolean, bridge: boolean, title: string}} ShapeMark
 * @typedef {{kind: "label", x: number, y: number, name: string, lines?: string[], count?: string, inside: boolean, above?: boolean, shape: ShapeMark | null, short?: LabelMark, bold: boolean, dim: boolean, weight: number, must: boolean}} LabelMark
 * @typedef {{areas: AreaMark[], lines: LineMark[], shapes: ShapeMark[], labels: LabelMark[]}} Display
 * @typedef {{x: number, y: number, k: number}} Camera   the point of the picture in the middle of the room, and pixels per unit
 */
export {};
