"""The Python door: frames, networks and RDF say what the exports say; and what a script of py2neo still reads."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars
import pyarrow.parquet
import pytest
import rdflib

from graph import open_graph
from graph.door import GraphDoor
from graph.export import FORMATS, ExportOptions
from graph.seal import KeyRing
from graph.store import Store
from schema.errors import BadRequest, QueryRefused
from tests.conftest import wipe
from tests.made import bring, club

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")


@pytest.fixture(scope="module")
def town(demo_folder: Path) -> Iterator[GraphDoor]:
    with open_graph(str(demo_folder / "store"), visibility="network") as opened:
        yield opened


def test_a_frame_has_a_row_for_each_thing(town: GraphDoor) -> None:
    offerings = town.to_pandas("Offering")
    assert (
        len(offerings) == town.types()["Offering"] == town.nodes("Offering").num_rows == len(town.to_polars("Offering"))
    )
    assert offerings.index.is_unique and offerings["name"].notna().all()
    languages = town.nodes("Offering")["languages"].type
    assert str(languages) == "list<item: string>"


def test_networks_of_three_libraries_are_the_same(town: GraphDoor) -> None:
    networkx, rustworkx, igraph = town.to_networkx(), town.to_rustworkx(), town.to_igraph()
    relations = town.relationships()
    assert networkx.number_of_nodes() == rustworkx.num_nodes() == igraph.vcount() == sum(town.types().values())
    assert networkx.number_of_edges() == rustworkx.num_edges() == igraph.ecount() == relations.num_rows > 1000
    first = relations.slice(0, 1).to_pylist()[0]
    assert networkx.has_edge(first["from"], first["to"])
    assert igraph.vs[0]["label"] == networkx.nodes[igraph.vs[0]["name"]].get("name")


def test_rdf_is_the_main_dump(town: GraphDoor) -> None:
    out = io.BytesIO()
    FORMATS["turtle"].write(town.view, out, ExportOptions())
    assert set(town.to_rdflib()) == set(rdflib.Graph().parse(data=out.getvalue(), format="turtle"))


def test_cypher_comes_as_a_table_and_only_reads(town: GraphDoor) -> None:
    found = town.cypher("MATCH (a:Actor) WHERE a.name = $name RETURN a.name AS name, 1 AS n", {"name": "Jugendamt"})
    assert polars.from_arrow(found).rows() == [("Jugendamt", 1)]
    assert town.cypher("MATCH (a:Actor {name: 'nobody'}) RETURN a.name AS name").num_rows == 0
    with pytest.raises(QueryRefused):
        town.cypher("MATCH (a) DETACH DELETE a")


def test_the_public_door_has_no_free_cypher_and_shows_less(demo_folder: Path) -> None:
    with open_graph(str(demo_folder / "store")) as public:
        with pytest.raises(BadRequest):
            public.cypher("MATCH (a) RETURN a")
        assert "contact_persons" not in public.nodes("Actor").column_names
    with pytest.raises(BadRequest):
        open_graph(str(demo_folder / "store"), visibility="private")


def test_parquet_holds_what_csv_holds(town: GraphDoor) -> None:
    out = io.BytesIO()
    FORMATS["parquet"].write(town.view, out, ExportOptions())
    with zipfile.ZipFile(out) as archive:
        actors = pyarrow.parquet.read_table(io.BytesIO(archive.read("Actor.parquet")))
        relations = pyarrow.parquet.read_table(io.BytesIO(archive.read("relationships.parquet")))
    assert actors.equals(town.nodes("Actor")) and relations.equals(town.relationships())


def test_any_store_opens_by_its_address(store: Store, store_url: str, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club()], observed="2020")
    with open_graph(store_url, visibility="network") as opened:
        assert (
            opened.to_pandas("Actor")["name"].tolist()
            == opened.cypher("MATCH (a:Actor) RETURN a.name AS name ORDER BY a.id")["name"].to_pylist()
        )
        assert opened.ties("2020-06-01").layers["carrier"]


OLD_SCRIPT = """
import json, sys
from py2neo import Graph, NodeMatcher

graph = Graph(sys.argv[1], auth=None)
query = "MATCH (a:Actor)-[:PROVIDES]->(o:Offering) RETURN a.name AS name, collect(o.name) AS offered"
node = NodeMatcher(graph).match("Actor", name="JFE „Linse“").first()
provided = [relation.end_node["name"] for relation in graph.match((node,), r_type="PROVIDES")]
print(json.dumps([graph.run(query).data(), sorted(provided), sorted(node.labels)]))
"""


@pytest.mark.neo4j
def test_an_old_script_of_py2neo_still_reads(neo4j_url: str, keys: KeyRing, tmp_path: Path) -> None:
    """What such scripts do: run Cypher, match nodes and relationships, walk along them."""
    with Store.open(neo4j_url) as store:
        wipe(store)
        bring(store, keys, tmp_path, [club()], observed="2020")
    done = subprocess.run([sys.executable, "-c", OLD_SCRIPT, neo4j_url], capture_output=True, check=True, timeout=60)
    rows, provided, labels = json.loads(done.stdout)
    assert [(row["name"], sorted(row["offered"])) for row in rows] == [("JFE „Linse“", ["Musik", "Sport"])]
    assert (provided, labels) == (["Musik", "Sport"], ["Actor", "Entity"])
