"""Where to put the nodes of a drawing, without chance: the same graph always gets the same picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
SPRING_LIMIT = 1500  # above, a spring layout takes too long and shows a hairball
ROUNDS = 60
SPACING = 60.0
GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def positions(groups: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A point (pixels) per node; `groups` tells each node's group, `edges` join nodes by their index."""
    points = _springs(len(groups), edges) if len(groups) <= SPRING_LIMIT else _rings(groups)
    return [(int(x), int(y)) for x, y in np.rint(points).tolist()]


def _spiral(count: int) -> Points:
    index = np.arange(count, dtype=np.float32)
    radius, angle = SPACING * np.sqrt(index + 1), index * GOLDEN_ANGLE
    return np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1).astype(np.float32)


def _springs(count: int, edges: Sequence[tuple[int, int]]) -> Points:
    """Linked nodes attract, all nodes repel each other, and a slight pull holds the parts together."""
    points = _spiral(count)
    ends = np.array(edges, dtype=np.intp).reshape(-1, 2)
    step = SPACING * 2
    for _ in range(ROUNDS):
        force = _repulsion(points) - points * 0.02
        pull = points[ends[:, 1]] - points[ends[:, 0]]
        pull *= np.linalg.norm(pull, axis=1, keepdims=True) / (4 * SPACING)
        np.add.at(force, ends[:, 0], pull)
        np.subtract.at(force, ends[:, 1], pull)
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1.0)
        points = (points + force / length * np.minimum(length, step)).astype(np.float32)
        step *= 0.94
    return points


def _repulsion(points: Points) -> Points:
    across, down = (points[:, None, axis] - points[None, :, axis] for axis in (0, 1))
    weight = SPACING**2 * 4 / np.maximum(across**2 + down**2, np.float32(1.0))
    return np.stack(((across * weight).sum(axis=1), (down * weight).sum(axis=1)), axis=1).astype(np.float32)


def _rings(groups: Sequence[int]) -> Points:
    """Every group a spiral of its own, the spirals side by side around a circle."""
    points = np.zeros((len(groups), 2), dtype=np.float32)
    members = [[i for i, group in enumerate(groups) if group == wanted] for wanted in sorted(set(groups))]
    widest = SPACING * max(len(part) for part in members) ** 0.5
    for number, part in enumerate(members):
        angle = 2 * np.pi * number / len(members)
        centre = widest * max(2, len(members) / 2) * np.array([np.cos(angle), np.sin(angle)])
        points[part] = _spiral(len(part)) + centre
    return points
