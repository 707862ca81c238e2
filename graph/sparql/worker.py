"""A process that answers queries from versions of an index: `python -m graph.sparql.worker MEGABYTES`.

It opens them for reading only, has a bound of memory by the operating system and, where that allows it, no network. Its
parent ends it when a query is late: the library cannot stop one. Requests and answers are lines of JSON with a body's length,
on standard input and output.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyoxigraph as ox

NO_NETWORK = 0x40000000 | 0x10000000  # CLONE_NEWNET in a user namespace of its own
MORE = "https://w3id.org/quartiersgraph/errors/truncated"  # in the head of results that were cut
BYTES = 50_000_000
RESULTS = {"xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
STRING = "http://www.w3.org/2001/XMLSchema#string"


OPEN = 2  # versions that one process keeps open


def serve(megabytes: int) -> None:
    """Answer until standard input ends."""
    _confine(megabytes)
    stores: dict[str, ox.Store] = {}
    for line in sys.stdin:
        said, body = _answer(stores, json.loads(line))
        sys.stdout.buffer.write(json.dumps({**said, "length": len(body)}).encode() + b"\n" + body)
        sys.stdout.buffer.flush()


def _confine(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None, use_errno=True).unshare(NO_NETWORK)  # where it is not allowed, the check of the text stands alone


def _opened(stores: dict[str, ox.Store], folder: str) -> ox.Store:
    if folder not in stores:
        while len(stores) >= OPEN:
            del stores[next(iter(stores))]
        stores[folder] = ox.Store.read_only(folder)
    return stores[folder]


def _answer(stores: dict[str, ox.Store], request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        found = _opened(stores, request["folder"]).query(request["query"], **_dataset(request))
        if isinstance(found, ox.QueryBoolean):
            return {}, _results([], [], boolean=bool(found), name=request["format"])
        if isinstance(found, ox.QuerySolutions):
            return _solutions(found, request["rows"], request["format"])
        return _triples(found, request["rows"], request["format"], request["prefixes"])
    except SyntaxError as error:
        return {"error": "invalid", "message": str(error)}, b""
    except (ValueError, OSError, RuntimeError) as error:
        return {"error": "failed", "message": str(error)}, b""
    except MemoryError:
        return {"error": "memory", "message": ""}, b""


def _dataset(request: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"base_iri": request["base"]}
    if request["default_graphs"] is not None:
        given["default_graph"] = [ox.NamedNode(graph) for graph in request["default_graphs"]]
    if request["named_graphs"] is not None:
        given["named_graphs"] = [ox.NamedNode(graph) for graph in request["named_graphs"]]
    return given


def _solutions(found: ox.QuerySolutions, rows: int, name: str) -> tuple[dict[str, Any], bytes]:
    names = [variable.value for variable in found.variables]
    kept: list[dict[str, Any]] = []
    size, truncated = 0, False
    for solution in found:
        row = {name: _term(term) for name, term in zip(names, solution, strict=True) if term is not None}
        size += sum(len(term["value"]) + 60 if isinstance(term["value"], str) else 200 for term in row.values())
        if len(kept) == rows or size > BYTES:
            truncated = True
            break
        kept.append(row)
    return {"truncated": truncated}, _results(names, kept, name=name, truncated=truncated)


def _results(
    names: list[str], rows: list[dict[str, Any]], *, name: str, boolean: bool | None = None, truncated: bool = False
) -> bytes:
    """Results as SPARQL JSON; the library writes the other formats from it."""
    head: dict[str, Any] = {} if boolean is not None else {"vars": names}
    if truncated:
        head["link"] = [MORE]
    said: dict[str, Any] = {"head": head}
    said |= {"results": {"bindings": rows}} if boolean is None else {"boolean": boolean}
    written = json.dumps(said, ensure_ascii=False).encode()
    if name == "json":
        return written
    body = ox.parse_query_results(written, ox.QueryResultsFormat.JSON).serialize(format=RESULTS[name]) or b""
    if truncated and name == "xml":
        body = body.replace(b"</head>", f'<link href="{MORE}"/></head>'.encode(), 1)
    return body


def _term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        said: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language:
            return said | {"xml:lang": term.language}
        return said if term.datatype.value == STRING else said | {"datatype": term.datatype.value}
    return {"type": "triple", "value": {k: _term(getattr(term, k)) for k in ("subject", "predicate", "object")}}


def _triples(
    found: Iterable[ox.Triple], rows: int, name: str, prefixes: dict[str, str]
) -> tuple[dict[str, Any], bytes]:
    iterator: Iterator[ox.Triple] = iter(found)
    kept = list(islice(iterator, rows))
    truncated = next(iterator, None) is not None
    body = ox.serialize(kept, format=GRAPHS[name], prefixes=prefixes if name in ("ttl", "rdf") else None) or b""
    if truncated and name in ("ttl", "nt"):
        body = b"# cut: there are more triples than one answer may have\n" + body
    return {"truncated": truncated}, body


if __name__ == "__main__":
    serve(int(sys.argv[1]))
