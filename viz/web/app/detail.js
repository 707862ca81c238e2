/** One thing: values with evidence, who says what, its relationships as a drawing and as a list. */

import { get } from "./api.js";
import { conflicts } from "./conflicts.js";
import { el, fold } from "./dom.js";
import { evidenceList } from "./evidence.js";
import { graph } from "./graph/small.js";
import { grouped, neighbourList } from "./neighbours.js";
import { surroundings } from "./network.js";
import { address } from "./state.js";
import { claims, values } from "./values.js";
import { codeName, concept, t, typeName } from "./words.js";

const DRAWN = 300;

/** @returns {Promise<HTMLElement>} */
export async function drawDetail(state, signal) {
  const id = encodeURIComponent(state.id);
  const [thing, neighbours, around] = await Promise.all([
    get(`api/entities/${id}`, { as_of: state.date }, signal), get(`api/entities/${id}/neighbours`, {}, signal),
    get("api/graph", { id: state.id, depth: 1, limit: DRAWN }, signal),
  ]);
  const name = concept(thing.id, thing.name);
  return el("article", { class: "detail", "aria-labelledby": "detail-title" },
    el("p", { class: "back" }, el("a", { class: "close", href: address({ ...state, id: "" }) }, t("detail.close"))),
    el("p", { class: "type" }, kindOf(thing)),
    el("h2", { id: "detail-title" }, name),
    values(thing),
    thing.conflicts?.length > 0 && conflicts(thing.conflicts),
    neighbours.length > 0 && el("section", { "aria-labelledby": "detail-graph" },
      el("h3", { id: "detail-graph" }, t("detail.graph")),
      graph({ ...surroundings(thing, neighbours, around.relationships), title: name, state })),
    el("section", { "aria-labelledby": "detail-list" }, el("h3", { id: "detail-list" }, t("detail.neighbours")), neighbourList(grouped(neighbours), state)),
    proof(thing));
}

function kindOf(thing) {
  const kinds = (thing.properties.kinds ?? []).map((code) => codeName("kinds", code));
  return [typeName(thing.type), ...kinds].join(" · ");
}

function proof(thing) {
  return el("section", { "aria-labelledby": "detail-proof" },
    el("h3", { id: "detail-proof" }, t("detail.evidence")),
    thing.evidence.length ? evidenceList(thing.evidence) : el("p", { class: "dim" }, t("detail.noEvidence")),
    Object.keys(thing.claims ?? {}).length > 0 && fold(t("detail.claims"), { class: "who" }, claims(thing)));
}
