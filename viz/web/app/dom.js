/** Building elements. Text always goes in as text, so that no value from a list can become markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes] `on…` keys are listeners, `class`, `data-…` and so on are attributes; null is left out
 * @param {...any} children nodes, texts, lists of them; null and false are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * The same for the drawing.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") node.style.cssText = value; // as an attribute the page's policy forbids it
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A fold that is closed until it is wanted. */
export function fold(summary, attributes, ...children) {
  return el("details", attributes, el("summary", {}, summary), ...children);
}

/** Put a heading in focus, so that keyboard and screen reader go on from there. */
export function focus(node) {
  if (!node) return;
  if (!node.hasAttribute("tabindex") && !/^(A|BUTTON|INPUT|SUMMARY)$/.test(node.tagName)) node.setAttribute("tabindex", "-1");
  node.focus({ preventScroll: false });
}

/** What has the focus. Everything of the page that can have it is HTML. @returns {HTMLElement} */
export const focused = () => /** @type {HTMLElement} */ (document.activeElement);

/** Put a fresh drawing in the place of an old one; what had the focus, by its `data-key`, has it again. */
export function swap(old, fresh) {
  const key = old.contains(focused()) && focused().dataset.key;
  old.replaceWith(fresh);
  if (key) fresh.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  return fresh;
}

/** A style sheet of a view that is not always needed, once. */
export function style(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => document.head.append(el("link", { rel: "stylesheet", href, onload: resolve, onerror: () => reject(new Error(href)) })));
}
