/** A field that finds one of many names: typed letters narrow the list, arrows choose (ARIA's combobox with a list). */

import { el } from "../dom.js";
import { compare, plain } from "../words.js";

const MOST = 12;

/**
 * @param {{id: string, label: string, placeholder: string, choices: () => {id: string, name: string, more: string}[], chosen: (id: string) => void}} how
 * @returns {HTMLElement}
 */
export function combobox({ id, label, placeholder, choices, chosen }) {
  const options = el("ul", { id: `${id}-list`, role: "listbox", class: "combo-list", "aria-label": label, hidden: true });
  const input = el("input", { id, role: "combobox", autocomplete: "off", spellcheck: "false", placeholder, "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list" });
  let at = -1;
  const open = (shown) => { options.hidden = !shown; input.setAttribute("aria-expanded", String(shown)); if (!shown) { at = -1; input.removeAttribute("aria-activedescendant"); } };
  const take = (node) => { input.value = ""; open(false); chosen(node.dataset.id); };
  const point = (to) => {
    at = (to + options.children.length) % options.children.length;
    [...options.children].forEach((node, n) => node.setAttribute("aria-selected", String(n === at)));
    options.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options.children[at].id);
  };
  const fill = () => {
    const found = matching(choices(), input.value);
    options.replaceChildren(...found.map((one, n) => el("li", { id: `${id}-${n}`, role: "option", "aria-selected": "false", "data-id": one.id, onpointerdown: (event) => { event.preventDefault(); take(event.currentTarget); } }, one.name, el("span", { class: "dim" }, ` ${one.more}`))));
    at = -1;
    open(found.length > 0);
  };
  input.addEventListener("input", fill);
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !options.hidden) { event.stopPropagation(); open(false); }
    if (event.key === "Enter" && !options.hidden) { event.preventDefault(); take(options.children[Math.max(0, at)]); }
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    if (options.hidden) fill();
    if (!options.hidden) point(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
  });
  return el("div", { class: "combo" }, el("label", { for: id }, label), input, options);
}

/** Names that begin so come before those that hold it. */
function matching(choices, typed) {
  const sought = plain(typed.trim());
  if (!sought) return [];
  const found = choices.map((one) => ({ one, at: plain(one.name).indexOf(sought) })).filter(({ at }) => at >= 0);
  return found.sort((a, b) => Number(a.at > 0) - Number(b.at > 0) || compare(a.one.name, b.one.name)).slice(0, MOST).map(({ one }) => one);
}
