"""The features of two actors that are compared, each with a weight and a sentence a person can read.

A comparison is a sum: the name gives up to 0.7, everything else adds or takes away. Three outcomes: same, different, ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from ingest.matching.names import PART, SAME_NAME, Likeness, likeness
from ingest.matching.profiles import Profile
from ingest.matching.tokens import parse
from ingest.matching.verdicts import FAR, NEIGHBOURHOOD, distance, same_house

Outcome = Literal["same", "different", "ask"]
NAME = 0.7
PART_WITHIN = 0.72  # one name stands somewhere inside the other
ASK, ASK_BARE, SURE = 0.64, 0.52, 0.99
NAMES_COMPARED = 6
RESEMBLANCE = 65.0  # rapidfuzz's ratio of the words; names nearly equal to us lie well above


@dataclass(frozen=True, slots=True)
class Reason:
    """What one feature says: its sentence in German and English, and what it adds to (or takes from) the score."""

    feature: str
    de: str
    en: str
    weight: float

    def text(self, lang: str) -> str:
        return self.en if lang == "en" else self.de


@dataclass(frozen=True, slots=True)
class Comparison:
    score: float
    outcome: Outcome
    reasons: tuple[Reason, ...]


def compare(a: Profile, b: Profile) -> Comparison:
    """The verdict on two actors, as a pure function of the two. Two things of one row are different."""
    if a.rows & b.rows:
        reason = Reason("row", "eine Zeile nennt beide nebeneinander", "one row names both side by side", -1.0)
        return Comparison(0.0, "different", (reason,))
    reasons = [reason for feature in FEATURES for reason in feature(a, b)]
    score = round(min(1.0, max(0.0, sum(reason.weight for reason in reasons))), 2)
    wanted = ASK_BARE if a.bare or b.bare else ASK
    outcome: Outcome = "same" if score >= SURE else "ask" if score >= wanted else "different"
    return Comparison(score, outcome, tuple(reasons))


def may_be_asked(a: Profile, b: Profile) -> bool:
    """A cheap look that rules out most pairs before their features are compared.

    With nothing in common beside the name, names must be nearly equal; at two addresses even that is not enough.
    """
    if _share_anything(a, b):
        return True
    streets = {text.split("|", 1)[0] for text in a.addresses}
    if a.addresses and b.addresses and streets.isdisjoint(text.split("|", 1)[0] for text in b.addresses):
        return False
    bare = a.bare or b.bare
    return any(_resemble(name, other, bare) for name in a.names for other in b.names)


def _share_anything(a: Profile, b: Profile) -> bool:
    houses = {text.rsplit("|", 1)[0] for text in a.addresses}
    return (
        any(text.rsplit("|", 1)[0] in houses for text in b.addresses)
        or not a.identifiers.isdisjoint(b.identifiers)
        or any(not texts.isdisjoint(b.contacts.get(kind, ())) for kind, texts in a.contacts.items())
    )


def _resemble(left: str, right: str, bare: bool) -> bool:
    """Do the words resemble each other? A bare name need only be part of the other, or begin a word of it."""
    one, other = parse(left), parse(right)
    if one.acronym or other.acronym or "".join(one.words) == "".join(other.words):
        return True
    words, others = " ".join(one.words), " ".join(other.words)
    if not bare:
        return fuzz.token_sort_ratio(words, others, score_cutoff=RESEMBLANCE) > 0
    begun = any(w.startswith(v) or v.startswith(w) for v in one.words for w in other.words if min(len(v), len(w)) > 5)
    return begun or fuzz.token_set_ratio(words, others, score_cutoff=RESEMBLANCE) > 0


def best_likeness(a: Profile, b: Profile) -> Likeness:
    """Of the names by which either is known (the first few, in order of the alphabet)."""
    names, others = sorted(a.names)[:NAMES_COMPARED], sorted(b.names)[:NAMES_COMPARED]
    pairs = (likeness(name, other) for name in names for other in others)
    return max(pairs, key=lambda found: (found.score, found.contained), default=Likeness(0.0))


def _name(a: Profile, b: Profile) -> Iterator[Reason]:
    found = best_likeness(a, b)
    score, percent = found.score, round(found.score * 100)
    if found.initials:
        yield Reason("name", "Abkürzung und ausgeschriebener Name", "an abbreviation and its full name", _worth(score))
    elif found.contained and score < 1 and not (found.numbers or found.apart or found.forms):
        score = max(score, PART if found.led else PART_WITHIN)
        yield Reason("name", "ein Name steckt im anderen", "one name is part of the other", _worth(score))
    elif score == 1:
        yield Reason("name", "Namen bis auf Schreibweise gleich", "names equal but for spelling", _worth(score))
    else:
        yield Reason("name", f"Namen zu {percent} % ähnlich", f"names {percent} % alike", _worth(score))
    if found.numbers:
        yield Reason("name", "verschiedene Nummern im Namen", "different numbers in the names", 0.0)
    if found.apart:
        yield Reason("name", "Namen unterscheiden Teile (Nord/Süd)", "names tell parts apart (north/south)", 0.0)
    if found.kinds:
        yield Reason("name", "die Namen nennen verschiedene Arten", "the names speak of different kinds", -0.08)


def _worth(score: float) -> float:
    return round(NAME * score, 4)


def _legal_form(a: Profile, b: Profile) -> Iterator[Reason]:
    forms = a.forms or {form for name in a.names if (form := parse(name).form)}
    others = b.forms or {form for name in b.names if (form := parse(name).form)}
    if forms and others and not forms & others:
        yield Reason("legal_form", "verschiedene Rechtsform", "different legal form", -0.05)


def _address(a: Profile, b: Profile) -> Iterator[Reason]:
    if not a.addresses or not b.addresses:
        return
    if any(left == right or same_house(left, right) for left in a.addresses for right in b.addresses):
        yield Reason("address", "gleiche Anschrift", "same address", 0.15)
    elif {text.rsplit("|", 1)[0] for text in a.addresses} & {text.rsplit("|", 1)[0] for text in b.addresses}:
        yield Reason(
            "address",
            "gleiche Straße und Nummer, andere Postleitzahl",
            "same street and number, another postal code",
            0.1,
        )
    elif {text.split("|")[0] for text in a.addresses} & {text.split("|")[0] for text in b.addresses}:
        yield Reason("address", "gleiche Straße, andere Nummer", "same street, another number", 0.0)
    else:
        yield Reason("address", "verschiedene Anschrift", "different address", -0.2)


def _area(a: Profile, b: Profile) -> Iterator[Reason]:
    metres = [found for left in a.points for right in b.points if (found := distance(left, right)) is not None]
    codes = [{text.split("|")[2] for text in side.addresses} - {""} for side in (a, b)]
    if metres and min(metres) <= NEIGHBOURHOOD:
        near = round(min(metres))
        yield Reason("area", f"{near} m voneinander entfernt", f"{near} m apart", 0.1)
    elif metres and min(metres) > FAR:
        far = round(min(metres) / 1000, 1)
        yield Reason(
            "area", f"{far} km voneinander entfernt", f"{far} km apart", -0.1 if a.addresses and b.addresses else -0.2
        )
    elif all(codes) and not codes[0] & codes[1]:
        yield Reason("area", "verschiedene Postleitzahl", "different postal code", -0.05)


CONTACTS = {
    "phones": ("phone", "gleiche Telefonnummer", "same phone", 0.15),
    "emails": ("email", "gleiche E-Mail-Adresse", "same e-mail", 0.15),
    "hosts": ("web_host", "gleiche Website", "same web site", 0.1),
}


def _contacts(a: Profile, b: Profile) -> Iterator[Reason]:
    for kind, (feature, de, en, weight) in CONTACTS.items():
        if a.contacts.get(kind, set()) & b.contacts.get(kind, set()):
            yield Reason(feature, de, en, weight)


def _register(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.identifiers & b.identifiers:
        yield Reason("register_number", "gleiche Kennung", "same register number or identifier", 0.3)


def _kind(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        yield Reason("kind", "verschiedene Art", "different kind", -0.08)
    elif a.kinds & b.kinds:
        yield Reason("kind", "gleiche Art", "same kind", 0.02)


def _one_list(a: Profile, b: Profile) -> Iterator[Reason]:
    """A list seldom names a thing twice, and its rooms in one house share everything but the name."""
    if a.entity and b.entity and a.sources & b.sources:
        found = best_likeness(a, b)
        weight = -0.06 if found.contained or found.score >= SAME_NAME else -0.2
        yield Reason("source", "beide in einer Liste", "both in one list", weight)


FEATURES: tuple[Callable[[Profile, Profile], Iterator[Reason]], ...] = (
    _name,
    _legal_form,
    _address,
    _area,
    _contacts,
    _register,
    _kind,
    _one_list,
)
