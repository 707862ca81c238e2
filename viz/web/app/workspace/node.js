/** An element that was built elsewhere, inside a component. */

import { html, useLayoutEffect, useRef } from "../preact.js";

/** @param {{of: HTMLElement}} props */
export function Node({ of }) {
  const room = useRef(null);
  useLayoutEffect(() => room.current.replaceChildren(of), [of]);
  return html`<div ref=${room}></div>`;
}
