/** Components with a state: Preact with its hooks, and htm for markup in template strings (no build step, no eval). */

import { Fragment, createRef, h, render } from "../vendor/preact/index.js";
import htm from "../vendor/htm/index.js";

export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState } from "../vendor/preact/hooks.js";
export { Fragment, createRef, h, render };

/**
 * Markup of a component: html`<p class="hint">${text}</p>`. Values go in as text or as elements, never as markup.
 * @type {(parts: TemplateStringsArray, ...values: any[]) => any}
 */
export const html = htm.bind(h);
