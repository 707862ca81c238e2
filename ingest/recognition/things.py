"""The things a row speaks of, by role, and what ties them to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.recognition import cellspecs as specs
from ingest.recognition.celltests import kinds_of
from ingest.recognition.contents import Column, has_legal_forms
from ingest.recognition.draft import Document, Draft
from ingest.recognition.headings import load


def add_things(draft: Draft) -> None:
    """A thing for every role that a column names."""
    declared: Mapping[str, Document] = {"carrier": {"type": "Actor", "mention": "creates"}, **draft.spec["things"]}
    for role, thing in declared.items():
        built = {key: value for key, value in thing.items() if key not in ("each", "links")}
        built["links"] = dict(thing.get("links", {}))
        names = draft.names(role)
        if role in ("offering", "responsibility") and role != draft.subject:
            names = draft.headings(f"{role}.list", f"{role}.name")[:1]
            if names:
                column = draft.columns[names[0]]
                built["each"] = {"column": names[0], "split": "offerings"} if role == "offering" else _each(column)
        elif names:
            built["name"] = specs.texts([draft.columns[name] for name in names], " – ")
            _parted(draft, role, built, names)
        if names or role == draft.subject:
            draft.things[role] = built
    _members(draft)
    _unnamed(draft)


def _parted(draft: Draft, role: str, built: Document, names: list[str]) -> None:
    """Several carriers or organisers in a cell: "A e. V. / B gGmbH"."""
    column = draft.columns[names[0]]
    if role == draft.subject or built.get("type") not in ("Actor", "Department") or len(names) > 1:
        return
    marks = specs.separators(column, (";", "\n", " / ", *((",",) if role == "contributor" else ())))
    if marks and (role in ("department", "contributor", "organiser") or has_legal_forms(column) > 0.3):
        del built["name"]
        built["each"] = {"column": names[0], "split": marks}


def _members(draft: Draft) -> None:
    if "member" not in draft.things and not draft.headings("member.list", "member.coordinator", "actor.name"):
        return
    if draft.reading.kind not in ("cooperations", "memberships"):
        return
    base = {"type": "Actor", "mention": "refers", "unresolved": ["cooperation", "unresolved_members"]}
    member = draft.things.pop("member", None)
    lists = draft.headings("member.list")
    if lists:
        parts = r"^(?P<name>.*?)\s*(?:\((?P<role>[^()]*)\))?$"
        marks = specs.separators(draft.columns[lists[0]]) or [";"]
        roles = {"column": "@role", "map": _role_words("MEMBER_OF"), "default": "member"}
        draft.things["member"] = {
            **base,
            "each": {"column": lists[0], "split": marks, "parts": parts},
            "links": {"MEMBER_OF": {"to": "cooperation", "role": roles}},
        }
    elif member is not None or draft.headings("actor.name"):
        name = draft.headings("member.name", "actor.name")[0]
        link: Document = {"to": "cooperation"}
        for field, key in (("member.since", "since"), ("member.until", "until")):
            for heading in draft.headings(field, f"subject.valid_{'from' if key == 'since' else 'until'}")[:1]:
                link[key] = heading
        for heading in draft.headings("member.role")[:1]:
            link["role"] = specs.roles(draft.columns[heading], "MEMBER_OF")
        draft.things["member"] = {**base, "name": name, "links": {"MEMBER_OF": link}}
    for heading in draft.headings("member.coordinator")[:1]:
        draft.things["coordinator"] = {
            **base,
            "each": {"column": heading, "split": specs.separators(draft.columns[heading]) or [";"]},
            "links": {"MEMBER_OF": {"to": "cooperation", "role": {"const": "coordinator"}}},
        }


def _unnamed(draft: Draft) -> None:
    """A room or outline without a name column is named after whom or what it belongs to."""
    subject = draft.things[draft.subject]
    if "name" in subject:
        return
    if draft.subject == "outline":
        named = draft.headings("quartier.name", "subject.name")
        if not named:
            return
        headings = named + draft.headings("outline.drawn_on")  # who drew it is not public
        subject["name"] = specs.texts([draft.columns[h] for h in headings], " – ")
        draft.things.setdefault(
            "quartier", {"type": "Quartier", "mention": "creates", "links": {"HAS_OUTLINE": "outline"}}
        )
        draft.things["quartier"]["name"] = headings[0]
        return
    for heading in draft.headings("actor.name", "owner.name", "quartier.name", "subject.name")[:1]:
        subject["name"] = {"columns": [heading], "pattern": r"^(?:.{1,140}(?=[\s.;,]|$)|.{1,140})"}


def prune(draft: Draft) -> None:
    """Links only to what is there; nothing empty."""
    for thing in draft.things.values():
        links = thing.get("links", {})
        for relation, target in list(links.items()):
            kept = [t for t in (target if isinstance(target, list) else [target]) if _to(t) in draft.things]
            if not kept:
                del links[relation]
            else:
                links[relation] = kept if isinstance(target, list) and len(kept) > 1 else kept[0]
        if "inside" in thing:
            thing["inside"] = [role for role in thing["inside"] if role in draft.things]
        for key in ("links", "values", "inside"):
            if key in thing and not thing[key]:
                del thing[key]
    draft.things = {draft.subject: draft.things[draft.subject], **draft.things}


def add_responsible(draft: Draft) -> None:
    roles = draft.headings("responsibility.role")[:1]
    for role in ("department", "actor", "contributor"):
        thing = draft.things.get(role)
        if thing is None or draft.reading.kind != "responsibilities":
            continue
        link: Document = {"to": "responsibility"}
        if role == "contributor":
            link["role"] = {"const": "contributing"}
        elif "contributor" in draft.things:
            link["role"] = {"const": "lead"}  # "federführend" beside "mitwirkend"
        elif roles:
            link["role"] = specs.roles(draft.columns[roles[0]], "RESPONSIBLE")
        thing["links"]["RESPONSIBLE"] = link


def add_kinds(draft: Draft) -> None:
    """What the actors are, where no column says it: by the list's title, or the heading of their names."""
    for role in ("actor", "department", "contributor", "carrier", "owner", "organiser"):
        thing = draft.things.get(role)
        if thing is None or "kinds" in thing.get("values", {}):
            continue
        found = ["public_body", "department"] if role in ("department", "contributor") else ["organisation"]
        if role == "actor":
            heading = (draft.headings("actor.name") or [""])[0]
            found = draft.list_kinds() or kinds_of(heading) or ["organisation"]
            if draft.subject == "offering" and not kinds_of(heading):
                found = ["organisation"]
        if role in ("actor", "department", "contributor", "carrier"):
            thing.setdefault("values", {})["kinds"] = {"const": found if len(found) > 1 else found[0]}
    offering, listed = draft.things.get("offering"), draft.list()
    if offering is not None and listed is not None and "for" in listed:
        offering["concepts"] = {"default": {"const": listed["for"]}}


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
