/** Where the chosen view stands: it is loaded when it is first wanted and shown every picture. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../preact.js";
import * as list from "../list/view.js";
import { t } from "../words.js";

/**
 * @typedef {Object} View
 * @property {(picture: import("./picture.js").Picture) => void} show
 * @property {() => void} close
 * @property {(format: "png" | "svg") => Promise<Blob>} [picture]
 * @property {() => SVGElement | null} [vector] the same as an element, at once: for paper
 * @property {() => {mark: string, words: string}[]} [legend]
 * @property {() => Record<string, [number, number]> | null} [positions] where things stand, by id; null where none are drawn singly
 */

/** @type {Record<string, () => Promise<{make: (room: HTMLElement, tell: import("../state.js").Tell) => View}>>} */
const VIEWS = {
  graph: () => import("../graph/view.js"),
  map: () => import("../map/view.js"),
  matrix: () => import("../matrix/view.js"),
  list: async () => list, // what answers open with is there at once
};

/** @param {{tab: string, picture: import("./picture.js").Picture, tell: import("../state.js").Tell, held: {current: View | null}}} props */
export function Stage({ tab, picture, tell, held }) {
  const room = useRef(null);
  const wanted = useRef(picture);
  const [failed, setFailed] = useState(null);
  wanted.current = picture;
  useEffect(() => {
    let closed = false;
    VIEWS[tab]().then(({ make }) => {
      if (closed) return;
      held.current = make(room.current, tell);
      held.current.show(wanted.current);
      room.current.removeAttribute("aria-busy");
    }).catch(setFailed);
    return () => {
      closed = true;
      held.current?.close();
      held.current = null;
    };
  }, [tab]);
  useLayoutEffect(() => { held.current?.show(picture); }, [picture]); // before the focus is set into it
  return html`<div class=${`stage stage-${tab}`} id="stage" role="tabpanel" aria-labelledby=${`tab-${tab}`} aria-busy="true" ref=${room}></div>
    ${failed && html`<p class="error" role="alert">${t("error.page")} ${failed.message}</p>`}`;
}
