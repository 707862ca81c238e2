"""What a sheet is a list of: every kind is tried on its columns, the one that explains most of them wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.recognition.bare import is_bare
from ingest.recognition.columns import LEAST, Fit, all_fits, slots
from ingest.recognition.contents import Column
from ingest.recognition.headings import load
from ingest.recognition.matrix import labels
from schema.values.folding import words

LEAST_KIND = 0.75
# A list of contacts is one of actors; any other kind has to show something of its own: a field of so much weight, or its name.
COMMON, TELLING = "actors", 0.7
TITLE, FILE = 1.2, 0.7  # what a word in the sheet's name or title, or in the file's name, adds
ASIDE = "none.aside"


@dataclass(slots=True)
class Reading:
    """A sheet read as one kind: each heading's field (and, for a column that is two things, the second)."""

    kind: str
    score: float
    columns: dict[str, Fit]
    also: dict[str, list[Fit]] = field(default_factory=dict)
    rows: Sequence[Mapping[str, object]] = ()

    def headings(self, *fields: str) -> list[str]:
        """The headings taken for any of the fields, in order of the sheet."""
        return [
            heading
            for heading, fit in self.columns.items()
            if fit.field in fields or any(other.field in fields for other in self.also.get(heading, ()))
        ]


def fields_of(kind: str) -> set[str]:
    """The fields that a sheet of this kind may have."""
    spec = load("kinds")[kind]
    roles = {"subject", "none", spec["subject"], *spec["takes"]}
    allowed = {name for name in load("fields") if name.partition(".")[0] in roles} | set(spec["marks"])
    named_only = {"area", "quartier", "cooperation"} - {
        spec["subject"]
    }  # others' codes and outlines are not a row's own
    return {
        name
        for name in allowed
        if name.partition(".")[0] not in named_only or name.endswith(".name") or name in spec["marks"]
    } - set(spec.get("never", ()))


def readings(columns: Sequence[Column], texts: dict[str, str]) -> list[Reading]:
    """All kinds that the sheet can be read as, best first. `texts`: its `file`, `sheet` and `title`."""
    found = _fits(columns)
    candidates = [_as_kind(kind, spec, columns, found, texts) for kind, spec in load("kinds").items()]
    return sorted((r for r in candidates if r is not None), key=lambda reading: (-reading.score, reading.kind))


def _fits(columns: Sequence[Column]) -> list[dict[str, Fit]]:
    found = all_fits(columns)
    labels(columns, found)
    return found


def as_kind(kind: str, columns: Sequence[Column], chosen: dict[str, str | None]) -> Reading:
    """The sheet read as the kind that a person named, with the fields that they chose for columns (None: not used)."""
    found = _fits(columns)
    spec = load("kinds")[kind]
    for column, fits in zip(columns, found, strict=True):
        if column.heading in chosen:
            fits.clear()
            name = chosen[column.heading]
            if name:
                fits[name] = Fit(name, 2.0, "", 1.0)
    reading = _assigned(kind, spec, columns, found)
    for heading, name in chosen.items():
        if name is None:
            reading.columns.pop(heading, None)
    return reading


def _as_kind(
    kind: str, spec: dict[str, Any], columns: Sequence[Column], found: list[dict[str, Fit]], texts: dict[str, str]
) -> Reading | None:
    reading = _assigned(kind, spec, columns, found)
    have = {fit.field for fit in reading.columns.values()} | {f.field for fits in reading.also.values() for f in fits}
    if not all(have & set(line) for line in spec["must"]):
        return None
    score = sum(fit.score * (0.15 + float(spec["marks"].get(fit.field, 0.0))) for fit in reading.columns.values())
    bonus = _title_bonus(spec["words"], texts)
    if kind != COMMON and not bonus and max(float(spec["marks"].get(field, 0.0)) for field in have) < TELLING:
        return None
    if "reference" in spec and not is_bare(spec, columns, found, reading.columns):
        return None
    score += bonus
    return replace(reading, score=round(score, 3)) if score >= LEAST_KIND else None


def _title_bonus(known: list[str], texts: dict[str, str]) -> float:
    def says(text: str) -> bool:
        return any(said == word or (len(word) > 5 and word in said) for said in words(text) for word in known)

    bonus = TITLE * says(texts.get("sheet", "")) + FILE * says(texts.get("file", ""))
    return bonus + FILE * says(texts.get("title", ""))


def _assigned(kind: str, spec: dict[str, Any], columns: Sequence[Column], found: list[dict[str, Fit]]) -> Reading:
    """Best pairs first; a field goes to one column unless it may have many."""
    allowed, subject = fields_of(kind), str(spec["subject"])
    pairs = sorted(
        ((fit, n) for n, fits in enumerate(found) for fit in slots(fits) if fit.field in allowed),
        key=lambda pair: (
            -_rank(pair[0], columns[pair[1]], subject),
            pair[0].role == "subject",
            pair[1],
            pair[0].role != subject,
            pair[0].field,
        ),
    )
    taken: set[str] = set()
    chosen: dict[int, Fit] = {}
    also: dict[int, list[Fit]] = {}
    for fit, n in pairs:
        slot = _slot(fit.field, subject)
        if n in chosen:
            if _second(columns[n], chosen[n], fit):
                also.setdefault(n, []).append(fit)
            continue
        if slot in taken and not load("fields")[fit.field].get("many") and not _joins(columns, chosen, fit, n, subject):
            continue
        taken.add(slot)
        chosen[n] = fit
    _nameless(columns, chosen, subject, taken)
    ordered = {columns[n].heading: chosen[n] for n in sorted(chosen)}
    return Reading(kind, 0.0, ordered, {columns[n].heading: fits for n, fits in also.items()})


def _rank(fit: Fit, column: Column, subject: str) -> float:
    """Of two columns that could name the rows, the one that tells them apart; an offering's times are its own."""
    if fit.field == "subject.opening_hours" and subject == "offering":
        return 0.9 * fit.score
    naming = _slot(fit.field, subject) == f"{subject}.name"
    return fit.score * (0.85 + 0.15 * column.distinct) if naming else fit.score


def _slot(field_name: str, subject: str) -> str:
    return f"{subject}.name" if field_name == "subject.name" else field_name


def _second(column: Column, first: Fit, fit: Fit) -> bool:
    """One column of e-mails and web addresses is both."""
    both = {"subject.email", "subject.url", "subject.phone"}
    return {first.field, fit.field} <= both and first.field != fit.field and fit.share >= 0.1


def _joins(columns: Sequence[Column], chosen: dict[int, Fit], fit: Fit, n: int, subject: str) -> bool:
    """A second name column belongs to the name where the first alone does not tell the rows apart."""
    if fit.field not in ("actor.name", "subject.name") or subject != "actor" or fit.score < 0.9:
        return False
    first = [m for m, other in chosen.items() if _slot(other.field, subject) == f"{subject}.name"]
    if len(first) != 1:
        return False
    alone = columns[first[0]].distinct
    return (alone if chosen[first[0]].field == "subject.name" else min(alone, columns[n].distinct)) < 0.7


def _nameless(columns: Sequence[Column], chosen: dict[int, Fit], subject: str, taken: set[str]) -> None:
    """No heading names the subject: the first column of different names is it, if nothing else wants it."""
    if f"{subject}.name" in taken or subject in ("outline", "potential"):
        return
    if not any(fit.role == subject for fit in chosen.values()) and subject != "actor":
        return  # nothing of the subject's own is there
    for n, column in enumerate(columns):
        if (
            n not in chosen
            and column.share("label") >= 0.8
            and column.distinct >= 0.8
            and column.filled >= 0.7
            and column.length < 70
        ):
            chosen[n] = Fit("subject.name", LEAST, "", round(column.share("label"), 2))
            return
