/** What is shown, in words for paper and for files: its title, the question, filters, dates. */

import { date, t } from "../words.js";
import { FACETS } from "./facets.js";
import { today } from "./time.js";

/** @param {import("./picture.js").Picture} picture */
export function titleOf({ answer, network, state }, tab) {
  return answer?.question || network.things[network.index.get(state.id)]?.name || t("standalone.title", { view: t(`tab.${tab}`) });
}

/** @param {import("./picture.js").Picture} picture @returns {[string, string][]} a word and what is to say about it */
export function facts({ answer, network, state, visible }) {
  const areas = (answer?.interpretation?.here?.areas ?? []).map(({ label }) => label).filter(Boolean).join(", ");
  const found = [
    [t("print.shown"), t("workspace.count", { n: visible.size })],
    areas && [t("print.here"), areas],
    ...FACETS.map(({ name, label }) => state[name].length > 0 && [t(`filter.${name}`), state[name].map((id) => label(id, network)).join(", ")]),
    state.checked && [t("filter.verified"), date(state.checked)],
    state.from && [t("time.between"), t("print.between", { from: date(state.from), to: date(state.at || today()) })],
  ];
  return /** @type {[string, string][]} */ (found.filter(Boolean));
}
