"""Two snapshots of a network beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.network import Network, Pair


@dataclass(frozen=True)
class Comparison:
    """Nodes and ties that are new, that went, that stayed; `stability` is the share of the ties of either that both have.

    That share is Jaccard's index as Snijders, van de Bunt and Steglich 2010 (Social Networks 32) use it for waves of a panel.
    """

    nodes_new: Sequence[str]
    nodes_gone: Sequence[str]
    ties_new: Sequence[Pair]
    ties_gone: Sequence[Pair]
    ties_kept: Sequence[Pair]
    stability: float | None


def compare(before: Network, after: Network) -> Comparison:
    """What happened between two snapshots; stability is None where there was never a tie."""
    old, new = set(before.ties), set(after.ties)
    kept, either = old & new, old | new
    return Comparison(
        nodes_new=sorted(set(after.nodes) - set(before.nodes)),
        nodes_gone=sorted(set(before.nodes) - set(after.nodes)),
        ties_new=sorted(new - old),
        ties_gone=sorted(old - new),
        ties_kept=sorted(kept),
        stability=len(kept) / len(either) if either else None,
    )
