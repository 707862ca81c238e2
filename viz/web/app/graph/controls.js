/** What can be done with the picture, as buttons: how much is shown, the way to another thing, holding and moving, zooming. */

import { el, focused } from "../dom.js";
import { t, typeName } from "../words.js";
import { combobox } from "./combobox.js";
import { hopsOf } from "../workspace/picture.js";
import { tieName } from "./list.js";

/** @param {import("./view.js").Graph} view what the buttons act on */
export function controls(view) {
  const bar = el("div", { class: "graph-bar" });
  const acts = el("div", { class: "graph-acts", role: "group" });
  const steps = el("section", { class: "graph-steps", hidden: true, role: "status" });
  const hint = el("p", { class: "graph-hint", role: "status" });
  let language = null;
  const hops = ["1", "2", "3"].map((n) => toggle(n, () => view.want({ hops: n, camera: "" })));
  const all = toggle("", () => view.want({ hops: view.whole ? "" : "0", camera: "" }));
  const field = el("div", { class: "graph-way" });
  return { nodes: [bar, acts, steps, hint], zoom: zoomButtons(view), show(scene, picture, said) {
    if (language !== t("graph.hops")) {
      language = t("graph.hops");
      bar.replaceChildren(el("div", { role: "group", class: "graph-hops", "aria-label": t("graph.hops") }, el("span", { "aria-hidden": "true" }, t("graph.hops")), hops, all), field);
      all.textContent = t("graph.all");
      hops.forEach((button, n) => button.setAttribute("aria-label", t("graph.hopsLabel", { n: n + 1 })));
    }
    const { state } = picture;
    const centred = view.choice.centres.length > 0;
    hops.forEach((button, n) => { press(button, centred && hopsOf(state) === n + 1); button.disabled = !state.id && !centred; });
    press(all, view.whole);
    const chosen = scene.items.find((item) => item.selected && item.thing >= 0);
    keepFocus(acts, () => acts.replaceChildren(...chosen ? buttons(view, chosen) : []));
    acts.hidden = !chosen;
    acts.setAttribute("aria-label", chosen?.name ?? "");
    offerWay(field, view, chosen);
    steps.hidden = !state.way || !state.id;
    if (!steps.hidden) steps.replaceChildren(...way(view, scene));
    hint.replaceChildren(...said);
    hint.hidden = !said.length;
  } };
}

const toggle = (text, onclick) => el("button", { type: "button", class: "graph-button", onclick }, text);
const press = (button, pressed) => button.setAttribute("aria-pressed", String(pressed));
const button = (key, text, onclick, more = {}) => el("button", { type: "button", class: "graph-button", "data-key": key, onclick, ...more }, text);

function keepFocus(room, change) {
  const key = room.contains(focused()) ? focused().dataset.key : null;
  change();
  if (key) room.querySelector(`[data-key="${key}"]`)?.focus();
}

/** What can be done with the selected thing. */
function buttons(view, item) {
  return [
    el("strong", {}, item.name),
    item.rest > 0 && button("expand", t("graph.expand"), () => view.expand(item)),
    !(view.choice.centres.length === 1 && view.choice.centres[0] === item.thing) && button("centre", t("graph.centre"), () => view.want({ id: item.id, open: [], hops: "1", camera: "" })),
    button("hold", t(item.pinned ? "graph.release" : "graph.hold"), () => (item.pinned ? view.release(item) : view.hold(item)), { "aria-pressed": String(item.pinned) }),
    button("put", t("graph.put"), () => view.putting(item)),
  ].filter(Boolean);
}

/** The field exists as long as something is selected, and stays the same element: somebody may be typing. */
function offerWay(field, view, chosen) {
  field.hidden = !chosen;
  if (field.dataset.words === t("graph.way")) return;
  field.dataset.words = t("graph.way");
  field.replaceChildren(combobox({ id: "graph-way", label: t("graph.way"), placeholder: t("graph.wayHint"), choices: () => view.names(), chosen: (id) => view.want({ way: id }) }));
}

/** The way in words, step by step. */
function way(view, scene) {
  const { network, state } = view.given;
  const [from, to] = [state.id, state.way].map((id) => network.things[network.index.get(id)]?.name ?? id);
  const end = button("end", t("graph.wayEnd"), () => view.want({ way: "" }));
  const title = el("p", { class: "title" }, t("graph.wayTitle", { from, to }));
  if (!scene.steps) return [title, end, el("p", {}, t("graph.noWay"))];
  const name = (n) => el("button", { type: "button", class: "link-like", onclick: () => view.pick(network.things[n].id) }, network.things[n].name);
  return [title, end, el("ol", {}, el("li", {}, name(scene.steps[0].from)), scene.steps.map((step) => el("li", {},
    el("span", { class: "dim" }, `${tieName({ ...network.ties[step.tie], weight: 1 }, step.out)} `), name(step.to), el("span", { class: "dim" }, ` (${typeName(network.things[step.to].type)})`))))];
}

function zoomButtons(view) {
  const one = (text, key, onclick) => el("button", { type: "button", "data-key": key, onclick }, text);
  const nodes = [one("+", "graph.zoomIn", () => view.stage.zoomBy(1.5)), one("–", "graph.zoomOut", () => view.stage.zoomBy(1 / 1.5)), one("0", "graph.fit", () => view.refit())];
  const node = el("div", { class: "graph-zoom", role: "group" }, nodes);
  return { node, name() { node.setAttribute("aria-label", t("graph.zoom")); for (const each of nodes) { each.setAttribute("aria-label", t(each.dataset.key)); each.title = t(each.dataset.key); } } };
}
