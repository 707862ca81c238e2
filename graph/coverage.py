"""Coverage: which offerings are known, by theme and target group. What is counted is only what sources name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Row, Store

CELLS = """
MATCH (g:TargetGroup)<-[:FOR]-(o:Offering)-[:ABOUT]->(t:Theme)
WHERE o.ended IS NULL
OPTIONAL MATCH (o)-[:LOCATED_AT]->(:Place)-[w:WITHIN]->(a:Entity)
WITH t, g, o, a, w
WHERE size($areas) = 0 OR any(area IN $areas WHERE area.id = a.id AND (area.direct OR w.basis = 'named'))
RETURN t.id AS theme, g.id AS target_group, a.id AS area, count(DISTINCT o) AS offerings
ORDER BY theme, target_group, area
"""
HOLDS = """coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date"""
PAIRS_HERE = f"""
UNWIND $areas AS area
MATCH (:Entity {{id: area.id}})<-[w:WITHIN]-(:Place)<-[:LOCATED_AT]-(o:Offering)-[:ABOUT]->(t:Theme)
WHERE (area.direct OR w.basis = 'named') AND {HOLDS}
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN DISTINCT o.id AS offering, t.id AS theme, g.id AS target_group
ORDER BY offering, theme, target_group
"""
PAIRS_ANYWHERE = f"""
MATCH (g:TargetGroup)<-[:FOR]-(o:Offering)-[:ABOUT]->(t:Theme) WHERE {HOLDS}
RETURN t.id AS theme, g.id AS target_group, count(DISTINCT o) AS offerings
ORDER BY theme, target_group
"""
WANTED = """
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(o:Need)-[:ABOUT]->(t:Theme)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known AND coalesce(o.answered, false) = false
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN DISTINCT t.id AS theme, g.id AS target_group
ORDER BY theme, target_group
"""


def cells(store: Store, areas: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Counts of known offerings: {theme, target_group, area, offerings}; all areas where none is given."""
    return store.read(CELLS, areas=list(areas))


def pairs(store: Store, areas: Sequence[Mapping[str, Any]], *, known: str, date: str) -> list[Row]:
    """{offering, theme, target_group (None where nobody says for whom)} of the offerings in the areas."""
    return store.read(PAIRS_HERE, areas=list(areas), known=known, date=date)


def anywhere(store: Store, *, known: str, date: str) -> list[Row]:
    """{theme, target_group, offerings}: which pairs are known at all."""
    return store.read(PAIRS_ANYWHERE, known=known, date=date)


def wanted(store: Store, areas: Sequence[Mapping[str, Any]], *, known: str) -> list[Row]:
    """{theme, target_group (None: for all)} of the open needs voiced for the areas."""
    return store.read(WANTED, areas=list(areas), known=known)
