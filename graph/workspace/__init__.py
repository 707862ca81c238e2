"""What the page's workspace holds: the whole network in little room, with all that its views filter by."""

from graph.workspace.network import MOST, network

__all__ = ["MOST", "network"]
