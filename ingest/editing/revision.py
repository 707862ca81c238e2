"""Two who edit one thing at a time: the second is told what the first changed, instead of turning it back unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.evidence import FIELDS, HIDDEN, from_node
from graph.view import View
from ingest.editing.draft import note
from schema.entity import MADE
from schema.errors import Conflict, NotFound

SHOWN = 5
EDIT = "edit "  # what the journal calls an edit, with its id


@dataclass(frozen=True, slots=True)
class Base:
    """The state that somebody saw: its revision, and the values as they stood there (for telling what changed)."""

    revision: str
    seen: Mapping[str, Any] = field(default_factory=dict)


def revision(view: View, id: str) -> str:
    """What a thing's state is known by; another state has another one. Raises NotFound."""
    rows = view.store.read("MATCH (e:Entity {id: $id}) RETURN e.hash AS hash", id=id)
    if not rows:
        raise NotFound(f"There is nothing with the id {id}.", hint="Search for its name.")
    return str(rows[0]["hash"])


def refuse_stale(view: View, id: str, base: Base, lang: str) -> None:
    """Raise Conflict where the thing is not as it was seen."""
    now = revision(view, id)
    if base.revision == now:
        return
    (thing,) = view.chosen([id])
    changed = {
        name: {"seen": base.seen.get(name), "now": thing["properties"].get(name)}
        for name in sorted(base.seen)
        if (base.seen[name] or None) != (thing["properties"].get(name) or None)
    }
    causes = [_worded(view, cause, lang) for cause in _causes(view, id, base.revision)]
    properties = view.model.types[thing["type"]].properties
    captions = [properties[name].caption for name in changed if name in properties]
    what = ", ".join(caption.en if lang == "en" else caption.de for caption in captions) or ", ".join(causes) or "?"
    details = {"revision": now, "changed": changed, "causes": causes}
    name = str(thing["properties"].get("name", id))
    raise Conflict(note("stale", lang, name=name, what=what), hint=note("stale-how", lang), details=details)


def _worded(view: View, cause: str, lang: str) -> str:
    """A cause of the journal; an edit by its reason, as long as it stands."""
    rows = view.store.read(
        f"MATCH (r:Record {{row_id: $row}}) WHERE {HIDDEN} RETURN {FIELDS} ORDER BY id", row=cause.removeprefix(EDIT)
    )
    reasons = [reason for row in rows if (reason := from_node(row).features.get(MADE, {}).get("reason"))]
    return note("cause-edit", lang, reason=str(reasons[0])) if cause.startswith(EDIT) and reasons else cause


def _causes(view: View, id: str, seen: str) -> list[str]:
    """What the journal says happened since the thing was as it was seen."""
    rows = view.store.read(
        "MATCH (c:Change {entity: $id}) RETURN c.cause AS cause, c.after AS after, c.at AS at ORDER BY at", id=id
    )
    known = [n for n, row in enumerate(rows) if row["after"] == seen]
    later = rows[known[-1] + 1 :] if known else rows
    return list(dict.fromkeys(str(row["cause"]) for row in later))[-SHOWN:]
