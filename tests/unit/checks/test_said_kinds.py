"""Kinds of rows told in lower case, and parts of names of groups left out."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

STAYS = pd.DataFrame(
    {
        "guest": [f"G{n}" for n in range(12)],
        "room": ["Suite", "Double", "Family"] * 4,
        "status": ["Stayed", "Cancelled"] * 6,
        "nights": range(12),
        "channel": ["Booking portal", "Phone", "Phone", "Mail"] * 3,
    }
)


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        (
            "In a Suite, guests who really stayed spent [18 nights] here.",
            '=SUMIFS(D2:D13,B2:B13,"Suite")',
            True,
        ),
        (
            "In a Suite, guests who really stayed spent [6 nights] here.",
            '=SUMIFS(D2:D13,B2:B13,"Suite",C2:C13,"Stayed")',
            False,
        ),
        (
            "In a Suite, guests spent [18 nights] here.",
            '=SUMIFS(D2:D13,B2:B13,"Suite")',
            False,
        ),
        (
            (
                "Of all guests [50%] cancelled. Apart from the portal, the rate was "
                "[66.7%]."
            ),
            (
                "SELECT avg(CASE WHEN status = 'Cancelled' THEN 1 ELSE 0 END) "
                "FROM stays WHERE channel <> 'Booking portal'"
            ),
            False,
        ),
    ],
)
def test_kinds(sentence: str, calculation: str, *, is_doubted: bool) -> None:
    first, _, last = sentence.rpartition("]")
    prose = f"{first.replace(']', '](#all)')}](#c1){last}"
    every = '=COUNTIF(C2:C13,"Cancelled")/COUNTA(C2:C13)'
    claims = f"[c1] stays!A2:E13\n{calculation}"
    claims += f"\n\n[all] stays!A2:E13\n{every}" if "(#all)" in prose else ""
    text = f"{prose}\n\n```claims\n{claims}\n```\n"
    found = verifier.verify(text, {"stays": STAYS}).verdicts
    (verdict,) = [one for one in found if str(one.claim) == "c1"]
    assert (verdict.reason is not None) is is_doubted, verdict.message
