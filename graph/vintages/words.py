"""The method and its limits, in words that stand beside every carried figure."""

from __future__ import annotations

METHOD = {
    "ground": ("nach Fläche", "by ground"),
    "grid": ("nach dem Bevölkerungsraster", "by the population grid"),
    "addresses": ("nach Adressen", "by addresses"),
    "areas": ("nach der Einwohnerzahl der kleinsten Räume", "by the population of the smallest areas"),
}
LIMITS = {
    "ground": (
        "Angenommen ist, dass sich alles gleichmäßig über die Fläche verteilt; Parks und Gewerbegebiete bekommen zu viel.",
        "It is assumed that everything spreads evenly over the ground; parks and business parks get too much.",
    ),
    "grid": (
        "Angenommen ist, dass sich die Zahl verteilt wie die Menschen im Raster; was nicht an Menschen hängt, liegt anders.",
        "It is assumed that the figure spreads as people do in the grid; what does not hang on people lies elsewhere.",
    ),
    "addresses": (
        "Angenommen ist, dass sich die Zahl verteilt wie die Adressen; ein Hochhaus zählt nur, was seine Adressen wiegen.",
        "It is assumed that the figure spreads as addresses do; a tower counts only what its addresses weigh.",
    ),
    "areas": (
        "Angenommen ist, dass sich die Menschen in jedem kleinsten Raum gleichmäßig über dessen Fläche verteilen.",
        "It is assumed that people spread evenly over the ground of each of the smallest areas.",
    ),
}
KIND = {
    "counts": ("Anzahlen sind aufgeteilt; ihre Summe bleibt", "Counts are split; their sum stays"),
    "rates": (
        "Anteile sind gewichtete Mittel; in einem Raum, der geteilt wurde, gilt überall derselbe",
        "Rates are weighted means; an area that was split has the same everywhere",
    ),
}
ESTIMATE = ("Geschätzt", "Estimated")


def limits(kind: str, method: str) -> dict[str, str]:
    """{de, en}: that it is an estimate, how it was made, and what was assumed."""
    return {
        lang: f"{ESTIMATE[n]} {METHOD[method][n]}. {KIND[kind][n]}. {LIMITS[method][n]}"
        for n, lang in enumerate(("de", "en"))
    }
