"""Questions "as of" use the areas that held then: the real Prognoseräume of Lichtenberg until 2020 and since 2021."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.places import Places
from graph.seal import KeyRing
from graph.store import Store
from ingest.pipeline import Options, ingest

NAMES = ["Hohenschönhausen Nord", "Hohenschönhausen Süd", "Lichtenberg Nord", "Lichtenberg Mitte", "Lichtenberg Süd"]
TODAY = dt.date(2026, 11, 1)
AT = "52.5205,13.4816"  # in the old Planungsraum Rüdigerstraße


@pytest.fixture(scope="module")
def areas(lichtenberg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("vintages")
    with Store.open(str(folder / "store")) as store:
        keys = KeyRing(folder / "keys")
        report = ingest(store, keys, [lichtenberg / "boundaries"], Options(observed="2024"))
        assert report.exit_code == 0
        keys.close()
        yield store
        store.stop()


def meant(store: Store, name: str, date: str | None) -> list[str]:
    """The codes of the areas that a name means on a date."""
    found = Places(store, TODAY).resolve(name, date)
    assert not found.ambiguous
    return codes(store, [area["id"] for area in found.areas])


def codes(store: Store, ids: list[str]) -> list[str]:
    rows = store.read(
        "UNWIND $ids AS id MATCH (a:Entity {id: id}) RETURN a.level AS level, a.code AS code ORDER BY code", ids=ids
    )
    return [row["code"] for row in rows if row["level"] == "Prognoseraum"]


def touched(store: Store, name: str, date: str | None) -> set[str]:
    """The vintages (valid from, valid until) of what shares ground with a name on a date."""
    found = Places(store, TODAY).resolve(name, date)
    rows = store.read(
        "UNWIND $ids AS id MATCH (a:Entity {id: id}) WHERE a.level = 'Prognoseraum' "
        "RETURN DISTINCT coalesce(a.valid_from, 'before') AS since",
        ids=[area["id"] for area in found.touches],
    )
    return {row["since"] for row in rows}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("date", [None, "2021", "2021-01-01", "2026-03"])
def test_since_2021_the_new_areas_are_meant(areas: Store, name: str, date: str | None) -> None:
    (code,) = meant(areas, name, date)
    assert code.endswith("0"), code


@pytest.mark.parametrize("date", ["2014-06-01", "2020", "2020-12-31"])
@pytest.mark.parametrize("name", NAMES)
def test_until_2020_the_old_areas_are_meant(areas: Store, name: str, date: str) -> None:
    (code,) = meant(areas, name, date)
    assert code.startswith("110"), code


def test_what_had_not_begun_shares_no_ground_with_2014(areas: Store) -> None:
    assert touched(areas, "Fennpfuhl", "2014") == {"before"}


def test_what_has_ended_shares_no_ground_with_today(areas: Store) -> None:
    assert touched(areas, "Lichtenberg", None) == {"2021-01-01"}


def test_a_point_in_2014_lies_in_an_area_that_held_then(areas: Store) -> None:
    found = Places(areas, TODAY).resolve(AT, "2014")
    assert [note for note in found.notes if "galt bis" in note] == []
