"""Metrics of a brief against the calculation: 3 won, 2 lost, 4 open of 9 deals."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest

import verifier
from verifier.brief import parse_brief
from verifier.errors import PolicyError
from verifier.model.metric import Condition, Part, Ratio, parse_metric
from verifier.pipeline import verify_reports

STAGES = ["won", "won", "won", "lost", "lost", "open", "open", "open", "open"]
DEALS = pd.DataFrame(
    {
        "region": ["EMEA", "APAC", "EMEA"] * 3,
        "stage": STAGES,
        "amount": [10, 20, 30, 40, 50, 60, 70, 80, 90],
        "visitors": [5] * 9,
    }
)
BRIEF = """
[metrics."win rate"]
formula = "won / (won + lost)"
names = ["доля побед"]

[metrics.spend]
formula = "sum(amount) / sum(visitors)"

[metrics."open share"]
formula = "count(stage where stage = open) / count(stage where stage != lost)"
"""
WON = 'COUNTIF(B2:B10,"won")'
LOST = 'COUNTIF(B2:B10,"lost")'
OPEN = 'COUNTIF(B2:B10,"open")'
QUERY = "SELECT count(*) FILTER (WHERE stage = 'won') / count(*)"
CLOSED = "WHERE stage IN ('won', 'lost')"

TABLE = [
    ("The win rate is [60%](#c1).", f"= {WON}/({WON}+{LOST})", False),
    ("The win rate is [33%](#c1).", f"= {WON}/COUNTA(B2:B10)", True),
    ("The win rate is [43%](#c1).", f"= {WON}/({WON}+{OPEN})", True),
    ("The win rate is [40%](#c1).", f"= {LOST}/({WON}+{LOST})", True),
    ("Of all deals [33%](#c1) were won.", f"= {WON}/COUNTA(B2:B10)", False),
    ("[33%](#c1) were won, the win rate is higher.", f"= {WON}/COUNTA(B2:B10)", False),
    ("Доля побед — [33 %](#c1).", f"= {WON}/COUNTA(B2:B10)", True),
    ("Доля побед — [60 %](#c1).", f"= {WON}/({WON}+{LOST})", False),
    ("Доля побед составила [43 %](#c1).", f"= {WON}/({WON}+{OPEN})", True),
    ("The win rate is [60%](#c1).", f"{QUERY} FILTER ({CLOSED}) FROM deals", False),
    ("The win rate is [60%](#c1).", f"{QUERY} FROM deals WHERE stage <> 'open'", False),
    ("The win rate is [33%](#c1).", f"{QUERY} FROM deals", True),
    ("Spend is [10](#c1).", "= SUM(C2:C10)/SUM(D2:D10)", False),
    ("Spend is [0.1](#c1).", "= SUM(D2:D10)/SUM(C2:C10)", True),
    ("The open share is [57%](#c1).", f"= {OPEN}/({OPEN}+{WON})", False),
    ("The open share is [44%](#c1).", f"= {OPEN}/COUNTA(B2:B10)", True),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "calculation", "differs"), TABLE)
def test_a_metric_is_held_against_its_definition(
    sentence: str,
    calculation: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    differs: bool,
) -> None:
    brief = parse_brief(BRIEF, "brief.toml")
    monkeypatch.setattr(
        "verifier.pipeline.verify_reports", partial(verify_reports, brief=brief)
    )
    text = f"{sentence}\n\n```claims\n[c1] deals!A2:D10\n{calculation}\n```\n"
    (verdict,) = verifier.verify(text, {"deals": DEALS}).verdicts
    reasons = {verdict.reason, *verdict.also}
    assert (verifier.Reason.WRONG_DENOMINATOR in reasons) is differs, verdict


def test_what_was_defined_and_what_was_used_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    brief = parse_brief(BRIEF, "brief.toml")
    monkeypatch.setattr(
        "verifier.pipeline.verify_reports", partial(verify_reports, brief=brief)
    )
    sentence, calculation, _ = TABLE[2]
    text = f"{sentence}\n\n```claims\n[c1] deals!A2:D10\n{calculation}\n```\n"
    (verdict,) = verifier.verify(text, {"deals": DEALS}).verdicts
    assert "won / (won + lost)" in verdict.message
    assert "lost, won" in verdict.message
    assert "open, won" in verdict.message


FORMULAS = [
    ("won / (won + lost)", Ratio((Part("won"),), (Part("won"), Part("lost")))),
    (
        "sum(amount) / distinct(customer)",
        Ratio((Part("amount", "sum"),), (Part("customer", "distinct"),)),
    ),
    (
        "count(id where stage = won) / count(id)",
        Ratio(
            (Part("id", "count", (Condition("stage", "won"),)),), (Part("id", "count"),)
        ),
    ),
    (
        "amount where stage != open and region = EMEA",
        Ratio(
            (
                Part(
                    "amount",
                    "",
                    (
                        Condition("stage", "open", is_negated=True),
                        Condition("region", "EMEA"),
                    ),
                ),
            )
        ),
    ),
    (
        "closed won / all deals * 100",
        Ratio((Part("closed won"),), (Part("all deals"),)),
    ),
    ('"won-back" / won', Ratio((Part("won-back"),), (Part("won"),))),
]


@pytest.mark.parametrize(("text", "ratio"), FORMULAS)
def test_formulas_of_metrics(text: str, ratio: Ratio) -> None:
    assert parse_metric(text, "here") == ratio


@pytest.mark.parametrize(
    "text",
    [
        "won /",
        "/ won",
        "(won",
        "won)",
        "won + * lost",
        "power(won)",
        "won where",
        "won where stage",
        "won where stage =",
        "sum(amount",
        "won > lost",
        "",
    ],
)
def test_what_is_no_formula_is_a_policy_error(text: str) -> None:
    with pytest.raises(PolicyError):
        parse_metric(text, "brief.toml: metrics.x")
    with pytest.raises(PolicyError):
        parse_brief(f"[metrics.x]\nformula = '''{text}'''\n", "brief.toml")
