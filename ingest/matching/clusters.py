"""Clusters: records united by people's judgements first, then by score, unless that joins a rejected pair.

Recomputed per touched component (the blocks of the touched records, and what people's judgements tie to them), so that
an incremental result equals a full recomputation.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from ingest.matching.verdicts import DIFFERENT, OWN, legal_forms_agree, same_name, verdict
from schema.record import MENTION_AMENDS, MENTION_CREATES, MENTION_REFERS, Evidence

Pair = tuple[str, str]
AMENDS = "amends"  # a feature of an edit: the id of its thing when it was made


@dataclass(frozen=True)
class Judgements:
    """People's words on pairs of record ids; each pair is ordered (smaller id first)."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def partners(self, id: str) -> set[str]:
        """Records that somebody said are the same as this one."""
        return {b if a == id else a for a, b in self.same if id in (a, b)}


NOTHING: frozenset[str] = frozenset()  # shared: nearly no cluster has anything against another


@dataclass(slots=True)
class _Cluster:
    members: set[str]
    groups: set[str]
    rejected: Set[str] = NOTHING  # record ids, by people
    unlike: Set[str] = NOTHING  # groups, by verdict
    apart: Set[str] = NOTHING  # record ids: other things that the same rows speak of


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
    """Cut records (by id, each its speaking version) into clusters; references that resolve to nothing are left out.

    Three steps: what rows are about; bare names that make an actor where nothing else bears the name ("Jugendamt" as a
    carrier), each group of them joining the one actor of its name; references and edits, which only ever join.
    """
    bare = {id: record for id, record in records.items() if _is_bare_name(record)}
    references = {id for id, record in records.items() if record.mention == MENTION_REFERS}
    edits = {id for id, record in records.items() if record.mention == MENTION_AMENDS}
    subjects = {id: record for id, record in records.items() if id not in bare and id not in references | edits}
    found = _united(subjects, judgements)
    found = _attach(_united(bare, judgements), found, records, judgements, alone=True)
    found = _attach([{id} for id in sorted(references)], found, records, judgements, alone=False)
    return _amended(edits, found, records, judgements)


def _amended(
    edits: set[str], clusters: list[set[str]], records: Mapping[str, Evidence], judgements: Judgements
) -> list[set[str]]:
    """Edits go where the record went that bore the thing's id when they were made; else where all that it had gone to is."""
    home = {id: n for n, members in enumerate(clusters) for id in members}
    for id in sorted(edits):
        at = home.get(str(records[id].features.get(AMENDS)))
        others = {home[other] for other in judgements.partners(id) if other in home} if at is None else {at}
        if len(others) == 1:
            clusters[others.pop()].add(id)
    return clusters


def _is_bare_name(record: Evidence) -> bool:
    bare = record.block.startswith("actor:") and "address" not in record.features and OWN not in record.features
    return record.mention == MENTION_CREATES and bare


def _united(records: Mapping[str, Evidence], judgements: Judgements) -> list[set[str]]:
    groups = _groups(records)
    clusters = {id: _Cluster({id}, {group}) for group, ids in groups.items() for id in ids}
    edges, unlike = _edges(groups, records)
    _forbid(clusters, groups, judgements, unlike)
    _tell_rows_apart(clusters, records)
    for a, b in sorted(judgements.same):
        if a in clusters and b in clusters:
            _unite(clusters, a, b, trusting_verdicts=False)
    for _, a, b in sorted(edges):
        _unite(clusters, a, b, trusting_verdicts=True)
    return list({id(one): one.members for one in clusters.values()}.values())


def _groups(records: Mapping[str, Evidence]) -> dict[str, list[str]]:
    """Records that look exactly alike to every verdict, so that each kind of pair is judged once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id, record in sorted(records.items()):
        groups[json.dumps([record.block, record.features, record.source], sort_keys=True)].append(id)
    return {ids[0]: ids for ids in groups.values()}


def _edges(
    groups: Mapping[str, list[str]], records: Mapping[str, Evidence]
) -> tuple[list[tuple[float, str, str]], list[Pair]]:
    edges: list[tuple[float, str, str]] = []
    unlike: list[Pair] = []
    by_block: dict[str, list[str]] = defaultdict(list)
    for first, ids in groups.items():
        by_block[records[first].block].append(first)
        score = verdict(records[first], records[first])
        if score > 0:
            edges += [(-score, a, b) for a, b in itertools.pairwise(ids)]
    for firsts in by_block.values():
        for n, a in enumerate(sorted(firsts)):
            for b in sorted(firsts)[n + 1 :]:
                score = verdict(records[a], records[b])
                if score > 0:
                    edges.append((-score, a, b))
                elif score == DIFFERENT:
                    unlike.append((a, b))
    return edges, unlike


def _forbid(
    clusters: dict[str, _Cluster], groups: Mapping[str, list[str]], judgements: Judgements, unlike: list[Pair]
) -> None:
    for a, b in judgements.different:
        if a in clusters and b in clusters:
            clusters[a].rejected |= {b}
            clusters[b].rejected |= {a}
    against: dict[str, set[str]] = defaultdict(set)
    for a, b in unlike:
        against[a].add(b)
        against[b].add(a)
    for first, others in against.items():
        for id in groups[first]:
            clusters[id].unlike = others


def _tell_rows_apart(clusters: dict[str, _Cluster], records: Mapping[str, Evidence]) -> None:
    """A row that names a facility and its carrier by near names speaks of two things; equal names are one."""
    rows: dict[str, list[str]] = defaultdict(list)
    for id, record in records.items():
        if "name" in record.features:
            rows[record.row_id].append(id)
    for ids in rows.values():
        if len(ids) < 2:
            continue
        for a, b in itertools.permutations(ids, 2):
            if not same_name(records[a], records[b]):
                clusters[a].apart |= {b}


def _unite(clusters: dict[str, _Cluster], a: str, b: str, *, trusting_verdicts: bool) -> None:
    left, right = clusters[a], clusters[b]
    if left is right or left.rejected & right.members:
        return
    if trusting_verdicts and (left.unlike & right.groups or left.apart & right.members):
        return
    if len(left.members) < len(right.members):
        left, right = right, left
    left.members |= right.members
    left.groups |= right.groups
    left.rejected = left.rejected | right.rejected
    left.unlike = left.unlike | right.unlike
    left.apart = left.apart | right.apart
    for id in right.members:
        clusters[id] = left


def _attach(
    groups: list[set[str]],
    clusters: list[set[str]],
    records: Mapping[str, Evidence],
    judgements: Judgements,
    *,
    alone: bool,
) -> list[set[str]]:
    """Add each group to the one cluster it can mean; where none or several fit, it stands alone or is left out."""
    home = {id: n for n, members in enumerate(clusters) for id in members}
    by_block: dict[str, set[int]] = defaultdict(set)
    for id, n in home.items():
        by_block[records[id].block].add(n)
    grown = [set(members) for members in clusters]
    for group in sorted(groups, key=min):
        judged = {home[other] for id in group for other in judgements.partners(id) if other in home}
        near = judged or {n for id in group for n in by_block[records[id].block]}
        fitting = {n for n in near if judged or _can_mean(group, clusters[n], records, judgements)}
        if len(fitting) == 1:
            grown[fitting.pop()].update(group)
        elif alone:
            grown.append(set(group))
    return grown


def _can_mean(group: set[str], members: set[str], records: Mapping[str, Evidence], judgements: Judgements) -> bool:
    """A block holds near names too: some member must bear the very name, and none may speak against it."""
    owns = {records[id].features.get(OWN) for id in group} - {None}
    others = {records[id].features.get(OWN) for id in members} - {None}
    if owns and others and not owns & others:
        return False
    return any(same_name(records[id], records[other]) for id in group for other in members) and all(
        legal_forms_agree(records[id], records[other]) and pair(id, other) not in judgements.different
        for id in group
        for other in members
    )
