"""The verdict on a pair of records: a pure function of the two, without statistics of the corpus.

Only records of one block (see `blocks` for actors; else an equal name, address or code) are ever compared here; near names
are a matter of `candidates`.
"""

from __future__ import annotations

import math

from schema.record import Evidence

DIFFERENT = -1.0
UNKNOWN = 0.0
SAME = 1.0
METRES_PER_DEGREE = 111_320.0
CORNER, NEIGHBOURHOOD, FAR = 60.0, 120.0, 600.0  # metres; coordinates of lists are rounded to some fifty
ONE_HOUSE, NEIGHBOURS, AROUND, UNPLACED, ELSEWHERE = 4, 3, 2, 1, 0
SHARED_CONTACT = ("phones", "emails", "hosts")
OWN = "own"  # the feature of a record that comes from our own export: the id of its thing


def verdict(a: Evidence, b: Evidence) -> float:
    """A score above 0 when the two are the same thing, DIFFERENT when they cannot be, UNKNOWN when nothing says so."""
    if OWN in a.features and OWN in b.features and (a.source == b.source or a.features[OWN] == b.features[OWN]):
        return SAME if a.features[OWN] == b.features[OWN] else DIFFERENT
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
    """Equal names are the same actor unless the legal form or the place speaks against it.

    Legal persons (both with a legal form) may have several addresses; a facility without one ("Sportjugendclub")
    is another one at another street. Names that are not equal, but only differ in saying what it is ("Kita
    Sonnenschein"), are the same actor in the same house only, and where two lists speak: one list seldom names a thing
    twice.
    """
    if not legal_forms_agree(a, b):
        return DIFFERENT
    near = _nearness(a, b)
    if _numbered_apart(a, b):
        return DIFFERENT if near == ELSEWHERE else UNKNOWN
    if not same_name(a, b):
        return 0.7 if a.source != b.source and near >= NEIGHBOURS and _names_agree(a, b) else UNKNOWN
    if near >= NEIGHBOURS:
        return 1.0 if near == ONE_HOUSE else 0.95
    if a.features.get("legal_form") is not None and b.features.get("legal_form") is not None:
        return 0.9 if near == UNPLACED else 0.8
    if near == ELSEWHERE:
        return DIFFERENT
    if shares_contact(a, b):
        return 0.85
    return 0.9 if near == UNPLACED and not _placed(a) and not _placed(b) else UNKNOWN


def _numbered_apart(a: Evidence, b: Evidence) -> bool:
    """One list gives them different numbers: two schools of one association, say."""
    left, right = set(a.features.get("identifiers", ())), set(b.features.get("identifiers", ()))
    return a.source == b.source and bool(left and right) and not left & right


def _nearness(a: Evidence, b: Evidence) -> int:
    """How near the places are: ELSEWHERE is a contradiction, UNPLACED says nothing."""
    left, right = a.features.get("address"), b.features.get("address")
    metres = distance(a.features.get("point"), b.features.get("point"))
    if left and right:
        if left == right or same_house(left, right):
            return ONE_HOUSE
        one_street, one_corner = _street(left) == _street(right), metres is not None and metres <= CORNER
        return NEIGHBOURS if one_street and one_corner else AROUND if one_street or one_corner else ELSEWHERE
    if metres is None:
        return UNPLACED
    return NEIGHBOURS if metres <= NEIGHBOURHOOD else AROUND if metres <= FAR else ELSEWHERE


def _placed(record: Evidence) -> bool:
    return "address" in record.features or "point" in record.features


def distance(left: str | None, right: str | None) -> float | None:
    """Metres between two points ('13.5 52.5'); None where one is not known."""
    if not left or not right:
        return None
    (lon, lat), (other_lon, other_lat) = (map(float, point.split()) for point in (left, right))
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(east, lat - other_lat) * METRES_PER_DEGREE


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
    unlike = any(left and right and not left & right for left, right in ((says, other_says), (kinds, other_kinds)))
    if unlike or ("supporters" in says) != ("supporters" in other_says):
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
