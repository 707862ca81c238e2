"""The vocabularies as shipped, and what the loader says about wrong ones (written into a temporary folder)."""

from __future__ import annotations

from pathlib import Path

import pytest

from schema.errors import VocabularyError
from schema.vocabulary import FILES, LANGUAGES, Vocabulary, load_vocabulary

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix qg: <https://w3id.org/quartiersgraph/ontology#> .
@prefix : <https://w3id.org/quartiersgraph/vocabulary/> .
"""
SECTOR = ':sector-a a skos:Concept , qg:Sector ; skos:prefLabel "A"@de , "A"@en .'
THEME = ':theme-a a skos:Concept , qg:Theme ; skos:prefLabel "A"@de , "A"@en ; qg:sector :sector-a '


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def load_from(folder: Path, *, sectors: str = SECTOR, themes: str = "", groups: str = "") -> Vocabulary:
    for name, body in zip(FILES, (sectors, themes, groups), strict=True):
        (folder / name).write_text(PREFIXES + body, encoding="utf-8")
    return load_vocabulary(folder)


def test_the_seven_sectors(vocabulary: Vocabulary) -> None:
    names = {c.labels["de"] for c in vocabulary.of_kind("Sector")}
    assert names == {
        "Gesundheit",
        "Jugend und Familie",
        "Umwelt",
        "Sport",
        "Soziales",
        "Bildung",
        "Stadtentwicklung",
    }


def test_size_of_the_vocabularies(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.of_kind("Theme")) >= 140
    groups = vocabulary.of_kind("TargetGroup")
    assert len([g for g in groups if g.age_basis]) >= 28


def test_every_sector_has_themes(vocabulary: Vocabulary) -> None:
    used = {sector for theme in vocabulary.of_kind("Theme") for sector in theme.sectors}
    assert used == {c.id for c in vocabulary.of_kind("Sector")}


@pytest.mark.parametrize("kind", ["Sector", "Theme", "TargetGroup"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_preferred_labels_are_unique(vocabulary: Vocabulary, kind: str, lang: str) -> None:
    labels = [c.labels[lang].casefold() for c in vocabulary.of_kind(kind)]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_label_of_a_concept_is_given_twice(vocabulary: Vocabulary, lang: str) -> None:
    for concept in vocabulary.concepts.values():
        texts = [concept.labels[lang], *concept.alt.get(lang, ()), *concept.hidden.get(lang, ())]
        assert len(texts) == len(set(texts)), concept.id


def test_ages_come_with_a_basis_and_the_right_way_round(vocabulary: Vocabulary) -> None:
    for group in vocabulary.of_kind("TargetGroup"):
        assert (group.min_age is None) == (group.age_basis == ""), group.id
        assert group.max_age is None or group.max_age >= (group.min_age or 0), group.id


def test_steps_of_the_life_course_do_not_overlap_and_leave_no_gap(vocabulary: Vocabulary) -> None:
    for age in range(110):
        phases = [g.id for g in vocabulary.of_kind("TargetGroup") if g.age_basis == "phase" and g.overlaps(age, age)]
        assert len(phases) == 1, (age, phases)


def test_a_theme_includes_itself_and_narrower_ones(vocabulary: Vocabulary) -> None:
    below = vocabulary.narrower("theme-sport")
    assert {"theme-sport", "theme-ball-sports", "theme-football"} <= below
    assert "theme-culture" not in below


@pytest.mark.parametrize(
    ("asked", "counts", "does_not"),
    [
        ("group-youth", "group-young-people", "group-children"),
        ("group-children", "group-schoolchildren", "group-youth"),
        ("group-seniors", "group-very-old", "group-children"),
        ("group-seniors", "group-adults", "group-women"),
        ("group-girls", "group-girls", "group-children"),
        ("group-parents", "group-single-parents", "group-families"),
        ("group-migrants", "group-refugees", "group-women"),
    ],
)
def test_groups_that_count_for_a_group(vocabulary: Vocabulary, asked: str, counts: str, does_not: str) -> None:
    found = vocabulary.matching_groups([asked])
    assert counts in found
    assert does_not not in found


@pytest.mark.parametrize(
    ("low", "high", "groups"),
    [
        (14, 14, ("group-youth",)),
        (0, 17, ("group-minors",)),
        (10, 14, ("group-schoolchildren", "group-youth")),
        (6, None, ("group-schoolchildren", "group-youth")),
        (60, None, ("group-seniors",)),
        (65, None, ("group-seniors",)),
        (None, 3, ("group-small-children",)),
        (18, None, ("group-adults",)),
        (18, 27, ("group-young-adults", "group-middle-adults")),
    ],
)
def test_ages_name_groups(vocabulary: Vocabulary, low: int | None, high: int | None, groups: tuple[str, ...]) -> None:
    assert vocabulary.ages(low, high) == groups


def test_label_of_an_unknown_concept_is_its_id(vocabulary: Vocabulary) -> None:
    assert vocabulary.label("theme-sport", "en") == "Sport"
    assert vocabulary.label("theme-gone") == "theme-gone"


def test_the_hash_changes_with_a_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert load_from(one).hash != load_from(other, themes=f"{THEME}.").hash


@pytest.mark.parametrize(
    ("themes", "message"),
    [
        (":theme-a a skos:Concept ; skos:prefLabel", "themes.ttl: not valid Turtle"),
        (':theme-a a skos:Concept , qg:Theme ; skos:prefLabel "A"@de ; qg:sector :sector-a .', "theme-a has no label"),
        (':theme-a a skos:Concept ; skos:prefLabel "A"@de , "A"@en .', "theme-a must be exactly one of"),
        (f"{THEME}; skos:broader :theme-b .", "themes.ttl: theme-a points to theme-b"),
        (f"{THEME}; skos:broader :theme-a .", "themes.ttl: theme-a is broader than itself"),
        (f'{THEME}; qg:minAge "six" .', "theme-a has an age that is no whole number"),
        (THEME.replace("qg:sector :sector-a", "").rstrip(" ;") + " .", "themes.ttl: theme-a names no sector"),
    ],
)
def test_a_wrong_vocabulary_is_named(tmp_path: Path, themes: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        load_from(tmp_path, themes=themes)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"sectors\.ttl: cannot be read"):
        load_vocabulary(tmp_path)
