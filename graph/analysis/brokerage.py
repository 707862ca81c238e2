"""Brokerage between groups (Gould and Fernandez 1989, Sociological Methodology 19: Structures of mediation)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import permutations

from graph.analysis.network import Network

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage(network: Network, group_of: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Node -> how often it stands between two who are not tied, by role.

    For each ordered pair a, b of its contacts that are not tied to each other, and groups A, V, B of a, the node and b:
    coordinator A=V=B, itinerant (consultant) A=B≠V, gatekeeper A≠V=B, representative A=V≠B, liaison all different.
    Ties have no direction here, so that gatekeeper and representative are always equal. Nodes without a group take no part.
    """
    found: dict[str, dict[str, int]] = {}
    for broker in network.nodes:
        if broker not in group_of:
            continue
        contacts = sorted(node for node in network.neighbours[broker] if node in group_of)
        open_pairs = ((a, b) for a, b in permutations(contacts, 2) if b not in network.neighbours[a])
        counted = Counter(_role(group_of[a], group_of[broker], group_of[b]) for a, b in open_pairs)
        found[broker] = {role: counted[role] for role in ROLES}
    return found


def _role(a: str, broker: str, b: str) -> str:
    if a == b:
        return "coordinator" if a == broker else "itinerant"
    if broker == b:
        return "gatekeeper"
    return "representative" if broker == a else "liaison"
