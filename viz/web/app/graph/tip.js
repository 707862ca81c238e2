/** What a mark is, beside it, on hover and on focus; Esc closes it, and the pointer may rest on it (WCAG 1.4.13). */

import { el } from "../dom.js";
import { concept, t, typeName } from "../words.js";
import { notes } from "./list.js";

const LINGER = 250;

export class Tip {
  constructor(stage) {
    this.stage = stage;
    this.node = el("div", { class: "graph-tip", role: "tooltip", hidden: true, onpointerenter: () => clearTimeout(this.timer), onpointerleave: () => this.leave() });
    this.ring = el("div", { class: "graph-ring", hidden: true });
    stage.node.append(this.ring, this.node);
    this.item = this.cursor = null;
  }

  /** @param {import("./types.js").Item | null} item */
  show(item, links) {
    clearTimeout(this.timer);
    if (!item) return this.leave();
    this.item = item;
    this.node.replaceChildren(...lines(item, links).map((line, n) => el("p", { class: n ? "dim" : "name" }, line)));
    this.node.hidden = false;
    return this.place();
  }

  leave() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), LINGER);
  }

  /** @returns {boolean} was there anything to hide? */
  hide() {
    clearTimeout(this.timer);
    const was = !this.node.hidden;
    this.node.hidden = true;
    this.item = null;
    return was;
  }

  /** Where the keyboard is. */
  mark(item) {
    this.cursor = item;
    this.place();
  }

  place() {
    this.ring.hidden = !this.cursor;
    if (this.cursor) {
      const [x, y] = this.stage.at(this.cursor);
      this.ring.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    }
    if (this.node.hidden) return;
    const [x, y] = this.stage.at(this.item);
    const { offsetWidth: w, offsetHeight: h } = this.node;
    const left = Math.max(4, Math.min(this.stage.width - w - 4, x + 18));
    const top = y + 18 + h > this.stage.height ? y - h - 18 : y + 18;
    this.node.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(4, top))}px)`;
  }
}

function lines(item, links) {
  if (item.thing < 0) return [t("graph.group", { n: item.count, name: item.name, where: item.where }), t("graph.tip.open")];
  const what = [typeName(item.type), ...item.sectors.map((id) => concept(id))].join(" · ");
  return [item.name, what, [t("graph.tip.ties", { n: links }), notes(item)].filter(Boolean).join(" · ")];
}
