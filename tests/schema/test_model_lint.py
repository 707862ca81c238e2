"""The linter over the shipped model: one name, one meaning, and nothing left half said."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from schema.iris import code_scheme, edge_curie, property_curie
from schema.model import KINDS, PREFIXES, VISIBILITIES, EdgeType, EntityType, Property, load_model
from schema.values import KINDS as VALUE_KINDS

MODEL = load_model()
HOLDERS = MODEL.holders()


def properties() -> Iterator[tuple[str, Property]]:
    for holder in HOLDERS:
        for prop in holder.properties.values():
            yield f"{holder.name}.{prop.name}", prop


def test_one_property_name_has_one_kind_and_one_meaning() -> None:
    meanings: dict[str, tuple[object, ...]] = {}
    for where, prop in properties():
        meaning = (prop.kind, prop.many, prop.visibility, prop.rdf, prop.caption, prop.definition)
        assert meanings.setdefault(prop.name, meaning) == meaning, where


def test_one_code_has_one_meaning_within_a_property() -> None:
    captions: dict[tuple[str, str], object] = {}
    for where, prop in properties():
        for code, caption in (prop.values or {}).items():
            assert captions.setdefault((prop.name, code), caption) == caption, f"{where}: {code}"


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.name)
def test_texts_differ_from_the_names_they_explain(holder: EntityType | EdgeType) -> None:
    assert holder.definition.de.endswith(".")
    assert holder.definition.en.endswith(".")
    for prop in holder.properties.values():
        assert prop.definition.de.endswith("."), prop.name
        assert prop.definition.en.endswith("."), prop.name
        assert prop.definition.de != prop.caption.de, prop.name


def test_captions_of_types_are_distinct() -> None:
    for lang in ("de", "en"):
        captions = [t.caption.text(lang) for t in MODEL.types.values()]
        assert len(captions) == len(set(captions))


def test_captions_within_a_type_are_distinct() -> None:
    for holder in HOLDERS:
        for lang in ("de", "en"):
            captions = [p.caption.text(lang) for p in holder.properties.values()]
            assert len(captions) == len(set(captions)), holder.name


def test_labels_and_relationships_share_no_name() -> None:
    nodes = {name.lower() for name in MODEL.types} | {"entity", "change"}
    assert not nodes & {name.lower() for name in MODEL.edges}


def test_names_follow_their_convention() -> None:
    assert all(re.fullmatch(r"([A-Z][a-z]+)+", name) for name in MODEL.types)
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", name) for name in MODEL.edges)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", prop.name) for _, prop in properties())


def test_every_type_is_used() -> None:
    ends = {end for e in MODEL.edges.values() for end in (*e.sources, *e.targets)}
    parents = {t.extends for t in MODEL.types.values()}
    idle = {t.name for t in MODEL.types.values() if t.abstract and t.name not in parents}
    alone = {t.name for t in MODEL.entities() if not ends & {t.name, *t.ancestors}}
    assert idle | alone == set()


def test_every_concrete_type_has_a_segment_shared_only_with_its_ancestor() -> None:
    owners: dict[str, str] = {}
    for entity in MODEL.concrete():
        assert entity.segment is not None, entity.name
        base = next((a for a in entity.ancestors if not MODEL.types[a].abstract), entity.name)
        assert owners.setdefault(entity.segment, base) == base


def test_prefixes_are_declared() -> None:
    for entity in MODEL.types.values():
        assert all(MODEL.expand(curie) for curie in entity.rdf)
    for edge in MODEL.edges.values():
        names = (edge.rdf, edge.rdf_class, edge.rdf_from, edge.rdf_to)
        assert all(MODEL.expand(curie) for curie in names if curie)
    assert all(MODEL.expand(prop.rdf) for _, prop in properties() if prop.rdf)
    assert all(iri.endswith(("/", "#")) for iri in PREFIXES.values())


def test_private_properties_have_no_place_in_rdf() -> None:
    private = [(where, p) for where, p in properties() if p.visibility == "private"]
    assert private
    assert [where for where, p in private if p.rdf or p.required] == []


def test_kinds_and_visibilities_are_known() -> None:
    assert {prop.kind for _, prop in properties()} <= KINDS
    assert set(VALUE_KINDS) == KINDS
    assert {prop.visibility for _, prop in properties()} <= set(VISIBILITIES)


def test_discriminators_are_single_values() -> None:
    for edge in MODEL.edges.values():
        assert not any(edge.properties[name].many for name in edge.discriminators), edge.name


def test_personal_contacts_are_private() -> None:
    names = {"contact_persons", "contact_emails", "contact_phones"}
    assert {p.visibility for _, p in properties() if p.name in names} == {"private"}


def test_one_predicate_has_one_name() -> None:
    """Languages of one label and kinds of geometry share theirs on purpose."""
    names: dict[str, set[str]] = {}
    for _, prop in properties():
        if prop.visibility != "private" and prop.language is None and prop.rdf != "geo:asWKT":
            names.setdefault(property_curie(prop), set()).add(prop.name)
    for edge in MODEL.edges.values():
        if edge.rdf != "geo:sfIntersects":
            names.setdefault(edge_curie(edge), set()).add(edge.name)
    shared = {iri: who for iri, who in names.items() if len(who) > 1}
    assert shared == {"dcterms:created": {"drawn_on", "voiced_on"}}


def test_code_lists_do_not_meet_the_vocabularies() -> None:
    schemes = {code_scheme(prop).rsplit("/", 1)[1] for _, prop in properties() if prop.values}
    assert not schemes & {t.scheme for t in MODEL.concrete()}
