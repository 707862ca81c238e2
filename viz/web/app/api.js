/** Talking to the server, and to nobody else. */

import { token } from "./state.js";

/** What the server said went wrong: `message`, and a `hint` what to do. */
export class ApiError extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.hint = error.hint ?? "";
    this.details = error.details ?? {};
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

/**
 * Send something: FormData as it is, anything else as JSON.
 * @returns {Promise<any>} the answer's JSON, null when there is none
 */
export async function send(method, path, body = undefined, signal = undefined) {
  const json = body !== undefined && !(body instanceof FormData);
  const response = await call(path, { method, signal, body: json ? JSON.stringify(body) : body, headers: json ? { "Content-Type": "application/json" } : {} });
  return response.status === 204 ? null : response.json();
}

/** Save an export as a file; with a token it holds what the token may see. */
export async function download(path, name) {
  save(await (await request(path)).blob(), name);
}

/** Save what a question gives under the name that the server gives it; the token travels in its header. */
export async function downloadNamed(path, parameters) {
  const response = await request(path, parameters);
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  save(await response.blob(), name ?? "quartiersgraph");
}

/** Hand something to the browser as a file. */
export function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function request(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== undefined && one !== "") query.append(name, one);
  }
  return call(query.size ? `${path}?${query}` : path, { signal });
}

/** Fetch with the token in its header. @returns {Promise<Response>} one that is fine; anything else is an ApiError */
export async function call(path, options) {
  const headers = { ...options.headers, ...(token() ? { Authorization: `Bearer ${token()}` } : {}) };
  let response;
  try {
    response = await fetch(path, { ...options, headers });
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
