"""Words that no table has, where rules look one up: a verdict, and never a crash."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

DEALS = pd.DataFrame(
    {
        "id": [f"d{number}" for number in range(6)],
        "region": ["North", "South"] * 3,
        "$, thousand": range(6),
        "%, of total": range(6, 12),
        "amount": range(10, 70, 10),
    }
)
PASSAGES = (
    "Sales came to [210](#c1).",
    "In March [210](#c1), 2025 [210](#c1), in May [210](#c1).",
    "In the first [210](#c1) months of 2025 [210](#c1), in May [210](#c1).",
    "The average ____ was [210](#c1).",
    "A ___ cost on average [210](#c1) per guest.",
    'Of "on hold" deals, [210](#c1) were late.',
    "In the first fİve months of 2025 it was [210](#c1).",
    "Over the last sİx months it was [210](#c1).",
    "In wİnter months and in Aprİl it was [210](#c1).",
    "In the fİrst quarter, over fİve months, it was [210](#c1).",
    "Of those who" + " " * 3000 + "paid, it was [210](#c1).",
    "дв" * 5000 + ". В трёх летних месяцах [210](#c1)",
)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda text: text[:40])
def test_odd_words_get_a_verdict(passage: str) -> None:
    report = f"# T\n\n{passage}\n\n```claims\n[c1] deals!A2:E7\n= SUM(E2:E7)\n```\n"
    verification = verifier.verify(report, {"deals": DEALS})
    verdicts = [one for one in verification.verdicts if one.claim == "c1"]
    assert len(verdicts) == passage.count("](#c1)")
    assert all(one.recomputed is not None for one in verdicts)
