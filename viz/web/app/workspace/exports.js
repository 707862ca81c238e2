/** What is shown, as a file: a picture of the view, a page that stands alone, tables, paper. */

import { html, useState } from "../preact.js";
import { save } from "../api.js";
import { t } from "../words.js";
import { csv, xlsx } from "../list/files.js";
import { Print } from "./print.js";
import { titleOf } from "./said.js";
import { standalone } from "./standalone.js";

const PICTURES = ["png", "svg"];

export function Exports({ tab, picture, held, say }) {
  const [failed, setFailed] = useState("");
  const name = `quartiersgraph-${tab}`;
  const run = (make) => async () => {
    setFailed("");
    try {
      await make();
      say(t("export.done"));
    } catch (error) {
      setFailed(error.message);
    }
  };
  const drawn = PICTURES.map((format) => html`<button type="button" class="quiet" disabled=${!["graph", "map"].includes(tab)} key=${format}
    onClick=${run(async () => save(await held.current.picture(format), `${name}.${format}`))}>${format.toUpperCase()}</button>`);
  return html`<div class="exports-bar" role="group" aria-label=${t("exports")}>
    <span class="label">${t("exports")}</span> ${drawn}
    <button type="button" class="quiet" title=${t("standalone.save")} onClick=${run(async () => save(await standalone(tab, picture, held.current), `${name}.html`))}>HTML</button>
    <button type="button" class="quiet" onClick=${run(async () => save(csv(picture), `${name}.csv`))}>CSV</button>
    <button type="button" class="quiet" onClick=${run(async () => save(await xlsx(picture, titleOf(picture, tab)), `${name}.xlsx`))}>XLSX</button>
    <${Print} tab=${tab} picture=${picture} held=${held} />
    ${failed && html`<span class="failed" role="alert">${failed}</span>`}
  </div>`;
}
