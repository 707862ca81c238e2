"""Every error of the program, as one tree.

    QuartiersgraphError
    ├── ModelError                 a type, property or mapping declaration is wrong
    ├── VocabularyError            a SKOS vocabulary is wrong
    ├── InputError                 something that came from outside cannot be used
    │   ├── UnreadableFile         missing, broken, encrypted, not the type that it claims
    │   ├── UnsupportedFile        a type that no reader knows
    │   ├── FileTooLarge           over a bound of size, rows or columns
    │   ├── RegistryUnreachable    a URL that gives no answer, or none to use
    │   └── MappingError           the mapping does not fit the file
    ├── StoreError
    │   ├── StoreUnreachable
    │   ├── StoreBusy              another writer holds the lease
    │   ├── StoreCorrupt
    │   └── WrongStore             not a store of ours, or of another version
    ├── QueryError
    │   ├── QueryInvalid           not Cypher
    │   ├── QueryRefused           Cypher that may not be run
    │   ├── QueryTimeout
    │   └── QueryCancelled         ended by whoever asked it
    ├── BadRequest                 400
    ├── Unauthorized               401
    ├── Forbidden                  403
    ├── NotFound                   404
    ├── NotAcceptable              406, in no form that the caller takes
    ├── Conflict                   409, something changed meanwhile, or stands on what is to go
    ├── Gone                       410, erased
    ├── UnsupportedMedia           415
    ├── TooMany                    429, a bound on what strangers may leave or ask at once
    └── MissingExtra               an optional dependency is not installed

Each class carries what its readers need: `code` for programs, `exit_code` for the command line
(1 = problems were found, 2 = wrong use or nothing could be done) and `http_status` for the API.
"""
# ruff: noqa: N818  (the names say what happened; the base class says that it is an error)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar


class QuartiersgraphError(Exception):
    """Root of the tree: a message that names thing and place, and a hint that names the remedy."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, hint: str = "", details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details: dict[str, Any] = dict(details or {})

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def to_json(self) -> dict[str, Any]:
        """The inner object of the API's error body: code, message, hint, details."""
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "details": self.details,
        }


class ModelError(QuartiersgraphError):
    code = "model-error"
    http_status = 500


class VocabularyError(QuartiersgraphError):
    code = "vocabulary-error"
    http_status = 500


class InputError(QuartiersgraphError):
    code = "input-error"
    exit_code = 1
    http_status = 422


class UnreadableFile(InputError):
    code = "unreadable-file"


class UnsupportedFile(InputError):
    code = "unsupported-file"
    http_status = 415


class FileTooLarge(InputError):
    code = "file-too-large"
    http_status = 413


class RegistryUnreachable(InputError):
    code = "registry-unreachable"
    http_status = 502


class MappingError(InputError):
    code = "mapping-error"


class StoreError(QuartiersgraphError):
    code = "store-error"
    http_status = 500


class StoreUnreachable(StoreError):
    code = "store-unreachable"
    http_status = 503


class StoreBusy(StoreError):
    code = "store-busy"
    http_status = 503


class StoreCorrupt(StoreError):
    code = "store-corrupt"


class WrongStore(StoreError):
    code = "wrong-store"


class QueryError(QuartiersgraphError):
    code = "query-error"
    http_status = 400


class QueryInvalid(QueryError):
    code = "query-invalid"


class QueryRefused(QueryError):
    code = "query-refused"
    http_status = 403


class QueryTimeout(QueryError):
    code = "query-timeout"
    exit_code = 1
    http_status = 504


class QueryCancelled(QueryError):
    code = "query-cancelled"
    exit_code = 1
    http_status = 409


class BadRequest(QuartiersgraphError):
    code = "bad-request"
    http_status = 400


class Unauthorized(QuartiersgraphError):
    code = "unauthorized"
    http_status = 401


class Forbidden(QuartiersgraphError):
    code = "forbidden"
    http_status = 403


class NotFound(QuartiersgraphError):
    code = "not-found"
    exit_code = 1
    http_status = 404


class NotAcceptable(QuartiersgraphError):
    code = "not-acceptable"
    http_status = 406


class Conflict(QuartiersgraphError):
    code = "conflict"
    exit_code = 1
    http_status = 409


class Gone(QuartiersgraphError):
    code = "gone"
    exit_code = 1
    http_status = 410


class UnsupportedMedia(QuartiersgraphError):
    code = "unsupported-media-type"
    http_status = 415


class TooMany(QuartiersgraphError):
    code = "too-many"
    exit_code = 1
    http_status = 429


class MissingExtra(QuartiersgraphError):
    code = "missing-extra"
    http_status = 501


def error_classes(
    root: type[QuartiersgraphError] = QuartiersgraphError,
) -> Iterator[type[QuartiersgraphError]]:
    """The given class and everything below it, parents first."""
    yield root
    for child in root.__subclasses__():
        yield from error_classes(child)
