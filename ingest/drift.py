"""Has a list changed its form since it last came: columns renamed, moved, gone or new?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from schema.values.folding import words

ALIKE = 75  # rapidfuzz ratio from which two headings may be one, misspelt or shortened
OTHER_SHEET = 0.6  # of the used columns are gone: that is no changed list but another one


@dataclass(frozen=True, slots=True)
class Layout:
    """The form of a sheet as it was last imported. `used`: heading -> field; `document`: its mapping.

    `agreed`: newer headings -> those that the mapping knows the columns by, from renamings that somebody accepted.
    """

    sheet: str | None
    headings: tuple[str, ...]
    used: Mapping[str, str]
    document: Mapping[str, Any]
    origin: str
    agreed: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        names = ("sheet", "headings", "used", "document", "origin", "agreed")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Layout:
        return cls(
            raw["sheet"], tuple(raw["headings"]), raw["used"], raw["document"], raw["origin"], raw.get("agreed", {})
        )


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed. `renamed`: new heading -> old one; `gone`: used heading -> field; `added`: new headings.

    `agreed`: renamings that were accepted before.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    moved: bool = False
    agreed: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Heading -> the one that the mapping knows the column by, of every renamed column."""
        return {**self.agreed, **self.renamed}

    @property
    def matters(self) -> bool:
        """Would an import without a word change or lose values?"""
        return bool(self.renamed or self.gone)

    def to_json(self) -> dict[str, Any]:
        return {"renamed": dict(self.renamed), "gone": dict(self.gone), "added": list(self.added), "moved": self.moved}

    def lines(self) -> list[str]:
        """What changed and what the import would make of it, a sentence each."""
        found = [f'"{old}" is now called "{new}": it would be read as before.' for new, old in self.renamed.items()]
        found += [f'"{old}" ({name}) is gone: every row would lose it.' for old, name in self.gone.items()]
        return found


def compare(before: Layout, headings: Sequence[str], fields: Mapping[str, str | None]) -> Drift | None:
    """What changed in a sheet; None if it is another sheet altogether. `fields`: what each heading looks like now."""
    agreed = {new: old for new, old in before.agreed.items() if new in headings and old not in headings}
    headings = [agreed.get(heading, heading) for heading in headings]
    gone = [heading for heading in before.headings if heading not in headings and heading in before.used]
    added = [heading for heading in headings if heading not in before.headings]
    renamed: dict[str, str] = {}
    for old in gone:
        new = _successor(old, before, [heading for heading in added if heading not in renamed], headings, fields)
        if new is not None:
            renamed[new] = old
    lost = {old: before.used[old] for old in gone if old not in renamed.values()}
    if len(lost) > OTHER_SHEET * len(before.used):
        return None
    kept = [heading for heading in headings if heading in before.headings]
    moved = kept != [heading for heading in before.headings if heading in headings]
    return Drift(renamed, lost, tuple(heading for heading in added if heading not in renamed), moved, agreed)


def _successor(
    old: str, before: Layout, added: Sequence[str], headings: Sequence[str], fields: Mapping[str, str | None]
) -> str | None:
    """The new heading of an old column: of the same field, or nearly the same word in the same place."""
    same = [new for new in added if fields.get(new) == before.used[old]]
    place = before.headings.index(old)
    if same:
        return min(same, key=lambda new: abs(list(headings).index(new) - place))
    alike = [new for new in added if fuzz.ratio(" ".join(words(new)), " ".join(words(old))) >= ALIKE]
    return alike[0] if len(alike) == 1 and headings.index(alike[0]) == place else None
