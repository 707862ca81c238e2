"""Amounts of money: '4.50 EUR'."""

from __future__ import annotations

import re
from decimal import Decimal

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data
from schema.values.numbers import caption_number, clean_number, near

_SIGNS = {"€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD", "chf": "CHF", "£": "GBP", "gbp": "GBP"}
_HIGHEST = 1e12
_AMOUNT = re.compile(r"(?P<before>[€$£]|[a-z]{3,4})?\s?(?P<number>[\d.,]+?)(?:,-|,--)?\s?(?P<after>[€$£]|[a-z]{3,4})?")


def clean(raw: object) -> str | None:
    """'4,50 Euro', '€ 4.50', '170 €', 'kostenlos'. Without a currency it is euros; 'auf Spendenbasis' is no amount."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _stored(float(raw), "EUR")
    text = squeeze(raw).casefold().strip(" .!")
    if not text or text in data("money_words")["unstated"]:
        return None
    if text in data("money_words")["free"]:
        return _stored(0.0, "EUR")
    match = _AMOUNT.fullmatch(text)
    sign = (match["before"] or match["after"] or "eur") if match else ""
    if match is None or sign not in _SIGNS or (match["before"] and match["after"]):
        raise ValueProblem("money-invalid", "This is not an amount; write 4,50 EUR.")
    value = clean_number(_decimal_point(match["number"]))
    return _stored(value or 0.0, _SIGNS[sign])


def _decimal_point(number: str) -> str:
    """'4.50' is four and a half here, unlike '1.200': amounts have two decimals."""
    return number.replace(".", ",") if re.fullmatch(r"\d+\.\d{1,2}", number) else number


def _stored(value: float, currency: str) -> str:
    if not 0 <= value < _HIGHEST:
        raise ValueProblem("money-invalid", "This amount is too large.")
    return f"{Decimal(str(value)).quantize(Decimal('0.01'))} {currency}"


def compare(left: Scalar, right: Scalar) -> float:
    """Ratio of the amounts, 0 for different currencies."""
    (amount, currency), (other, other_currency) = str(left).split(), str(right).split()
    return near(float(amount), float(other)) if currency == other_currency else 0.0


def caption(value: Scalar, lang: str) -> str:
    """'4,50 €' in German, '€4.50' in English."""
    amount, currency = str(value).split()
    whole = caption_number(int(float(amount)), lang)
    cents = amount.partition(".")[2]
    sign = {"EUR": "€", "USD": "$", "GBP": "£"}.get(currency, currency)
    return f"{whole},{cents} {sign}" if lang == "de" else f"{sign}{whole}.{cents}"


KIND = Kind("money", clean, compare, caption)
