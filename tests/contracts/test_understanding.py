"""What was understood of a list is remembered by its source; a changed form is asked about; nothing is lost meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from ingest.preview import preview
from ingest.quality import Report
from ingest.understanding import Correction
from tests.ingest.made_files import text, xlsx
from tests.made import bring as bring_list
from tests.made import club, exported, names

HEADS = ["Verein", "Straße", "PLZ Ort", "Telefon", "Träger", "Angebote"]
CLUBS = [
    ["Turnverein Au e.V.", "Hauptstr. 1", "80331 München", "089 1234567", "Sportbund München e.V.", "Turnen, Yoga"],
    ["Schachklub Au", "Lindenweg 4", "80331 München", "089 7654321", "Stadt München", "Schach"],
    ["Chor Au", "Kirchplatz 2", "80333 München", "089 5556667", "Stadt München", "Chorprobe, Konzerte"],
    ["Gartenfreunde Au", "Am Forst 9", "80333 München", "", "", "Gärtnern"],
]


def clubs(
    folder: Path, heads: Sequence[str] = HEADS, rows: Sequence[Sequence[str]] = CLUBS, name: str = "vereine.csv"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [";".join(heads), *(";".join(f'"{cell}"' for cell in row) for row in rows)]
    return text(folder / name, "\n".join(lines))


def bring(store: Store, keys: KeyRing, path: Path, **options: Any) -> Report:
    return ingest(store, keys, [path], Options(**options))


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def phones(store: Store) -> list[str]:
    rows = store.read("MATCH (a:Actor) WHERE a.phone IS NOT NULL RETURN a.name AS name, a.phone AS phone ORDER BY name")
    return [row["name"] for row in rows]


def test_a_list_goes_in_without_a_mapping(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring(store, keys, clubs(tmp_path))
    [sheet] = report.files[0].sheets
    assert (sheet.kind, sheet.origin, report.created, codes(report)) == ("actors", "recognised", 4, [])
    assert names(store) == [
        "Chor Au",
        "Gartenfreunde Au",
        "Schachklub Au",
        "Sportbund München e. V.",
        "Stadt München",
        "Turnverein Au e. V.",
    ]
    assert names(store, "Offering") == ["Chorprobe", "Gärtnern", "Konzerte", "Schach", "Turnen", "Yoga"]
    assert phones(store) == ["Chor Au", "Schachklub Au", "Turnverein Au e. V."]


def test_the_understanding_is_remembered_by_the_source(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, clubs(tmp_path), observed="2025")
    again = bring(
        store, keys, clubs(tmp_path, rows=[*CLUBS[:3], ["X", "Weg 1", "80331 München", "", "", ""]]), observed="2026"
    )
    assert again.files[0].sheets[0].origin == "remembered"
    assert (again.created, again.unchanged, again.vanished) == (1, 3, 1)


def test_a_renamed_column_is_asked_about_before_anything_changes(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, clubs(tmp_path), observed="2025")
    before = exported(store)
    renamed = clubs(tmp_path, ["Verein", "Straße", "PLZ Ort", "Rufnummer", "Träger", "Angebote"])
    refused = bring(store, keys, renamed, observed="2026")
    assert (codes(refused), refused.exit_code) == (["schema-drift"], 1)
    assert '"Telefon" is now called "Rufnummer"' in next(iter(refused.problems)).message
    assert exported(store) == before
    accepted = bring(store, keys, renamed, observed="2026", accept_drift=True)
    assert (accepted.exit_code, accepted.unchanged, accepted.changed) == (0, 4, 0)  # the rows say what they said
    assert phones(store) == ["Chor Au", "Schachklub Au", "Turnverein Au e. V."]
    assert codes(bring(store, keys, renamed, observed="2027")) == []  # what was agreed is not asked again


def test_a_list_with_a_shipped_mapping_is_asked_about_too(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring_list(embedded, keys, tmp_path, [club()], observed="2025")
    row = club()
    renamed = [{("Telefonnummer" if name == "telefon" else name): cell for name, cell in row.items()}]
    assert codes(bring_list(embedded, keys, tmp_path, renamed, observed="2026")) == ["schema-drift"]
    assert bring_list(embedded, keys, tmp_path, renamed, observed="2026", accept_drift=True).unchanged == 1


def test_a_missing_column_tells_what_would_be_lost(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, clubs(tmp_path), observed="2025")
    without = clubs(tmp_path, [*HEADS[:4], "Angebote"], [[*row[:4], row[5]] for row in CLUBS])
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return False

    assert codes(bring(embedded, keys, without, observed="2026", ask=ask)) == ["schema-drift"]
    assert asked == ['"Träger" (carrier.name) is gone: every row would lose it.']
    dry = bring(embedded, keys, without, observed="2026", dry_run=True)
    assert (dry.changed, dry.exit_code) == (3, 0)  # the dry run shows it as though it had been accepted


def test_moved_columns_and_new_ones_are_no_matter(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, clubs(tmp_path), observed="2025")
    moved = clubs(tmp_path, ["Nr intern", *reversed(HEADS)], [["x", *reversed(row)] for row in CLUBS])
    report = bring(embedded, keys, moved, observed="2026")
    assert (codes(report), report.files[0].sheets[0].origin) == ([], "remembered")
    assert names(embedded)[0] == "Chor Au" and len(phones(embedded)) == 3


def test_another_list_under_the_same_name_is_read_for_what_it_is(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, clubs(tmp_path), observed="2025")
    needs = clubs(
        tmp_path,
        ["Bedarf", "Für wen", "Dringlichkeit"],
        [["Treffpunkt", "Jugendliche", "hoch"], ["Bänke", "Senioren", "mittel"]],
    )
    report = bring(embedded, keys, needs, observed="2026", allow_vanished=True)
    assert (report.files[0].sheets[0].kind, codes(report)) == ("needs", [])


def test_the_guess_is_written_to_be_corrected_and_used(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    mapping = tmp_path / "vereine.yaml"
    bring(embedded, keys, clubs(tmp_path / "a"), mapping=mapping, dry_run=True)
    assert names(embedded) == []
    [document] = list(yaml.safe_load_all(mapping.read_text(encoding="utf-8")))
    assert "# Telefon: actor.phone" in mapping.read_text(encoding="utf-8")
    del document["things"]["offering"], document["things"]["actor"]["links"]["PROVIDES"]
    mapping.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    report = bring(embedded, keys, clubs(tmp_path / "a"), mapping=mapping)
    assert (report.files[0].sheets[0].origin, names(embedded, "Offering")) == ("given", [])
    changed = clubs(tmp_path / "a", rows=[*CLUBS[:3], ["Neu e.V.", "Weg 1", "80331 München", "", "", "Boxen"]])
    later = bring(embedded, keys, changed, observed="2026")
    assert (later.files[0].sheets[0].origin, names(embedded, "Offering")) == ("remembered", [])


def test_a_correction_by_hand_is_used_and_remembered(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    path = clubs(
        tmp_path,
        ["Titel", "Wer", "Notiz"],
        [["Lesekreis", "Bücherei Au", "Mo 18 Uhr"], ["Probe", "Chor Au", "Di 19 Uhr"]],
    )
    said = Correction("offerings", {"Titel": "offering.name", "Wer": "actor.name", "Notiz": "offering.schedule"})
    bring(embedded, keys, path, corrections={"vereine.csv": {"": said}})
    assert (names(embedded, "Offering"), names(embedded)) == (["Lesekreis", "Probe"], ["Bücherei Au", "Chor Au"])
    shown = preview(embedded, keys, path, Options())
    assert [sheet["origin"] for sheet in shown["sheets"]] == ["remembered"]
    again = bring(embedded, keys, path, observed="2026")
    assert (again.unchanged, again.created, again.vanished) == (2, 0, 0)


def test_the_same_list_under_a_new_name_says_so(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, clubs(tmp_path), observed="2025")
    report = bring(embedded, keys, clubs(tmp_path, name="vereine-neu.csv"), observed="2026")
    assert codes(report) == ["resembles-source"] and report.exit_code == 0
    assert "--source vereine.csv" in next(iter(report.problems)).message


def test_sheets_of_one_form_are_each_in_their_area(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    sheet = [["Einrichtung", "Straße"], ["Treff A", "Weg 1"], ["Treff B", "Weg 2"]]
    path = xlsx(
        tmp_path / "a.xlsx",
        {"Nordstadt": sheet, "Südstadt": [sheet[0], ["Treff C", "Weg 3"]], "2024": [sheet[0], ["D", "Weg 4"]]},
    )
    ingest(embedded, keys, [path], Options())
    rows = embedded.read(
        "MATCH (p:Place)-[:WITHIN]->(a:AdministrativeArea) RETURN p.name AS place, a.name AS area ORDER BY place"
    )
    assert [(row["place"], row["area"]) for row in rows] == [
        ("Weg 1", "Nordstadt"),
        ("Weg 2", "Nordstadt"),
        ("Weg 3", "Südstadt"),
    ]


def test_the_report_tells_what_changed_in_a_row_and_nothing_private(
    embedded: Store, keys: KeyRing, tmp_path: Path
) -> None:
    heads = [*HEADS[:4], "Ansprechpartner"]
    rows = [[*row[:4], "Erika Geheim"] for row in CLUBS]
    bring(embedded, keys, clubs(tmp_path, heads, rows), observed="2025")
    rows[0] = [*rows[0][:3], "089 999999", "Ilse Verborgen"]
    report = bring(embedded, keys, clubs(tmp_path, heads, rows[:3]), observed="2026", dry_run=True)
    changes = {change.what: change for change in report.files[0].changes}
    assert changes["changed"].fields == {"Actor.phone": {"before": ["+49891234567"], "after": ["+4989999999"]}}
    assert changes["vanished"].name == "Gartenfreunde Au"
    assert "Geheim" not in str(report.to_json()) and "Verborgen" not in str(report.to_json())


@pytest.mark.parametrize("recognised", [True, False], ids=["by recognition", "by mapping"])
def test_the_demo_town_answers_alike(embedded: Store, keys: KeyRing, recognised: bool) -> None:
    demo = Path(__file__).resolve().parents[2] / "demo"
    report = ingest(embedded, keys, [demo], Options(observed="2026-03-01", shipped=not recognised))
    assert report.exit_code == 0 and report.created == 223
    held = embedded.read(
        "MATCH (a:Actor)-[:PROVIDES]->(o:Offering)-[:LOCATED_AT]->(:Place)-[:WITHIN]->(:Quartier {name: 'Bahnhofsviertel'}) "
        "RETURN count(DISTINCT o) AS offerings, count(DISTINCT a) AS actors"
    )
    assert held[0]["offerings"] >= 40 and held[0]["actors"] >= 12


def test_what_a_mapping_quotes_from_cells_is_sealed(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    heads = ["Netzwerk", "Mitglied", "Rolle"]
    rows = [["AK Nord", "Chor Au", "Sprecherin Erika Geheim"], ["AK Nord", "Turnverein Au", "Mitglied"]]
    path = clubs(tmp_path, heads, rows, "mitglieder.csv")
    bring(embedded, keys, path, observed="2025")
    everything = str(embedded.read("MATCH (n) RETURN properties(n) AS p"))
    assert "Sprecherin" not in everything and "Geheim" not in everything
    assert bring(embedded, keys, path, observed="2026").files[0].sheets[0].origin == "remembered"
