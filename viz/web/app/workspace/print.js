/** The view on paper, A4 or A3: a graph or map as vectors, with title, filters, date, legend and sources. */

import { html, useEffect, useRef, useState } from "../preact.js";
import { el } from "../dom.js";
import { sourcesShown } from "../foot.js";
import { date, t } from "../words.js";
import { facts, titleOf } from "./said.js";
import { today } from "./time.js";

const SIZES = ["a4", "a3"];
const VECTORS = ["graph", "map"]; // the others are text and tables: the page prints them itself
let size = SIZES[0];

/** @param {{tab: string, picture: import("./picture.js").Picture, held: {current: any}}} props */
export function Print({ tab, picture, held }) {
  const latest = useRef({ tab, picture, held });
  const [chosen, setChosen] = useState(size);
  latest.current = { tab, picture, held };
  useEffect(() => {
    const before = () => lay(latest.current);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", clear);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", clear);
      clear();
    };
  }, []);
  useEffect(() => { page(chosen); return () => page(null); }, [chosen]);
  const choose = (event) => { size = event.target.value; setChosen(size); };
  return html`<span class="print-choice"><label for="paper-size">${t("print.paper")}</label>
    <select id="paper-size" value=${chosen} onChange=${choose}>${SIZES.map((one) => html`<option key=${one} value=${one}>${t(`print.${one}`)}</option>`)}</select>
    <button type="button" class="quiet" onClick=${() => window.print()}>${t("export.print")}</button></span>`;
}

/** The size of the paper is a style sheet of its own, for a page rule knows no classes. */
function page(name) {
  document.querySelectorAll("link[data-paper]").forEach((link) => link.remove());
  if (name) document.head.append(el("link", { rel: "stylesheet", href: `app/workspace/print-${name}.css`, media: "print", "data-paper": name }));
}

/** The sheet is laid when the page is about to be printed: by our button or by the browser's. */
function lay({ tab, picture, held }) {
  clear();
  const drawing = VECTORS.includes(tab) ? held.current?.vector?.() : null;
  const words = [...facts(picture), [t("standalone.asOf"), date(picture.state.at || today())], [t("print.on"), date(today())]];
  const sheet = el("section", { id: "print-sheet", class: `sheet-${size}` },
    (drawing || !picture.answer) && el("h1", {}, titleOf(picture, tab)), el("dl", {}, words.map(([name, text]) => el("div", {}, el("dt", {}, name), el("dd", {}, text)))),
    drawing && el("figure", {}, drawing),
    drawing && el("footer", {}, el("h2", {}, t("standalone.sources")), el("ul", {}, credits(sourcesShown()).map((one) => el("li", {}, one)))));
  document.body.prepend(sheet);
  document.body.classList.toggle("printing-sheet", Boolean(drawing));
}

/** Whom to name, each once. */
const credits = (sources) => [...new Set(sources.map((one) => [one.attribution ?? one.title ?? one.name, one.licence].filter(Boolean).join(", ")))];

function clear() {
  document.getElementById("print-sheet")?.remove();
  document.body.classList.remove("printing-sheet");
}
