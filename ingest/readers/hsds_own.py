"""What an HSDS file says in our own words: terms of our vocabularies, and attributes that hold a property of the model.

A file that Quartiersgraph wrote is known by the ids of its things. There an attribute is the value itself, and what HSDS has
only words for (a schedule, an accessibility of a place) is not read a second time from those words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graph.export.hsds.ids import id_of
from graph.export.hsds.terms import Term, terms
from ingest.readers.loose import object_of, objects, scalar
from ingest.readers.tables import Cell
from schema.model import load_model

Thing = dict[str, Any]
TAB = "\t"
# Properties whose column is called otherwise; all others have one of their own name.
COLUMNS = {
    "directory_details": "details",
    "alternative_names": "alternate_name",
    "audience_text": "eligibility",
    "end_date": "end",
    "keywords": "terms",
    "legal_form": "legal_status",
    "phone": "phones",
    "start_date": "start",
}
# What HSDS says for people and an attribute says exactly.
TOLD_TWICE = frozenset(
    {"schedule", "start", "end", "freq", "byday", "opens_at", "closes_at", "accessibility", "reach", "founded"}
)
AT = "service_at_locations/0"
OURS = frozenset(
    {"phones", "languages", "schedules", "cost_options", "required_documents", "funding"}
)  # lists with a property
# What is never kept as a line: other things, people, what has its own way in, and what was found wanting.
LEFT = frozenset(
    {
        "id",
        "organization",
        "services",
        "service_at_locations",
        "location",
        "locations",
        "contacts",
        "attention",
        "email",
    }
    | {
        "assurer_email",
        "metadata",
        "attributes",
        "service_attributes",
        "taxonomy_terms",
        "number",
        "latitude",
        "longitude",
    }
    | {
        "organization_identifiers",
        "eligibilities",
        "eligibility",
        "source",
        "document",
        "address_1",
        "city",
        "postal_code",
    }
)
HELD = frozenset(
    {"name", "alternate_name", "description", "website", "url", "uri", "status", "last_modified", "legal_status"}
    | {"year_incorporated", "minimum_age", "maximum_age", "assured_date", "eligibility_description", "transportation"}
    | {"application_process", "interpretation_services", "accreditations", "alert", "wait_time", "location_type"}
    | {"external_identifier", "external_identifier_type"}
)


@dataclass
class Said:
    """The attributes of a thing: property -> values, concept ids, codes of kinds, relationship -> UUIDs of the others."""

    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    concepts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    department: bool = False


def is_own(thing: Thing) -> bool:
    """Did Quartiersgraph give the thing its id?"""
    return id_of(scalar(thing.get("id"))) is not None


def known_as(thing: Thing) -> str:
    """The identifier by which things of our own files are known again; '' for anybody else's."""
    return f"HSDS {thing['id']}" if is_own(thing) else ""


def said(thing: Thing) -> Said:
    """What the attributes of a thing say in our words."""
    found = Said()
    for attribute in objects(thing.get("attributes")):
        term = _by_iri().get(scalar(object_of(attribute.get("taxonomy_term")).get("term_uri")))
        if term is not None:
            _add(found, term, scalar(attribute.get("value")))
    return found


def is_known(term: Thing) -> bool:
    """Is this a term of ours, which is more than its name?"""
    return scalar(term.get("term_uri")) in _by_iri()


def exact(cells: Mapping[str, Cell], thing: Thing) -> dict[str, Cell]:
    """The cells of a thing with what its attributes say; those of our own files say all of it exactly."""
    found = said(thing)
    kept = {name: cell for name, cell in cells.items() if not (is_own(thing) and name in TOLD_TWICE)}
    for name, values in found.values.items():
        column = COLUMNS.get(name, name)
        kept[column] = "\n".join(filter(None, dict.fromkeys([str(kept.get(column, "")), *values])))
    if found.concepts:
        kept["concepts"] = "\n".join(found.concepts)
    return kept


def kinds_of(thing: Thing) -> str:
    """The kinds of an organisation; anybody else's is an organisation and nothing more."""
    found = said(thing).kinds
    return "\n".join(found) if found or is_own(thing) else "organisation"


def own_description(thing: Thing) -> str:
    """HSDS requires a description: where we had none, it is made of the kinds or the name, and says nothing."""
    text = scalar(thing.get("description"))
    values = load_model().types["Actor"].properties["kinds"].values or {}
    kinds = ", ".join(values[code].de for code in said(thing).kinds if code in values)
    return "" if is_own(thing) and text in (kinds, scalar(thing.get("name"))) else text


def details(thing: Thing, at: Thing | None = None) -> str:
    """What another directory says in fields that no property has, as lines of `graph.export.hsds.carried`; nobody's name.

    `at` is where a service is: what is said of it there.
    """
    there = _lines_of(at or {}, AT)
    return "" if is_own(thing) else "\n".join(sorted([*_lines_of(thing, ""), *there]))


def _lines_of(thing: Thing, path: str) -> Iterator[str]:
    for name, value in thing.items():
        where = f"{path}/{name}" if path else name
        if name in LEFT or name.endswith("_id"):
            continue
        if isinstance(value, dict):
            yield from _lines_of(value, where)
        elif isinstance(value, list):
            if name in OURS and len(value) > 1 and "location_type" not in thing:
                continue  # which of them a line speaks of would not be known
            for n, one in enumerate(objects(value)):
                yield from _lines_of(one, f"{where}/{n}")
        elif (path or name not in HELD) and (text := scalar(value)):
            yield f"{where}={' '.join(text.split())}"


def _add(found: Said, term: Term, value: str) -> None:
    if term.taxonomy == "kinds":
        found.kinds.append(term.key)
    elif term.taxonomy != "properties":
        found.concepts.append(term.key)
    elif term.key == "Department":
        found.department = True
    elif term.key in load_model().edges:
        found.others[term.key].append(value)
    elif value and term.key != "iri":
        found.values[term.key].append(value)


@cache
def _by_iri() -> dict[str, Term]:
    return {term.iri: term for term in terms().values()}
