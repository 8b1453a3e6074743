"""Rates that a report defines, and rates of one name that are divided alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import verifier
from verifier.checks.claims import defined_whole
from verifier.checks.claims._rates_defined import (
    groups_meant,
    rates_defined,
    words_explained,
)
from verifier.model.report import Passage, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.rule import Subject
    from verifier.model.verdict import Finding

HERE = Path(__file__).parent
STATES = ("Open", "Won", "Lost", "Withdrawn")
RUSSIAN_STATES = ("Открыта", "Закрыта", "Отклонена", "Отменена")
QUOTES = pd.DataFrame(
    {
        "quote": [f"q{n}" for n in range(16)],
        "state": ["Won", "Lost", "Won", "Open"] * 3 + ["Withdrawn", "Lost"] * 2,
        "region": ["North", "South"] * 8,
        "premium": range(10, 170, 10),
    }
)
DEFINED = (
    "The hit ratio is won quotes divided by won plus lost quotes, so open and "
    "withdrawn ones do not count."
)


@pytest.mark.parametrize(
    ("text", "taken", "left"),
    [
        line.split("\t")
        for line in (HERE / "definitions.tsv").read_text("utf-8").splitlines()[1:]
    ],
)
def test_what_a_definition_divides_by(text: str, taken: str, left: str) -> None:
    found = meant(text, STATES if text.isascii() else RUSSIAN_STATES)
    assert tuple("|".join(sorted(values)) for values in found) == (taken, left)


def meant(text: str, values: tuple[str, ...]) -> tuple[set[str], set[str]]:
    report = Report("r.md", text, (Passage(text, ()),))
    explained = words_explained(report)
    taken, left = set[str](), set[str]()
    for rate in rates_defined(report):
        found = groups_meant(rate.whole, values, explained)
        taken |= found[0]
        left |= found[1]
    return taken, left


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        (
            "In the North the hit ratio was {}.",
            '= COUNTIFS(B2:B17,"Won",C2:C17,"North")/COUNTIFS(C2:C17,"North")',
            True,
        ),
        (
            "In the North the hit ratio was {}.",
            (
                '= COUNTIFS(B2:B17,"Won",C2:C17,"North")/(COUNTIFS(B2:B17,"Won",C2:C17,'
                '"North")+COUNTIFS(B2:B17,"Lost",C2:C17,"North"))'
            ),
            False,
        ),
        (
            "The hit ratio stood at {}.",
            "SELECT avg(CASE WHEN state = 'Won' THEN 1.0 ELSE 0 END) FROM quotes",
            True,
        ),
        (
            "The hit ratio stood at {}.",
            (
                "SELECT avg(CASE state WHEN 'Won' THEN 1.0 ELSE 0 END) FROM quotes "
                "WHERE state IN ('Won', 'Lost')"
            ),
            False,
        ),
        (
            "The hit ratio stood at {}.",
            (
                "SELECT count(*) FILTER (WHERE state = 'Won') * 1.0 / count(*) "
                "FROM quotes WHERE state <> 'Open'"
            ),
            True,
        ),
        (
            "The hit ratio stood at {}.",
            (
                "SELECT count(*) FILTER (WHERE state = 'Won') * 1.0 / count(*) "
                "FROM quotes WHERE state <> 'Open' AND state <> 'Withdrawn'"
            ),
            False,
        ),
        (
            "Counting open quotes along, the hit ratio stood at {}.",
            '= COUNTIF(B2:B17,"Won")/COUNTA(B2:B17)',
            False,
        ),
        (
            "Of all quotes, {} were won.",
            '= COUNTIF(B2:B17,"Won")/COUNTA(B2:B17)',
            False,
        ),
    ],
)
def test_a_rate_is_divided_as_it_is_defined(
    sentence: str, calculation: str, found: list[str], *, is_doubted: bool
) -> None:
    told = f"{DEFINED}\n\n{sentence.format('[40%](#c1)')}"
    verify(told, calculation)
    assert bool(found) is is_doubted


WON = 'COUNTIFS(B2:B17,"Won",C2:C17,"{0}")'
KNOWN = 'COUNTIFS(B2:B17,"<>Open",C2:C17,"{0}")'


@pytest.mark.parametrize(
    ("last", "is_doubted"),
    [('COUNTIFS(C2:C17,"South")', True), (KNOWN.format("South"), False)],
)
def test_rates_of_one_name_are_divided_alike(
    last: str, found: list[str], *, is_doubted: bool
) -> None:
    known = f"= {WON}/{KNOWN}"
    text = (
        "The success rate was [60%](#c2) in the North. A success rate of [60%](#c3) "
        "was told of the North before. In the South, the success rate came to "
        "[20%](#c1)."
    )
    north = known.format("North")
    more = "".join(f"\n[{c}] quotes!B2:C17\n{north}\n" for c in ("c2", "c3"))
    verify(text, f"= {WON.format('South')}/{last}", more)
    assert found == ["c1"] * is_doubted


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns the claims against which the rule itself finds something."""
    claims: list[str] = []
    check = defined_whole.check

    def recorded(subject: Subject) -> Iterator[Finding]:
        for finding in check(subject):
            claims.append(finding.claim)
            yield finding

    monkeypatch.setattr(defined_whole, "check", recorded)
    return claims


def verify(text: str, calculation: str, more: str = "") -> None:
    report = f"{text}\n\n```claims\n[c1] quotes!A2:D17\n{calculation}\n{more}```\n"
    verifier.verify(report, {"quotes": QUOTES})
