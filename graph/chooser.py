"""The door for a plug-in that chooses a question where the rules understood nothing, for example a language model.

It is off unless a setting names it. It may only choose one question of the catalogue and its parameters; names and places
it gives are looked up and concepts are checked exactly as those of a person are, so it can neither invent an answer nor see
the graph. A choice that does not fit is dropped, and "not understood" stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from graph.ask import NEEDED, Chooser, checked
from graph.catalogue import catalogue
from graph.understanding import Understanding
from schema.vocabulary import Vocabulary, load_vocabulary

Plugin = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any] | None]
NAMES = ("actor", "other", "cooperation")
LISTS = ("themes", "target_groups", "sectors", "kinds")


def chooser(plugin: Plugin) -> Chooser:
    """A plug-in `(text, lang, offer) -> choice or None` as an Asker wants it.

    `offer` holds what may be chosen (`offer()`); a choice is `{"question_id", "themes", "target_groups", "sectors", "kinds",
    "here", "actor", "other", "cooperation", "since"}`, all but the first optional. An OSError or a ValueError of the plug-in
    (no network, no JSON) counts as no choice.
    """

    def choose(text: str, lang: str) -> Understanding | None:
        try:
            choice = plugin(text, lang, offer(lang))
        except (OSError, ValueError):
            return None
        return chosen(choice, lang, load_vocabulary()) if choice else None

    return choose


def chosen(choice: Mapping[str, Any], lang: str, vocabulary: Vocabulary) -> Understanding | None:
    """A choice as an Understanding; None where it does not fit the catalogue or the vocabularies."""
    asked = next((question for question in catalogue() if question.id == choice.get("question_id")), None)
    if asked is None or not _of_the_right_form(choice):
        return None
    found = Understanding(
        asked.id,
        lang,
        themes=tuple(choice.get("themes") or ()),
        target_groups=tuple(choice.get("target_groups") or ()),
        sectors=tuple(choice.get("sectors") or ()),
        kinds=tuple(choice.get("kinds") or ()),
        names={name: str(choice[name]) for name in NAMES if choice.get(name)},
        chosen_here=choice.get("here") or None,
        since=choice.get("since") or None,
        chosen_by="plug-in",
    )
    return None if checked(asked, found, vocabulary) else found


def _of_the_right_form(choice: Mapping[str, Any]) -> bool:
    texts = all(isinstance(choice.get(name) or "", str) for name in (*NAMES, "here", "since"))
    lists = (choice.get(name) or [] for name in LISTS)
    return texts and all(isinstance(one, list | tuple) and all(isinstance(id, str) for id in one) for one in lists)


@cache
def offer(lang: str) -> dict[str, Any]:
    """What may be chosen: the catalogue with its parameters, and the concepts with their labels in the language."""
    concepts = load_vocabulary().concepts.values()

    def labelled(kind: str) -> list[dict[str, str]]:
        return [{"id": c.id, "label": c.labels[lang]} for c in concepts if c.kind == kind]

    return {
        "questions": [
            {
                "id": q.id,
                "title": q.title[lang],
                "about": q.about[lang],
                "phrasings": list(q.phrasings[lang]),
                "parameters": list(q.parameters),
                "needs": list(NEEDED.get(q.id, ())),
            }
            for q in catalogue()
        ],
        "themes": labelled("Theme"),
        "target_groups": labelled("TargetGroup"),
        "sectors": labelled("Sector"),
    }
