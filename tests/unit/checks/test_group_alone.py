"""Shares of what one group was billed, whose whole is of everyone."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

BILLS = pd.DataFrame(
    {
        "office": ["Leeds", "York"] * 4,
        "billed": [10, 20, 30, 40, 50, 60, 70, 80],
        "paid": [10, 10, 20, 40, 10, 60, 30, 80],
    }
)
OPEN = '(SUMIF(A2:A9,"Leeds",B2:B9)-SUMIF(A2:A9,"Leeds",C2:C9))'
OWN, EVERY = 'SUMIF(A2:A9,"Leeds",B2:B9)', "(SUM(B2:B9)-SUM(C2:C9))"


@pytest.mark.parametrize(
    ("sentence", "whole", "is_doubted"),
    [
        ("Of what Leeds billed, {} is still unpaid.", EVERY, True),
        ("Of what Leeds billed, {} is still unpaid.", OWN, False),
        ("Out of everything Leeds billed, {} is unpaid.", EVERY, True),
        ("Of all unpaid bills, {} are of Leeds.", EVERY, False),
        ("Из того, что начислил Leeds, не оплачено {}.", EVERY, True),
        ("Из того, что начислил Leeds, не оплачено {}.", OWN, False),
    ],
)
def test_a_share_of_one_group_is_divided_by_it(
    sentence: str, whole: str, *, is_doubted: bool
) -> None:
    told = sentence.format("[81.8%](#c1)" if whole is EVERY else "[56.3%](#c1)")
    report = f"{told}\n\n```claims\n[c1] bills!A2:C9\n= {OPEN}/{whole}\n```\n"
    (found,) = verifier.verify(report, {"bills": BILLS}).verdicts
    reasons = {r.value for r in (found.reason, *found.also) if r is not None}
    assert is_doubted == ("wrong-denominator" in reasons)
