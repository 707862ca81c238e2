"""One writer at a time: a lease in the store itself, so that it holds for both stores and several machines."""

from __future__ import annotations

import os
import secrets
import socket
import time

from graph.store import Store
from schema.errors import StoreBusy

SECONDS = 600
TAKE = """
MERGE (l:Lease {id: 'writer'})
SET l.touched = $token
WITH l WHERE l.token IS NULL OR l.token = $token OR l.expires < $now OR l.owner = $dead
SET l.token = $token, l.owner = $owner, l.expires = $expires
RETURN l.token AS token
"""


class Lease:
    """The right to write. A dead process of this machine loses it at once, any other after ten minutes of silence."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._token = secrets.token_hex(8)
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._renewed = 0.0

    def take(self) -> None:
        """Take or keep the lease; raises StoreBusy when somebody else is writing."""
        if time.monotonic() - self._renewed < SECONDS / 4:
            return
        rows = self._store.read("MATCH (l:Lease {id: 'writer'}) WHERE l.token IS NOT NULL RETURN l.owner AS owner")
        dead = rows[0]["owner"] if rows and _is_dead(rows[0]["owner"]) else ""
        now = int(time.time())
        taken = self._store.write(TAKE, token=self._token, owner=self._owner, dead=dead, now=now, expires=now + SECONDS)
        if not taken:
            raise StoreBusy(
                f"Somebody else is writing to {self._store.where} ({rows[0]['owner'] if rows else 'unknown'}).",
                hint="Wait until it is done and try again.",
            )
        self._renewed = time.monotonic()

    def release(self) -> None:
        self._store.write(
            "MATCH (l:Lease {id: 'writer'}) WHERE l.token = $token SET l.token = NULL, l.owner = NULL",
            token=self._token,
        )


def _is_dead(owner: str) -> bool:
    host, _, pid = owner.rpartition(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
