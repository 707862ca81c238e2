"""The mapping of a list that is no part of the network: addresses with points, or cells of a population grid."""

from __future__ import annotations

from ingest.recognition import cellspecs as specs
from ingest.recognition import grids
from ingest.recognition.draft import Document, Draft, Sheet
from schema.errors import MappingError

LAEA = "EPSG:3035"


def document(draft: Draft, sheet: Sheet) -> Document:
    """The mapping of such a sheet."""
    kind = draft.spec["reference"]
    fields = _address(draft) if kind == "gazetteer" else _people(draft)
    point = _point(draft)
    return {
        "name": f"recognised-{draft.reading.kind}",
        "for": {**({"sheet": sheet.name} if sheet.name else {}), "columns": list(draft.reading.columns)},
        "source": {"title": sheet.title or sheet.file},
        kind: {**fields, "point": point},
    }


def _address(draft: Draft) -> Document:
    fields: Document = {}
    streets = draft.headings("place.street") or draft.headings("place.address")
    if not streets:
        raise _missing(draft, "which street it is", "the street")
    fields["street"] = streets[0]
    number = [*draft.headings("place.number")[:1], *draft.headings("address.suffix")[:1]]
    if draft.headings("place.number"):
        fields["number"] = specs.texts([draft.columns[heading] for heading in number], join="")
    if codes := draft.headings("place.postal_code"):
        fields["postal_code"] = codes[0]
    both = draft.headings("place.postal_city")
    if both and not codes:
        fields["postal_code"] = {"column": both[0], "pattern": r"(\d{5})"}
    towns = [draft.columns[heading] for heading in draft.headings("area.name", "quartier.name", "place.city")]
    if towns:
        # Of town and district the one that tells more addresses apart.
        fields["locality"] = max(towns, key=lambda column: len({str(cell) for cell in column.cells})).heading
    elif both:
        fields["locality"] = {"column": both[0], "pattern": r"\d{5}\s+(.*)"}
    return fields


def _people(draft: Draft) -> Document:
    if not draft.headings("cell.people"):
        raise _missing(draft, "how many people there are", "the number of people")
    return {"people": draft.headings("cell.people")[0]}


def _missing(draft: Draft, what: str, column: str) -> MappingError:
    return MappingError(f"{draft.sheet.file}: no column says {what}.", hint=f"Choose a column for {column}.")


def _point(draft: Draft) -> Document:
    if draft.headings("cell.x") and draft.headings("cell.y"):
        return {"lon": draft.headings("cell.x")[0], "lat": draft.headings("cell.y")[0], "crs": {"const": LAEA}}
    if draft.headings("place.lon") and draft.headings("place.lat"):
        codes = draft.headings("place.postal_code")[:1]
        lon, lat = (draft.columns[draft.headings(name)[0]] for name in ("place.lon", "place.lat"))
        return grids.point(lon, lat, draft.columns[codes[0]] if codes else None)
    if draft.headings("place.point"):
        return grids.point_cell(draft.columns[draft.headings("place.point")[0]])
    raise _missing(draft, "where a row is", "its coordinates")
