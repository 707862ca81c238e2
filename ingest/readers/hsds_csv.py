"""Open Referral HSDS as CSV: a folder or a zip file with organizations.csv, services.csv and more (3.0 and 2.x).

The files are joined by their ids into the nested form that `hsds` reads; `hsds.yaml` names the files of both versions.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ingest.readers import hsds
from ingest.readers.hsds_own import is_own, said
from ingest.readers.packed import open_zip
from ingest.readers.tables import Limits, Table, text_of
from schema.errors import FileTooLarge, UnreadableFile

Rows = list[dict[str, Any]]
_LARGEST_CELL = 5_000_000
_GUARDED = re.compile(r"^'(?='*(?:[=@\t\r]|[+-](?![\d (])))")


def is_package(path: Path) -> bool:
    """Is this folder an HSDS package? Then it is one input, not several."""
    return path.is_dir() and is_package_of(file.name for file in path.glob("*.csv"))


def is_package_of(names: Iterable[str]) -> bool:
    """Do files of these names make an HSDS package?"""
    stems = {PurePosixPath(name).stem.lower() for name in names if name.lower().endswith(".csv")}
    files = _files()
    return bool(stems & set(files["organizations"]) and stems & set(files["services"]))


def package_files(path: Path) -> list[Path]:
    """The files of a package that is a folder, in a fixed order: what a digest of it is made of."""
    return sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """The tables of a package."""
    return tables_of(path, dict(_from_folder(path, limits) if path.is_dir() else _from_zip(path, limits)), limits)


def is_tabular(content: Any) -> bool:
    """Is this a package as one JSON file: a list of rows under the name of each CSV file?"""
    return isinstance(content, dict) and isinstance(content.get("services.csv"), list)


def tabular(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """The tables of a package that is one JSON file."""
    files = {name.removesuffix(".csv"): rows for name, rows in content.items() if isinstance(rows, list)}
    return tables_of(
        path, {name: [row for row in rows if isinstance(row, dict)] for name, rows in files.items()}, limits
    )


def tables_of(path: Path, files: Mapping[str, Rows], limits: Limits) -> Iterator[Table]:
    """The tables of a package's files, given as lists of rows by file name without its ending."""
    found = {table: next((files[name] for name in names if name in files), []) for table, names in _files().items()}
    own = any(is_own(row) for row in (*found["organizations"], *found["services"]))
    filled = {table: [_plainly(row) if own else row for row in map(_filled, rows)] for table, rows in found.items()}
    organisations, services = _joined(filled)
    return hsds.tables_from(path, organisations, services, limits)


@functools.cache
def _files() -> dict[str, list[str]]:
    """Table -> the names that its file has in the versions of HSDS."""
    found: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("hsds.yaml").read_text(encoding="utf-8"))
    return found


def _from_folder(path: Path, limits: Limits) -> Iterator[tuple[str, Rows]]:
    files = package_files(path)
    total = sum(file.stat().st_size for file in files)
    if total > limits.unpacked_bytes:
        raise FileTooLarge(f"{path.name} has {total:,} bytes; at most {limits.unpacked_bytes:,} are read.",
                           hint="split it into several packages", details={"path": path.name})  # fmt: skip
    for file in files:
        yield file.stem.lower(), _rows(f"{path.name}/{file.name}", file.read_bytes(), limits)


def _from_zip(path: Path, limits: Limits) -> Iterator[tuple[str, Rows]]:
    with zipfile.ZipFile(path) as container:
        needed = next(name for name in container.namelist() if name.lower().endswith(".csv"))
    with open_zip(path, limits, "ZIP", needed) as container:
        for name in sorted(container.namelist()):
            if name.lower().endswith(".csv") and not PurePosixPath(name).name.startswith("."):
                yield PurePosixPath(name).stem.lower(), _rows(f"{path.name}/{name}", container.read(name), limits)


def _rows(name: str, content: bytes, limits: Limits) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    csv.field_size_limit(_LARGEST_CELL)
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        rows = [row for _, row in zip(range(limits.rows + 1), reader, strict=False)]
    except csv.Error as error:
        raise UnreadableFile(f"{name}, line {reader.line_num}, cannot be read: {error}.", hint="export it again",
                             details={"path": name, "row": reader.line_num}) from error  # fmt: skip
    if len(rows) > limits.rows:
        raise FileTooLarge(f"{name} has more than {limits.rows:,} rows.", hint="split it", details={"path": name})
    return rows


def _filled(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row without its empty cells and cells beyond the headings."""
    return {
        key.strip().lower(): text_of(value) for key, value in row.items() if isinstance(key, str) and text_of(value)
    }


def _plainly(row: dict[str, Any]) -> dict[str, Any]:
    """A row of our own without the apostrophes that keep a spreadsheet from computing a text."""
    return {name: _GUARDED.sub("", cell, count=1) for name, cell in row.items()}


class _Index:
    """The rows of one file by the id that a column of theirs names."""

    def __init__(self, rows: Rows, columns: Iterable[str]) -> None:
        self._by: dict[str, dict[str, Rows]] = {column: defaultdict(list) for column in columns}
        for row in rows:
            for column, by in self._by.items():
                if column in row:
                    by[row[column]].append(row)

    def of(self, column: str, id: str) -> Rows:
        return self._by[column].get(id, [])


def _joined(found: Mapping[str, Rows]) -> tuple[Rows, Rows]:
    """Organisations and services with everything that belongs to them nested inside."""
    owners = ("organization_id", "service_id", "service_at_location_id", "location_id", "contact_id", "phone_id")
    index = {table: _Index(rows, owners) for table, rows in found.items()}
    by_id = {table: {row["id"]: row for row in rows if "id" in row} for table, rows in found.items()}
    for contact in found["contacts"]:
        contact["phones"] = index["phones"].of("contact_id", contact.get("id", ""))
    for phone in found["phones"]:
        _nest(phone, index, "phone_id", "languages")
    terms = _terms(found["attributes"], by_id["taxonomy_terms"])
    attributes = _attributes(found["attributes"], by_id["taxonomy_terms"])
    for location in found["locations"]:
        _attach(location, attributes, terms)
        _nest(
            location, index, "location_id", "addresses", "phones", "schedules", "languages", "accessibility", "contacts"
        )
    for place in found["service_at_location"]:
        _nest(place, index, "service_at_location_id", "phones", "schedules", "contacts")
        place["location"] = by_id["locations"].get(place.get("location_id", ""), {})
    for organisation in found["organizations"]:
        id = organisation.get("id", "")
        _nest(organisation, index, "organization_id", "phones", "contacts", "organization_identifiers", "locations")
        _nest(organisation, index, "organization_id", "funding", "programs")
        _attach(organisation, attributes, terms)
        others = (by_id["locations"].get(other) for other in said(organisation).others["LOCATED_AT"])
        organisation["locations"] = [*organisation["locations"], *filter(None, others)]
    for service in found["services"]:
        id = service.get("id", "")
        _nest(
            service,
            index,
            "service_id",
            "phones",
            "schedules",
            "languages",
            "contacts",
            "cost_options",
            "eligibilities",
            "funding",
            "required_documents",
            "service_areas",
        )
        service["program"] = by_id["programs"].get(service.get("program_id", ""))
        service["service_at_locations"] = index["service_at_location"].of("service_id", id)
        _attach(service, attributes, terms)
        service["organization"] = by_id["organizations"].get(service.get("organization_id", ""))
    return found["organizations"], found["services"]


def _nest(thing: dict[str, Any], index: Mapping[str, _Index], column: str, *tables: str) -> None:
    for table in tables:
        thing[table] = index[table].of(column, thing.get("id", ""))


def _attributes(attributes: Rows, terms: Mapping[str, dict[str, Any]]) -> defaultdict[str, Rows]:
    """The attributes of each thing with their terms inside, as 3.0 has them."""
    found: defaultdict[str, Rows] = defaultdict(list)
    for attribute in attributes:
        if (term := terms.get(attribute.get("taxonomy_term_id", ""))) and "link_id" in attribute:
            found[attribute["link_id"]].append({**attribute, "taxonomy_term": term})
    return found


def _attach(thing: dict[str, Any], attributes: Mapping[str, Rows], terms: Mapping[str, Rows]) -> None:
    """Lay the attributes and terms of a thing inside it."""
    id = thing.get("id", "")
    thing["attributes"], thing["taxonomy_terms"] = attributes.get(id, []), terms.get(id, [])


def _terms(attributes: Rows, terms: Mapping[str, dict[str, Any]]) -> defaultdict[str, Rows]:
    """The taxonomy terms of each thing: 3.0 links by `link_id`, 2.x by `service_id`."""
    found: defaultdict[str, Rows] = defaultdict(list)
    for attribute in attributes:
        term = terms.get(attribute.get("taxonomy_term_id") or attribute.get("taxonomy_id", ""))
        if term is not None:
            found[attribute.get("link_id") or attribute.get("service_id", "")].append(term)
    return found
