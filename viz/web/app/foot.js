/** The page's foot: sources and licences, exports, for other programs. */

import { download, get } from "./api.js";
import { el, fold } from "./dom.js";
import { token } from "./state.js";
import { date, t } from "./words.js";

const EXPORTS = [["xlsx", "xlsx"], ["csv", "zip"], ["html", "html"], ["graphml", "graphml"], ["gexf", "gexf"], ["turtle", "ttl"], ["nquads", "nq"], ["jsonld", "jsonld"]];

let named = [];

/** The sources that the foot names; none as long as they are not there. @returns {any[]} as api/sources gives them */
export const sourcesShown = () => named;

export async function drawFoot(foot, failed) {
  const sources = await get("api/sources");
  named = sources;
  foot.replaceChildren(
    el("section", { "aria-labelledby": "foot-sources" },
      el("h2", { id: "foot-sources" }, t("foot.sources")),
      sources.length ? fold(t("foot.count", { n: sources.length }), { class: "sources" }, el("ul", {}, sources.map(source))) : el("p", {}, t("foot.none"))),
    el("section", { "aria-labelledby": "foot-exports" },
      el("h2", { id: "foot-exports" }, t("foot.exports")),
      el("ul", { class: "exports" }, EXPORTS.map(([format, extension]) => el("li", {}, exported(format, extension, failed))))),
    el("section", { "aria-labelledby": "foot-more" },
      el("h2", { id: "foot-more" }, t("foot.more")),
      el("ul", { class: "exports" }, [["openapi.json", "foot.api"], ["ontology", "foot.ontology"], ["shapes.ttl", "foot.shapes"], ["context.jsonld", "foot.context"]]
        .map(([path, key]) => el("li", {}, el("a", { href: path }, t(key)))))),
  );
}

function source(found) {
  const said = [found.attribution, found.licence && t("foot.licence", { licence: found.licence }), found.observed && t("evidence.observed", { date: date(found.observed) })];
  return el("li", {}, el("strong", {}, found.title ?? found.name), el("span", { class: "dim" }, ` ${[found.name, ...said].filter(Boolean).join(" · ")}`));
}

/** A plain link; with a token the file is fetched, because a link carries none. */
function exported(format, extension, failed) {
  const path = `export/${format}`;
  const fetched = (event) => {
    if (!token()) return;
    event.preventDefault();
    download(path, `quartiersgraph.${extension}`).catch(failed);
  };
  return el("a", { href: path, download: `quartiersgraph.${extension}`, onclick: fetched }, t(`export.${format}`));
}
