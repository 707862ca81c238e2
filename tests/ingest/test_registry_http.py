"""Fetching from registries that behave, and from those that do not: every failure is named, nothing half comes in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.pipeline import ingest
from ingest.readers import open_tables
from ingest.readers.http import Fetched, FetchLimits, fetch, is_url, source_name
from ingest.readers.http_targets import checked
from ingest.readers.http_waits import Again, patience
from schema.errors import FileTooLarge, InputError, RegistryUnreachable, UnreadableFile, UnsupportedFile
from tests.ingest.misbehaving import ETAG, MODIFIED, PAGES, ROWS, Misbehaving, misbehaving

QUICK = FetchLimits(attempts=2, first_wait=0.01, longest_wait=2, read=20, connect=20, bytes=1_000_000)
IMPATIENT = replace(QUICK, read=0.5)  # for what is slow on purpose; the machine may be busy with all else


@pytest.fixture(scope="module")
def running() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def server(running: Misbehaving) -> Misbehaving:
    running.asked.clear()
    return running


def names(fetched: Fetched) -> list[str]:
    assert fetched.path is not None
    return [str(row.cells["name"]) for table in open_tables(fetched.path) for row in table.rows]


def test_a_list_is_fetched_with_its_validators(server: Misbehaving, tmp_path: Path) -> None:
    fetched = fetch(server.url("/list.json"), tmp_path, limits=QUICK)
    assert (fetched.etag, fetched.last_modified, fetched.not_modified) == (ETAG, MODIFIED, False)
    assert fetched.name == "127.0.0.1/list.json" and names(fetched) == [row["name"] for row in ROWS]
    assert [file.name for file in tmp_path.iterdir()] == ["list.json"]


@pytest.mark.parametrize("validators", [{"etag": ETAG}, {"last_modified": MODIFIED}])
def test_what_has_not_changed_is_not_fetched_again(
    server: Misbehaving, tmp_path: Path, validators: dict[str, str]
) -> None:
    fetched = fetch(server.url("/list.json"), tmp_path, validators, QUICK)
    assert fetched.not_modified and fetched.path is None
    assert {"etag": fetched.etag, "last_modified": fetched.last_modified}.items() >= validators.items()


def test_what_has_changed_is_fetched(server: Misbehaving, tmp_path: Path) -> None:
    assert len(names(fetch(server.url("/list.json"), tmp_path, {"etag": '"v0"'}, QUICK))) == 2


@pytest.mark.parametrize("path", ["/broken-once", "/truncated-once"])
def test_a_passing_failure_is_tried_again(server: Misbehaving, tmp_path: Path, path: str) -> None:
    server.asked.clear()
    assert len(names(fetch(server.url(path), tmp_path, limits=QUICK))) == 2
    assert server.times(path) == 2


def test_the_wait_that_a_server_asks_for_is_kept(server: Misbehaving, tmp_path: Path) -> None:
    begun = time.monotonic()
    fetch(server.url("/busy-once"), tmp_path, limits=QUICK)
    assert time.monotonic() - begun >= 1


def test_a_server_that_asks_for_a_long_wait_is_left_alone(server: Misbehaving, tmp_path: Path) -> None:
    with pytest.raises(RegistryUnreachable, match="not to come back"):
        fetch(server.url("/busy-till-tomorrow"), tmp_path, limits=QUICK)
    assert server.times("/busy-till-tomorrow") == 1


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/slow", RegistryUnreachable, "did not answer in time, 2 times"),
        ("/truncated", RegistryUnreachable, "cut off, 2 times"),
        ("/broken", RegistryUnreachable, "503, 2 times"),
        ("/nowhere", RegistryUnreachable, "404"),
        ("/loop", RegistryUnreachable, "more than 5 redirects"),
        ("/to-file", RegistryUnreachable, "file:, which is not of the web"),
        ("/to-inside", RegistryUnreachable, "localhost, which is not a public address"),
        ("/page-to-file", RegistryUnreachable, "not of the web"),
        ("/circle", RegistryUnreachable, "circle"),
        ("/stuck", RegistryUnreachable, "asked for page 2, it answered with page 1"),
        ("/huge", FileTooLarge, "more than 1,000,000 bytes"),
        ("/html", UnsupportedFile, "a web page"),
    ],
)
def test_a_lasting_failure_is_named_and_leaves_no_file_to_read(
    server: Misbehaving, tmp_path: Path, path: str, error: type[InputError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        fetch(server.url(f"{path}?key=secret"), tmp_path, limits=IMPATIENT if path == "/slow" else QUICK)
    assert caught.value.hint and "secret" not in str(caught.value.to_json())
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".part"] == []


def test_a_body_longer_than_it_says_is_no_list(server: Misbehaving, tmp_path: Path) -> None:
    fetched = fetch(server.url("/long-length"), tmp_path, limits=QUICK)
    with pytest.raises(UnreadableFile, match="not valid JSON"):
        names(fetched)


def test_a_body_that_drips_ends_with_the_time_for_all(server: Misbehaving, tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(RegistryUnreachable, match="took more than"):
        fetch(server.url("/dripping"), tmp_path, limits=FetchLimits(attempts=1, total=0.3))
    assert time.monotonic() - begun < 5


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(RegistryUnreachable, match="connection broke"):
        fetch("http://127.0.0.1:9/", tmp_path, limits=QUICK)


def test_a_redirect_on_the_same_host_is_followed(server: Misbehaving, tmp_path: Path) -> None:
    assert len(names(fetch(server.url("/moved"), tmp_path, limits=QUICK))) == 2


def test_pages_of_services_become_one_file(server: Misbehaving, tmp_path: Path) -> None:
    fetched = fetch(server.url("/services?full=true"), tmp_path, limits=QUICK)
    assert names(fetched) == ["Kiezwerk", *(f"Beratung {page}" for page in range(1, PAGES + 1))]
    assert fetched.etag is None  # the first page's would say nothing about the others
    assert [file.name for file in tmp_path.iterdir()] == ["services.json"]


def test_pages_of_committees_become_one_file(server: Misbehaving, tmp_path: Path) -> None:
    fetched = fetch(server.url("/organizations"), tmp_path, limits=QUICK)
    assert names(fetched) == [f"Ausschuss {page}" for page in range(1, PAGES + 1)]


def test_pages_named_in_the_head_become_one_file(server: Misbehaving, tmp_path: Path) -> None:
    assert names(fetch(server.url("/linked"), tmp_path, limits=QUICK)) == ["Haus 1", "Haus 2", "Haus 3"]


def test_all_pages_together_are_bounded(server: Misbehaving, tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge, match="more than 2 pages"):
        fetch(server.url("/organizations"), tmp_path, limits=FetchLimits(pages=2))
    with pytest.raises(FileTooLarge, match="bytes"):
        fetch(server.url("/organizations"), tmp_path, limits=FetchLimits(bytes=400))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/x", True),
        ("HTTP://a.example", True),
        ("a.csv", False),
        ("file:///a", False),
        ("http://", False),
    ],
)
def test_what_is_a_url(text: str, expected: bool) -> None:
    assert is_url(text) is expected


def test_the_name_of_a_source_hides_its_query() -> None:
    one, other = (source_name(f"https://u:p@a.example/api/?key={key}") for key in ("x", "y"))
    assert one.startswith("a.example/api#") and one != other


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://10.0.0.5/", "not a public address"),
        ("http://169.254.169.254/", "not a public address"),
        ("http://[::1]/", "not a public address"),
        ("http://[::ffff:127.0.0.1]/", "not a public address"),
        ("ftp://a.example/", "not of the web"),
    ],
)
def test_where_nobody_else_may_lead(target: str, words: str) -> None:
    with pytest.raises(RegistryUnreachable, match=words):
        checked(httpx.URL(target), httpx.URL("http://8.8.8.8/"))


def test_nobody_leads_from_https_to_http() -> None:
    with pytest.raises(RegistryUnreachable, match="from https to http"):
        checked(httpx.URL("http://8.8.8.8/"), httpx.URL("https://8.8.8.8/"))


@pytest.mark.parametrize(
    ("attempt", "retry_after", "seconds"),
    [(1, "", 1.0), (2, "", 2.0), (5, "", 10.0), (1, "7", 7.0), (1, "11", None), (1, "soon", 1.0)],
)
def test_how_long_to_wait(attempt: int, retry_after: str, seconds: float | None) -> None:
    assert patience(attempt, Again("busy", retry_after), first=1.0, longest=10.0) == seconds


def test_a_wait_may_be_a_date() -> None:
    assert patience(1, Again("busy", "Sun, 01 Mar 2020 10:00:00 GMT"), first=1.0, longest=10.0) == 0.0


def test_a_registry_comes_in_by_its_address_and_a_second_time_unchanged(
    store: Store, keys: KeyRing, server: Misbehaving
) -> None:
    first = ingest(store, keys, [server.url("/services?full=true")])
    assert first.exit_code == 0 and first.created == PAGES + 1
    again = ingest(store, keys, [server.url("/services?full=true")])
    assert (again.created, again.changed, again.unchanged, again.vanished) == (0, 0, PAGES + 1, 0)


def test_an_unreachable_registry_is_a_problem_of_its_own(store: Store, keys: KeyRing, server: Misbehaving) -> None:
    report = ingest(store, keys, [server.url("/nowhere"), server.url("/services")])
    assert [problem.code for problem in report.problems] == ["registry-unreachable"] and report.exit_code == 1
    assert report.created == PAGES + 1
