"""Bringing lists in over HTTP, step by step: look, correct, check, import, and the events that tell of it."""

from __future__ import annotations

import asyncio
import io
import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import api.jobs
import api.uploads
import demo
from api.jobs import Job
from api.service import Service
from api.settings import Settings
from api.staging import safe_name
from api.tokens import Tokens
from api.uploads import Uploads
from graph.writer import Writer
from schema.errors import NotFound, StoreBusy
from tests.api.conftest import Web
from tests.api.serving import serving

LEFT: list[str] = []
COURSES = "Kursname;Veranstalter;Veranstaltungsort;Alter;Bemerkung\n{}"
DANCE = "Tanztee;Tanzhaus;Saal;ab 60;mit Kuchen\n"
SEWING = "Nähen;Kiezwerk e. V.;Saal;ab 18;ohne Maschine\n"
CLUBS = """Einrichtung;Träger;Straße;PLZ;Bemerkung
Linse;Kiezwerk e. V.;Ringweg 1;10367;mit Garten
Käfig;Ballverein e. V.;Ringweg 2;10367;
Tanzhaus;Ballverein e. V.;Ringweg 3;10367;
Teestube;Kiezwerk e. V.;Ringweg 4;10367;
"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """An empty store behind a real socket."""
    folder = tmp_path_factory.mktemp("uploads")
    tokens = Tokens(folder / "tokens.json")
    with Service(Settings(store=str(folder / "store"), keys=folder / "keys", upload_bytes=20_000)) as service:
        with serving(service, tokens) as client:
            yield Web(service, client, {scope: tokens.create(scope) for scope in ("network", "editor")})
        service.store.stop()


@pytest.fixture(autouse=True)
def leave_nothing(web: Web) -> Iterator[None]:
    """Only so many uploads may wait: every test takes its own away."""
    yield
    while LEFT:
        web.client.delete(f"/api/uploads/{LEFT.pop()}", headers=web.headers("editor"))


def form(*files: tuple[str, str | bytes]) -> dict[str, Any]:
    return {"files": [("files", (name, content)) for name, content in files]}


def upload(web: Web, *files: tuple[str, str | bytes]) -> dict[str, Any]:
    answer = web.post("/api/uploads", "editor", **form(*files))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    LEFT.append(found["id"])
    return found


def put(web: Web, id: str, part: str, **body: Any) -> httpx.Response:
    return web.client.put(f"/api/uploads/{id}/{part}", json=body, headers=web.headers("editor"))


def events(web: Web, id: str, last: str | None = None) -> list[tuple[str, str, dict[str, Any]]]:
    """(id, event, data) of the whole stream."""
    headers = web.headers("editor") | ({"Last-Event-ID": last} if last else {})
    with web.client.stream("GET", f"/api/uploads/{id}/events", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        text = answer.read().decode()
    return [heard(block) for block in text.split("\n\n") if block and not block.startswith(":")]


def heard(block: str) -> tuple[str, str, dict[str, Any]]:
    fields = dict(line.split(": ", 1) for line in block.splitlines())
    return fields["id"], fields["event"], json.loads(fields["data"])


def bring_in(web: Web, id: str) -> dict[str, Any]:
    started = web.post(f"/api/uploads/{id}/import", "editor")
    assert started.status_code == 202, started.text
    _, kind, data = events(web, id)[-1]
    assert kind == "done", data
    report: dict[str, Any] = data["report"]
    return report


def folder_of(web: Web, id: str) -> Path:
    app: Any = web.service.closing[0]
    return Path(app.__self__.get(id).folder)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", ""), ("GET", "/x"), ("DELETE", "/x"), ("PUT", "/x/sheets"), ("PUT", "/x/options"),
        ("POST", "/x/check"), ("POST", "/x/import"), ("GET", "/x/events"),
    ],
)  # fmt: skip
def test_every_step_needs_an_editor(web: Web, method: str, path: str) -> None:
    ask = lambda headers: web.client.request(method, f"/api/uploads{path}", headers=headers).status_code  # noqa: E731
    assert ask({}) == 403
    assert ask(web.headers("network")) == 403
    assert ask({"Authorization": "Bearer wrong"}) == 401


def test_a_caller_learns_its_scope(web: Web) -> None:
    assert [web.get("/api/whoami", scope).json()["scope"] for scope in (None, "network", "editor")] == [
        None,
        "network",
        "editor",
    ]


def test_an_upload_says_what_every_column_was_taken_for(web: Web) -> None:
    found = upload(web, ("kurse.csv", COURSES.format(DANCE)))
    (sheet,) = found["files"][0]["sheets"]
    assert (sheet["kind"], sheet["rows"], sheet["header_row"]) == ("offerings", 1, 1)
    told = {column["heading"]: column["choice"] for column in sheet["columns"]}
    assert told == {
        "Kursname": "subject.name",
        "Veranstalter": "actor.name",
        "Veranstaltungsort": "place.name",
        "Alter": "offering.ages",
        "Bemerkung": "subject.description",
    }
    assert set(told.values()) <= {choice["id"] for choice in sheet["choices"]}
    assert found["options"]["source"] == {"kurse.csv": "kurse.csv"}
    again = web.get(f"/api/uploads/{found['id']}", "editor")
    assert again.json() == found
    assert again.headers["cache-control"] == "no-store"


def test_files_wait_in_a_private_folder_until_they_are_dropped(web: Web) -> None:
    id = upload(web, ("kurse.csv", COURSES.format(DANCE)))["id"]
    folder = folder_of(web, id)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert web.client.delete(f"/api/uploads/{id}", headers=web.headers("editor")).status_code == 204
    assert not folder.exists()
    assert web.get(f"/api/uploads/{id}", "editor").status_code == 404


def test_a_broken_file_beside_a_good_one_is_named_and_the_good_one_goes_in(web: Web) -> None:
    found = upload(web, ("broken.xlsx", b"no workbook"), ("gut.csv", COURSES.format("Judo;Halle 1;Halle;;\n")))
    broken, good = found["files"]
    assert [problem["code"] for problem in broken["problems"]] == ["unreadable-file"]
    assert broken["problems"][0]["message_de"].startswith("Die Datei ist nicht lesbar.")
    assert broken["sheets"] == []
    assert good["problems"] == []
    report = bring_in(web, found["id"])
    assert {file["path"]: file["created"] for file in report["files"]} == {"broken.xlsx": 0, "gut.csv": 1}
    assert str(folder_of(web, found["id"])) not in json.dumps(report)
    assert folder_of(web, found["id"]).exists()  # something is left to repair


def test_a_correction_changes_what_comes_in(web: Web) -> None:
    found = upload(web, ("korrigiert.csv", COURSES.format(SEWING)))
    said = {"Bemerkung": None, "Alter": None}
    answer = put(web, found["id"], "sheets", file="korrigiert.csv", kind="offerings", columns=said)
    told = {column["heading"]: column["choice"] for column in answer.json()["sheets"][0]["columns"]}
    assert (told["Bemerkung"], told["Alter"], told["Kursname"]) == (None, None, "subject.name")
    assert (
        web.get(f"/api/uploads/{found['id']}", "editor").json()["corrections"]["korrigiert.csv"][""]["columns"] == said
    )
    bring_in(web, found["id"])
    entity = web.get(f"/api/entities/{web.id_of('Nähen')}").json()
    assert not {"description", "ages"} & entity["properties"].keys()


def test_corrections_can_be_forgotten_and_a_sheet_recognised_anew(web: Web) -> None:
    id = upload(web, ("kurse.csv", COURSES.format(DANCE)))["id"]
    first = put(web, id, "sheets", file="kurse.csv", kind="actors").json()["sheets"][0]
    anew = put(web, id, "sheets", file="kurse.csv").json()["sheets"][0]
    reset = put(web, id, "sheets", file="kurse.csv", reset=True).json()["sheets"][0]
    assert [(sheet["kind"], sheet["origin"]) for sheet in (first, anew, reset)] == [
        ("actors", "corrected"),
        ("offerings", "corrected"),
        ("offerings", "recognised"),
    ]


def test_a_correction_that_no_mapping_can_follow_is_refused_and_undone(web: Web) -> None:
    id = upload(web, ("vereine.csv", CLUBS))["id"]
    before = put(web, id, "sheets", file="vereine.csv", kind="actors", columns={"Träger": None}).json()
    answer = put(web, id, "sheets", file="vereine.csv", kind="actors", columns={"Bemerkung": "offering.age_from"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")
    assert web.get(f"/api/uploads/{id}", "editor").json()["files"] == [before]


def test_one_sheet_of_a_workbook_is_corrected_and_the_others_stay(web: Web) -> None:
    book = Path(demo.__file__).with_name("Angebote-Vereine.xlsx")
    found = upload(web, (book.name, book.read_bytes()))
    assert [(sheet["name"], sheet["origin"]) for sheet in found["files"][0]["sheets"]] == [
        ("Vereine und Träger", "shipped"),
        ("Kurse", "shipped"),
    ]
    told = put(web, found["id"], "sheets", file=book.name, sheet="Kurse", columns={"Kosten": None}).json()["sheets"]
    assert [(sheet["kind"], sheet["origin"]) for sheet in told] == [(None, "shipped"), ("offerings", "corrected")]
    assert {column["heading"]: column["choice"] for column in told[1]["columns"]}["Kosten"] is None
    report = web.post(f"/api/uploads/{found['id']}/check", "editor").json()
    assert [sheet["origin"] for sheet in report["files"][0]["sheets"]] == ["shipped", "corrected"]
    assert report["created"] == 69


@pytest.mark.parametrize(
    ("part", "body", "status"),
    [
        ("sheets", {"file": "kurse.csv", "kind": "spells"}, 400),
        ("sheets", {"file": "kurse.csv", "kind": "offerings", "columns": {"Alter": "need.name"}}, 400),
        ("sheets", {"file": "../kurse.csv", "kind": "offerings"}, 404),
        ("options", {"source": {"other.csv": "x"}}, 404),
        ("options", {"observed": "gestern"}, 400),
        ("options", {"source": {"kurse.csv": "andere.csv"}}, 400),
    ],
)
def test_what_cannot_be_is_refused(web: Web, part: str, body: dict[str, Any], status: int) -> None:
    id = upload(web, ("kurse.csv", COURSES.format(DANCE)), ("andere.csv", COURSES.format(SEWING)))["id"]
    answer = put(web, id, part, **body)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_a_newer_list_is_offered_its_known_source_and_shows_what_it_changes(web: Web) -> None:
    bring_in(web, upload(web, ("Liste-März.csv", CLUBS))["id"])
    newer = CLUBS.replace("mit Garten", "mit Hof").replace("Teestube;Kiezwerk e. V.;Ringweg 4;10367;\n", "")
    found = upload(web, ("Liste-April.csv", newer))
    assert found["resembles"] == {"Liste-April.csv": "Liste-März.csv"}
    settled = put(web, found["id"], "options", source={"Liste-April.csv": "Liste-März.csv"}, observed="2026-04").json()
    assert settled["resembles"] == {}
    assert settled["files"][0]["sheets"][0]["origin"] == "remembered"
    report = web.post(f"/api/uploads/{found['id']}/check", "editor").json()
    assert (report["created"], report["changed"], report["unchanged"], report["vanished"]) == (0, 1, 2, 1)
    changes = {change["what"]: change for change in report["files"][0]["changes"]}
    assert changes["changed"]["fields"] == {"Actor.description": {"before": ["mit Garten"], "after": ["mit Hof"]}}
    assert changes["vanished"]["name"] == "Teestube"
    assert bring_in(web, found["id"])["changed"] == 1


def test_a_list_with_changed_columns_waits_for_a_yes(web: Web) -> None:
    first = CLUBS.replace("Bemerkung", "Hinweis")
    bring_in(web, upload(web, ("drift.csv", first))["id"])
    found = upload(web, ("drift.csv", first.replace("Hinweis", "Hinweise")))
    assert found["files"][0]["sheets"][0]["drift"]["renamed"] == {"Hinweise": "Hinweis"}
    report = bring_in(web, found["id"])
    assert [problem["code"] for problem in report["files"][0]["problems"]] == ["schema-drift"]
    put(web, found["id"], "options", accept_drift=True)
    report = bring_in(web, found["id"])
    assert [problem["severity"] for problem in report["files"][0]["problems"]] == ["warning"]
    assert not folder_of(web, found["id"]).exists()


def test_a_remembered_sheet_says_what_its_columns_are_by_the_headings_of_today(web: Web) -> None:
    first = CLUBS.replace("Bemerkung", "Anmerkung")
    before = upload(web, ("wieder.csv", first))
    bring_in(web, before["id"])
    (sheet,) = upload(web, ("wieder.csv", first.replace("Anmerkung", "Anmerkungen")))["files"][0]["sheets"]
    assert (sheet["origin"], sheet["drift"]["renamed"]) == ("remembered", {"Anmerkungen": "Anmerkung"})
    told = {column["heading"]: column["choice"] for column in sheet["columns"]}
    recognised = {column["heading"]: column["choice"] for column in before["files"][0]["sheets"][0]["columns"]}
    assert told == {heading.replace("Anmerkung", "Anmerkungen"): choice for heading, choice in recognised.items()}
    assert None not in told.values()
    assert sheet["columns"][4]["samples"] == ["mit Garten"]


def test_many_vanished_rows_wait_for_a_yes(web: Web) -> None:
    bring_in(web, upload(web, ("weniger.csv", CLUBS.replace("Bemerkung", "Notiz")))["id"])
    head, first, *_ = CLUBS.replace("Bemerkung", "Notiz").splitlines(keepends=True)
    found = upload(web, ("weniger.csv", head + first))
    report = web.post(f"/api/uploads/{found['id']}/check", "editor").json()
    assert [problem["code"] for problem in report["files"][0]["problems"]] == ["too-many-vanished"]
    put(web, found["id"], "options", allow_vanished=True)
    assert web.post(f"/api/uploads/{found['id']}/check", "editor").json()["vanished"] == 3


def test_imported_files_are_gone_and_the_report_stays(web: Web) -> None:
    found = upload(web, ("einmal.csv", COURSES.format(DANCE.replace("Tanztee", "Tango"))))
    report = bring_in(web, found["id"])
    after = web.get(f"/api/uploads/{found['id']}", "editor").json()
    assert after["files"] == []
    assert after["job"]["report"] == report
    assert web.post(f"/api/uploads/{found['id']}/import", "editor").status_code == 404


def test_two_clients_hear_the_same_and_one_takes_up_where_it_left(web: Web) -> None:
    id = upload(web, ("zwei.csv", COURSES.format(DANCE.replace("Tanztee", "Polka"))))["id"]
    bring_in(web, id)
    first, second = events(web, id), events(web, id)
    assert first == second
    assert first[0][1] == "progress"
    assert first[0][2]["file"] == "zwei.csv"
    assert events(web, id, first[-2][0]) == [first[-1]]
    assert events(web, id, "other-7") == first


def test_a_client_that_goes_away_does_not_stop_the_import(web: Web) -> None:
    rows = "".join(f"Kurs {n};Tanzhaus;Saal;;\n" for n in range(300))
    id = upload(web, ("viele.csv", COURSES.format(rows)))["id"]
    web.post(f"/api/uploads/{id}/import", "editor")
    with web.client.stream("GET", f"/api/uploads/{id}/events", headers=web.headers("editor")) as answer:
        next(answer.iter_bytes())
    assert events(web, id)[-1][2]["report"]["created"] == 300


def test_somebody_else_writing_is_said_as_everywhere(web: Web) -> None:
    id = upload(web, ("busy.csv", COURSES.format(DANCE)))["id"]
    with Writer(web.service.store, web.service.keys):
        answers = [web.post(f"/api/uploads/{id}/{step}", "editor") for step in ("check", "import")]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [(503, "store-busy")] * 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(
    ("raised", "code"), [(StoreBusy("Somebody else is writing."), "store-busy"), (RuntimeError("a defect"), "error")]
)
def test_an_import_that_breaks_off_says_so_and_keeps_the_files(
    web: Web, monkeypatch: pytest.MonkeyPatch, raised: Exception, code: str
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise raised

    id = upload(web, ("bricht.csv", COURSES.format(DANCE)))["id"]
    monkeypatch.setattr(api.uploads, "run", broken)
    assert web.post(f"/api/uploads/{id}/import", "editor").status_code == 202
    assert [(kind, data["error"]["code"]) for _, kind, data in events(web, id)] == [("failed", code)]
    assert folder_of(web, id).exists()
    for thread in threading.enumerate():  # its last words are this test's, not the next one's
        if thread.name.endswith("(_work)"):
            thread.join(10)


def test_no_events_before_an_import(web: Web) -> None:
    id = upload(web, ("kurse.csv", COURSES.format(DANCE)))["id"]
    assert web.get(f"/api/uploads/{id}/events", "editor").status_code == 404


@pytest.mark.parametrize("sizes", [[30_000], [12_000, 12_000], [300_000]])
def test_too_much_is_refused_and_nothing_stays(web: Web, sizes: list[int]) -> None:
    before = set(folder_of(web, upload(web, ("a.csv", "a;b\n1;2"))["id"]).parent.glob("quartiersgraph-upload-*"))
    answer = web.post("/api/uploads", "editor", **form(*[(f"{n}.csv", b"x" * n) for n in sizes]))
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "file-too-large")
    assert set(next(iter(before)).parent.glob("quartiersgraph-upload-*")) == before


@pytest.mark.parametrize(
    "content",
    [
        {"content": b"x"},
        {"data": {"files": "text"}},
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
    ],
)
def test_what_is_no_form_with_files_is_a_bad_request(web: Web, content: dict[str, Any]) -> None:
    headers = web.headers("editor") | content.pop("headers", {})
    assert web.client.post("/api/uploads", headers=headers, **content).status_code == 400


def test_two_files_of_one_name_are_told_apart(web: Web) -> None:
    found = upload(web, ("a/kurse.csv", COURSES.format(DANCE)), ("b\\kurse.csv", COURSES.format(SEWING)))
    assert [file["file"] for file in found["files"]] == ["kurse (2).csv", "kurse.csv"]


def test_more_waiting_uploads_than_there_is_room_for_are_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.uploads, "MOST", 1)
    upload_one = form(("kurse.csv", COURSES.format(DANCE)))
    answers = [web.post("/api/uploads", "editor", **upload_one).status_code for _ in range(2)]
    assert answers[-1] == 503


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Listen\\Kurse.xlsx", "Kurse.xlsx"), ("..", "upload"), ("", "upload"),
        (".hidden.csv", "hidden.csv"), ("a\x00b\n.csv", "ab.csv"), ("x" * 300 + ".csv", "x" * 120 + ".csv"),
    ],
)  # fmt: skip
def test_names_of_files_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_idle_uploads_and_those_of_a_stopped_server_are_removed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(web.service)
    idle, kept = (uploads.add([("a.csv", io.BytesIO(b"a;b\n1;2"))]) for _ in range(2))
    idle.touched -= api.uploads.IDLE + 1
    uploads.sweep()
    assert not idle.folder.exists()
    with pytest.raises(NotFound):
        uploads.get(idle.id)
    assert kept.folder.exists()
    uploads.close()
    assert not kept.folder.exists()


def test_a_silent_job_keeps_its_stream_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.jobs, "HEARTBEAT", 0.0)
    job = Job()
    threading.Timer(0.3, job.emit, ("done", {"report": {}})).start()

    async def read() -> list[bytes]:
        return [part async for part in job.stream()]

    parts = asyncio.run(read())
    assert parts[0].startswith(b": ")
    assert parts[-1].startswith(f"id: {job.id}-1\nevent: done\ndata: ".encode())


def test_a_job_keeps_its_last_events_only() -> None:
    job = Job()
    for n in range(api.jobs.KEPT + 50):
        job.emit("progress", {"file": "a", "rows": n})
    kept = job.after(0)
    assert len(kept) == api.jobs.KEPT
    assert kept[-1].data["rows"] == api.jobs.KEPT + 49
