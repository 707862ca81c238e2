/** What of an answer can be drawn: nodes and relationships of a Cypher answer, triples of a SPARQL one. */

const MOST = 80;
const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (<[^>]*>|_:\S+|".*") \.$/;
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** @returns {{nodes: any[], links: any[], all: number} | null} null where there is nothing to draw */
export function drawable(rows) {
  const nodes = new Map();
  const links = [];
  const seen = new Set();
  const look = (value) => {
    if (Array.isArray(value)) return value.forEach(look);
    if (value === null || typeof value !== "object") return undefined;
    if ("@element" in value) return nodes.set(value["@element"], { id: value.id ?? value["@element"], key: value["@element"], type: value.type ?? value.labels[0], name: value.name ?? value.label_en ?? value.id });
    if ("relationship" in value && value["@from"]) {
      const key = [value["@from"], value.relationship, value["@to"]].join(" ");
      if (!seen.has(key)) links.push({ from: value["@from"], to: value["@to"], type: value.relationship });
      return seen.add(key);
    }
    return Object.values(value).forEach(look);
  };
  look(rows);
  return limited([...nodes.values()], links);
}

/** The rows of triples, and the things among them as a network. */
export function fromTriples(text) {
  const rows = text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean).map(([, subject, predicate, object]) => [term(subject), { type: "uri", value: predicate }, term(object)]);
  const names = new Map(rows.filter((row) => row[1].value === LABEL).map((row) => [row[0].value, row[2].value]));
  const types = new Map(rows.filter((row) => row[1].value === TYPE).map((row) => [row[0].value, local(row[2].value)]).reverse());
  const things = rows.filter((row) => row[2].type === "uri" && row[1].value !== TYPE);
  const keys = new Set([...things.flatMap((row) => [row[0].value, row[2].value]), ...names.keys()]);
  const nodes = [...keys].map((key) => ({ id: key, key, type: types.get(key) ?? "", name: names.get(key) ?? local(key) }));
  const links = things.map((row) => ({ from: row[0].value, to: row[2].value, type: local(row[1].value) }));
  return { columns: ["subject", "predicate", "object"], rows, network: limited(nodes, links) };
}

function limited(nodes, links) {
  if (!nodes.length) return null;
  const kept = nodes.slice(0, MOST);
  const ids = new Map(kept.map((node) => [node.key, node.id]));
  const drawn = links.filter((link) => ids.has(link.from) && ids.has(link.to)).map((link) => ({ ...link, from: ids.get(link.from), to: ids.get(link.to) }));
  return { nodes: kept, links: drawn, all: nodes.length };
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: text.slice(1, -1) };
  if (text.startsWith("_:")) return { type: "bnode", value: text };
  const value = /^"((?:[^"\\]|\\.)*)"/.exec(text)[1];
  return { type: "literal", value: value.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/g, (_, sign) => (sign.length > 1 ? String.fromCodePoint(parseInt(sign.slice(1), 16)) : { n: "\n", r: "\r", t: "\t" }[sign] ?? sign)) };
}

/** The last part of an address. */
export const local = (address) => decodeURIComponent(/([^/#]*)[/#]?$/.exec(address)[1]) || address;
