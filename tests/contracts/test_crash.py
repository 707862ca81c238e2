"""A process that is killed in the middle of an import leaves a store that opens, and the import can be run again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest.pipeline import Options, ingest, make_resolver
from tests.conftest import ROOT, wipe
from tests.made import club, exported, write_list

ROWS = [club(str(n), f"Treff {n}", strasse=f"Weg {n}", angebote="Sport, Musik, Tanz") for n in range(250)]
SCRIPT = """
import sys
from pathlib import Path
from graph.seal import KeyRing
from graph.store import Store
from ingest.pipeline import Options, ingest
with Store.open(sys.argv[1]) as store:
    print("begin", flush=True)
    ingest(store, KeyRing(Path(sys.argv[2])), [Path(sys.argv[3])], Options(observed="2020"))
    print("end", flush=True)
"""


def kill_while_importing(url: str, keys: Path, path: Path, after: float) -> bool:
    """Start an import in a process of its own and kill it `after` seconds into it; was it still at work?"""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, url, str(keys), str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "begin\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return "end" not in process.stdout.read()


@pytest.mark.parametrize("after", [1.0])
def test_a_killed_import_can_be_run_again_to_the_same_graph(store_url: str, tmp_path: Path, after: float) -> None:
    path, key_file = write_list(tmp_path / "lists", ROWS), tmp_path / "keys" / "records.keys"
    killed = kill_while_importing(store_url, key_file, path, after)
    keys = KeyRing(key_file)
    with Store.open(store_url) as store:
        ingest(store, keys, [path], Options(observed="2020"))
        after_crash = exported(store), exported(store, "nquads")
        with Writer(store, keys) as writer:
            assert writer.pending() == [] and make_resolver(writer).differences() == []
        wipe(store)
        ingest(store, keys, [path], Options(observed="2020"))
        assert (exported(store), exported(store, "nquads")) == after_crash
    keys.close()
    assert killed or after > 1


def test_a_killed_engine_opens_again_with_everything_that_was_acknowledged(
    embedded_url: str, keys: KeyRing, tmp_path: Path
) -> None:
    from graph import embedded

    with Store.open(embedded_url) as store:
        wipe(store)
        ingest(store, keys, [write_list(tmp_path, ROWS[:50])], Options(observed="2020"))
        before = exported(store)
    os.kill(embedded.endpoint(Path(embedded_url)).pid, signal.SIGKILL)
    time.sleep(0.2)
    with Store.open(embedded_url) as store:
        assert exported(store) == before
