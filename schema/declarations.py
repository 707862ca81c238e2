"""What one YAML file of the model declares: properties, entity types, relationship types.

Each `read_*` function turns the parsed YAML of one file into a frozen dataclass and names file and
key in the `ModelError` that it raises for anything unknown, missing or of the wrong shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from schema.errors import ModelError

VISIBILITIES = ("public", "network", "private")
KINDS = frozenset(
    [
        "name",
        "text",
        "date",
        "period",
        "recurrence",
        "age_range",
        "phone",
        "email",
        "url",
        "address",
        "point",
        "geometry",
        "identifier",
        "language",
        "money",
        "integer",
        "number",
        "boolean",
        "code",
    ]
)
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Caption:
    """One short text in both languages."""

    de: str
    en: str

    def text(self, lang: str) -> str:
        """The English text for "en", the German one for every other language."""
        return self.en if lang == "en" else self.de


@dataclass(frozen=True)
class Property:
    """A property of a type or relationship; `computed` ones come from the program, not from rows."""

    name: str
    kind: str
    caption: Caption
    definition: Caption
    many: bool = False
    required: bool = False
    visibility: str = "public"
    rdf: str | None = None
    values: Mapping[str, Caption] | None = None
    computed: bool = False
    language: str | None = None


@dataclass(frozen=True)
class EntityType:
    """A type of node; `properties` holds inherited ones first, `labels` what its nodes carry."""

    name: str
    extends: str | None
    abstract: bool
    segment: str | None
    scheme: str | None
    rdf: tuple[str, ...]
    caption: Caption
    plural: Caption
    definition: Caption
    properties: Mapping[str, Property]
    ancestors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Also:
    """A predicate that stands beside a relationship's own, between these types, unless a value speaks against it."""

    predicate: str
    source: str | None
    target: str | None
    unless: Mapping[str, str]


@dataclass(frozen=True)
class EdgeType:
    """A type of relationship between the types (and their subtypes) in `sources` and `targets`."""

    name: str
    extends: str | None
    abstract: bool
    caption: Caption
    inverse: Caption
    definition: Caption
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: Mapping[str, Property]
    discriminators: tuple[str, ...] = ()
    derived: bool = False
    rdf: str | None = None
    rdf_class: str | None = None
    rdf_from: str = "qg:from"
    rdf_to: str = "qg:to"
    also: tuple[Also, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Takes keys out of one mapping of a YAML file; `where` says which file and key it is."""

    where: str
    raw: Raw
    known: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not isinstance(self.raw, Mapping):
            raise ModelError(f"{self.where}: expected keys with values, found {self.raw!r}")
        for key in self.raw:
            if key not in self.known:
                raise ModelError(f"{self.where}: unknown key {key!r}", hint=f"known: {sorted(self.known)}")

    def text(self, key: str) -> str:
        value = self.raw.get(key)
        if not isinstance(value, str) or not value.strip():
            raise ModelError(f"{self.where}: {key} must be a text, found {value!r}")
        return value

    def maybe(self, key: str) -> str | None:
        return None if self.raw.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            raise ModelError(f"{self.where}: {key} must be true or false, found {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ModelError(f"{self.where}: {key} must be a list of texts, found {value!r}")
        return tuple(value)

    def mapping(self, key: str) -> Raw:
        value = self.raw.get(key) or {}
        if not isinstance(value, Mapping):
            raise ModelError(f"{self.where}: {key} must hold keys, found {value!r}")
        return value

    def caption(self, key: str) -> Caption:
        return read_caption(f"{self.where}: {key}", self.raw.get(key) or {})


def read_caption(where: str, raw: Raw) -> Caption:
    """A text in German and English, both of them given."""
    reader = Reader(where, raw, frozenset({"de", "en"}))
    return Caption(reader.text("de"), reader.text("en"))


_PROPERTY_KEYS = frozenset(
    ["kind", "many", "required", "visibility", "rdf", "values", "caption", "definition", "computed", "language"]
)


def read_property(where: str, name: str, raw: Raw) -> Property:
    """One entry under `properties:`."""
    reader = Reader(where, raw, _PROPERTY_KEYS)
    kind = reader.text("kind")
    if kind not in KINDS:
        raise ModelError(f"{where}: unknown kind {kind!r}", hint=f"known: {sorted(KINDS)}")
    visibility = reader.maybe("visibility") or "public"
    if visibility not in VISIBILITIES:
        raise ModelError(f"{where}: unknown visibility {visibility!r}", hint=str(VISIBILITIES))
    values = {
        code: read_caption(f"{where}: values: {code}", caption) for code, caption in reader.mapping("values").items()
    }
    if (kind == "code") != bool(values):
        raise ModelError(f"{where}: kind code and a list of values need each other")
    return Property(
        name=name,
        kind=kind,
        caption=reader.caption("caption"),
        definition=reader.caption("definition"),
        many=reader.flag("many"),
        required=reader.flag("required"),
        visibility=visibility,
        rdf=reader.maybe("rdf"),
        values=MappingProxyType(values) if values else None,
        computed=reader.flag("computed"),
        language=reader.maybe("language"),
    )


def read_properties(reader: Reader) -> dict[str, Property]:
    """Everything under `properties:`, in the order of the file."""
    return {
        name: read_property(f"{reader.where}: properties: {name}", name, raw)
        for name, raw in reader.mapping("properties").items()
    }


_TYPE_KEYS = frozenset(
    ["name", "extends", "abstract", "segment", "scheme", "rdf", "caption", "plural", "definition", "properties"]
)


def read_type(where: str, raw: Raw) -> EntityType:
    """An entity type as its file declares it, without what it inherits."""
    reader = Reader(where, raw, _TYPE_KEYS)
    properties = read_properties(reader)
    return EntityType(
        name=reader.text("name"),
        extends=reader.maybe("extends"),
        abstract=reader.flag("abstract"),
        segment=reader.maybe("segment"),
        scheme=reader.maybe("scheme"),
        rdf=reader.texts("rdf"),
        caption=reader.caption("caption"),
        plural=reader.caption("plural"),
        definition=reader.caption("definition"),
        properties=properties,
        own=frozenset(properties),
    )


_EDGE_FILE_KEYS = frozenset(["name", "extends", "abstract", "caption", "inverse", "definition", "edge", "properties"])
_EDGE_KEYS = frozenset(["from", "to", "discriminators", "derived", "rdf", "rdf_class", "rdf_from", "rdf_to", "also"])


def read_edge(where: str, raw: Raw) -> EdgeType:
    """A relationship type as its file declares it, without what it inherits."""
    reader = Reader(where, raw, _EDGE_FILE_KEYS)
    edge = Reader(f"{where}: edge", reader.mapping("edge"), _EDGE_KEYS)
    return EdgeType(
        name=reader.text("name"),
        extends=reader.maybe("extends"),
        abstract=reader.flag("abstract"),
        caption=reader.caption("caption"),
        inverse=reader.caption("inverse"),
        definition=reader.caption("definition"),
        sources=edge.texts("from"),
        targets=edge.texts("to"),
        properties=read_properties(reader),
        discriminators=edge.texts("discriminators"),
        derived=edge.flag("derived"),
        rdf=edge.maybe("rdf"),
        rdf_class=edge.maybe("rdf_class"),
        rdf_from=edge.maybe("rdf_from") or "qg:from",
        rdf_to=edge.maybe("rdf_to") or "qg:to",
        also=tuple(_also(f"{where}: also", item) for item in raw.get("edge", {}).get("also") or ()),
    )


def _also(where: str, raw: Raw) -> Also:
    reader = Reader(where, raw, frozenset({"predicate", "from", "to", "unless"}))
    unless = MappingProxyType(dict(reader.mapping("unless")))
    return Also(reader.text("predicate"), reader.maybe("from"), reader.maybe("to"), unless)
