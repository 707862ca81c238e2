/** Saved views: names for addresses, kept by this browser; a list of them travels as a link or a file. */

const KEY = "quartiersgraph-views";

/** @returns {{name: string, hash: string}[]} */
export function saved() {
  try {
    return clean(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return []; // somebody else wrote there
  }
}

/** @param {{name: string, hash: string}[]} views */
export function keep(views) {
  localStorage.setItem(KEY, JSON.stringify(views));
}

/** Only what is a name and an address within this page, never a token. */
export function clean(found) {
  if (!Array.isArray(found)) return [];
  return found.filter((view) => typeof view?.name === "string" && typeof view?.hash === "string")
    .map(({ name, hash }) => ({ name: name.slice(0, 120), hash: withoutToken(hash) }));
}

/** The link that brings a list of views along. */
export function link(views) {
  return `${location.origin}${location.pathname}#${new URLSearchParams({ views: JSON.stringify(views.map(({ name, hash }) => [name, hash])) })}`;
}

/** The views that an address brings along, null when it brings none. */
export function brought(hash = location.hash) {
  const text = new URLSearchParams(hash.replace(/^#/, "")).get("views");
  if (text === null) return null;
  try {
    return clean(JSON.parse(text).map(([name, one]) => ({ name, hash: one })));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return [];
    throw error;
  }
}

function withoutToken(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  for (const name of ["token", "views"]) parts.delete(name);
  return `#${parts}`;
}
