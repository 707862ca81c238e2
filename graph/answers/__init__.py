"""Answers: run a question of the catalogue on a view and shape its rows as the outer contract says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from graph.answers import cells, changes, common_ground, located, network, profile
from graph.answers.base import Answer, Arguments, Memory, Run
from graph.catalogue import Question
from graph.view import View
from schema.vocabulary import Vocabulary

__all__ = ["SHAPES", "Answer", "Arguments", "answer"]

SHAPES: dict[str, Callable[[Run], Answer]] = {
    "who-covers": located.offerings,
    "actors-here": located.actors,
    "responsible-department": located.departments,
    "cooperations-here": located.cooperations,
    "coordinator-of": located.coordinators,
    "needs-here": located.needs,
    "potentials-here": located.potentials,
    "participation-here": located.participation,
    "planning-here": located.planning,
    "unverified": located.unverified,
    "gaps": cells.gaps,
    "overlaps": cells.overlaps,
    "partners-of": network.partners,
    "possible-partners": common_ground.possible_partners,
    "bridges": network.bridges,
    "single-points": network.single_points,
    "silo": network.silo,
    "introductions": network.introductions,
    "changes-since": changes.changes,
    "quartier-profile": profile.profile,
}


def answer(
    question: Question,
    view: View,
    arguments: Arguments,
    vocabulary: Vocabulary,
    today: dt.date,
    memory: Memory | None = None,
) -> Answer:
    """Run a question. `today` decides what holds when no `as_of` is given.

    `memory` is what earlier answers on the same graph read about the whole of it.
    """
    run = Run(question, view, arguments, vocabulary, today, {} if memory is None else memory)
    found = SHAPES[question.id](run)
    found.parameters = run.given
    return found
