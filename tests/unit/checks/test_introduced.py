"""Groups that other words than their names, or a report's introduction, tell."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier
from verifier.checks.sentences import sentences_of

QUOTES = pd.DataFrame(
    {
        "quote_id": [f"Q{n}" for n in range(12)],
        "office": ["Leeds", "York", "Hull"] * 4,
        "status": ["Bound", "Lost", "Bound", "Pending"] * 3,
        "insured": ["Alder Property Mgmt", "Birch Foods", "Cedar Yachts"] * 4,
        "line": ["Commercial Property", "Marine", "Motor"] * 4,
        "renewed": ["Yes", "No"] * 6,
        "premium": range(100, 1300, 100),
    }
)
# the other figures name what they take of each column, so that silence is telling
OTHERS = (
    "Bound quotes were [6](#o1), lost ones [3](#o2); Leeds sent [4](#o3) and York "
    "[4](#o4).\n\n"
)
OTHER_CLAIMS = (
    '[o1] quotes!A2:G13\n= COUNTIF(C2:C13,"Bound")\n\n'
    '[o2] quotes!A2:G13\n= COUNTIF(C2:C13,"Lost")\n\n'
    '[o3] quotes!A2:G13\n= COUNTIF(B2:B13,"Leeds")\n\n'
    '[o4] quotes!A2:G13\n= COUNTIF(B2:B13,"York")\n\n'
)
FULFILLED = "Revenue is what bound quotes bring.\n\n"
KEPT = "Income comes from all quotes except lost ones.\n\n"
ROWS = (
    # introduction, sentence, calculation, whether it is doubted
    (
        "",
        "Leeds signed [2 quotes](#c1).",
        '= COUNTIFS(B2:B13,"Leeds",C2:C13,"Bound")',
        0,
    ),
    (
        "",
        "Leeds wrote [2 quotes](#c1).",
        '= COUNTIFS(B2:B13,"Leeds",C2:C13,"Bound")',
        0,
    ),
    ("", "Leeds sent [2 quotes](#c1).", '= COUNTIFS(B2:B13,"Leeds",C2:C13,"Bound")', 1),
    (
        "",
        "Premium of Leeds: [800](#c1).",
        '= SUMIFS(G2:G13,B2:B13,"Leeds",C2:C13,"Bound")',
        1,
    ),
    (
        FULFILLED,
        "Revenue of Leeds: [800](#c1).",
        '= SUMIFS(G2:G13,B2:B13,"Leeds",C2:C13,"Bound")',
        0,
    ),
    (
        KEPT,
        "Income of Leeds: [1,800](#c1).",
        '= SUMIFS(G2:G13,B2:B13,"Leeds",C2:C13,"<>Lost")',
        0,
    ),
    (
        "",
        "Property owners asked for [2,200](#c1).",
        '= SUMIFS(G2:G13,E2:E13,"Commercial Property")',
        0,
    ),
    (
        "",
        "No office sold more than Leeds with [2,200](#c1).",
        '= SUMIFS(G2:G13,B2:B13,"Leeds")',
        0,
    ),
)


@pytest.mark.parametrize(("introduction", "sentence", "calculation", "doubted"), ROWS)
def test_other_words_and_the_introduction_tell_what_is_taken(
    introduction: str, sentence: str, calculation: str, doubted: int
) -> None:
    report = (
        f"{introduction}{OTHERS}{sentence}\n\n```claims\n{OTHER_CLAIMS}"
        f"[c1] quotes!A2:G13\n{calculation}\n```\n"
    )
    verdicts = verifier.verify(report, {"quotes": QUOTES}).verdicts
    (own,) = [v for v in verdicts if v.claim == "c1"]
    reasons = {r.value for r in (own.reason, *own.also) if r is not None}
    assert ("wrong-segment" in reasons) is bool(doubted), own.message


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No one was lower than J. Whitfield, who had 5. Then.", 2),
        ("Led by M. Okafor, S. Lindqvist and J. Whelan, it rose. Then.", 2),
        ("We chose plan B. The rest stayed.", 2),
        ("Меньше всех у С. Беляева, их 5. Потом.", 2),
        ("Остался тариф Б. Прочие закрыли.", 2),
    ],
)
def test_an_initial_ends_no_sentence(text: str, sentences: int) -> None:
    assert len(sentences_of(text)) == sentences


STAYS = pd.DataFrame(
    {
        "visit": [f"V{n}" for n in range(24)],
        "day": pd.date_range("2025-03-01", periods=24, freq="2D"),
        "customer": [f"C{n % 6}" for n in range(24)],
        "minutes": range(10, 250, 10),
        "monthly fee": [20, 30, 40, 50, 60, 70] * 4,
    }
)


@pytest.mark.parametrize(
    ("calculation", "figure", "repeated"),
    [
        ("= SUM(E2:E25)", "1,080", True),
        ("= SUM(D2:D25)", "3,000", False),
        (
            (
                'SELECT sum(f) FROM (SELECT DISTINCT customer, "monthly fee" f '
                "FROM visits)"
            ),
            "270",
            False,
        ),
    ],
)
def test_a_fee_of_a_customer_is_no_fee_of_each_visit(
    calculation: str, figure: str, *, repeated: bool
) -> None:
    report = (
        f"They make [{figure}](#c1).\n\n```claims\n"
        f"[c1] visits!A2:E25\n{calculation}\n```\n"
    )
    (verdict,) = verifier.verify(report, {"visits": STAYS}).verdicts
    reasons = {r.value for r in (verdict.reason, *verdict.also) if r is not None}
    assert ("duplicates-counted" in reasons) is repeated


PLAN = pd.DataFrame(
    {
        "office": ["Leeds", "Leeds", "Leeds", "York", "York", "York", "All offices"],
        "person": [
            "Ann",
            "Bob",
            "Leeds total",
            "Cid",
            "Dot",
            "York total",
            "Grand total",
        ],
        "plan": [10, 20, 30, 40, 50, 90, 120],
    }
)


@pytest.mark.parametrize(
    ("calculation", "figure", "counted"),
    [
        ('= SUMIFS(C2:C8,A2:A8,"Leeds")', "60", True),
        ('= SUMIFS(C2:C8,B2:B8,"Leeds total")', "30", False),
        ('= SUMIFS(C2:C8,A2:A8,"Leeds",B2:B8,"<>Leeds total")', "30", False),
    ],
)
def test_a_row_called_total_of_the_group_beside_it_is_one(
    calculation: str, figure: str, *, counted: bool
) -> None:
    report = (
        f"Leeds plans [{figure}](#c1).\n\n```claims\n"
        f"[c1] plan!A2:C8\n{calculation}\n```\n"
    )
    (verdict,) = verifier.verify(report, {"plan": PLAN}).verdicts
    reasons = {r.value for r in (verdict.reason, *verdict.also) if r is not None}
    assert ("totals-row" in reasons) is counted
