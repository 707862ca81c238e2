"""Clusters: records united by people's judgements first, then by score, unless that joins a rejected pair.

Recomputed per touched component (the blocks of the touched records, and what people's judgements tie to them), so that
an incremental result equals a full recomputation.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.matching.verdicts import DIFFERENT, legal_forms_agree, verdict
from schema.record import MENTION_REFERS, Evidence

Pair = tuple[str, str]


@dataclass(frozen=True)
class Judgements:
    """People's words on pairs of record ids; each pair is ordered (smaller id first)."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def partners(self, id: str) -> set[str]:
        """Records that somebody said are the same as this one."""
        return {b if a == id else a for a, b in self.same if id in (a, b)}


@dataclass(slots=True)
class _Cluster:
    members: set[str]
    groups: set[str]
    rejected: set[str] = field(default_factory=set)  # record ids, by people
    unlike: set[str] = field(default_factory=set)  # groups, by verdict


def pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def latest(versions: Iterable[Evidence]) -> dict[str, Evidence]:
    """The version of each record that holds, or else held last: it speaks for the record in matching."""
    found: dict[str, Evidence] = {}
    for record in versions:
        known = found.get(record.id)
        if known is None or (record.gone is None, record.since) > (known.gone is None, known.since):
            found[record.id] = record
    return found


def cluster(records: Mapping[str, Evidence], judgements: Judgements) -> list[set[str]]:
    """Cut records (by id, each its speaking version) into clusters; references that resolve to nothing are left out."""
    subjects = {id: record for id, record in records.items() if record.mention != MENTION_REFERS}
    references = {id: record for id, record in records.items() if record.mention == MENTION_REFERS}
    groups = _groups(subjects)
    clusters = {id: _Cluster({id}, {group}) for group, ids in groups.items() for id in ids}
    edges, unlike = _edges(groups, subjects)
    _forbid(clusters, groups, judgements, unlike)
    for a, b in sorted(judgements.same):
        if a in clusters and b in clusters:
            _unite(clusters, a, b, trusting_verdicts=False)
    for _, a, b in sorted(edges):
        _unite(clusters, a, b, trusting_verdicts=True)
    found = list({id(one): one.members for one in clusters.values()}.values())
    return _attach(references, found, records, judgements)


def _groups(records: Mapping[str, Evidence]) -> dict[str, list[str]]:
    """Records that look exactly alike to every verdict, so that each kind of pair is judged once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id, record in sorted(records.items()):
        groups[json.dumps([record.block, record.features], sort_keys=True)].append(id)
    return {ids[0]: ids for ids in groups.values()}


def _edges(groups: Mapping[str, list[str]], records: Mapping[str, Evidence]) -> tuple[list[tuple[float, str, str]], list[Pair]]:
    edges: list[tuple[float, str, str]] = []
    unlike: list[Pair] = []
    by_block: dict[str, list[str]] = defaultdict(list)
    for first, ids in groups.items():
        by_block[records[first].block].append(first)
        score = verdict(records[first], records[first])
        if score > 0:
            edges += [(-score, a, b) for a, b in zip(ids, ids[1:], strict=False)]
    for firsts in by_block.values():
        for n, a in enumerate(sorted(firsts)):
            for b in sorted(firsts)[n + 1 :]:
                score = verdict(records[a], records[b])
                if score > 0:
                    edges.append((-score, a, b))
                elif score == DIFFERENT:
                    unlike.append((a, b))
    return edges, unlike


def _forbid(clusters: dict[str, _Cluster], groups: Mapping[str, list[str]], judgements: Judgements, unlike: list[Pair]) -> None:
    for a, b in judgements.different:
        if a in clusters and b in clusters:
            clusters[a].rejected.add(b)
            clusters[b].rejected.add(a)
    for a, b in unlike:
        for id in groups[a]:
            clusters[id].unlike.add(b)
        for id in groups[b]:
            clusters[id].unlike.add(a)


def _unite(clusters: dict[str, _Cluster], a: str, b: str, *, trusting_verdicts: bool) -> None:
    left, right = clusters[a], clusters[b]
    if left is right or left.rejected & right.members:
        return
    if trusting_verdicts and left.unlike & right.groups:
        return
    if len(left.members) < len(right.members):
        left, right = right, left
    left.members |= right.members
    left.groups |= right.groups
    left.rejected |= right.rejected
    left.unlike |= right.unlike
    for id in right.members:
        clusters[id] = left


def _attach(
    references: Mapping[str, Evidence], clusters: list[set[str]], records: Mapping[str, Evidence], judgements: Judgements
) -> list[set[str]]:
    """Add each reference to the one cluster it can mean; where none or several fit, it stays unresolved."""
    home = {id: n for n, members in enumerate(clusters) for id in members}
    by_block: dict[str, set[int]] = defaultdict(set)
    for id, n in home.items():
        by_block[records[id].block].add(n)
    grown = [set(members) for members in clusters]
    for id, reference in sorted(references.items()):
        judged = {home[other] for other in judgements.partners(id) if other in home}
        fitting = judged or {
            n for n in by_block[reference.block] if _can_mean(id, reference, clusters[n], records, judgements)
        }
        if len(fitting) == 1:
            grown[fitting.pop()].add(id)
    return grown


def _can_mean(
    id: str, reference: Evidence, members: set[str], records: Mapping[str, Evidence], judgements: Judgements
) -> bool:
    return all(
        legal_forms_agree(reference, records[other]) and pair(id, other) not in judgements.different for other in members
    )
