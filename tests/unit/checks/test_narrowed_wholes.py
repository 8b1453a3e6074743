"""Wholes that words narrow which no cell holds, and rates of which one is not."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

import verifier

HIRES = pd.DataFrame(
    {
        "hire": [f"h{n}" for n in range(24)],
        "depot": ["York", "Hull", "Leeds"] * 8,
        "state": ["Late", "On time", "On hire", "On time", "Late", "On time"] * 4,
        "returned": ["2025-05-02", "2025-05-03", None, *["2025-05-04"] * 3] * 4,
        "damage_charge": [0, 12, 30, 0, 25] * 4 + [0] * 4,
        "machine": ["Breaker", "Digger"] * 12,
        "days_overdue": [0, 3, 0, 5, 0, 0] * 4,
    }
)
DEFINED = (
    "A line of the file is a hire. The late rate is the number of hires that came back "
    "after the due date divided by all hires already back."
)
NARROW = (
    '= COUNTIFS(B2:B25,"{0}",C2:C25,"Late")/COUNTIFS(B2:B25,"{0}",C2:C25,"<>On hire")'
)
FILLED = (
    "SELECT avg(CASE WHEN state = 'Late' THEN 1.0 ELSE 0 END) FROM hires "
    "WHERE depot = '{0}' AND returned IS NOT NULL"
)
WIDE = '= COUNTIFS(B2:B25,"{0}",C2:C25,"Late")/COUNTIFS(B2:B25,"{0}")'


@cache
def doubted(text: str, *calculations: str) -> frozenset[str]:
    """Returns the claims whose whole is doubted."""
    blocks = "\n".join(
        f"[c{number}] hires!A2:G25\n{calculation}\n"
        for number, calculation in enumerate(calculations, 1)
    )
    found = verifier.verify(f"{text}\n\n```claims\n{blocks}```\n", {"hires": HIRES})
    return frozenset(
        verdict.claim or ""
        for verdict in found.verdicts
        if verifier.Reason.WRONG_DENOMINATOR in {verdict.reason, *verdict.also}
    )


def test_one_of_several_rates_divides_by_more() -> None:
    text = (
        f"{DEFINED}\n\nThe late rate of York was [50%](#c1). For Hull it works out at "
        "[50%](#c2), for Leeds at [0%](#c3)."
    )
    used = NARROW.format("York"), FILLED.format("Hull")
    assert doubted(text, *used, WIDE.format("Leeds")) == {"c3"}
    assert doubted(text, *used, NARROW.format("Leeds")) == set()


def test_a_rate_that_speaks_of_all_of_them_is_another() -> None:
    text = (
        f"{DEFINED}\n\nThe late rate of York was [50%](#c1). For Hull it works out at "
        "[50%](#c2). Of all Leeds hires, [0%](#c3) came back late."
    )
    used = NARROW.format("York"), FILLED.format("Hull"), WIDE.format("Leeds")
    assert doubted(text, *used) == set()


LATE = "SELECT count(*) FILTER (WHERE state = 'Late') * 1.0 / count(*) FROM hires"


@pytest.mark.parametrize(
    "sentence",
    [
        "Company-wide the late rate stood at [40%](#c1).",
        "Of the hires already back, [40%](#c1) were late.",
        "Of the hires whose term is over, [40%](#c1) were late.",
        "Из прокатов, где срок уже вышел, опоздали [40%](#c1).",
    ],
)
def test_words_that_no_cell_holds_narrow_a_whole(sentence: str) -> None:
    text = f"{DEFINED}\n\n{sentence}"
    assert doubted(text, f"{LATE} WHERE state <> 'On hire'") == set()


CHARGED = (
    '= COUNTIFS(F2:F25,"Breaker",E2:E25,">0")/{}',
    'COUNTIFS(F2:F25,"Breaker")',
    'COUNTIF(E2:E25,">0")',
)
OVERDUE = '= COUNTIFS(F2:F25,"Breaker",G2:G25,">0")/{}'


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        (
            "Among the hires with a damage charge, {} were breakers.",
            CHARGED[0].format(CHARGED[1]),
            True,
        ),
        (
            "Among the hires with a damage charge, {} were breakers.",
            CHARGED[0].format(CHARGED[2]),
            False,
        ),
        (
            "Of the breakers, {} had a damage charge.",
            CHARGED[0].format(CHARGED[1]),
            False,
        ),
        (
            "Breakers made up {} of the overdue hires.",
            OVERDUE.format("COUNTA(A2:A25)"),
            True,
        ),
        (
            "Breakers made up {} of the overdue hires.",
            OVERDUE.format('COUNTIF(G2:G25,">0")'),
            False,
        ),
        (
            "Overdue breakers made up {} of the hires.",
            OVERDUE.format("COUNTA(A2:A25)"),
            False,
        ),
        (
            "На Breaker выпадает {} всех просроченных прокатов.",
            OVERDUE.format("COUNTA(A2:A25)"),
            True,
        ),
        (
            "На Breaker выпадает {} всех просроченных прокатов.",
            OVERDUE.format('COUNTIF(G2:G25,">0")'),
            False,
        ),
        (
            "Breakers accounted for {} of all damaged hires.",
            CHARGED[0].format("COUNTA(A2:A25)"),
            True,
        ),
        (
            "Of the York hires {} came back late.",
            '= COUNTIFS(B2:B25,"York",C2:C25,"Late")/COUNTIF(C2:C25,"Late")',
            True,
        ),
        (
            "Of the York hires {} came back late.",
            '= COUNTIFS(B2:B25,"York",C2:C25,"Late")/COUNTIF(B2:B25,"York")',
            False,
        ),
        (
            "Of the late hires {} were of York.",
            '= COUNTIFS(B2:B25,"York",C2:C25,"Late")/COUNTIF(C2:C25,"Late")',
            False,
        ),
    ],
)
def test_what_a_whole_is_told_to_have(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    told = sentence.format("[40%](#c1)")
    assert bool(doubted(told, calculation)) is is_doubted
