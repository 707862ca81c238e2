"""neosemantics (n10s) in a real Neo4j, to export beside it: its jar comes by Maven, as the server's do."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests import neo4j_server

VERSION = "5.1.0.0"  # the only 5.x release on Maven Central; it loads on 5.26
POM = neo4j_server.POM.replace("<groupId>org.neo4j</groupId><artifactId>neo4j</artifactId>",
                               "<groupId>org.neo4j</groupId><artifactId>neosemantics</artifactId>")  # fmt: skip
EVERYTHING = "MATCH (n:Entity) OPTIONAL MATCH (n)-[r]->(m:Entity) RETURN n, r, m"


class Server(NamedTuple):
    """Where the server speaks Bolt and where n10s answers over HTTP."""

    bolt: str
    http: str


def jar() -> Path:
    """The plugin's jar in the user's cache; `subprocess.CalledProcessError` where Maven does not find it."""
    folder = neo4j_server.CACHE / f"n10s-{VERSION}"
    if not folder.exists():
        neo4j_server.CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=neo4j_server.CACHE) as scratch:
            pom, new = Path(scratch) / "pom.xml", Path(scratch) / "jars"
            pom.write_text(POM.format(version=VERSION))
            command = ["mvn", "-B", "-q", "-ntp", "-f", str(pom), neo4j_server.COPY, "-DexcludeTransitive=true"]
            subprocess.run([*command, f"-DoutputDirectory={new}"], check=True)
            new.rename(folder)
    return next(folder.glob("neosemantics-*.jar"))


@contextmanager
def server() -> Iterator[Server]:
    """A Neo4j of its own with the plugin, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="quartiersgraph-n10s-"))
    (home / "plugins").mkdir()
    (home / "plugins" / "n10s.jar").symlink_to(jar())
    http = f"127.0.0.1:{neo4j_server.free_port()}"
    more = {
        "server.http.enabled": "true",
        "server.http.listen_address": http,
        "server.http.advertised_address": http,
        "server.unmanaged_extension_classes": "n10s.endpoint=/rdf",
        "dbms.security.procedures.unrestricted": "n10s.*",
    }
    bolt, pid = neo4j_server.start(home, java=neo4j_server.LARGE, pagecache="512m", settings=more, jars_after=[jar()])
    try:
        yield Server(bolt, f"http://{http}")
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        time.sleep(3)
        shutil.rmtree(home, ignore_errors=True)


def export(server: Server, path: Path) -> tuple[float, int]:
    """Everything as N-Triples, streamed to a file: seconds and triples."""
    body = json.dumps({"cypher": EVERYTHING, "format": "N-Triples"}).encode()
    request = urllib.request.Request(f"{server.http}/rdf/neo4j/cypher", body, {"Content-Type": "application/json"})
    started, lines = time.perf_counter(), 0
    with urllib.request.urlopen(request, timeout=1_800) as answer, path.open("wb") as out:
        while chunk := answer.read(1 << 20):
            out.write(chunk)
            lines += chunk.count(b"\n")
    return time.perf_counter() - started, lines
