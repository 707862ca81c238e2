/** What the held token may do; asked once for each token, and not at all without one. */

import { get } from "./api.js";
import { token } from "./state.js";

let asked = { token: null, scope: null };

/** @returns {Promise<"editor" | "network" | null>} */
export async function scope() {
  const held = token();
  if (!held) return null;
  if (asked.token !== held) asked = { token: held, scope: (await get("api/whoami")).scope };
  return asked.scope;
}

/** What `scope` last said, for what is drawn after it was asked. */
export const scopeNow = () => (token() === asked.token ? asked.scope : null);
