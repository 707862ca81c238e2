"""What the shipped model promises, and how it names what is wrong in a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from schema.errors import ModelError
from schema.model import load_model, read_model

THING = """
name: Thing
abstract: true
caption: {de: Ding, en: Thing}
plural: {de: Dinge, en: Things}
definition: {de: Alles., en: Anything.}
"""


def broken(folder: Path, text: str, name: str = "Tree") -> str:
    """The message of the error that a model with this one file raises."""
    (folder / "edges").mkdir()
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        read_model(folder)
    return str(caught.value)


def test_department_is_an_actor() -> None:
    department = load_model().types["Department"]
    assert department.labels == ("Entity", "Actor", "Department")
    assert department.segment == "actor"
    assert "kinds" in department.properties
    assert department.rdf == ("org:Organization", "org:OrganizationalUnit")


def test_evidence_is_no_entity() -> None:
    model = load_model()
    assert model.types["Record"].labels == ("Record",)
    assert {t.name for t in model.concrete()} - {t.name for t in model.entities()} == {
        "Source",
        "Record",
    }


def test_edges_accept_subtypes_in_their_direction_only() -> None:
    model = load_model()
    assert model.edge_allowed("PROVIDES", "Department", "Offering")
    assert not model.edge_allowed("PROVIDES", "Offering", "Department")
    assert not model.edge_allowed("OWNS", "Actor", "Actor")


@pytest.mark.parametrize(
    ("visibility", "seen"),
    [
        ("public", {"phone"}),
        ("network", {"phone", "description"}),
        ("private", {"phone", "description", "contact_persons"}),
    ],
)
def test_visibility_widens(visibility: str, seen: set[str]) -> None:
    asked = {"phone", "description", "contact_persons"}
    assert load_model().visible("Actor", visibility) & asked == seen


def test_relationship_properties_have_visibility_too() -> None:
    assert "role" in load_model().visible("MEMBER_OF", "public")


def test_relationship_inherits_claim_properties() -> None:
    member_of = load_model().edges["MEMBER_OF"]
    assert list(member_of.properties) == ["since", "until", "confirmed", "ended", "role"]
    assert "CLAIM" not in load_model().edges


def test_unknown_name_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="Vehicle"):
        load_model().type("Vehicle")
    with pytest.raises(ModelError, match="OWNS"):
        load_model().edge("OWNS")
    with pytest.raises(ModelError, match="foo:bar"):
        load_model().expand("foo:bar")
    with pytest.raises(ModelError, match="secret"):
        load_model().visible("Actor", "secret")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("colour: red", "unknown key 'colour'"),
        ("extends: Plant", "no type 'Plant'"),
        ("extends: Tree", "inherits from itself"),
        ("properties: {age: {kind: years}}", "properties: age: unknown kind 'years'"),
        ("properties: {age: {kind: text, visibility: x}}", "unknown visibility 'x'"),
        ("properties: {age: {kind: code}}", "kind code and a list of values"),
        ("properties: {age: {kind: text}}", "age: caption: de must be a text"),
        (
            "properties: {age: {kind: text, many: 3, caption: {de: A, en: A}, definition: {de: A., en: A.}}}",
            "many must be true or false",
        ),
        ("properties: [age]", "properties must hold keys"),
        ("rdf: skos:Concept", "rdf must be a list of texts"),
    ],
)
def test_error_names_file_and_key(tmp_path: Path, line: str, named: str) -> None:
    message = broken(tmp_path, THING.replace("Thing", "Tree") + line)
    assert "Tree.yaml" in message
    assert named in message


def test_file_must_be_called_like_its_type(tmp_path: Path) -> None:
    assert "name must be 'Tree'" in broken(tmp_path, THING)


def test_invalid_yaml_names_the_file(tmp_path: Path) -> None:
    assert "Tree.yaml: cannot be read" in broken(tmp_path, "name: {")


@pytest.mark.parametrize(
    ("edge", "named"),
    [
        ("{from: [Thing], to: [House]}", "no type 'House'"),
        ("{from: [Thing]}", "from and to must name types"),
        ("{from: [Thing], to: [Thing], discriminators: [role]}", "no property 'role'"),
    ],
)
def test_relationship_ends_are_checked(tmp_path: Path, edge: str, named: str) -> None:
    text = THING.replace("Thing", "OWNS").replace("plural", "inverse").replace("abstract: true", "")
    (tmp_path / "edges").mkdir()
    (tmp_path / "Thing.yaml").write_text(THING, encoding="utf-8")
    (tmp_path / "edges" / "OWNS.yaml").write_text(f"{text}edge: {edge}", encoding="utf-8")
    with pytest.raises(ModelError, match=named):
        read_model(tmp_path)
