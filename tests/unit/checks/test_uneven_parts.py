"""Parts that a sentence gives, beside the whole that it gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import verifier
from verifier.checks.claims import uneven_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.rule import Subject
    from verifier.model.verdict import Finding

HERE = Path(__file__).parent
QUOTES = pd.DataFrame(
    {
        "quote": [f"q{n}" for n in range(16)],
        "state": ["Won", "Lost", "Lost", "Open"] * 3 + ["Withdrawn", "Lost"] * 2,
        "kind": ["New", "Renewal"] * 8,
        "premium": range(10, 170, 10),
    }
)
ALL, WON = "SELECT count(*) FROM quotes", '= COUNTIFS(B2:B17,"Won")'
LOST = '= COUNTIFS(B2:B17,"Lost")'
NEW = '= COUNTIFS(B2:B17,"Lost",C2:C17,"New")'
RENEWED = '= COUNTIFS(B2:B17,"Lost",C2:C17,"Renewal")'
MORE = (
    "SELECT count(*) FROM quotes WHERE kind = 'New' AND state IN ('Lost', 'Withdrawn')"
)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns the claims against which the rule itself finds something."""
    claims: list[str] = []
    check = uneven_parts.check

    def recorded(subject: Subject) -> Iterator[Finding]:
        for finding in check(subject):
            claims.append(finding.claim)
            yield finding

    monkeypatch.setattr(uneven_parts, "check", recorded)
    return claims


@pytest.mark.parametrize(
    ("sentence", "doubted"),
    [
        line.split("\t")
        for line in (HERE / "uneven_parts.tsv").read_text("utf-8").splitlines()[1:]
    ],
)
def test_the_rest_makes_all_of_it(
    sentence: str, doubted: str, found: list[str]
) -> None:
    texts = re.findall(r"\[([^\]]+)\]", sentence)
    for number, text in enumerate(texts):
        sentence = sentence.replace(f"[{text}]", f"[{text}](#c{number})", 1)
    share = '= COUNTIFS(B2:B17,"Lost")/COUNTA(B2:B17)'
    verify(sentence, [share] * len(texts))
    assert [texts[int(claim[1:])] for claim in found] == [doubted] * bool(doubted)


@pytest.mark.parametrize(
    ("sentence", "calculations", "doubted"),
    [
        (
            "The [8](#c0) lost quotes divide into [5](#c1) new and [5](#c2) old ones.",
            (LOST, MORE, RENEWED),
            ["c1"],
        ),
        (
            "The [8](#c0) lost quotes divide into [3](#c1) new and [5](#c2) old ones.",
            (LOST, NEW, RENEWED),
            [],
        ),
        (
            "In all [8](#c0) were lost, of which [5](#c1) new and [5](#c2) old ones.",
            (LOST, MORE, RENEWED),
            ["c1"],
        ),
        (
            "We lost [8](#c0) quotes: [5](#c1) new ones and [5](#c2) renewals.",
            (LOST, MORE, RENEWED),
            ["c1"],
        ),
        (
            "Потеряно [8](#c0) заявок, из них [5](#c1) новых и [5](#c2) повторных.",
            (LOST, MORE, RENEWED),
            ["c1"],
        ),
        (
            "Те [8](#c0) заявок делятся на [3](#c1) новых и [5](#c2) повторных.",
            (LOST, NEW, RENEWED),
            [],
        ),
        (
            ("We made [16](#c0) quotes. Of this number [3](#c1) were won, "
            "the remaining [11](#c2) lost."),
            (ALL, WON, "SELECT count(*) FROM quotes WHERE state IN ('Lost', 'Open')"),
            ["c2"],
        ),
        (
            ("Всего [16](#c0) заявок. Из этого числа [3](#c1) выиграны, "
            "остальные [13](#c2) нет."),
            (ALL, WON, "SELECT count(*) FROM quotes WHERE state <> 'Won'"),
            [],
        ),
        (
            "We lost [8](#c0) quotes after [5](#c1) new ones and [5](#c2) renewals.",
            (LOST, MORE, RENEWED),
            [],
        ),
    ],
)  # fmt: skip
def test_parts_are_of_their_whole(
    sentence: str, calculations: tuple[str, ...], doubted: list[str], found: list[str]
) -> None:
    verify(sentence, calculations)
    assert found == doubted


def verify(text: str, calculations: list[str] | tuple[str, ...]) -> None:
    claims = "".join(
        f"\n[c{number}] quotes!A2:D17\n{calculation}\n"
        for number, calculation in enumerate(calculations)
    )
    verifier.verify(f"{text}\n\n```claims{claims}```\n", {"quotes": QUOTES})
