/** How types look in a drawing: a shape and a colour each, so that neither alone must be told apart. */

import { svg } from "./dom.js";

const circle = (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
const polygon = (sides, r, turn = 0) => `M${corners(sides, r, turn).map((point) => point.map((value) => value.toFixed(2)).join(",")).join("L")}z`;
const corners = (sides, r, turn) => Array.from({ length: sides }, (_, n) => {
  const angle = ((n + turn) * 2 * Math.PI) / sides - Math.PI / 2;
  return [r * Math.cos(angle), r * Math.sin(angle)];
});
const star = (r) => `M${corners(10, 1, 0).map(([x, y], n) => [x, y].map((value) => (value * (n % 2 ? r * 0.45 : r)).toFixed(2)).join(",")).join("L")}z`;
const cross = (r, w) => `M${-w},${-r}H${w}V${-w}H${r}V${w}H${w}V${r}H${-w}V${w}H${-r}V${-w}H${-w}z`;

const MARKS = {
  Actor: ["#176b87", circle(9)],
  Department: ["#5b3f8f", polygon(4, 11, 0.5)],
  Offering: ["#b4501b", polygon(3, 11)],
  Cooperation: ["#2c7333", polygon(6, 10.5)],
  Responsibility: ["#8c2f5c", polygon(5, 10.5)],
  Potential: ["#6b6a10", cross(9, 3.5)],
  Need: ["#a3292f", star(11.5)],
  ParticipationFormat: ["#2d5ea8", polygon(8, 10, 0.5)],
  PlanningProcess: ["#4a5a28", polygon(4, 11)],
  Concept: ["#4a5a28", polygon(7, 10)],
  Place: ["#7a5a00", polygon(4, 11)],
  Quartier: ["#3b5784", polygon(6, 10.5, 0.5)],
  AdministrativeArea: ["#51606b", polygon(4, 11, 0.5)],
  Theme: ["#9a3a72", polygon(3, 11, 1.5)],
  TargetGroup: ["#8a4a00", polygon(5, 10.5, 0.5)],
  Sector: ["#444444", star(11)],
};
const OTHER = ["#5c5c5c", circle(8)];

/** @returns {{colour: string, path: string}} how a type looks around (0, 0), about eleven units from the middle to the edge */
export function lookOf(type) {
  const [colour, path] = MARKS[type] ?? OTHER;
  return { colour, path };
}

/** The mark of a type around (0, 0). */
export function mark(type, attributes = {}) {
  const { colour, path } = lookOf(type);
  return svg("path", { d: path, fill: colour, stroke: "#fff", "stroke-width": 1.5, ...attributes });
}

/** A mark as a little picture for a legend. */
export function legendMark(type) {
  return svg("svg", { viewBox: "-13 -13 26 26", width: 18, height: 18, "aria-hidden": "true" }, mark(type));
}
