"""The tree of errors keeps its promises: a code, an exit code and a status each."""

from __future__ import annotations

import re

import pytest

from schema.errors import (
    FileTooLarge,
    InputError,
    QuartiersgraphError,
    StoreBusy,
    StoreError,
    error_classes,
)

CLASSES = [error for error in error_classes() if error.__module__ == "schema.errors"]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_every_error_tells_the_shell_and_the_caller(error: type[QuartiersgraphError]) -> None:
    assert error.exit_code in (1, 2)
    assert 400 <= error.http_status <= 599
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)


def test_no_two_errors_share_a_code() -> None:
    codes = [error.code for error in CLASSES]
    assert len(codes) == len(set(codes))


def test_catching_a_branch_catches_its_leaves() -> None:
    assert issubclass(FileTooLarge, InputError)
    assert issubclass(StoreBusy, StoreError)


def test_message_and_hint_are_shown_together() -> None:
    error = StoreBusy("Another import is running.", hint="wait for it", details={"since": "12:00"})
    assert str(error) == "Another import is running. (wait for it)"
    assert error.to_json() == {
        "code": "store-busy",
        "message": "Another import is running.",
        "hint": "wait for it",
        "details": {"since": "12:00"},
    }


def test_without_a_hint_the_message_stands_alone() -> None:
    assert str(QuartiersgraphError("Broken.")) == "Broken."
