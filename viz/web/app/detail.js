/** One thing: at a glance, its values with their evidence, what sources contradict, its relationships; and an editor's tools. */

import { scopeNow } from "./access.js";
import { get } from "./api.js";
import { conflicts } from "./conflicts.js";
import { el, fold, style } from "./dom.js";
import { kept } from "./edit/session.js";
import { evidenceList } from "./evidence.js";
import { freshLine } from "./freshness.js";
import { glance, TOLD } from "./glance.js";
import { graph } from "./graph/small.js";
import { grouped, neighbourList } from "./neighbours.js";
import { surroundings } from "./network.js";
import { address, go, keepToken, read } from "./state.js";
import { claims, values } from "./values.js";
import { codeName, concept, t, typeName } from "./words.js";

const DRAWN = 300;
const COMPUTED = new Set(["Theme", "TargetGroup", "Sector", "Place", "Outline", "AdministrativeArea"]); // not edited as things

/** @param {import("./state.js").State} state @returns {Promise<HTMLElement>} */
export async function drawDetail(state, signal) {
  const open = kept(state.id);
  if (open) return open;
  const id = encodeURIComponent(state.id);
  const day = state.at || state.date;
  const [thing, neighbours, around] = await Promise.all([
    get(`api/entities/${id}`, { as_of: day }, signal), get(`api/entities/${id}/neighbours`, {}, signal),
    get("api/graph", { id: state.id, depth: 1, limit: DRAWN }, signal), style("app/edit/edit.css"),
  ]);
  const editable = !COMPUTED.has(thing.type) && !day;
  const editor = editable && scopeNow() === "editor" && await import("./edit/desk.js");
  signal?.throwIfAborted();
  const name = concept(thing.id, thing.name);
  const rest = grouped(neighbours.filter(({ type }) => !TOLD.has(type)));
  const article = el("article", { class: "detail", "aria-labelledby": "detail-title" },
    el("p", { class: "back" }, el("a", { class: "close", href: address({ ...state, id: "" }) }, t("detail.close"))),
    el("p", { class: "type" }, kindOf(thing)),
    el("h2", { id: "detail-title" }, name),
    !COMPUTED.has(thing.type) && freshLine(thing),
    el("div", { class: "desk-here" }),
    glance(thing, neighbours, state),
    values(thing),
    thing.conflicts?.length > 0 && conflicts(thing, editor && editor.settle),
    neighbours.length > 0 && el("section", { "aria-labelledby": "detail-graph" },
      el("h3", { id: "detail-graph" }, t("detail.graph")),
      graph({ ...surroundings(thing, neighbours, around.relationships), title: name, state })),
    (rest.length > 0 || !neighbours.length) && el("section", { "aria-labelledby": "detail-list" }, el("h3", { id: "detail-list" }, t("detail.neighbours")), neighbourList(rest, state)),
    proof(thing),
    el("div", { class: "edits-here" }),
    editable && !editor && wrong());
  if (editor) editor.furnish(article, thing);
  return article;
}

function kindOf(thing) {
  const kinds = (thing.properties.kinds ?? []).map((code) => codeName("kinds", code));
  return [typeName(thing.type), ...kinds].join(" · ");
}

function proof(thing) {
  return el("section", { class: "proof-of", "aria-labelledby": "detail-proof" },
    el("h3", { id: "detail-proof" }, t("detail.evidence")),
    thing.evidence.length ? evidenceList(thing.evidence) : el("p", { class: "dim" }, t("detail.noEvidence")),
    Object.keys(thing.claims ?? {}).length > 0 && fold(t("detail.claims"), { class: "who" }, claims(thing)));
}

/** How somebody without an editor's key gets one. */
function wrong() {
  const input = el("input", { id: "detail-key", type: "password", autocomplete: "off", required: true });
  const enter = (event) => { event.preventDefault(); keepToken(input.value.trim()); go(read()); };
  return fold(t("edit.wrong"), { class: "who key-hint" },
    el("p", {}, t("key.editor")), el("p", { class: "dim" }, t("key.how"), " ", el("code", {}, "quartiersgraph token create editor")),
    el("form", { onsubmit: enter }, el("label", { for: "detail-key" }, t("key.label")), " ", input, " ", el("button", { class: "quiet" }, t("key.enter"))));
}
