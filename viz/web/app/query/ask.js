/** Asking the two doors. Both answers become one shape: columns, rows of cells, and what can be drawn. */

import { call, send } from "../api.js";
import { drawable, fromTriples } from "./network.js";

const RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/** @typedef {{columns: string[], rows: any[][], truncated: boolean, milliseconds: number, stale: string, network: any}} Found */

/** @returns {Promise<Found>} */
export async function askCypher(text, parameters, signal) {
  const found = await send("POST", "api/cypher", { cypher: text, parameters, id: crypto.randomUUID?.() }, signal);
  return { ...found, stale: "", network: drawable(found.rows) };
}

/** @returns {Promise<Found>} */
export async function askSparql(text, signal) {
  const started = performance.now();
  const response = await call("sparql", {
    method: "POST", signal, body: text,
    headers: { "Content-Type": "application/sparql-query", Accept: `${RESULTS}, ${TRIPLES};q=0.9` },
  });
  const told = { truncated: response.headers.has("X-Quartiersgraph-Truncated"), stale: response.headers.get("X-Quartiersgraph-Index") ?? "" };
  const body = response.headers.get("Content-Type").startsWith(TRIPLES) ? fromTriples(await response.text()) : table(await response.json());
  return { ...body, ...told, milliseconds: Math.round(performance.now() - started) };
}

function table(found) {
  if ("boolean" in found) return { columns: ["ASK"], rows: [[found.boolean]], network: null };
  const columns = found.head.vars;
  return { columns, rows: found.results.bindings.map((row) => columns.map((name) => row[name] ?? null)), network: null };
}
