"""What the measure of agreement means, in words."""

from __future__ import annotations

STEPS = (  # from this share on: what may be said
    (0.75, "Die Umrisse stimmen weitgehend überein.", "The outlines largely agree."),
    (
        0.4,
        "Die Umrisse teilen einen Kern und gehen am Rand auseinander.",
        "The outlines share a core and differ at the edge.",
    ),
    (0.0001, "Die Umrisse teilen nur einen kleinen Kern.", "The outlines share but a small core."),
    (0.0, "Kein Stück Boden liegt in allen Umrissen.", "No piece of ground lies in all outlines."),
)
MEASURE = {
    "de": "{share} des Bodens, den überhaupt jemand zum Quartier zählt, zählen alle dazu (Kern durch Vereinigung).",
    "en": "{share} of the ground that anybody counts as the neighbourhood, everybody does (core by union).",
}


def in_words(agreement: float | None, outlines: int) -> dict[str, str]:
    """{de, en}: the number in a sentence, and what it means; of a single outline, that there is nothing to compare."""
    if agreement is None:
        return {"de": "Es ist kein Umriss bekannt.", "en": "No outline is known."}
    if outlines == 1:
        return {"de": "Nur ein Umriss: nichts zu vergleichen.", "en": "A single outline: nothing to compare."}
    meaning = next(words for limit, *words in STEPS if agreement >= limit)
    shares = {"de": f"{agreement * 100:.0f} %", "en": f"{agreement * 100:.0f}%"}
    return {
        lang: f"{text} {MEASURE[lang].format(share=shares[lang])}"
        for lang, text in zip(("de", "en"), meaning, strict=True)
    }
