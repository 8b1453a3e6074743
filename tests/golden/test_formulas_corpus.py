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
LOCAL_DATE = "a date in a text whose order of day and month the locale decides"
RESIDUE = "what is left of flows that cancel, in the 16th digit of each"
BLANK_FLOW = "a cell that is no number counts as a period without a flow"
NEGATIVE = "an argument below zero"
KNOWN = {
    "00c5a33ee2e3": RESIDUE,
    "02d02c1646b3": "6.05/0.1 is 60.49999… in binary; here decimals are rounded",
    "0740cd42b0d8": LOCAL_DATE,
    "084c7c02d96d": BLANK_FLOW,
    "0a33ee2bbb04": LOCAL_DATE,
    "0e34075ad1ed": BLANK_FLOW,
    "0eea9a5f2bfe": NEGATIVE,
    "1c69fab3b38b": LOCAL_DATE,
    "1c8fd6b6240e": RESIDUE,
    "1c9fe331aa75": NEGATIVE,
    "1d859fcadc1c": RESIDUE,
    "208fdb3f2bfc": "texts in an array constant are read, or count as 0",
    "3595b9c42c31": LOCAL_DATE,
    "378bbc0b845c": BLANK_FLOW,
    "3a052ba8b34b": RESIDUE,
    "3e0f9c07ca89": NEGATIVE,
    "429e5e0f34cf": "constants are not sorted",
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
