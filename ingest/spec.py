"""Cell specifications: how a mapping takes texts out of a row. `ingest.mapping` tells what they look like in YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.blanks import is_blank, is_no, is_yes
from schema.errors import MappingError
from schema.values import split_offerings

Cells = Mapping[str, Any]
SPEC_KEYS = frozenset({"column", "columns", "join", "format", "const", "pattern", "split", "map", "default", "labels"})


@dataclass(frozen=True, slots=True)
class Spec:
    """How to take texts out of a row."""

    columns: tuple[str, ...] = ()
    join: str = " "
    format: str | None = None
    const: tuple[Any, ...] | None = None
    pattern: re.Pattern[str] | None = None
    split: tuple[str, ...] | str | None = None
    map: Mapping[str, Any] | None = None
    default: Any = None
    labels: Mapping[str, str] | None = None

    def take(self, cells: Cells) -> list[Any]:
        """The texts (or GeoJSON objects) that the row holds here; empty when there are none."""
        if self.const is not None:
            return list(self.const)
        found = [text for column in self.columns if (text := self._text(column, cells.get(column)))]
        if any(isinstance(value, dict) for value in found):
            return found
        if self.format is not None and found:
            text = self.format.format(*(str(self._text(column, cells.get(column))).strip() for column in self.columns))
        else:
            text = self.join.join(str(value).strip() for value in found)
        parts = [part for part in (self._match(part) for part in self._cut(text)) if not self._says_nothing(part)]
        if self.map is not None:
            parts = [value for part in parts for value in listed(self.map.get(part, self.map.get("*", [])))]
        return parts or ([] if self.default is None else listed(self.default))

    def _text(self, column: str, cell: Any) -> Any:
        """What a column adds: its cell, in a table of ticks and times its label with it; '' for nothing."""
        if self.labels is None or column not in self.labels or isinstance(cell, dict):
            return "" if self._says_nothing(cell) else cell
        if is_no(cell):
            return ""
        return self.labels[column] if is_yes(cell) else f"{self.labels[column]} {str(cell).strip()}"

    def _says_nothing(self, text: Any) -> bool:
        return is_blank(text) and not (self.map is not None and text and text in self.map)

    def _cut(self, text: str) -> list[str]:
        if not text:
            return []
        if self.split == "offerings":
            return split_offerings(text)
        if self.split:
            return [part.strip() for part in re.split("|".join(map(re.escape, self.split)), text)]
        return [text]

    def _match(self, text: str) -> str:
        if self.pattern is None:
            return text
        found = self.pattern.search(text)
        return (found.group(1) if found.groups() else found.group(0)).strip() if found else ""


def read_specs(raw: Any) -> list[Any]:
    """One or several specifications: a list is several only if it holds mappings."""
    return list(raw) if isinstance(raw, list) and any(isinstance(part, dict) for part in raw) else [raw]


def read_spec(raw: Any, where: str) -> Spec:
    """A specification from YAML; raises MappingError that names `where` it stands."""
    if isinstance(raw, str):
        return Spec(columns=(raw,))
    if isinstance(raw, list):
        return Spec(columns=tuple(raw))
    if not isinstance(raw, dict) or set(raw) - SPEC_KEYS:
        raise MappingError(
            f"{where}: {raw!r} is no cell specification.", hint=f"Known keys: {', '.join(sorted(SPEC_KEYS))}."
        )
    split = raw.get("split")
    columns = tuple(listed(raw.get("columns", raw.get("column", []))))
    try:
        pattern = re.compile(raw["pattern"], re.MULTILINE) if "pattern" in raw else None
        str(raw.get("format", "")).format(*columns)
    except (re.error, IndexError, KeyError, ValueError) as error:
        raise MappingError(
            f"{where}: {raw!r}: {error}.", hint="`pattern` is a regular expression, `format` has a {} per column."
        ) from error
    return Spec(
        columns=columns,
        join=raw.get("join", " "),
        format=raw.get("format"),
        const=tuple(listed(raw["const"])) if "const" in raw else None,
        pattern=pattern,
        split=split if split in (None, "offerings") else tuple(listed(split)),
        map=raw.get("map"),
        default=raw.get("default"),
        labels=raw.get("labels"),
    )


def listed(value: Any) -> list[Any]:
    """The value itself if it is a list, else a list of it."""
    return list(value) if isinstance(value, list | tuple) else [value]
