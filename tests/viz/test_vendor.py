"""The libraries beside the page are what their list says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from viz import vendor


def test_every_file_is_the_pinned_one() -> None:
    assert vendor.verify() == []
    assert set(vendor.listed()) == {name for library in vendor.LIBRARIES for name in library.files}


def test_a_changed_missing_or_unlisted_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in vendor.listed():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((vendor.FOLDER / name).read_bytes())
    (tmp_path / "checksums.txt").write_bytes(vendor.LIST.read_bytes())
    monkeypatch.setattr(vendor, "FOLDER", tmp_path)
    monkeypatch.setattr(vendor, "LIST", tmp_path / "checksums.txt")
    assert vendor.verify() == []
    (tmp_path / "leaflet" / "leaflet.js").write_text("changed", encoding="utf-8")
    (tmp_path / "leaflet" / "LICENSE").unlink()
    (tmp_path / "stray.js").write_text("", encoding="utf-8")
    assert vendor.main(["verify"]) == 1
    assert vendor.verify() == [
        "leaflet/LICENSE is missing",
        "leaflet/leaflet.js differs from its checksum",
        "stray.js is not in the list",
    ]


def test_the_licence_comes_along() -> None:
    assert "BSD 2-Clause" in (vendor.FOLDER / "leaflet" / "LICENSE").read_text(encoding="utf-8")
