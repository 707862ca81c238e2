"""The graph store, "here", the questions and the exports; `open_graph(url)` is the door for Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.door import open_graph

__all__ = ["open_graph"]


def __getattr__(name: str) -> Any:
    """Loaded when it is asked for: whoever imports a part of `graph` need not wait for all of it."""
    if name == "open_graph":
        from graph.door import open_graph

        return open_graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
