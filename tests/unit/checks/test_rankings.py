"""Superlatives against the ranking that the cells give, worked out by hand.

        amount  deals  mean     won   lost
EMEA       900      3   300       2      1
APAC       700      4   175       1      3
LATAM      400      2   200       2      0

By month: March 800, April 700, May 500.
"""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

ROWS = [
    ("EMEA", "SMB", "March", "won", 500),
    ("EMEA", "SMB", "April", "won", 300),
    ("EMEA", "Enterprise", "May", "lost", 100),
    ("APAC", "SMB", "March", "lost", 200),
    ("APAC", "Enterprise", "April", "lost", 100),
    ("APAC", "Enterprise", "May", "lost", 300),
    ("APAC", "SMB", "March", "won", 100),
    ("LATAM", "SMB", "April", "won", 300),
    ("LATAM", "Enterprise", "May", "won", 100),
]
DEALS = pd.DataFrame(ROWS, columns=["region", "segment", "month", "stage", "amount"])
SALES = pd.DataFrame(
    [("Север", 40), ("Юг", 70), ("Урал", 20), ("Юг", 30), ("Север", 10), ("Урал", 5)],
    columns=["регион", "выручка"],
)
EXACT = pd.DataFrame(
    [("Norden", 40), ("Sueden", 70), ("Westen", 70)], columns=["area", "revenue"]
)
SOURCES = {"deals": DEALS, "sales": SALES, "areas": EXACT}

SUM = 'SUMIFS(E2:E10,A2:A10,"{}")'
MEAN = 'AVERAGEIFS(E2:E10,A2:A10,"{}")'
COUNT = 'COUNTIFS(A2:A10,"{}")'
RATE = 'COUNTIFS(A2:A10,"{0}",D2:D10,"won")/COUNTIFS(A2:A10,"{0}")'
SHARE = 'SUMIFS(E2:E10,A2:A10,"{}")/SUM(E2:E10)'
MONTH = 'SUMIFS(E2:E10,C2:C10,"{}")'
SEGMENT = 'SUMIFS(E2:E10,B2:B10,"{}")'
RU = 'SUMIFS(B2:B7,A2:A7,"{}")'

TABLE = [
    # over the cited cells: sentence, calculation, cited, reason
    ("EMEA leads with [900](#c1).", SUM, "EMEA", ""),
    ("APAC leads with [700](#c1).", SUM, "APAC", "rank"),
    ("LATAM leads with [400](#c1).", SUM, "LATAM", "rank"),
    ("LATAM had the lowest sales, [400](#c1).", SUM, "LATAM", ""),
    ("APAC had the lowest sales, [700](#c1).", SUM, "APAC", "rank"),
    ("The highest amount was in EMEA, [900](#c1).", SUM, "EMEA", ""),
    ("The highest amount was in APAC, [700](#c1).", SUM, "APAC", "rank"),
    ("The highest amount came from APAC: [700](#c1).", SUM, "APAC", "rank"),
    ("At [700](#c1), APAC had the highest total.", SUM, "APAC", "rank"),
    ("At [900](#c1), EMEA had the highest total.", SUM, "EMEA", ""),
    ("APAC ranks first with [700](#c1).", SUM, "APAC", "rank"),
    ("APAC ranked first with [700](#c1).", SUM, "APAC", "rank"),
    ("EMEA ranks first with [900](#c1).", SUM, "EMEA", ""),
    ("LATAM ranks last with [400](#c1).", SUM, "LATAM", ""),
    ("APAC ranks last with [700](#c1).", SUM, "APAC", "rank"),
    ("APAC came first with [700](#c1).", SUM, "APAC", "rank"),
    ("APAC is the second largest region at [700](#c1).", SUM, "APAC", ""),
    ("APAC is the second-largest region at [700](#c1).", SUM, "APAC", ""),
    ("LATAM is the second-largest region at [400](#c1).", SUM, "LATAM", "rank"),
    ("LATAM is the third-largest region at [400](#c1).", SUM, "LATAM", ""),
    ("EMEA is the largest region at [900](#c1).", SUM, "EMEA", ""),
    ("LATAM is the largest region at [400](#c1).", SUM, "LATAM", "rank"),
    ("The largest region, APAC, brought [700](#c1).", SUM, "APAC", "rank"),
    ("The largest region, EMEA, brought [900](#c1).", SUM, "EMEA", ""),
    ("The smallest region, EMEA, brought [900](#c1).", SUM, "EMEA", "rank"),
    ("The smallest region, LATAM, brought [400](#c1).", SUM, "LATAM", ""),
    ("The biggest region, LATAM, brought [400](#c1).", SUM, "LATAM", "rank"),
    ("Sales peaked in March at [800](#c1).", MONTH, "March", ""),
    ("Sales were highest in March at [800](#c1).", MONTH, "March", ""),
    ("Sales were highest in May at [500](#c1).", MONTH, "May", "rank"),
    ("Sales were lowest in May at [500](#c1).", MONTH, "May", ""),
    ("Sales were lowest in April at [700](#c1).", MONTH, "April", "rank"),
    ("SMB had the highest amount, [1,400](#c1).", SEGMENT, "SMB", ""),
    ("Enterprise had the highest amount, [600](#c1).", SEGMENT, "Enterprise", "rank"),
    ("No region sold more than EMEA: [900](#c1).", SUM, "EMEA", ""),
    ("No region sold more than APAC: [700](#c1).", SUM, "APAC", "rank"),
    ("No region sold less than LATAM, [400](#c1).", SUM, "LATAM", ""),
    ("EMEA is our busiest region at [900](#c1).", SUM, "EMEA", ""),
    ("APAC is our busiest region at [700](#c1).", SUM, "APAC", "rank"),
    ("APAC ranks second with [700](#c1).", SUM, "APAC", ""),
    ("LATAM ranks second with [400](#c1).", SUM, "LATAM", "rank"),
    ("LATAM is the cheapest region, [400](#c1).", SUM, "LATAM", ""),
    ("EMEA is the cheapest region, [900](#c1).", SUM, "EMEA", "rank"),
    ("EMEA is the largest in the industry: [900](#c1).", SUM, "EMEA", "rank-unproven"),
    # other measures
    ("EMEA had the highest average, [300](#c1).", MEAN, "EMEA", ""),
    ("APAC had the highest average, [175](#c1).", MEAN, "APAC", "rank"),
    ("LATAM had the highest average, [200](#c1).", MEAN, "LATAM", "rank"),
    ("APAC had the most deals, [4](#c1).", COUNT, "APAC", ""),
    ("EMEA had the most deals, [3](#c1).", COUNT, "EMEA", "rank"),
    ("EMEA had the fewest deals, [3](#c1).", COUNT, "EMEA", "rank"),
    ("LATAM had the fewest deals, [2](#c1).", COUNT, "LATAM", ""),
    ("LATAM had the highest win rate, [100%](#c1).", RATE, "LATAM", ""),
    ("APAC had the lowest win rate, [25%](#c1).", RATE, "APAC", ""),
    ("APAC had the highest win rate, [25%](#c1).", RATE, "APAC", "rank"),
    ("EMEA had the lowest win rate, [66.7%](#c1).", RATE, "EMEA", "rank"),
    ("EMEA holds the largest share, [45%](#c1).", SHARE, "EMEA", ""),
    ("APAC holds the largest share, [35%](#c1).", SHARE, "APAC", "rank"),
    ("LATAM holds the smallest share, [20%](#c1).", SHARE, "LATAM", ""),
    # either end
    ("EMEA was the best region with [900](#c1).", SUM, "EMEA", ""),
    ("APAC was the best region with [700](#c1).", SUM, "APAC", "rank"),
    ("APAC was the weakest region with [700](#c1).", SUM, "APAC", "rank"),
    ("LATAM was the weakest region with [400](#c1).", SUM, "LATAM", ""),
    # no ranking, or another's
    ("APAC had at most [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC had at least [700](#c1).", SUM, "APAC", "no-rank"),
    ("Most customers are in APAC: [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC is one of the largest regions: [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC is among the largest regions: [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC is not the largest region: [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC is no longer the largest region: [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC is second to the largest with [700](#c1).", SUM, "APAC", "no-rank"),
    ("The largest customers in APAC spent [700](#c1).", SUM, "APAC", "no-rank"),
    ("The largest 3 customers in APAC spent [700](#c1).", SUM, "APAC", "no-rank"),
    ("The largest account in APAC is worth [700](#c1).", SUM, "APAC", "no-rank"),
    ("The highest bidder in APAC paid [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC won [700](#c1), while EMEA leads.", SUM, "APAC", "no-rank"),
    ("APAC won [700](#c1); EMEA leads with more.", SUM, "APAC", "no-rank"),
    ("APAC leads cost [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC led to [700](#c1).", SUM, "APAC", "no-rank"),
    ("The most recent total of APAC is [700](#c1).", SUM, "APAC", "no-rank"),
    ("The largest region by headcount, APAC, averaged [175](#c1).", MEAN, "APAC", ""),
    ("APAC, with the highest churn, brought in [700](#c1).", SUM, "APAC", "no-rank"),
    ("Unlike the largest region, EMEA, we won [700](#c1).", SUM, "APAC", "no-rank"),
    ("APAC had [700](#c1).", SUM, "APAC", "no-rank"),
    # Russian
    ("Юг лидирует с [100](#c1).", RU, "Юг", ""),
    ("Север лидирует с [50](#c1).", RU, "Север", "rank"),
    ("Урал лидирует: [25](#c1).", RU, "Урал", "rank"),
    ("Наибольшая выручка у Юга: [100](#c1).", RU, "Юг", ""),
    ("Наибольшая выручка была у Севера: [50](#c1).", RU, "Север", "rank"),
    ("Наименьшая выручка была у Урала: [25](#c1).", RU, "Урал", ""),
    ("Наименьшая выручка была у Севера: [50](#c1).", RU, "Север", "rank"),
    ("Самый крупный регион, Юг, принёс [100](#c1).", RU, "Юг", ""),
    ("Самый крупный регион, Север, принёс [50](#c1).", RU, "Север", "rank"),
    ("Крупнейший регион, Урал, принёс [25](#c1).", RU, "Урал", "rank"),
    ("Меньше всего принёс Урал: [25](#c1).", RU, "Урал", ""),
    ("Меньше всего принёс Север: [50](#c1).", RU, "Север", "rank"),
    ("Больше всего принёс Юг: [100](#c1).", RU, "Юг", ""),
    ("Больше всего принёс Север: [50](#c1).", RU, "Север", "rank"),
    ("Самая высокая выручка была в Урале: [25](#c1).", RU, "Урал", "rank"),
    ("Самая низкая выручка была в Урале: [25](#c1).", RU, "Урал", ""),
    ("Первое место занял Север: [50](#c1).", RU, "Север", "rank"),
    ("Север — один из крупнейших регионов: [50](#c1).", RU, "Север", "no-rank"),
    ("Север не самый крупный регион: [50](#c1).", RU, "Север", "no-rank"),
    ("Север принёс не менее [50](#c1).", RU, "Север", "no-rank"),
    ("Второй по величине регион, Север, принёс [50](#c1).", RU, "Север", "no-rank"),
    ("Север принёс [50](#c1), а лидирует Юг.", RU, "Север", "no-rank"),
    # adverbs, verbs between, and rivals outside the data
    ("Чаще всего закупает Юг: [100](#c1).", RU, "Юг", ""),
    ("Чаще всего закупает Север: [50](#c1).", RU, "Север", "rank"),
    ("Скорее всего, Север принёс [50](#c1).", RU, "Север", "no-rank"),
    ("Самые крупные суммы собирают на Севере: [50](#c1).", RU, "Север", "rank"),
    ("Самые крупные суммы собирают на Юге: [100](#c1).", RU, "Юг", ""),
    ("APAC sold more than any other region: [700](#c1).", SUM, "APAC", "rank"),
    ("EMEA sold more than any other region: [900](#c1).", SUM, "EMEA", ""),
    ("More is sold in EMEA than anywhere else: [900](#c1).", SUM, "EMEA", ""),
    ("More is sold in APAC than anywhere else: [700](#c1).", SUM, "APAC", "rank"),
    ("Fewer deals close in LATAM than anywhere else: [2](#c1).", COUNT, "LATAM", ""),
    ("Fewer deals close in EMEA than anywhere else: [3](#c1).", COUNT, "EMEA", "rank"),
    ("LATAM is the most popular: [2](#c1).", COUNT, "LATAM", "rank"),
    ("APAC is the most popular: [4](#c1).", COUNT, "APAC", ""),
    ("APAC is no more than [700](#c1).", SUM, "APAC", "no-rank"),
    ("EMEA sells faster than any other vendor: [900](#c1).", SUM, "EMEA", ""),
    ("We are the cheapest vendor at [900](#c1).", SUM, "EMEA", "rank-unproven"),
    ("We are the cheapest in every region: [900](#c1).", SUM, "EMEA", "no-rank"),
    ("We had our busiest month at [900](#c1).", SUM, "EMEA", "no-rank"),
    ("Мы быстрее любого другого банка: [50](#c1).", RU, "Север", "rank-unproven"),
    ("Мы — самый быстрый банк: [50](#c1).", RU, "Север", "rank-unproven"),
]
RANKS = {"rank", "rank-contradicted", "rank-unproven"}


@pytest.mark.parametrize(("sentence", "calculation", "group", "reason"), TABLE)
def test_a_ranking_over_cited_cells(
    sentence: str, calculation: str, group: str, reason: str
) -> None:
    cited = "sales!A2:B7" if calculation is RU else "deals!A2:E10"
    formula = calculation.format(group)
    text = f"{sentence}\n\n```claims\n[c1] {cited}\n= {formula}\n```\n"
    verdicts = verifier.verify(text, SOURCES).verdicts
    verdict = next(v for v in verdicts if v.claim == "c1")
    found = {str(r) for r in (verdict.reason, *verdict.also) if r} & RANKS
    assert found == ({reason} & RANKS), verdict.message


SOURCE = [
    # sentence, cited, calculation, reason
    ("Sueden leads with [70](#c1).", "areas!B3", "B3", ""),
    ("Westen leads with [70](#c1).", "areas!B4", "B4", ""),  # level with the first
    ("Norden leads with [40](#c1).", "areas!B2", "B2", "rank-contradicted"),
    ("Norden had the lowest revenue, [40](#c1).", "areas!B2", "B2", ""),
    (
        "Sueden had the lowest revenue, [70](#c1).",
        "areas!B3",
        "B3",
        "rank-contradicted",
    ),
    ("Norden leads with [40](#c1).", "areas!A2:B4", "B2", "rank"),
    ("Norden had the highest revenue, [70](#c1).", "areas!A2:B4", "MAX(B2:B4)", "rank"),
    ("Sueden had the highest revenue, [70](#c1).", "areas!A2:B4", "MAX(B2:B4)", ""),
    ("Norden had the lowest revenue, [40](#c1).", "areas!A2:B4", "MIN(B2:B4)", ""),
    ("EMEA leads with [900](#c1).", "deals!E2:E4", "SUM(E2:E4)", ""),
    (
        "LATAM leads with [400](#c1).",
        "deals!E9:E10",
        "SUM(E9:E10)",
        "rank-contradicted",
    ),
]


@pytest.mark.no_cover  # the table above runs the same lines
@pytest.mark.parametrize(("sentence", "cited", "calculation", "reason"), SOURCE)
def test_where_the_citation_lacks_groups_the_source_is_looked_at(
    sentence: str, cited: str, calculation: str, reason: str
) -> None:
    text = f"{sentence}\n\n```claims\n[c1] {cited}\n= {calculation}\n```\n"
    (verdict,) = verifier.verify(text, SOURCES).verdicts
    found = {str(r) for r in (verdict.reason, *verdict.also) if r} & RANKS
    assert found == ({reason} & RANKS), verdict.message


def test_the_message_shows_who_is_ahead_and_the_runner_up() -> None:
    text = (
        "APAC leads with [700](#c1).\n\n```claims\n[c1] deals!A2:E10\n"
        "SELECT sum(amount) FROM deals WHERE region = 'APAC'\n```\n"
    )
    (verdict,) = verifier.verify(text, SOURCES).verdicts
    assert verdict.status is verifier.Status.HALLUCINATED
    assert verdict.reason is verifier.Reason.RANK
    assert "EMEA 900, APAC 700, LATAM 400" in verdict.message
    assert "place 2 of 3" in verdict.message


@pytest.mark.parametrize(
    "label", ["Total", "U.S. total", "U.S. totala", "Total, all states", "Всего"]
)
def test_a_row_of_totals_is_no_rival(label: str) -> None:
    states = pd.DataFrame(
        {"state": [label, "Ohio", "Utah"], "spent": [90, 60, 30]},
    )
    text = (
        "The largest state by what it spent, Ohio, came to [60](#c1).\n\n"
        "```claims\n[c1] states!B3\n= B3\n```\n"
    )
    (verdict,) = verifier.verify(text, {"states": states}).verdicts
    assert verdict.reason is None
    wrong = text.replace("Ohio", "Utah").replace("60", "30").replace("B3", "B4")
    (verdict,) = verifier.verify(wrong, {"states": states}).verdicts
    assert verdict.reason is not None
