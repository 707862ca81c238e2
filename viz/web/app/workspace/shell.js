/** The workspace: filters, one of four views of the same picture, the opened thing, the time. It keeps no state of its own. */

import { html, useEffect, useMemo, useRef, useState } from "../preact.js";
import { scopeNow } from "../access.js";
import { t } from "../words.js";
import { Exports } from "./exports.js";
import { Filters } from "./filters.js";
import { Node } from "./node.js";
import { picture } from "./picture.js";
import { Stage } from "./stage.js";
import { Tabs } from "./tabs.js";
import { TimeBar } from "./timebar.js";

/**
 * @param {{state: import("../state.js").State, network: import("./data.js").Network, answer: import("../answer.js").Answer | null, head: HTMLElement | null, detail: HTMLElement | null,
 *   tell: import("../state.js").Tell, say: (text: string) => void}} props `head` is the sentence of the answer and what was understood
 */
export function Workspace({ state, network, answer, head, detail, tell, say }) {
  const stage = useRef(null);
  const tab = state.tab || (answer ? "list" : "graph");
  const shown = useMemo(() => picture(network, state, answer), [network, state, answer]);
  const narrow = useNarrow(detail ? TWO : ONE);
  return html`<div class=${`workspace${detail ? " has-detail" : ""}${answer ? " has-answer" : ""}`}>
    <${Filters} network=${network} state=${state} tell=${tell} folded=${narrow} />
    <section class="centre" aria-label=${t("workspace")}>
      ${head ? html`<${Node} of=${head} />` : html`<h2 class="unseen">${t("workspace")}</h2>`}
      ${network.total > network.things.length && html`<p class="notes">${t("workspace.part", { n: network.things.length, all: network.total })}</p>`}
      <${Tabs} tab=${tab} state=${state} tell=${tell} picture=${shown} />
      <${Stage} key=${tab} tab=${tab} picture=${shown} tell=${tell} held=${stage} />
      <${TimeBar} network=${network} state=${state} picture=${shown} tell=${tell} />
      <${Exports} tab=${tab} picture=${shown} held=${stage} say=${say} scope=${scopeNow()} />
    </section>
    ${detail && html`<aside class="panel side" aria-label=${t("detail")}><${Node} of=${detail} /></aside>`}
  </div>`;
}

const [ONE, TWO] = ["(max-width: 1000px)", "(max-width: 1600px)"]; // with filters beside the view; with an opened thing too: as in workspace.css

/** Is there too little room for filters beside the views? */
function useNarrow(width) {
  const query = useMemo(() => matchMedia(width), [width]);
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const changed = () => setNarrow(query.matches);
    changed();
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [query]);
  return narrow;
}
