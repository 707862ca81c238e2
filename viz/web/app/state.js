/** The page's state lives in the address behind the #, so that every view is a link. */

const LISTS = ["theme", "group", "kind", "sector", "filter"];
const SINGLES = ["q", "here", "settled", "ask", "actor", "other", "cooperation", "since", "status", "verified", "date", "id", "view", "syntax", "lang"];
const TOKEN = "quartiersgraph-token";

/**
 * @typedef {Object} State
 * @property {string} q the question as typed
 * @property {string} here what "here" is: typed, or an id
 * @property {string} settled "yes" where "here" was chosen among candidates, for this question only
 * @property {string} ask a question of the catalogue, asked by ids instead of by text
 * @property {string[]} theme
 * @property {string[]} group
 * @property {string[]} kind
 * @property {string[]} sector
 * @property {string[]} filter what narrows the rows: cost, day, language, type of school
 * @property {string} actor
 * @property {string} other a second actor
 * @property {string} cooperation
 * @property {string} since what changed, or was not verified, since this day
 * @property {string} status "open" or "answered" needs
 * @property {string} verified only what was verified, or last named, since this day
 * @property {string} date as of
 * @property {string} id the thing that is opened
 * @property {string} syntax "cypher" or "sparql", where free queries are asked
 * @property {string} view "draw" and "query" for everybody, "upload", "merges" or "outlines" for editors: work instead of an answer
 * @property {string} lang
 */

/** @returns {State} */
export function read(hash = location.hash) {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  const state = {};
  for (const name of SINGLES) state[name] = found.get(name) ?? "";
  for (const name of LISTS) state[name] = found.getAll(name);
  if (state.lang !== "en") state.lang = "de";
  return state;
}

/** The fragment that leads to a state; what is empty or the default is left out. */
export function address(state) {
  const said = new URLSearchParams();
  for (const name of SINGLES) if (state[name] && !(name === "lang" && state[name] === "de")) said.append(name, state[name]);
  for (const name of LISTS) for (const value of state[name] ?? []) said.append(name, value);
  return `#${said}`;
}

/** The part of the state that an answer depends on. */
export function asked(state) {
  return address({ ...state, id: "" });
}

export function go(state) {
  if (address(state) === location.hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address(state);
}

/** A token in the address goes into the session and out of the address (and of the history) at once. */
export function takeToken() {
  const found = new URLSearchParams(location.hash.replace(/^#/, ""));
  const token = found.get("token");
  if (token === null) return;
  found.delete("token");
  keepToken(token);
  history.replaceState(null, "", `${location.pathname}${location.search}${found.size ? `#${found}` : ""}`);
}

export const token = () => sessionStorage.getItem(TOKEN);
export const keepToken = (token) => sessionStorage.setItem(TOKEN, token);
export const dropToken = () => sessionStorage.removeItem(TOKEN);
