/** The look of lines, rings and areas; that of types is in marks.js. Everything is told by form too, never by colour alone. */

/** The sectors: a colour for the ring; its letters (i18n `graph.sector.…`) stand at the mark. */
export const SECTORS = {
  "sector-education": "#00796b", "sector-environment": "#3f8f3a", "sector-health": "#c2305a", "sector-social": "#8a4fb3",
  "sector-sport": "#1f6fc0", "sector-urban-development": "#6d5a45", "sector-youth-family": "#b86e00",
};
export const sectorColour = (id) => SECTORS[id] ?? "#51606b";

/** Lines, in painter's order. `core` is drawn upon the line: that makes it a twin. */
export const LINES = {
  dim: { stroke: "#e1e6e8", width: 1 },
  fine: { stroke: "#b9c4c8", width: 0.6 },
  plain: { stroke: "#8a979c", width: 1.2 },
  weak: { stroke: "#c4ced1", width: 1 },
  middle: { stroke: "#9fadb2", width: 2.5 },
  strong: { stroke: "#74858c", width: 5 },
  member: { stroke: "#2c7333", width: 1.7 },
  bridge: { stroke: "#1d2629", width: 4.2, core: "#ffffff", coreWidth: 1.8 },
  gone: { stroke: "#8c1d2a", width: 1.4, dash: [5, 4] },
  new: { stroke: "#2c7333", width: 2.6 },
  way: { stroke: "#0e4f57", width: 5 },
};

export const AREAS = {
  cooperation: { fill: "#2c733314", stroke: "#2c733388", dash: [] },
  bridge: { fill: "#1d26290f", stroke: "#1d2629aa", dash: [7, 3] },
  quartier: { fill: "#3b578410", stroke: "#3b578466", dash: [] },
};
export const INK = "#1d2629";
export const DIM = "#68757b";
export const FOCUS = "#f2b84b";
export const SIGNS = { new: ["+", "#2c7333"], gone: ["–", "#8c1d2a"], more: ["", "#56636a"] };

export const SIGNED = 9; // half a mark's breadth in pixels from which on letters and numbers beside it can be read

/** A pin beside the mark of a thing that is held. */
export const PIN = "M-17,6a4,4 0 1,1 4,4l-5,6l2,-7a4,4 0 0,1 -1,-3z";

/** How large marks are at a scale of the picture: smaller from afar, hardly larger from near. */
export const zoomed = (k) => Math.min(1.25, Math.max(0.22, k ** 0.6));

/** Half the breadth of a mark in pixels at a scale; an aggregate grows with the picture. */
export const pixels = (shape, k) => (shape.scale === "picture" ? shape.size * k : shape.size * zoomed(k));

const mixed = new Map();

/** A colour moved most of the way to the paper, for what is dimmed. */
export function faint(colour) {
  if (!mixed.has(colour)) {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    mixed.set(colour, `#${parts.map((part) => Math.round(part * 0.22 + 255 * 0.78).toString(16).padStart(2, "0")).join("")}`);
  }
  return mixed.get(colour);
}
