"""How alike two names of actors are, from 0 to 1, with what was found on the way. A pure function of the two.

Words are paired by their spelling. A word that only one name has costs less than one that the other has another word
for: "Caritas" and "Caritasverband Berlin" may be one, "Kita Nord" and "Kita Süd" are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ingest.matching.tokens import TELLING, Name, parse
from ingest.matching.words import lexicon

SAME_NAME = 0.78  # from here on two names are taken for one name
ONE_SIDED = 0.55  # cost of a word that only one name has, per weight
SWAPPED_COMMON = 0.7  # cost of a common word where the other name has another one
CONTRADICTION = 0.35  # the most that names of different numbers or directions reach
NUMBER_MISSING = 0.74  # the most where only one name has a number
INITIALS = 0.86
OTHER_FORM = 0.7  # factor where both name a legal form, and not the same
PART = 0.8  # a word that begins or ends the other: "Caritas" in "Caritasverband"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score and what explains it; `contained`: all of one name is in the other, `led`: at its beginning."""

    score: float
    contained: bool = False
    led: bool = False
    initials: bool = False
    numbers: bool = False  # different numbers
    apart: bool = False  # Nord and Süd
    kinds: bool = False  # Grundschule and Förderverein
    forms: bool = False  # e. V. and GmbH


def likeness(left: str, right: str) -> Likeness:
    """Compare two names; order does not matter.

    >>> likeness("JFE Linse", "Jugendfreizeiteinrichtung „Linse“").score
    1.0
    """
    return _likeness(*sorted((left, right)))


@lru_cache(maxsize=65_536)
def _likeness(left: str, right: str) -> Likeness:
    a, b = parse(left), parse(right)
    forms = bool(a.form and b.form and a.form != b.form)
    kinds = bool(a.kinds and b.kinds and not a.kinds & b.kinds)
    numbers, apart = _numbers_differ(a, b), bool(a.apart and b.apart and a.apart != b.apart)
    if "".join(a.full) == "".join(b.full):
        return Likeness(OTHER_FORM if forms else 1.0, contained=True, led=True, forms=forms)
    score, contained, led = _aligned(a, b)
    initials = is_initials(a, b) or is_initials(b, a)
    score = max(score, INITIALS) if initials else score
    if numbers or apart:
        score = min(score, CONTRADICTION)
    elif bool(a.numbers) != bool(b.numbers):
        score = min(score, NUMBER_MISSING)
    score = round(score * (OTHER_FORM if forms else 1.0), 4)
    contained = contained and not (numbers or apart or kinds)
    return Likeness(score, contained, contained and led, initials, numbers, apart, kinds, forms)


def _numbers_differ(a: Name, b: Name) -> bool:
    return bool(a.numbers and b.numbers and a.numbers != b.numbers) or bool(a.years and b.years and a.years != b.years)


def _aligned(a: Name, b: Name) -> tuple[float, bool, bool]:
    """Pair the words, best first; what is left over on both sides has been swapped, on one side added."""
    left, right = _joined(a, b), _joined(b, a)
    if "".join(sorted(w for w, _ in left)) == "".join(sorted(w for w, _ in right)):
        return 1.0, True, True
    near = sorted(
        ((spelling(v, w), -abs(i - j), i, j) for i, (v, _) in enumerate(left) for j, (w, _) in enumerate(right)),
        reverse=True,
    )
    used_left, used_right = dict[int, float](), dict[int, float]()
    gain = loss = 0.0
    for score, _, i, j in near:
        if score > 0 and i not in used_left and j not in used_right:
            used_left[i] = used_right[j] = score
            weight = max(left[i][1], right[j][1])
            gain, loss = gain + weight * score, loss + weight * (1 - score)
    rest_left = [weight for i, (_, weight) in enumerate(left) if i not in used_left]
    rest_right = [weight for j, (_, weight) in enumerate(right) if j not in used_right]
    loss += _cost(rest_left, rest_right)
    contained = _holds(left, used_left) or _holds(right, used_right)
    led = bool(near) and _first(left) in used_left and _first(right) in used_right
    return (gain / (gain + loss) if gain else 0.0), contained, led


def _joined(a: Name, b: Name) -> list[tuple[str, float]]:
    """The words of `a`, neighbours joined where `b` writes them as one word ("Good Will", "Goodwill")."""
    whole = {word for word in b.words if len(word) > 4}
    found, n = list[tuple[str, float]](), 0
    while n < len(a.words):
        size = next((k for k in (4, 3, 2) if "".join(a.words[n : n + k]) in whole and n + k <= len(a.words)), 1)
        text = "".join(a.words[n : n + size])
        found.append((text, a.weights[n] if size == 1 else TELLING))
        n += size
    return found


def _cost(left: list[float], right: list[float]) -> float:
    """What unpaired words cost: dear where both names have some, cheap where one only says more."""
    swapped = min(len(left), len(right))
    pairs = zip(sorted(left, reverse=True)[:swapped], sorted(right, reverse=True)[:swapped], strict=True)
    cost = sum(max(SWAPPED_COMMON, v) + max(SWAPPED_COMMON, w) for v, w in pairs)
    longer = sorted(left if len(left) > len(right) else right, reverse=True)
    return cost + ONE_SIDED * sum(longer[swapped:])


def _holds(words: list[tuple[str, float]], used: dict[int, float]) -> bool:
    """Are all words of a name found in the other? What kind of thing it is may go without saying there."""
    kinds = lexicon().kinds
    wanted = [n for n, (word, _) in enumerate(words) if word not in kinds]
    telling = any(words[n][1] >= TELLING and len(words[n][0]) > 2 for n in wanted)
    return telling and all(used.get(n, 0.0) >= PART for n in wanted)


def _first(words: list[tuple[str, float]]) -> int:
    """Where the name proper begins, after words for a kind ("Kita Sonnenschein")."""
    return next((n for n, (word, _) in enumerate(words) if word not in lexicon().kinds), 0)


@lru_cache(maxsize=262_144)
def spelling(left: str, right: str) -> float:
    """Likeness of two words: 1 for equal ones, less for slips of the pen and parts of compounds, 0 for other words."""
    if left == right:
        return 1.0
    longer, shorter = max(len(left), len(right)), min(len(left), len(right))
    allowed = 0 if shorter < 3 else 1 if longer <= 5 else 2 if longer <= 12 else 3
    if longer - shorter <= allowed:
        edits = OSA.distance(left, right, score_cutoff=allowed)
        if edits <= allowed:
            return 1 - edits / longer
    one, other = sorted((left, right), key=len)
    if (
        len(one) >= 6
        and one not in lexicon().common
        and (other.startswith(one) or (len(one) >= 8 and other.endswith(one)))
    ):
        return PART
    return 0.0


def is_initials(short: Name, long: Name) -> bool:
    """Is the one the other's initials? Every letter opens a word or a part of one; grammar may be left out."""
    if short.acronym is None or long.acronym is not None or len(long.full) < 2:
        return False
    return _spells(short.acronym, long.full, set(long.words) or set(long.full))


def _spells(letters: str, words: tuple[str, ...], wanted: set[str]) -> bool:
    """Words of grammar may be skipped; a long word may give a second letter from its inside (JugendHilfe)."""
    if not words:
        return not letters
    first, rest = words[0], words[1:]
    if first not in wanted and _spells(letters, rest, wanted):
        return True
    if not letters or letters[0] != first[0]:
        return False
    if _spells(letters[1:], rest, wanted):
        return True
    inside = len(letters) > 1 and len(first) >= 8 and letters[1] not in "aeiou" and letters[1] in first[3:]
    return inside and _spells(letters[2:], rest, wanted)
