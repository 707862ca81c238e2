/** Talking to the server, and to nobody else. */

import { token } from "./state.js";

/** What the server said went wrong: `message`, and a `hint` what to do. */
export class ApiError extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.hint = error.hint ?? "";
  }
}

/**
 * @param {string} path
 * @param {Record<string, string | string[] | number | null | undefined>} [parameters] empty ones are left out
 * @param {AbortSignal} [signal]
 */
export async function get(path, parameters = {}, signal = undefined) {
  const response = await request(path, parameters, signal);
  return response.json();
}

/** Save an export as a file; with a token it holds what the token may see. */
export async function download(path, name) {
  const blob = await (await request(path)).blob();
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function request(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== undefined && one !== "") query.append(name, one);
  }
  const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
  let response;
  try {
    response = await fetch(query.size ? `${path}?${query}` : path, { headers, signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, { code: "unreachable", message: "", hint: "" });
  }
  if (!response.ok) throw new ApiError(response.status, await errorOf(response));
  return response;
}

async function errorOf(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error ?? { code: "error", message: response.statusText };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { code: "error", message: `${response.status} ${response.statusText}` };
  }
}
