"""Formulas of real workbooks and of other engines' tests, with their values.

A fixed sample of a corpus: what is recomputed is what two other engines give as well,
or is refused; the exceptions are named with their reasons.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

CORPUS = (
    Path(__file__).resolve().parents[2].parent
    / "shared"
    / "corpora"
    / "formulas-dev.jsonl.gz"
)
RESIDUE = "what is left of flows that cancel, in the 16th digit of each"
NEGATIVE = "an argument below zero"
ROUNDED = "the suite writes the value with fewer digits; to these it agrees"
KNOWN = {
    "05aa53346923": ROUNDED,
    "0a96467526e6": ROUNDED,
    "106a35a4b51a": ROUNDED,
    "04476444d0d2": ROUNDED,
    "00c5a33ee2e3": RESIDUE,
    "02d02c1646b3": "6.05/0.1 is 60.49999… in binary; here decimals are rounded",
    "1c8fd6b6240e": RESIDUE,
    "1c9fe331aa75": NEGATIVE,
    "1d859fcadc1c": RESIDUE,
    "3a052ba8b34b": RESIDUE,
    "3e0f9c07ca89": NEGATIVE,
}
LEAST_EQUAL = {"1": 0.98, "1b": 0.88}
WITHOUT_DEFINITION = {"name", "structured", "noname", "notable"}


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    from tests.benchmarks import formulas_corpus  # noqa: PLC0415 - a script

    return formulas_corpus


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the house")
def test_a_sample_of_formulas(benchmark: ModuleType) -> None:
    rows = benchmark.sample(CORPUS)
    assert len(rows) == sum(benchmark.SAMPLED.values())
    engine = benchmark.Engine()
    statuses: Counter[tuple[str, str]] = Counter()
    wrong, broken = {}, []
    for row in rows:
        outcome = engine.outcome(row)
        if not WITHOUT_DEFINITION & set(row.get("flags") or ()):
            statuses[benchmark.tier_of(row), outcome["status"]] += 1
        if outcome["status"] == "wrong":
            wrong[benchmark.digest(row)] = (row["formula"], outcome["got"])
        if outcome["status"] == "engine-error":
            broken.append((row["formula"], outcome["got"]))
    assert not broken
    assert not {key: found for key, found in wrong.items() if key not in KNOWN}
    for tier, least in LEAST_EQUAL.items():
        total = sum(count for (own, _), count in statuses.items() if own == tier)
        assert statuses[tier, "equal"] >= least * total
