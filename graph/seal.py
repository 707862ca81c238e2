"""Sealed private values: authenticated encryption with one data key per record, the keys in a file of their own.

Whoever has the graph but not the key file has nothing; erasing a key makes its ciphertexts noise, in backups too.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from schema.errors import StoreCorrupt

NONCE = 12
Private = dict[str, list[str]]


class KeyRing:
    """The data keys of a store's records, and its key for comparing private values without knowing them."""

    def __init__(self, path: Path) -> None:
        """Open or create the key file (mode 0600). Raises StoreCorrupt when it is not one."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
        self.path = path
        self._db = sqlite3.connect(path, check_same_thread=False)
        try:
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute("CREATE TABLE IF NOT EXISTS keys (record TEXT PRIMARY KEY, key BLOB NOT NULL)")
            self._db.execute("INSERT OR IGNORE INTO keys VALUES ('', ?)", (os.urandom(32),))
            self._db.commit()
            self._secret: bytes = self._db.execute("SELECT key FROM keys WHERE record = ''").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StoreCorrupt(f"{path} is not a key file: {error}", hint="Restore it from its backup.") from error

    def close(self) -> None:
        self._db.close()

    def digest(self, text: str) -> str:
        """A keyed hash (32 hex digits): equal texts compare equal, and nobody without the key can try texts out."""
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:32]

    def seal(self, values: dict[str, Private]) -> dict[str, str]:
        """Encrypt each record's private values; returns record id -> sealed text. Keys are on disk when it returns."""
        fresh = [(record, ChaCha20Poly1305.generate_key()) for record in values]
        self._db.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", fresh)
        self._db.commit()
        keys = self._keys(values)
        return {record: _encrypt(keys[record], record, private) for record, private in values.items()}

    def unseal(self, record: str, sealed: str) -> Private | None:
        """The private values of a record; None when its key was erased."""
        key = self._keys([record]).get(record)
        if key is None:
            return None
        raw = base64.b64decode(sealed)
        try:
            text = ChaCha20Poly1305(key).decrypt(raw[:NONCE], raw[NONCE:], record.encode())
        except InvalidTag as error:
            raise StoreCorrupt(f"The sealed values of record {record} do not fit its key.") from error
        found: Private = json.loads(text)
        return found

    def erase(self, records: Iterable[str]) -> None:
        """Destroy the keys of records: what they sealed can never be read again."""
        self._db.executemany("DELETE FROM keys WHERE record = ?", [(record,) for record in records if record])
        self._db.commit()

    def _keys(self, records: Iterable[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        wanted = list(records)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            found.update(self._db.execute(f"SELECT record, key FROM keys WHERE record IN ({marks})", part))  # noqa: S608
        return found


def _encrypt(key: bytes, record: str, private: Private) -> str:
    nonce = os.urandom(NONCE)
    text = json.dumps(private, ensure_ascii=False, sort_keys=True).encode()
    return base64.b64encode(nonce + ChaCha20Poly1305(key).encrypt(nonce, text, record.encode())).decode()
