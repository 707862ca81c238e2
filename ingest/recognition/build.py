"""From a sheet that was read as a kind to its mapping: what the recogniser understood, as a person would have written it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.recognition import cellspecs as specs
from ingest.recognition.celltests import is_address, kinds_of
from ingest.recognition.contents import Column, has_legal_forms
from ingest.recognition.headings import load
from ingest.recognition.kinds import Reading
from schema.model import load_model
from schema.values.folding import fold, words

MAPPED = {"actor.kinds": "kinds", "carrier.kinds": "kinds", "potential.kind": "kind", "cooperation.formality": "formality", "need.urgency": "urgency",
          "responsibility.basis": "basis", "format.format": "format", "process.stage": "stage", "offering.reach": "reach"}  # fmt: skip
SPLIT = {"department.tasks", "subject.keywords", "subject.alternative_names"}
# Always split so: none of these marks stands inside one date or one language.
MARKS = {
    "offering.languages": [",", ";", "/", "\n", " und "],
    "offering.dates": [";", ",", "\n"],
    "format.sessions": [";", ",", "\n"],
}
PLACED = ("LOCATED_AT",)  # relations by which a thing has a place
CONTACT = {"phone": specs.PHONE, "email": specs.EMAIL, "url": specs.URL}
KNOWN_SHARE = 0.5  # of an area column's names are known: then the others are misspelt, and make no areas of their own
MOSTLY = 1.15  # texts per actor up to which a column still speaks of the actor
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What surrounds a sheet's columns: the file's and the sheet's name, titles, the area that the sheet is about."""

    file: str
    name: str | None
    title: str
    area: str | None = None
    observed: str | None = None


def document(reading: Reading, columns: Sequence[Column], sheet: Sheet) -> Document:
    """The mapping of the sheet (one YAML document, see ingest.mapping)."""
    return _Builder(reading, columns, sheet).document()


class _Builder:
    def __init__(self, reading: Reading, columns: Sequence[Column], sheet: Sheet) -> None:
        self._reading, self._sheet = reading, sheet
        self._columns = {column.heading: column for column in columns}
        self._spec = load("kinds")[reading.kind]
        self._subject: str = self._spec["subject"]
        self._model = load_model()
        self._things: dict[str, Document] = {}

    def document(self) -> Document:
        self._main_things()
        self._areas()
        self._place()
        self._values()
        self._specials()
        self._prune()
        used = [heading for heading, fit in self._reading.columns.items() if fit.role != "none"]
        phones = [self._columns[h] for h in self._reading.headings("subject.phone", "subject.contact")]
        towns = [self._columns[h] for h in self._reading.headings("place.city", "place.postal_city", "place.address")]
        code = specs.area_code(phones, towns)
        sheet = {"sheet": self._sheet.name} if self._sheet.name else {}
        return {
            "name": f"recognised-{self._reading.kind}",
            "for": {**sheet, "columns": used},
            "source": {"title": self._sheet.title or self._sheet.file},
            "key": self._key(),
            **({"area_code": code} if code else {}),
            "things": self._things,
        }

    # -- the things a row speaks of

    def _main_things(self) -> None:
        declared: Mapping[str, Document] = {"carrier": {"type": "Actor", "mention": "creates"}, **self._spec["things"]}
        for role, thing in declared.items():
            built = {key: value for key, value in thing.items() if key not in ("each", "links")}
            built["links"] = dict(thing.get("links", {}))
            names = self._names(role)
            if role in ("offering", "responsibility") and role != self._subject:
                names = self._headings(f"{role}.list", f"{role}.name")[:1]
                if names:
                    column = self._columns[names[0]]
                    built["each"] = {"column": names[0], "split": "offerings"} if role == "offering" else _each(column)
            elif names:
                built["name"] = specs.texts([self._columns[name] for name in names], " – ")
                self._parted(role, built, names)
            if names or role == self._subject:
                self._things[role] = built
        self._members()
        self._unnamed()

    def _names(self, role: str) -> list[str]:
        if role == self._subject:
            return self._headings(f"{role}.name", "subject.name")
        return self._headings(f"{role}.name")[:1]

    def _parted(self, role: str, built: Document, names: list[str]) -> None:
        """Several carriers or organisers in a cell: "A e. V. / B gGmbH"."""
        column = self._columns[names[0]]
        if role == self._subject or built.get("type") not in ("Actor", "Department") or len(names) > 1:
            return
        marks = specs.separators(column, (";", "\n", " / "))
        if marks and (role in ("department", "organiser") or has_legal_forms(column) > 0.3):
            del built["name"]
            built["each"] = {"column": names[0], "split": marks}

    def _members(self) -> None:
        if "member" not in self._things and not self._headings("member.list", "member.coordinator", "actor.name"):
            return
        if self._reading.kind not in ("cooperations", "memberships"):
            return
        base = {"type": "Actor", "mention": "refers", "unresolved": ["cooperation", "unresolved_members"]}
        member = self._things.pop("member", None)
        lists = self._headings("member.list")
        if lists:
            parts = r"^(?P<name>.*?)\s*(?:\((?P<role>[^()]*)\))?$"
            marks = specs.separators(self._columns[lists[0]]) or [";"]
            roles = {"column": "@role", "map": _role_words("MEMBER_OF"), "default": "member"}
            self._things["member"] = {
                **base,
                "each": {"column": lists[0], "split": marks, "parts": parts},
                "links": {"MEMBER_OF": {"to": "cooperation", "role": roles}},
            }
        elif member is not None or self._headings("actor.name"):
            name = self._headings("member.name", "actor.name")[0]
            link: Document = {"to": "cooperation"}
            for field, key in (("member.since", "since"), ("member.until", "until")):
                for heading in self._headings(field, f"subject.valid_{'from' if key == 'since' else 'until'}")[:1]:
                    link[key] = heading
            for heading in self._headings("member.role")[:1]:
                link["role"] = specs.roles(self._columns[heading], "MEMBER_OF")
            self._things["member"] = {**base, "name": name, "links": {"MEMBER_OF": link}}
        for heading in self._headings("member.coordinator")[:1]:
            self._things["coordinator"] = {
                **base,
                "each": {"column": heading, "split": specs.separators(self._columns[heading]) or [";"]},
                "links": {"MEMBER_OF": {"to": "cooperation", "role": {"const": "coordinator"}}},
            }

    def _unnamed(self) -> None:
        """A room or outline without a name column is named after whom or what it belongs to."""
        subject = self._things[self._subject]
        if "name" in subject:
            return
        if self._subject == "outline":
            headings = self._headings("quartier.name", "subject.name") + self._headings("outline.drawn_by")
            subject["name"] = specs.texts([self._columns[h] for h in headings], " – ")
            self._things.setdefault(
                "quartier", {"type": "Quartier", "mention": "creates", "links": {"HAS_OUTLINE": "outline"}}
            )
            self._things["quartier"]["name"] = headings[0]
            return
        for heading in self._headings("actor.name", "owner.name", "quartier.name", "subject.name")[:1]:
            subject["name"] = {"columns": [heading], "pattern": r"^(?:.{1,140}(?=[\s.;,]|$)|.{1,140})"}

    # -- areas and places

    def _areas(self) -> None:
        if self._subject in ("area", "outline"):
            return
        for n, heading in enumerate(self._headings("area.name", "quartier.name")):
            column = self._columns[heading]
            lived = self._reading.columns[heading].field == "quartier.name"
            levels = column.knows()
            if levels >= KNOWN_SHARE:
                lived = column.knows("Quartier") >= levels / 2
            role = ("quartier" if lived else "area") + (f"_{n + 1}" if n else "")
            thing: Document = {"type": "Quartier" if lived else "AdministrativeArea"}
            marks = specs.separators(column, (";", "\n", ",", " / "))
            thing |= {"each": {"column": heading, "split": marks}} if marks else {"name": heading}
            thing["mention"] = "refers" if levels >= KNOWN_SHARE else "creates"
            if not lived and specs.level(heading) and thing["mention"] == "creates":
                thing["values"] = {"level": {"const": specs.level(heading)}}
            self._tie(role, thing)
        if self._sheet.area:
            known = self._known_area(self._sheet.area)
            thing = {
                "type": "Quartier" if known == "Quartier" else "AdministrativeArea",
                "name": {"const": self._sheet.area},
            }
            self._tie("sheet_area", thing | {"mention": "refers" if known else "creates"})

    def _known_area(self, name: str) -> str:
        levels = next(iter(self._columns.values())).known.levels(name) if self._columns else frozenset()
        return "Quartier" if "Quartier" in levels else next(iter(sorted(levels)), "")

    def _tie(self, role: str, thing: Document) -> None:
        """An area holds the place of what has one, and is what other things are about."""
        subject = self._things[self._subject]
        if self._has_place():
            self._things[role] = thing
            place = self._things.setdefault("place", {"type": "Place", "links": {}})
            place["links"].setdefault("WITHIN", []).append({"to": role, "basis": {"const": "named"}})
        elif self._model.edge_allowed("CONCERNS", subject["type"], thing["type"]):
            self._things[role] = thing
            subject["links"].setdefault("CONCERNS", []).append(role)

    def _has_place(self) -> bool:
        links = self._things[self._subject].get("links", {})
        return "LOCATED_AT" in links and self._subject in ("actor", "offering", "potential")

    def _place(self) -> None:
        headings = {field: self._headings(field) for field in load("fields") if field.startswith("place.")}
        address: Document = {}
        if headings["place.street"]:
            address["street"] = headings["place.street"][0]
        elif headings["place.address"]:
            address["street"] = headings["place.address"][0]
        elif self._contact_addresses():
            column = self._contact_addresses()[0]
            address = {
                "street": {"column": column, "pattern": specs.STREET},
                "city": {"column": column, "pattern": specs.TOWN},
            }
        if address or headings["place.postal_code"] or headings["place.city"] or headings["place.postal_city"]:
            for field, key in (
                ("place.number", "number"),
                ("place.postal_code", "postal_code"),
                ("place.city", "city"),
                ("place.postal_city", "city"),
            ):
                if headings[field]:
                    address[key] = headings[field][0]
        place = self._things.get("place", {"type": "Place", "links": {}})
        if address.get("street"):
            place["address"] = address
        elif address:
            place["values"] = {
                name: address[key] for name, key in (("postal_code", "postal_code"), ("city", "city")) if key in address
            }
        if headings["place.lon"] and headings["place.lat"]:
            codes = self._columns[headings["place.postal_code"][0]] if headings["place.postal_code"] else None
            place["point"] = specs.point(
                self._columns[headings["place.lon"][0]], self._columns[headings["place.lat"][0]], codes
            )
        elif headings["place.point"]:
            place["point"] = specs.point_cell(self._columns[headings["place.point"][0]])
        if headings["place.name"]:
            place["name"] = headings["place.name"][0]
        elif "address" not in place and "point" not in place and "WITHIN" in place.get("links", {}):
            role = place["links"]["WITHIN"][0]["to"]
            named = self._things[role].get("name") or self._things[role]["each"]["column"]
            place["name"] = named if isinstance(named, str) else dict(named)
        if place.keys() & {"address", "point", "name"}:
            self._things["place"] = place
            self._actor_place()

    def _contact_addresses(self) -> list[str]:
        return [h for h in self._headings("subject.contact") if self._columns[h].part(is_address) >= 0.3]

    def _actor_place(self) -> None:
        """A house whose offerings all lie at one address lies there itself."""
        actor = self._things.get("actor")
        if actor is None or self._subject == "actor":
            return
        if self._depends("place.street", "place.address"):
            actor["links"]["LOCATED_AT"] = "place"

    def _depends(self, *fields: str) -> bool:
        """Does each actor have one text in the column, though some actors have several rows?"""
        names, found = self._headings("actor.name", "owner.name"), self._headings(*fields)
        if not names or not found:
            return False
        if self._subject == "potential" and not self._headings("potential.name"):
            return True
        pairs = [(str(row.get(names[0], "")), str(row.get(found[0], ""))) for row in self._rows() if row.get(names[0])]
        actors = {actor for actor, _ in pairs}
        filled = {(actor, text) for actor, text in pairs if text}
        return len(pairs) > len(actors) and len(filled) <= MOSTLY * len({actor for actor, _ in filled})

    def _rows(self) -> Sequence[Mapping[str, object]]:
        return self._reading.rows

    # -- values

    def _values(self) -> None:
        for heading, fit in self._reading.columns.items():
            for one in (fit, *self._reading.also.get(heading, ())):
                self._value(heading, one.field)

    def _value(self, heading: str, field: str) -> None:
        role, _, name = field.partition(".")
        if name in ("name", "key", "list", "contact", "audience", "period", "coordinator") or role in (
            "none",
            "place",
            "member",
        ):
            return
        holder = self._holder(role, name, field)
        if holder is None:
            return
        column = self._columns[heading]
        values = holder.setdefault("values", {})
        if field in MAPPED:
            values[name] = (
                specs.kinds(column, self._list_kinds() if role == "actor" else ["organisation"])
                if name == "kinds"
                else specs.codes(column, field)
            )
        elif field in MARKS:
            self._append(values, name, {"column": heading, "split": MARKS[field]})
        elif field in SPLIT:
            self._append(values, name, specs.split(column))
        else:
            self._append(values, name, heading)

    def _append(self, values: Document, name: str, spec: Any) -> None:
        known = values.get(name)
        if known is None:
            values[name] = spec
            return
        first, second = (s if isinstance(s, dict) else {"column": s} for s in (known, spec))
        columns = [*first.get("columns", [first.get("column")]), *second.get("columns", [second.get("column")])]
        marks = list(dict.fromkeys([*first.get("split", []), *second.get("split", [])]))
        joined = {"columns": columns, "join": marks[0] if marks else "\n"}
        many = {"split": marks or ["\n"]} if name not in ("description", "schedule", "opening_hours") else {}
        values[name] = joined | many

    def _holder(self, role: str, name: str, field: str) -> Document | None:
        """The thing that has the property: the row's subject, or the one whose house or contact it is."""
        if role not in ("subject", self._subject):
            thing = self._things.get(role)
            return thing if thing is not None and self._declared(thing, name) else self._fallback(name)
        actor = self._things.get("actor") or self._things.get("owner")
        shared = {"phone", "email", "url", "opening_hours", "contact_persons", "contact_phones", "contact_emails"}
        if actor is not None and self._subject != "actor" and name in shared and self._depends(field):
            return actor
        subject = self._things[self._subject]
        if self._declared(subject, name):
            return subject
        return next((t for t in (actor, self._things.get("department")) if t and self._declared(t, name)), None)

    def _fallback(self, name: str) -> Document | None:
        subject = self._things[self._subject]
        return subject if self._declared(subject, name) else None

    def _declares(self, name: str) -> bool:
        return self._declared(self._things[self._subject], name)

    def _declared(self, thing: Document, name: str) -> bool:
        return name in self._model.types[thing["type"]].properties

    # -- what has a form of its own

    def _specials(self) -> None:
        subject = self._things[self._subject]
        values = subject.setdefault("values", {})
        self._identifiers(values)
        self._contact(values)
        self._audience(values)
        self._ages(values)
        self._period(values)
        self._geometry(subject, values)
        self._kinds()
        self._responsible()
        for heading in self._headings("department.sectors")[:1]:
            if "department" in self._things:
                self._things["department"]["concepts"] = {"declared": specs.sectors(self._columns[heading])}
                self._things["department"].get("values", {}).pop("sectors", None)
        for heading in self._headings("need.voiced_by")[:1]:
            values["voiced_by_text"] = heading
            marks = specs.separators(self._columns[heading], (";", ",", "\n"))
            each = {"each": {"column": heading, "split": marks}} if marks else {"name": heading}
            self._things["voice"] = {"type": "Actor", "mention": "refers", **each}
            subject["links"]["VOICED_BY"] = "voice"
        for heading in self._headings("potential.use")[:1]:
            if self._subject == "potential":
                self._append(values, "description", heading)
        for heading in self._headings("offering.schedule")[:1]:
            if (
                self._subject != "offering"
                and "opening_hours" not in values
                and self._declared(subject, "opening_hours")
            ):
                values["opening_hours"] = heading

    def _identifiers(self, values: Document) -> None:
        """A number that others know the row by is worth keeping: "01A04", not 17."""
        for heading in self._headings("subject.key")[:1]:
            column = self._columns[heading]
            telling = column.part(
                lambda text: len(text) <= 16 and any(map(str.isalpha, text)) and any(map(str.isdigit, text))
            )
            if self._declares("identifiers") and telling > 0.5:
                values["identifiers"] = heading

    def _contact(self, values: Document) -> None:
        for heading in self._headings("subject.contact"):
            for name, pattern in CONTACT.items():
                if self._declares(name) and name not in values:
                    values[name] = {"column": heading, "pattern": pattern}

    def _audience(self, values: Document) -> None:
        for heading in self._headings("subject.audience"):
            name = "audience_text" if self._declares("audience_text") else "keywords"
            self._append(values, name, heading)

    def _ages(self, values: Document) -> None:
        low, high = self._headings("offering.age_from")[:1], self._headings("offering.age_to")[:1]
        if low and high:
            values["ages"] = {"columns": [low[0], high[0]], "format": "{}-{}"}
        elif low or high:
            values["ages"] = {"columns": low or high, "format": "{}-" if low else "-{}"}

    def _period(self, values: Document) -> None:
        for heading in self._headings("subject.period")[:1]:
            if self._declares("valid_from"):
                values["valid_from"] = {
                    "column": heading,
                    "pattern": rf"^\s*(?:seit|ab|von|since|from)?\s*({specs.YEAR})",
                }
                values["valid_until"] = {"column": heading, "pattern": rf"(?:–|-|bis|until|to)\s*({specs.YEAR})\s*$"}

    def _geometry(self, subject: Document, values: Document) -> None:
        for heading in self._headings("outline.geometry")[:1]:
            if self._subject not in ("area", "outline"):
                continue
            subject["geometry"] = heading
        if self._subject != "area":
            return
        key = self._headings("area.code", "subject.key")[:1]
        if key:
            values["code"] = key[0]
        told = f"{self._sheet.file} {self._sheet.name or ''} {self._sheet.title}"
        level = specs.level(told)
        if level and "level" not in values:
            values["level"] = {"const": level}
        for word, name in (("bis", "valid_until"), ("ab", "valid_from")):
            said = words(told)
            years = [b for a, b in itertools.pairwise(said) if a == word and len(b) == 4 and b.isdigit()]
            if years and name not in values:
                values[name] = {"const": f"{years[0]}-12-31" if word == "bis" else f"{years[0]}-01-01"}

    def _kinds(self) -> None:
        """What the actors are, where no column says it: by the list's title, or the heading of their names."""
        for role in ("actor", "department", "carrier", "owner", "organiser"):
            thing = self._things.get(role)
            if thing is None or "kinds" in thing.get("values", {}):
                continue
            found = {"department": ["public_body", "department"]}.get(role) or ["organisation"]
            if role == "actor":
                heading = (self._headings("actor.name") or [""])[0]
                found = self._list_kinds() or kinds_of(heading) or ["organisation"]
                if self._subject == "offering" and not kinds_of(heading):
                    found = ["organisation"]
            if role in ("actor", "department", "carrier"):
                thing.setdefault("values", {})["kinds"] = {"const": found if len(found) > 1 else found[0]}
        offering, listed = self._things.get("offering"), self._list()
        if offering is not None and listed is not None and "for" in listed:
            offering["concepts"] = {"default": {"const": listed["for"]}}

    def _list_kinds(self) -> list[str]:
        entry = self._list()
        return list(entry["kinds"]) if entry else []

    def _list(self) -> Document | None:
        for text in (self._sheet.name, self._sheet.title, self._sheet.file):
            folded = fold(text or "").replace("_", " ").replace("-", " ")
            for entry in load("words")["lists"]:
                if any(word in folded if len(word) > 5 else word in words(folded) for word in entry["words"]):
                    return dict(entry)
        return None

    def _responsible(self) -> None:
        roles = self._headings("responsibility.role")[:1]
        for role in ("department", "actor"):
            thing = self._things.get(role)
            if thing is None or self._reading.kind != "responsibilities":
                continue
            link: Document = {"to": "responsibility"}
            if roles:
                link["role"] = specs.roles(self._columns[roles[0]], "RESPONSIBLE")
            thing["links"]["RESPONSIBLE"] = link

    # -- the rest

    def _headings(self, *fields: str) -> list[str]:
        return self._reading.headings(*fields)

    def _key(self) -> list[str]:
        """An id column, else what names the row and where it is: never its number."""
        keys = self._headings("subject.key", "area.code")[:1]
        if keys:
            return keys
        names = self._names(self._subject) or self._headings("actor.name", "owner.name", "quartier.name")[:1]
        beside = {
            "offering": ("actor.name", "place.street", "place.address"),
            "actor": ("place.street", "place.address"),
            "potential": ("actor.name", "owner.name"),
            "cooperation": ("member.name",) if self._reading.kind == "memberships" else (),
            "responsibility": ("department.name", "actor.name"),
            "outline": ("outline.drawn_by",),
        }.get(self._subject, ())
        found = [heading for field in beside for heading in self._headings(field)[:1]]
        return list(dict.fromkeys([*names, *found]))

    def _prune(self) -> None:
        """Links only to what is there; nothing empty."""
        for thing in self._things.values():
            links = thing.get("links", {})
            for relation, target in list(links.items()):
                kept = [t for t in (target if isinstance(target, list) else [target]) if _to(t) in self._things]
                if not kept:
                    del links[relation]
                else:
                    links[relation] = kept if isinstance(target, list) and len(kept) > 1 else kept[0]
            if "inside" in thing:
                thing["inside"] = [role for role in thing["inside"] if role in self._things]
            for key in ("links", "values", "inside"):
                if key in thing and not thing[key]:
                    del thing[key]
        self._things = {self._subject: self._things[self._subject], **self._things}


def _to(target: Any) -> str:
    return str(target["to"] if isinstance(target, dict) else target)


def _each(column: Column) -> Document:
    return {"column": column.heading, "split": specs.separators(column) or [";"]}


def _role_words(relation: str) -> Document:
    """Each word of a role with its code, as people put it in brackets behind a name."""
    return {
        shown: code
        for code, parts in load("words")["roles"][relation].items()
        for part in parts
        for shown in dict.fromkeys((part, part.capitalize()))
    }
