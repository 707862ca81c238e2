"""The verdict on a pair of records: a pure function of the two, without statistics of the corpus.

Only records of one block (see `blocks` for actors; else an equal name, address or code) are ever compared here; near names
are a matter of `candidates`.
"""

from __future__ import annotations

from schema.record import Evidence

DIFFERENT = -1.0
UNKNOWN = 0.0
SAME = 1.0
SHARED_CONTACT = ("phones", "emails", "hosts")


def verdict(a: Evidence, b: Evidence) -> float:
    """A score above 0 when the two are the same thing, DIFFERENT when they cannot be, UNKNOWN when nothing says so."""
    if "code" in a.features or "level" in a.features or "code" in b.features or "level" in b.features:
        return _areas(a, b)
    if a.block.startswith("actor:"):
        return _actors(a, b)
    return SAME


def shares_contact(a: Evidence, b: Evidence) -> bool:
    """Do the two have a phone, an e-mail or a web host in common (as keyed hashes)?"""
    return any(set(a.features.get(kind, ())) & set(b.features.get(kind, ())) for kind in SHARED_CONTACT)


def legal_forms_agree(a: Evidence, b: Evidence) -> bool:
    """Neither contradicts the other: one is silent, or both name forms of one class (gGmbH and GmbH do)."""
    left, right = a.features.get("legal_form"), b.features.get("legal_form")
    return left is None or right is None or left == right


def same_name(a: Evidence, b: Evidence) -> bool:
    """Have the two the same key? Records from before names were a feature have it where they share a block."""
    return bool(a.features.get("name") == b.features.get("name"))


def _actors(a: Evidence, b: Evidence) -> float:
    """Equal names are the same actor unless the legal form or the address speaks against it.

    Legal persons (both with a legal form) may have several addresses; a facility without one ("Sportjugendclub")
    is another one at another street. Names that are not equal, but only differ in saying what it is ("Kita
    Sonnenschein"), are the same actor in the same house only, and where two lists speak: one list seldom names a thing
    twice.
    """
    if not legal_forms_agree(a, b):
        return DIFFERENT
    left, right = a.features.get("address"), b.features.get("address")
    if not same_name(a, b):
        near = a.source != b.source and left and right and same_house(left, right) and _names_agree(a, b)
        return 0.7 if near else UNKNOWN
    legal = a.features.get("legal_form") is not None and b.features.get("legal_form") is not None
    if left and right:
        return _located(a, b, left, right, legal)
    if legal:
        return 0.9
    if shares_contact(a, b):
        return 0.85
    return 0.9 if not left and not right else UNKNOWN


def _located(a: Evidence, b: Evidence, left: str, right: str, legal: bool) -> float:
    if left == right:
        return 1.0
    if same_house(left, right):
        return 0.95
    if legal:
        return 0.8
    if _street(left) != _street(right):
        return DIFFERENT
    return 0.85 if shares_contact(a, b) else UNKNOWN


def same_house(left: str, right: str) -> bool:
    """One street and number; the postal code may be missing in one of them."""
    (street, number, code), (other_street, other_number, other_code) = left.split("|"), right.split("|")
    codes = code == other_code or not code or not other_code
    return bool(street and number) and (street, number) == (other_street, other_number) and codes


def _street(address: str) -> str:
    return address.split("|")[0]


def _names_agree(a: Evidence, b: Evidence) -> bool:
    """The same telling words, and neither the words for a kind nor the declared kinds speak of two things.

    Where only one name says what it is, the declared kinds must agree: a Kita and a gallery may share name and house.
    """
    if a.features.get("core") != b.features.get("core"):
        return False
    says, other_says = set(a.features.get("says", ())), set(b.features.get("says", ()))
    kinds, other_kinds = set(a.features.get("kinds", ())), set(b.features.get("kinds", ()))
    if (kinds and other_kinds and not kinds & other_kinds) or ("supporters" in says) != ("supporters" in other_says):
        return False
    return bool(says & other_says or kinds & other_kinds) or (not says and not other_says)


def _areas(a: Evidence, b: Evidence) -> float:
    """Surveyed areas are told apart by scheme, level, code and validity; a mere name goes to the fitting one.

    Where several fit, the one still valid wins over a former one, and the larger level over the smaller.
    """
    left, right = a.features.get("code"), b.features.get("code")
    if left and right:
        return SAME if left == right else DIFFERENT
    levels = {feature for feature in (a.features.get("level"), b.features.get("level")) if feature}
    if len(levels) > 1:
        return DIFFERENT
    surveyed = a if left else b
    if not (left or right):
        return 0.9
    certain = 0.8 if len({a.features.get("level"), b.features.get("level")}) > 1 else 0.9
    former = 0.05 if surveyed.features.get("valid_until") else 0.0
    return certain - former - 0.001 * len(str(surveyed.features.get("number", "")))
