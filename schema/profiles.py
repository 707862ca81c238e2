"""What standard profiles want said of our things, beside our own predicates: `schema/profiles/*.yaml`.

A profile belongs to a type. It holds of every thing of the type, of those that meet its condition (one of `types`, a code of
`where`, a name that begins with a word of `named`), or is granted over a relationship (an offering is a public service because of who provides it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schema.declarations import Caption, Reader, read_caption
from schema.errors import ModelError
from schema.model import PREFIXES, Model
from schema.values import fold

FOLDER = Path(__file__).parent / "profiles"
SPECIAL = frozenset({"id", "iri"})  # sources that are no properties: the thing's id, the address of the subject
FORMS = frozenset({"text", "german", "code", "term", "page", "language", "currency", "amount", "longitude", "latitude"})


@dataclass(frozen=True)
class Say:
    """One predicate and where its values come from.

    `sources` are properties of which the first that has a value counts; where none has, the values of `join` are put
    together by `glue`. A constant is a `text` or an `address` below the base. `form` is one of FORMS or a datatype;
    `stub` the class by which what is pointed at is described. `only_if` names properties without one of which nothing is said.
    """

    predicate: str
    sources: tuple[str, ...]
    join: tuple[str, ...]
    glue: str
    form: str
    first: bool
    text: str | None
    address: str | None
    stub: str | None
    caption: Caption | None
    only_if: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A node of its own (`…#name`) that the thing is linked to, written where there is something to say in it."""

    name: str
    link: str
    classes: tuple[str, ...]
    says: tuple[Say, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Grant:
    """What makes a thing one of the profile: `over` leads to it from one of the profile `by`, or from what such a one
    stands behind (`through`); `authority` is the predicate back to that one."""

    by: str
    over: str
    through: str
    authority: str


@dataclass(frozen=True)
class Profile:
    """What is said of the things of the types `of`, and when."""

    name: str
    of: tuple[str, ...]
    types: frozenset[str]
    where: Mapping[str, frozenset[str]]
    named: frozenset[str]
    classes: tuple[str, ...]
    says: tuple[Say, ...]
    nodes: tuple[Node, ...]
    grant: Grant | None

    @property
    def conditional(self) -> bool:
        """Does it hold of some things of its type only?"""
        return bool(self.types or self.where or self.named)

    def holds(self, type_name: str, values: Mapping[str, Any]) -> bool:
        """Does a thing of a type that the profile belongs to meet its condition?"""
        if not self.conditional or type_name in self.types:
            return True
        words = fold(str(values.get("name", ""))).split(maxsplit=1)
        if words and words[0] in self.named:
            return True
        return any(not codes.isdisjoint(values.get(name) or ()) for name, codes in self.where.items())


@cache
def load_profiles() -> tuple[Profile, ...]:
    """The profiles that come along, in order of their names."""
    return tuple(
        _read(path.name, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*"))
    )


def profiles_of(type_name: str, model: Model) -> tuple[Profile, ...]:
    """The profiles of things of a type; granted ones are not among them."""
    return tuple(
        profile
        for profile in load_profiles()
        if profile.grant is None and any(model.is_a(type_name, of) for of in profile.of)
    )


def granted() -> tuple[Profile, ...]:
    """The profiles that a relationship gives."""
    return tuple(profile for profile in load_profiles() if profile.grant is not None)


def profile_named(name: str) -> Profile:
    """The profile of that name; `ModelError` if there is none."""
    for profile in load_profiles():
        if profile.name == name:
            return profile
    raise ModelError(f"no profile {name!r}")


_KEYS = frozenset({"name", "standard", "of", "types", "where", "named", "classes", "say", "nodes", "granted"})
_SAY = frozenset({"predicate", "from", "join", "with", "as", "first", "text", "address", "a", "caption", "if"})
_NODE = frozenset({"name", "link", "classes", "say", "nodes"})


def _read(where: str, raw: Any) -> Profile:
    reader = Reader(where, raw, _KEYS)
    of = raw.get("of")
    grant = Reader(f"{where}: granted", raw.get("granted") or {}, frozenset({"by", "over", "through", "authority"}))
    return Profile(
        name=reader.text("name"),
        of=(of,) if isinstance(of, str) else reader.texts("of"),
        types=frozenset(reader.texts("types")),
        where={name: frozenset(codes) for name, codes in reader.mapping("where").items()},
        named=frozenset(reader.texts("named")),
        classes=_curies(where, reader.texts("classes")),
        says=_says(where, raw.get("say") or ()),
        nodes=_nodes(where, raw.get("nodes") or ()),
        grant=Grant(*(grant.text(key) for key in ("by", "over", "through", "authority"))) if grant.raw else None,
    )


def _nodes(where: str, raw: Any) -> tuple[Node, ...]:
    found = []
    for item in raw:
        reader = Reader(f"{where}: nodes", item, _NODE)
        name, link = reader.text("name"), _curies(where, (reader.text("link"),))[0]
        classes = _curies(where, reader.texts("classes"))
        found.append(Node(name, link, classes, _says(where, item["say"]), _nodes(where, item.get("nodes") or ())))
    return tuple(found)


def _says(where: str, raw: Any) -> tuple[Say, ...]:
    return tuple(_say(Reader(f"{where}: say", item, _SAY)) for item in raw)


def _say(reader: Reader) -> Say:
    form = reader.maybe("as") or "text"
    if form not in FORMS:
        _curies(reader.where, (form,))
    caption = reader.raw.get("caption")
    return Say(
        predicate=_curies(reader.where, (reader.text("predicate"),))[0],
        sources=reader.texts("from"),
        join=reader.texts("join"),
        glue=str(reader.raw.get("with", " ")),
        form=form,
        first=reader.flag("first"),
        text=reader.maybe("text"),
        address=reader.maybe("address"),
        stub=reader.maybe("a"),
        caption=read_caption(reader.where, caption) if caption else None,
        only_if=reader.texts("if"),
    )


def _curies(where: str, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name.partition(":")[0] not in PREFIXES:
            raise ModelError(f"{where}: {name!r} has no declared prefix")
    return names
