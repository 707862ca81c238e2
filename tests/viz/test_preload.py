"""The page's head names the modules that it needs first."""

from __future__ import annotations

from viz import preload


def test_the_head_names_what_the_modules_import() -> None:
    assert preload.PAGE.read_text(encoding="utf-8") == preload.written(), "run python -m viz.preload"
    assert {"app/words.js", "app/workspace/shell.js", "vendor/preact/index.js"} <= set(preload.modules())
    assert not [name for name in preload.modules() if name.startswith(("app/graph/view", "app/map/", "vendor/leaflet"))]
