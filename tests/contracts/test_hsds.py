"""HSDS there and back: our own export gives the same graph, the published example comes out as it went in, nothing doubles.

What is lost is listed in docs/decisions/hsds.md, and only that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.export.hsds import pages
from graph.export.hsds.gather import is_actor
from graph.export.hsds.listing import Listing, Wanted, find_term
from graph.export.hsds.pages import page
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from ingest.options import Options
from ingest.pipeline import ingest
from schema.values import KINDS
from tests.conftest import DEMO, DEMO_OBSERVED, wipe
from tests.graph.hsds_contract import BASE, Contract, differences, package, rows_of, said
from tests.ingest.registry_files import bring_in, written
from tests.made import bring, club

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "hsds.md"


def listed(heading: str) -> list[str]:
    """The words between backticks in the first column of the table under a heading of the decision."""
    part = DOCUMENT.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def lost_in(before: Store, after: Store) -> dict[str, tuple[int, int]]:
    return differences(said(before, "network"), said(after, "network"))


def test_the_package_brings_everything_back_that_it_can_hold(
    demo_store: Store, lichtenberg_store: Store, embedded: Store, keys: KeyRing, tmp_path: Path
) -> None:
    lost: set[str] = set()
    for name, source in (("demo", demo_store), ("lists", lichtenberg_store)):
        path = tmp_path / f"{name}.zip"
        path.write_bytes(package(source, "network"))
        wipe(embedded)
        report = bring_in(embedded, keys, path)
        assert [problem for file in report.files for problem in file.problems] == []
        found = lost_in(source, embedded)
        assert {key: more for key, (_, more) in found.items() if more} == {}
        lost |= set(found)
    assert lost == set(listed("What HSDS cannot hold"))


def test_the_api_brings_everything_back_too(demo_store: Store, embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    view = View(demo_store, "network")
    offerings = [one["id"] for one in view.entities("Offering")]
    actors = [one["id"] for one in view.entities() if is_actor(one)]
    services = page(offerings, 1, len(offerings), lambda ids: pages.services(view, BASE, ids, full=True))
    organisations = page(actors, 1, len(actors), lambda ids: pages.organisations(view, BASE, ids, full=True))
    written(tmp_path / "in" / "services.json", services)
    written(tmp_path / "in" / "organizations.json", organisations)
    bring_in(embedded, keys, tmp_path / "in")
    found = lost_in(demo_store, embedded)
    assert {key: more for key, (_, more) in found.items() if more} == {}
    assert set(found) == set(listed("What HSDS cannot hold"))
    unprovided = "MATCH (o:Offering) WHERE NOT (o)<-[:PROVIDES]-() RETURN o.name AS name"
    assert embedded.read(unprovided) == demo_store.read(unprovided) != []


def test_nothing_doubles_where_it_came_from(demo_store: Store, embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    ingest(embedded, keys, [DEMO], Options(observed=DEMO_OBSERVED))
    path = tmp_path / "own.zip"
    path.write_bytes(package(demo_store, "network"))  # the same lists have the same ids in every store
    before, count = said(embedded, "network"), size(embedded)
    report = bring_in(embedded, keys, path)
    assert (report.exit_code, report.changed, size(embedded)) == (0, 0, count)
    assert differences(before, said(embedded, "network")) == {}
    assert bring_in(embedded, keys, path).created == 0


def test_lists_pages_and_the_way_back_on_both_stores(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), club("2", "Treff", strasse="Am Berl 15", plz="13051", angebote="Tanz")])
    view = View(store, "network")
    listing = Listing(view)
    assert [len(listing.services(Wanted(search=word))) for word in ("tanz", "TANZ linse", "nichts")] == [1, 0, 0]
    assert len(listing.services(Wanted(term=find_term("theme-sport")))) == 1
    assert len(listing.services(Wanted(modified_after="2000"))) == len(listing.services(Wanted())) == 3
    assert listing.services(Wanted(modified_after="9999")) == []
    assert len(listing.at_locations(Wanted(postcode="13051"))) == 1
    found = pages.services(view, BASE, listing.services(Wanted()), full=True)
    assert {one["organization"]["name"] for one in found} == {"JFE „Linse“", "Treff"}
    assert all(one["last_modified"].endswith("Z") for one in found)
    (tmp_path / "own.zip").write_bytes(package(store, "network"))
    count = size(store)
    assert bring_in(store, keys, tmp_path / "own.zip").changed == 0 and size(store) == count


# the published example


@pytest.mark.parametrize("form", ["service_full", "organization_full", "csv"])
def test_the_published_example_comes_out_as_it_went_in(
    form: str, shared_data: Path, embedded: Store, keys: KeyRing, tmp_path: Path, contract: Contract
) -> None:
    examples = shared_data / "hsds" / "examples"
    bring_in(embedded, keys, examples / ("csv" if form == "csv" else f"{form}.json"))
    view = View(embedded, "network")
    if form == "organization_full":
        [id] = [one["id"] for one in view.entities("Actor")]
        [ours] = pages.organisations(view, BASE, [id], full=True, full_service=True)
        kind = "organization"
    else:
        [id] = [one["id"] for one in view.entities("Offering")]
        [ours] = pages.services(view, BASE, [id], full=True)
        kind = "service"
    assert contract.problems(kind, ours) == []
    theirs = json.loads((examples / f"{kind}_full.json").read_text(encoding="utf-8"))
    lost = set(leaves(theirs)) - set(leaves(ours))
    if form == "csv":  # the package's one row of a phone, a schedule … is everybody's, its locations nobody's
        lost = {(path, value) for path, value in lost if "locations[]" not in path}
    excused = set(listed("What we do not keep of other directories"))
    assert {path for path, _ in lost if not excused & set(re.split(r"[.\[\]]+", path))} == set()
    rows = rows_of(package(embedded, "network"))
    assert rows["programs.csv"][0]["name"] == "Community Mental Health Support" or form == "service_full"
    assert "Persona" not in json.dumps(ours) + json.dumps(rows)


def leaves(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every value but ids, in a form in which equal meanings are equal."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            if name != "id" and not name.endswith("_id"):
                yield from leaves(value, f"{path}.{name}" if path else name)
    elif isinstance(thing, list):
        for value in thing:
            yield from leaves(value, f"{path}[]")
    else:
        text = " ".join(str(thing).split())
        if path.endswith("number"):
            text = str(KINDS["phone"].clean(text.strip('"')))
        yield path, text.upper() if path.endswith("currency") else text


def size(store: Store) -> int:
    return int(store.read("MATCH (e:Entity) RETURN count(e) AS n")[0]["n"])
