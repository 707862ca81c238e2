/** What is shown as one HTML file that opens without a network: the server writes it of what this caller may see. */

import { call } from "../api.js";
import { language, t } from "../words.js";
import { facts, titleOf } from "./said.js";
import { today } from "./time.js";

/**
 * @param {string} tab @param {import("./picture.js").Picture} picture
 * @param {import("./stage.js").View | null} view tells where the things stand, if it draws them
 * @returns {Promise<Blob>}
 */
export async function standalone(tab, picture, view) {
  const places = view?.positions?.() ?? {};
  const drawn = Object.keys(places);
  const body = {
    ids: drawn.length ? drawn : [...picture.visible].map((n) => picture.network.things[n].id),
    positions: places, title: titleOf(picture, tab), lang: language(), as_of: picture.state.at || today(), facts: [...facts(picture), ...(tab === "map" ? [[t("standalone.order"), t("standalone.asOnMap")]] : [])],
  };
  const response = await call("export/html", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return response.blob();
}
