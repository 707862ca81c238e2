"""The Python door for researchers: the graph as tables, as networks of other libraries, and as RDF.

    from graph import open_graph

    with open_graph("~/.local/share/quartiersgraph/store") as town:
        offerings = town.nodes("Offering").to_pandas()
        network = town.to_networkx()
        rows = town.cypher("MATCH (a:Actor)-[:PROVIDES]->(o) RETURN a.name AS actor, count(o) AS offerings")

What it shows is a view: `public`, or `network` where that is asked for; private values are in neither. Tables are Arrow's
(extra `frames`): `.to_pandas()` and `polars.from_arrow(…)` make frames of them.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graph.analysis.ties import Ties, read_ties
from graph.export.dumps import main_dump
from graph.export.frames import arrow, node_batches, relationship_batches
from graph.export.view import ExportOptions
from graph.store import Store
from graph.view import View
from schema.errors import BadRequest, MissingExtra

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas
    import polars
    import pyarrow
    import rdflib
    import rustworkx

VISIBILITIES = ("public", "network")
SECONDS, ROWS = 60.0, 1_000_000


class GraphDoor:
    """An open graph, read-only. Use as a context manager. `view` is the view that all methods read."""

    def __init__(self, store: Store, visibility: str) -> None:
        self._store = store
        self.view = View(store, visibility)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def close(self) -> None:
        """Close the connection."""
        self._store.close()

    def types(self) -> dict[str, int]:
        """How many things there are of each type."""
        return self.view.counts()

    def nodes(self, type_name: str) -> pyarrow.Table:
        """The things of a type: `id` and its properties, a row each."""
        schema, batches = node_batches(self.view, self.view.model, type_name)
        return arrow().Table.from_batches(batches, schema)

    def relationships(self) -> pyarrow.Table:
        """All relationships: `type, from, to, from_type, to_type` and their properties, a row each."""
        schema, batches = relationship_batches(self.view, self.view.model)
        return arrow().Table.from_batches(batches, schema)

    def cypher(self, text: str, parameters: Mapping[str, Any] | None = None) -> pyarrow.Table:
        """A reading Cypher statement as a table, at most a minute and a million rows; nodes and paths come as structures.

        Needs the visibility `network`: free Cypher cannot be held to less. Raises QueryRefused, QueryInvalid, QueryTimeout.
        """
        if self.view.visibility == "public":
            raise BadRequest("Cypher sees what the network sees.", hint='open_graph(url, visibility="network")')
        found = self._store.research(text, parameters or {}, seconds=SECONDS, rows=ROWS)
        values = list(zip(*found.rows, strict=True)) if found.rows else [() for _ in found.columns]
        return arrow().table(dict(zip(found.columns, map(list, values), strict=True)))

    def ties(self, date: str, *, as_of: str | None = None) -> Ties:
        """Who was tied to whom through what on a day (ISO); for `graph.analysis`."""
        return read_ties(self._store, date, as_of=as_of)

    def to_pandas(self, type_name: str) -> pandas.DataFrame:
        """The things of a type as a pandas frame, with `id` as its index."""
        _module("pandas", "frames")
        return self.nodes(type_name).to_pandas().set_index("id")

    def to_polars(self, type_name: str) -> polars.DataFrame:
        """The things of a type as a polars frame."""
        frame: polars.DataFrame = _module("polars", "frames").from_arrow(self.nodes(type_name))
        return frame

    def to_networkx(self) -> networkx.MultiDiGraph:
        """All things and relationships; nodes by id with `type` and properties, edges with `type` and properties."""
        graph = _module("networkx", "").MultiDiGraph()
        graph.add_nodes_from((row["id"], {"type": row["type"], **row["properties"]}) for row in self.view.entities())
        graph.add_edges_from(
            (row["from"], row["to"], {"type": row["type"], **row["properties"]}) for row in self.view.relationships()
        )
        return graph

    def to_rustworkx(self) -> rustworkx.PyDiGraph:
        """The same as a rustworkx graph: each node's and edge's payload is a dictionary, a node's with `id`."""
        graph: rustworkx.PyDiGraph = _module("rustworkx", "").PyDiGraph()
        entities = [{"id": row["id"], "type": row["type"], **row["properties"]} for row in self.view.entities()]
        at = dict(zip((row["id"] for row in entities), graph.add_nodes_from(entities), strict=True))
        graph.add_edges_from(
            [
                (at[row["from"]], at[row["to"]], {"type": row["type"], **row["properties"]})
                for row in self.view.relationships()
            ]
        )
        return graph

    def to_igraph(self) -> igraph.Graph:
        """The same as an igraph graph: vertices have `name` (the id), `label`, `type`; edges have `type`."""
        entities = list(self.view.entities())
        at = {row["id"]: number for number, row in enumerate(entities)}
        relations = list(self.view.relationships())
        graph: igraph.Graph = _module("igraph", "igraph").Graph(
            n=len(entities), edges=[(at[row["from"]], at[row["to"]]) for row in relations], directed=True
        )
        graph.vs["name"] = [row["id"] for row in entities]
        graph.vs["label"] = [row["properties"].get("name") for row in entities]
        graph.vs["type"] = [row["type"] for row in entities]
        graph.es["type"] = [row["type"] for row in relations]
        return graph

    def to_rdflib(self, base: str = ExportOptions.base) -> rdflib.Graph:
        """The main dump as an rdflib graph (extra `rdf`); large graphs are better asked over `/sparql`."""
        graph: rdflib.Graph = _module("rdflib", "rdf").Graph()
        text = io.BytesIO()
        main_dump("ntriples")(self.view, text, ExportOptions(base=base))
        return graph.parse(data=text.getvalue(), format="nt")


def open_graph(
    url: str, *, visibility: str = "public", user: str | None = None, password: str | None = None
) -> GraphDoor:
    """Open a store for reading: a folder, or `bolt://…`/`neo4j://…`. Raises StoreUnreachable, WrongStore, BadRequest."""
    if visibility not in VISIBILITIES:
        raise BadRequest(f"There is no visibility {visibility!r} here.", hint="Use public or network.")
    return GraphDoor(Store.open(url, user=user, password=password), visibility)


def _module(name: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        hint = f"pip install 'quartiersgraph[{extra}]'" if extra else f"pip install {name}"
        raise MissingExtra(f"This needs {name}.", hint=hint) from error
