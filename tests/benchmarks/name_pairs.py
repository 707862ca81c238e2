"""How well names are told apart: our name feature beside rapidfuzz and Splink, on the labelled pairs of organisations.

    python -m tests.benchmarks.name_pairs [FILE]

Splink comes with `pip install .[bench]`; without it the other two are measured. Our threshold is fixed; the others are given
the threshold that suits them best on these very pairs, which flatters them.
"""

from __future__ import annotations

import csv
import logging
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, utils

from ingest.matching.names import SAME_NAME, likeness
from schema.values.folding import fold

ORGANISATIONS = frozenset({"Company", "Organization", "LegalEntity"})
PAIRS = Path(__file__).resolve().parents[3] / "shared" / "data" / "matching" / "name-pairs.csv"


@dataclass(frozen=True)
class Pair:
    left: str
    right: str
    same: bool


@dataclass(frozen=True)
class Measure:
    """Precision, recall and F1 at a threshold."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f}  precision {self.precision:.3f}  recall {self.recall:.3f}  at {self.threshold:.3f}"


def read(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs of organisation-like names."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] in ORGANISATIONS]
    return [Pair(row["name1"], row["name2"], row["is_match"] == "true") for row in rows]


def measure(pairs: Sequence[Pair], scores: Sequence[float], threshold: float) -> Measure:
    said = [pair.same for pair, score in zip(pairs, scores, strict=True) if score >= threshold]
    wanted = sum(pair.same for pair in pairs)
    return Measure(threshold, sum(said) / len(said) if said else 1.0, sum(said) / wanted)


def best(pairs: Sequence[Pair], scores: Sequence[float]) -> Measure:
    return max((measure(pairs, scores, threshold) for threshold in sorted(set(scores))), key=lambda found: found.f1)


def ours(pairs: Iterable[Pair]) -> list[float]:
    return [likeness(pair.left, pair.right).score for pair in pairs]


def token_sort(pairs: Iterable[Pair]) -> list[float]:
    """rapidfuzz token_sort_ratio with its own preparation of texts."""
    return [fuzz.token_sort_ratio(p.left, p.right, processor=utils.default_process) for p in pairs]


def splink(pairs: Sequence[Pair]) -> list[float]:
    """Splink's match probability: a name comparison of four levels, trained on all pairs of the two name columns."""
    import pandas
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    sides = [
        database.register(
            pandas.DataFrame([{"unique_id": n, "pair": n, "name": t, "words": t.split()} for n, t in enumerate(texts)])
        )
        for texts in ([fold(pair.left) for pair in pairs], [fold(pair.right) for pair in pairs])
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85, 0.75]),
            cl.ArrayIntersectAtSizes("words", [4, 3, 2, 1]),
        ],
        blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=sum(p.same for p in pairs) / len(pairs) ** 2,
    )
    linker = Linker(sides, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    left, right = (side.physical_name for side in sides)
    labels = pandas.DataFrame(
        [
            {
                "unique_id_l": n,
                "source_dataset_l": left,
                "unique_id_r": n,
                "source_dataset_r": right,
                "clerical_match_score": 1.0,
            }
            for n, pair in enumerate(pairs)
            if pair.same
        ]
    )
    linker.training.estimate_m_from_pairwise_labels(database.register(labels))
    found = linker.inference.predict().as_pandas_dataframe()
    scores = dict(zip(found["unique_id_l"], found["match_weight"], strict=True))
    return [float(scores.get(n, -1e9)) for n in range(len(pairs))]


def main() -> None:
    pairs = read(Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
    print(f"{len(pairs)} pairs of organisations, {sum(p.same for p in pairs)} of them the same")
    print(f"our name feature, fixed threshold   {measure(pairs, ours(pairs), SAME_NAME)}")
    print(f"our name feature, best threshold    {best(pairs, ours(pairs))}")
    print(f"token_sort_ratio, best threshold    {best(pairs, token_sort(pairs))}")
    try:
        print(f"Splink, best threshold              {best(pairs, splink(pairs))}")
    except ImportError as missing:
        print(f"Splink was not measured: {missing}")


if __name__ == "__main__":
    main()
