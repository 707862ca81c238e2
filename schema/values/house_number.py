"""House numbers: '12', '12a', '12-16', '12/14', '12 a–c', and which of them lie within which."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_UNIT = re.compile(r"(\d+)\s*([a-z]?)(?![a-z])")
_LETTERS = re.compile(r"^(\d+)\s*([a-z])\s*-\s*([a-z])$")
_SIGNS = re.compile(r"\s*[-–—/+&,]\s*|\s+(?:bis|und|u\.)\s+")


class Numbers(NamedTuple):
    """A house number or a range of them; both ends are (number, suffix). `both_sides`: odd and even ones alike."""

    low: tuple[int, str]
    high: tuple[int, str]
    both_sides: bool = True

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def holds(self, number: tuple[int, str]) -> bool:
        """Does a single number lie in the range? Between ends of one parity lie only numbers of that parity."""
        if not self.is_range:
            return number == self.low
        if not self.low <= number <= (self.high[0], self.high[1] or "~"):
            return False
        return self.both_sides or number[0] % 2 == self.low[0] % 2

    def meets(self, other: Numbers) -> bool:
        """Do the two have a house in common? '14' meets '12-16', '12a' does not meet '12'."""
        if not other.is_range:
            return self.holds(other.low)
        if not self.is_range:
            return other.holds(self.low)
        return self.holds(other.low) or self.holds(other.high) or other.holds(self.low)


def normal_number(text: str) -> str:
    """One spelling: '12 A' becomes '12a', '12 – 16' becomes '12-16'; leading zeros go."""
    joined = _SIGNS.sub(
        lambda sign: "/" if "/" in sign[0] else "+" if "+" in sign[0] else "-", text.casefold().strip(" .,")
    )
    return re.sub(r"\b0+(?=\d)", "", re.sub(r"(?<=\d)\s+(?=[a-z]\b)", "", joined))


@lru_cache(maxsize=50_000)
def numbers(text: str) -> Numbers | None:
    """The house number or range that a text says; None where it says none."""
    normal = normal_number(text)
    letters = _LETTERS.match(normal)
    if letters:
        number = int(letters[1])
        return Numbers((number, letters[2]), (number, letters[3]))
    units = [(int(number), suffix) for number, suffix in _UNIT.findall(normal)]
    if not units:
        return None
    first, last = min(units), max(units)
    return Numbers(first, last, both_sides=first[0] % 2 != last[0] % 2)
