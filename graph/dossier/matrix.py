"""The coverage matrix of a place: theme × target group, with what is not known told apart from what is not there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.coverage import anywhere, pairs, wanted
from graph.dossier.parts import Column, Grid
from graph.dossier.words import Words
from graph.view import View
from schema.vocabulary import Vocabulary

THEMES, GROUPS = 14, 8
UNSTATED = ""


def matrix(
    view: View,
    vocabulary: Vocabulary,
    areas: list[Mapping[str, Any]],
    asked: Mapping[str, Sequence[str]],
    moment: Mapping[str, str],
    words: Words,
) -> tuple[Grid | None, list[str]]:
    """The counts of offerings in the areas and the sources of these; `asked` names the `themes` and `target_groups`
    that must be in it. None where nothing is known and nothing wanted."""
    here = pairs(view.store, areas, **moment)
    needs = wanted(view.store, areas, known=moment["known"])
    known = anywhere(view.store, **moment)
    if not here and not needs:
        return None, []
    counts = _Counts(vocabulary, here, needs, known)
    themes, groups = counts.themes(asked["themes"]), counts.groups(asked["target_groups"])
    columns = [Column(words("coverage.theme"), 2.6), Column(words("coverage.all"), 1, "center")]
    columns += [Column(vocabulary.label(g, words.lang) if g else words("group.none"), 1.15, "center") for g in groups]
    rows = [
        [
            vocabulary.label(theme, words.lang),
            str(len(counts.offerings(theme))),
            *(counts.cell(theme, g) for g in groups),
        ]
        for theme in themes
    ]
    said = view.evidence({row["offering"] for row in here})
    return Grid(columns, rows), sorted({str(line["source"]) for lines in said.values() for line in lines})


class _Counts:
    """Offerings by theme and group; an offering fits a theme by its narrower ones, a group as in the questions."""

    def __init__(self, vocabulary: Vocabulary, here: Any, needs: Any, known: Any) -> None:
        self._vocabulary = vocabulary
        self._by_theme: dict[str, set[str]] = defaultdict(set)
        self._for: dict[str, set[str]] = defaultdict(set)
        for row in here:
            self._by_theme[row["theme"]].add(row["offering"])
            self._for[row["target_group"] or UNSTATED].add(row["offering"])
        self._for[UNSTATED] -= {o for group, found in self._for.items() if group for o in found}
        self._needs = [(row["theme"], row["target_group"]) for row in needs]
        self._known = {(row["theme"], row["target_group"]) for row in known}

    def offerings(self, theme: str) -> set[str]:
        return {o for narrower in self._vocabulary.narrower(theme) for o in self._by_theme.get(narrower, ())}

    def cell(self, theme: str, group: str) -> str:
        """A count; "0" where it is known elsewhere or wanted; "!" where a need is voiced; "·" where nothing is known."""
        themes = self._vocabulary.narrower(theme)
        groups = self._vocabulary.matching_groups([group]) if group else {UNSTATED}
        found = self.offerings(theme) & {o for g in groups for o in self._for.get(g, ())}
        if not group:
            return str(len(found)) if found else "·"
        need = any(t in themes and g == group for t, g in self._needs)
        known = need or any(t in themes and g in groups for t, g in self._known)
        text = str(len(found)) if found or known else "·"
        return f"{text}\u00a0!" if need else text

    def themes(self, asked: Sequence[str]) -> list[str]:
        """What was asked for, what is wanted, and the broadest themes with most offerings."""
        roots = [c.id for c in self._vocabulary.of_kind("Theme") if not c.broader]
        size = {id: len(self.offerings(id)) for id in roots}
        wanted = [r for r in roots if any(t in self._vocabulary.narrower(r) for t, _ in self._needs)]
        most = sorted((r for r in roots if size[r]), key=lambda id: (-size[id], id))
        kept = list(dict.fromkeys([*asked, *wanted, *most]))[: max(THEMES, len(asked) + len(wanted))]
        rest = sorted((id for id in kept if id not in asked), key=lambda id: (-size.get(id, 0), id))
        return [*dict.fromkeys(asked), *rest]

    def groups(self, asked: Sequence[str]) -> list[str]:
        """What was asked for, what is wanted, and those that most offerings name; by age, then by size."""
        size = Counter({group: len(found) for group, found in self._for.items() if group and found})
        wanted = [g for _, g in self._needs if g]
        most = [g for g, _ in sorted(size.items(), key=lambda item: (-item[1], item[0]))]
        kept = list(dict.fromkeys([*asked, *wanted, *most]))[:GROUPS]
        concepts = self._vocabulary.concepts
        kept.sort(key=lambda id: (concepts[id].min_age is None, concepts[id].min_age or 0, -size[id], id))
        return kept + ([UNSTATED] if self._for[UNSTATED] else [])
