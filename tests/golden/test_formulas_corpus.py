"""Formulas of real workbooks and of other engines' tests, with their values.

A fixed sample of a corpus: what is recomputed is what two other engines give as well,
or is refused; the exceptions are named with their reasons in the benchmark's table.
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
LEAST_EQUAL = {"1": 0.985, "1b": 0.9}
WITHOUT_DEFINITION = {"name", "structured", "noname", "notable"}


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    from tests.benchmarks import formulas_corpus  # noqa: PLC0415 - a script

    return formulas_corpus


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the house")
@pytest.mark.no_cover
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
    known = benchmark.disputed()
    assert not {key: found for key, found in wrong.items() if key not in known}
    for tier, least in LEAST_EQUAL.items():
        total = sum(count for (own, _), count in statuses.items() if own == tier)
        assert statuses[tier, "equal"] >= least * total
