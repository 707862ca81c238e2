"""What another HSDS directory said and our model has no property for: kept as 'field=value' lines, and put back where it was.

    licenses=CC BY      phones/0/extension=100      schedules/0/byweekno=41,42

A line only fills what we leave open. It is left out where it would break the standard's form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.export.hsds.ids import made
from graph.export.hsds.terms import Object, rules

DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SEGMENT = r"[A-Za-z0-9._~:@!$&'()*+,;=%/?-]"
URI = re.compile(rf"https?://[A-Za-z0-9.:-]+(?:[/?]{_SEGMENT}*)?(?:#{_SEGMENT}*)?")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# In an address these are guessed where nobody says them.
AT = "service_at_locations/0/"
_GUESSED = frozenset({"country", "address_type"})


@cache
def form() -> dict[str, Any]:
    """The tables' columns, as data: `tables.yaml`."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
    return found


def is_uri(text: str) -> bool:
    return bool(URI.fullmatch(text)) and not _PERCENT.search(text)


def carry(thing: Object, table: str, lines: Iterable[str], at: str = "") -> Object:
    """The object with the lines in it; `table` is where its own fields are declared.

    With `at` only the lines that begin so, without it only those that are not about a service's location.
    """
    chosen = [line.removeprefix(at) for line in sorted(lines) if line.startswith(at or AT) == bool(at)]
    for line in chosen:
        path, _, text = line.partition("=")
        _put(thing, table, path.split("/"), text, thing["id"])
    if chosen:
        _drop_unfinished(thing)
    return thing


def _put(holder: Object, table: str, path: list[str], text: str, uuid: str) -> None:
    name, *rest = path
    if not rest:
        value = _typed(table, name, text)
        if value is not None and _is_open(holder.get(name), name, text):
            holder[name] = value
    elif not rest[0].isdigit():
        inside = holder.setdefault(name, {"id": made("carried", uuid, name)})
        _put(inside, f"{name}s", rest, text, inside["id"])
    elif len(rest) > 1:
        held = holder.setdefault(name, [])
        if int(rest[0]) == len(held):
            held.append({"id": made("carried", uuid, name, rest[0])})
        if int(rest[0]) < len(held):
            _put(held[int(rest[0])], name, rest[1:], text, held[int(rest[0])]["id"])


def _drop_unfinished(thing: Object) -> None:
    """Take out what lacks something that the standard requires of it, and lists and objects with nothing in them."""
    for name, value in list(thing.items()):
        parts = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        table = form()["tables"].get(name if isinstance(value, list) else f"{name}s")
        if table is None or name == "attributes":
            continue
        for part in parts:
            _drop_unfinished(part)
        needed = [column for column in table["required"] if not column.endswith("_id")]
        whole = [part for part in parts if len(part) > 1 and all(column in part for column in needed)]
        if not whole:
            del thing[name]
        elif isinstance(value, list):
            thing[name] = whole


def _is_open(ours: Any, name: str, text: str) -> bool:
    """Do we say nothing here, only guess, or say it with more words that were added when it was read?"""
    return ours in (None, rules()["unknown"]) or name in _GUESSED or (isinstance(ours, str) and text in ours)


def _typed(table: str, name: str, text: str) -> Any:
    """The value in the column's type; None where it is none of it."""
    kind = form()["tables"].get(table, {}).get("columns", {}).get(name)
    if isinstance(kind, list):
        return text if text in kind else None
    if kind == "number":
        try:
            number = float(text)
        except ValueError:
            return None
        return int(number) if number.is_integer() else number
    if kind in ("uri", "date"):
        return text if (is_uri(text) if kind == "uri" else DAY.fullmatch(text)) else None
    return text if kind in ("string", "time") else None
