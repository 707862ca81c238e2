"""A real Neo4j for the tests, from Maven Central jars: no docker, no download by hand.

One server per test run, started by the first process that asks and stopped by the run's end. Needs `mvn` and Java 17.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

VERSION = os.environ.get("QG_TEST_NEO4J", "5.26.30")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "quartiersgraph-tests"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
SECONDS = 120
_running: list[subprocess.Popen[bytes]] = []
JAVA = [
    "java",
    "-Xms512m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dlog4j2.disable.jmx=true",
    *(
        f"--add-opens=java.base/{package}=ALL-UNNAMED"
        for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    ),
]
# For measuring: the defaults favour a quick start.
LARGE = ["java", "-Xms3g", "-Xmx3g", "-XX:+UseG1GC", *JAVA[5:]]
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>tests</groupId><artifactId>neo4j</artifactId><version>1</version>
<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency></dependencies>
</project>"""


def missing() -> str | None:
    """What this machine lacks to run a Neo4j; None when nothing."""
    lacking = [program for program in ("mvn", "java") if shutil.which(program) is None]
    return f"{' and '.join(lacking)} not found" if lacking else None


def jars() -> Path:
    """The server's jars in the user's cache, resolved once."""
    folder = CACHE / f"neo4j-{VERSION}"
    if folder.exists():
        return folder
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        pom = Path(scratch) / "pom.xml"
        pom.write_text(POM.format(version=VERSION))
        new = Path(scratch) / "jars"
        subprocess.run(
            ["mvn", "-B", "-q", "-ntp", "-f", str(pom), COPY, "-DincludeScope=runtime", f"-DoutputDirectory={new}"],
            check=True,
        )
        if not folder.exists():
            new.rename(folder)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shared(folder: Path) -> str:
    """The address of the run's server; `folder` is common to all processes of the run."""
    with (folder / "neo4j.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = folder / "neo4j.json"
        if state.exists():
            return str(json.loads(state.read_text())["bolt"])
        bolt, pid = start(folder / "neo4j")
        state.write_text(json.dumps({"bolt": bolt, "pid": pid}))
        return bolt


def start(
    home: Path,
    port: int | None = None,
    *,
    java: Sequence[str] = JAVA,
    pagecache: str = "128m",
    settings: Mapping[str, str] = MappingProxyType({}),
    jars_after: Sequence[Path] = (),
) -> tuple[str, int]:
    """Start a server on `home` (which may hold data already); (its address, its process id).

    `settings` are further ones; `jars_after` come last on the class path.
    """
    port = port or free_port()
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "import").mkdir(exist_ok=True)
    chosen = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "false",
        "server.directories.import": "import",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": pagecache,
        "db.tx_log.preallocate": "false",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        **settings,
    }
    (home / "conf" / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in chosen.items()))
    command = [
        *java,
        "-cp",
        ":".join([f"{jars()}/*", *map(str, jars_after)]),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={home}/conf",
    ]
    with (home / "console.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": f"{home}/conf"},
        )
    _running.append(process)  # kept, so that nobody warns about a process that is meant to go on
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(port):
            return f"bolt://127.0.0.1:{port}", process.pid
        time.sleep(0.2)
    raise RuntimeError(f"Neo4j did not start: {(home / 'console.log').read_text()[-2000:]}")


def stop(folder: Path) -> None:
    """Stop the run's server, if one was started."""
    state = folder / "neo4j.json"
    if state.exists():
        pid = json.loads(state.read_text())["pid"]
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 20
        while (
            time.monotonic() < deadline
            and Path(f"/proc/{pid}").exists()
            and not any(process.pid == pid and process.poll() is not None for process in _running)
        ):
            time.sleep(0.05)


def _answers(port: int) -> bool:
    """Does the port speak Bolt (5.8 … 5.0 or 4.4)?"""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(bytes.fromhex("6060b017 00080805 00040404 00000003 00000000"))
            return any(connection.recv(4))
    except OSError:
        return False
