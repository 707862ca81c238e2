"""The embedded store: one ArcadeDB process per folder, reached over Bolt on loopback like any Neo4j.

`endpoint(folder)` starts the process when none runs and says how to reach it. The process ends itself when no
registered client process is left. Ports and passwords are random, in a file only the owner can read.
"""

from __future__ import annotations

import atexit
import base64
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.ports import free_port, is_free
from schema.errors import StoreUnreachable
from schema.model import load_model

DATABASE = "graph"
IDLE_SECONDS = 20.0
START_SECONDS = 60.0
HEAP = "1g"
_started: list[subprocess.Popen[bytes]] = []
# The engine reads these only here, before its library is loaded: no file or network reach for LOAD CSV, bounded commands.
ENGINE_SETTINGS = (
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    "-Darcadedb.txWalFlush=2",
)
READER_GROUP = {
    "access": [],
    "resultSetLimit": -1,
    "readTimeout": -1,
}
READ: dict[str, Any] = {"access": ["readRecord"]}
ADMIN_GROUP = {
    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
    "resultSetLimit": -1,
    "readTimeout": -1,
    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
}
NOBODY_GROUP: dict[str, Any] = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How to reach a running engine: `root` writes, `reader` is refused every write by the engine itself."""

    pid: int
    bolt_port: int
    password: str
    reader_password: str

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt_port}"


def endpoint(folder: Path) -> Endpoint:
    """Return the folder's running engine, starting it if need be.

    Raises StoreUnreachable when it does not come up within a minute; the engine's own log is in `engine.log`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _register(folder)
    found = running(folder)
    if found:
        return found
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once start one engine
        return running(folder) or _start(folder)


@atexit.register
def _let_go() -> None:
    """The engines we started are meant to outlive us: nobody need wait for them, or warn."""
    for process in _started:
        if process.poll() is None:
            process.returncode = 0


def stop(folder: Path) -> None:
    """End the folder's engine cleanly, if one runs, and wait for it."""
    found = running(folder)
    if found:
        os.kill(found.pid, signal.SIGTERM)
        _wait_for_end(found.pid)


def restart(folder: Path, pid: int) -> Endpoint:
    """End the engine of that process id at once, if it still runs, and start another at the same address.

    For a statement that cannot be ended otherwise. What was acknowledged is on the disk; drivers repeat their managed
    transactions against the new engine.
    """
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = running(folder)
        if found is not None and found.pid != pid:
            return found
        if found is not None:
            os.kill(pid, signal.SIGKILL)
            _wait_for_end(pid)
        return _start(folder)


def _wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)


def _register(folder: Path) -> None:
    clients = folder / "clients"
    clients.mkdir(exist_ok=True)
    (clients / str(os.getpid())).touch()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")  # on Linux also tell a zombie, which still takes signals
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z" if status.exists() else True
    except OSError:
        return False


def running(folder: Path) -> Endpoint | None:
    """The folder's engine, where one runs and listens."""
    try:
        found = Endpoint(**json.loads((folder / "engine.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return found if _alive(found.pid) and _listens(found.bolt_port) else None


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            return True
    except OSError:
        return False


def _start(folder: Path) -> Endpoint:
    with suppress(FileNotFoundError):  # left by an engine that was cut off: the next one takes its place
        (folder / "engine.json").replace(folder / "engine.before.json")
    source = str(Path(__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))}
    with (folder / "engine.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "graph.embedded", str(folder.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=environment,
        )
    _started.append(process)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        found = running(folder)
        if found:
            return found
        if process.poll() is not None:
            break
        time.sleep(0.02)
    if process.poll() is None:
        process.kill()
    raise StoreUnreachable(
        f"The embedded store in {folder} did not start.",
        hint=f"See {folder / 'engine.log'}; is the folder writable, and is there free memory?",
    )


def _before(folder: Path) -> Endpoint | None:
    """How an engine that was cut off could be reached: its clients look for it there."""
    file = folder / "engine.before.json"
    try:
        return Endpoint(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    finally:
        file.unlink(missing_ok=True)


def _write_private(path: Path, text: str) -> None:
    """Write atomically, readable by the owner alone from the first byte on."""
    scratch = path.with_suffix(".tmp")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    scratch.replace(path)


def _configure(folder: Path) -> None:
    """Lay the engine's groups before it starts: it reads changes only every few seconds."""
    config = folder / "config"
    config.mkdir(exist_ok=True)
    reader = {**READER_GROUP, "types": _readable()}
    groups = {
        "databases": {"*": {"groups": {"admin": ADMIN_GROUP, "reader": reader, "*": NOBODY_GROUP}}},
        "version": 2,
    }
    _write_private(config / "server-groups.json", json.dumps(groups))
    (config / "server-users.jsonl").unlink(missing_ok=True)  # passwords are new at each start


def _readable() -> dict[str, Any]:
    """What the reader may read: things and their relationships. Evidence, journal and decisions are refused by the engine.

    Nodes with several labels are of a type of their own, whose name is made of the labels.
    """
    model = load_model()
    things = [entity.labels for entity in model.entities()]
    names = {label for labels in things for label in labels} | {"~".join(sorted(labels)) for labels in things}
    return {"*": {"access": []}, **dict.fromkeys(sorted(names | model.edges.keys()), READ)}


def _create_reader(http_port: int, root_password: str, reader_password: str) -> None:
    user = {"name": "reader", "password": reader_password, "databases": {"*": ["reader"]}}
    request = urllib.request.Request(
        f"http://127.0.0.1:{http_port}/api/v1/server",
        data=json.dumps({"command": f"create user {json.dumps(user)}"}).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": "Basic " + base64.b64encode(f"root:{root_password}".encode()).decode(),
        },
    )
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - loopback, our own engine
        pass


def serve(folder: Path) -> None:
    """Run the engine of `folder` in this process until SIGTERM, or until no client process is left."""
    os.chdir(folder)  # it writes its log folder where it stands
    os.environ["ARCADEDB_NATIVE_ISOLATE_ARGS"] = " ".join([f"-Xmx{HEAP}", *ENGINE_SETTINGS])
    import arcadedb  # only this process loads the engine, and only after its settings are in the environment

    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    signal.signal(signal.SIGINT, lambda number, _frame: stopping.append(number))
    _configure(folder)
    before = _before(folder)
    password = before.password if before else secrets.token_urlsafe(24)
    reader_password = before.reader_password if before else secrets.token_urlsafe(24)
    bolt_port = before.bolt_port if before and is_free(before.bolt_port) else free_port()
    http_port = free_port()
    server = arcadedb.create_server(
        str(folder),
        password,
        {
            "host": "127.0.0.1",
            "http_port": http_port,
            "bolt_port": bolt_port,
            "mode": "production",
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        },
    )
    server.start()
    try:
        server.create_database(DATABASE)
        _create_reader(http_port, password, reader_password)
        _write_private(
            folder / "engine.json", json.dumps(asdict(Endpoint(os.getpid(), bolt_port, password, reader_password)))
        )
        _wait_until_idle(folder, stopping)
    finally:
        (folder / "engine.json").unlink(missing_ok=True)
        server.stop()


def _wait_until_idle(folder: Path, stopping: list[int]) -> None:
    last_used = time.monotonic()
    while not stopping:
        clients = list((folder / "clients").iterdir())
        for client in clients:
            if not _alive(int(client.name)):
                client.unlink(missing_ok=True)
        if any(_alive(int(client.name)) for client in clients):
            last_used = time.monotonic()
        elif time.monotonic() - last_used > IDLE_SECONDS:
            return
        time.sleep(0.25)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
