/** The page's state lives in the address behind the #, so that every view is a link. */

const ASKED = { lists: ["theme", "group", "kind", "sector", "filter"], singles: ["q", "here", "settled", "ask", "actor", "other", "cooperation", "since", "status", "verified", "date", "view", "syntax", "lang"] };
const LISTS = [...ASKED.lists, "in", "about", "for", "type", "of", "sectors", "layers", "pin", "open"];
const SINGLES = [...ASKED.singles, "id", "tab", "checked", "at", "from", "hops", "way", "matrix", "deep", "camera", "spot"];
const CAMERAS = ["camera", "spot"]; // where one looks: no step to go back to
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
 * @property {string[]} in filter: Quartiere and administrative areas
 * @property {string[]} about filter: themes, with those below them
 * @property {string[]} for filter: target groups
 * @property {string[]} type filter: types of things
 * @property {string[]} of filter: kinds of actors
 * @property {string[]} sectors filter: sectors
 * @property {string} checked filter: verified since this day
 * @property {"" | "graph" | "map" | "matrix" | "list"} tab the view of the workspace
 * @property {string} at the network as it was on this day
 * @property {string} from marks what came and went since this day
 * @property {string} hops how far the surroundings of the opened thing reach: "1", "2", "3"
 * @property {string} way another thing, to which the way from the opened one is looked for
 * @property {string} matrix which matrix
 * @property {string} deep "yes" with the themes below the main ones
 * @property {string} camera of the graph: "x,y,k"
 * @property {string} spot of the map: "lat,lng,zoom"
 * @property {string[]} layers of the map
 * @property {string[]} pin things that were put somewhere in the graph: "id@x,y"
 * @property {string[]} open aggregates that are opened
 * @property {string} syntax "cypher" or "sparql", where free queries are asked
 * @property {string} view "draw" and "query" for everybody, "upload", "merges" or "outlines" for editors: work instead of an answer
 * @property {string} lang
 *
 * @typedef {(change: Partial<State>) => void} Tell   what views call to change a part of the state
 */

/** @returns {State} */
export function read(hash = location.hash) {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  const state = /** @type {State} */ ({});
  for (const name of SINGLES) state[name] = found.get(name) ?? "";
  for (const name of LISTS) state[name] = found.getAll(name);
  if (state.lang !== "en") state.lang = "de";
  return state;
}

/** The fragment that leads to a state; what is empty or the default is left out. @param {Partial<State>} state */
export function address(state) {
  const said = new URLSearchParams();
  for (const name of SINGLES) if (state[name] && !(name === "lang" && state[name] === "de")) said.append(name, state[name]);
  for (const name of LISTS) for (const value of state[name] ?? []) said.append(name, value);
  return `#${said}`;
}

/** The part of the state that an answer depends on. @param {State} state */
export function asked(state) {
  return address(Object.fromEntries([...ASKED.lists, ...ASKED.singles].map((name) => [name, state[name]])));
}

/** @param {Partial<State>} state */
export function go(state) {
  if (address(state) === location.hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address(state);
}

/** Change a part of the state. Where one looks is no step of its own: it stands in the address, and nothing is drawn anew. @param {Partial<State>} change */
export function tell(change) {
  const next = { ...read(), ...change };
  if (Object.keys(change).every((name) => CAMERAS.includes(name))) history.replaceState(null, "", address(next));
  else go(next);
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
