"""Access tokens: random, kept only as hashes, in a file that only the owner can read."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path

from schema.errors import BadRequest, NotFound

SCOPES = ("network", "editor")
VISIBILITY = {None: "public", "network": "network", "editor": "network"}


class Tokens:
    """The tokens of a store. `network` reads what the network may see and asks Cypher; `editor` also writes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self, scope: str) -> str:
        """A new token; it is shown once and never stored."""
        if scope not in SCOPES:
            raise BadRequest(f"There is no scope {scope!r}.", hint=f"Known: {', '.join(SCOPES)}.")
        token = "qg" + secrets.token_urlsafe(32)  # never a "-" in front: it has to stand as an argument too
        known = self._read()
        known[_hash(token)] = scope
        self._write(known)
        return token

    def scope(self, token: str) -> str | None:
        """The scope of a token; None when it is unknown or revoked."""
        return self._read().get(_hash(token))

    def revoke(self, token: str) -> None:
        """Forget a token (given whole, or the first letters of its hash as `list` shows them)."""
        known = self._read()
        matching = [key for key in known if key == _hash(token) or (len(token) >= 8 and key.startswith(token))]
        if not matching:
            raise NotFound("There is no such token.")
        self._write({key: scope for key, scope in known.items() if key not in matching})

    def list(self) -> list[tuple[str, str]]:
        """(first letters of the hash, scope) of every token."""
        return [(key[:12], scope) for key, scope in sorted(self._read().items())]

    def _read(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._path.read_text())
        except FileNotFoundError:
            return {}
        return found

    def _write(self, known: dict[str, str]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = self._path.with_suffix(".part")
        scratch.unlink(missing_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(known, out)
        scratch.replace(self._path)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
