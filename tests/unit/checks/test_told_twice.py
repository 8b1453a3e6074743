"""One measure that is told twice, with two values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import verifier
from verifier.checks.claims import told_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.rule import Subject
    from verifier.model.verdict import Finding

DEALS = pd.DataFrame(
    {
        "deal": [f"d{n}" for n in range(12)],
        "region": ["North", "South", "East"] * 4,
        "stage": ["won", "won", "lost", "open"] * 3,
        "amount": [10, 20, 30, 40, 50, 60, 70, 80, 90, 10, 20, 30],
        "commission": [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3],
    }
)
MEAN = ("The mean deal size, across all deals, was [42.5](#c1).", "= AVERAGE(D2:D13)")
PAID = ("Commissions for the year came to [51](#c1).", "= SUM(E2:E13)")
CONTRADICTED = [
    (
        MEAN,
        "With a mean deal size of [50](#c2) across all deals we are content.",
        "= AVERAGE(D2:D10)",
        "line 1 tells 42.5 of the same mean deal size deals",
    ),
    (
        MEAN,
        "With a mean deal size of [43.3](#c2), we are content.",
        "SELECT avg(m) FROM (SELECT stage, avg(amount) AS m FROM deals GROUP BY 1)",
        "line 1 tells 42.5 of the same mean deal size",
    ),
    (
        PAID,
        "Since the commission bill stood at [34](#c2), we pay less.",
        '= SUMIFS(E2:E13,B2:B13,"<>South")',
        "line 1 tells 51 of the same commission",
    ),
]
COMPATIBLE = [
    ("With a mean deal size of [42.5](#c2) we are content.", "= AVERAGE(D2:D13)"),
    (
        "In the North the mean deal size was [32.5](#c2).",
        '= AVERAGEIFS(D2:D13,B2:B13,"North")',
    ),
    (
        "Without lost deals the mean deal size was [43.3](#c2).",
        '= AVERAGEIFS(D2:D13,C2:C13,"<>lost")',
    ),
    ("The median deal size was [35](#c2).", "= MEDIAN(D2:D13)"),
]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns what the rule itself says: other rules may doubt a figure, too."""
    found: list[str] = []
    check = told_otherwise.check

    def recorded(subject: Subject) -> Iterator[Finding]:
        for finding in check(subject):
            found.append(finding.message)
            yield finding

    monkeypatch.setattr(told_otherwise, "check", recorded)
    return found


def reasons_of(
    first: tuple[str, str], sentence: str, calculation: str
) -> list[set[str]]:
    """Returns the reasons against each of the two figures of a report."""
    report = (
        f"{first[0]}\n\n{sentence}\n\n```claims\n[c1] deals!A2:E13\n{first[1]}\n\n"
        f"[c2] deals!A2:E13\n{calculation}\n```\n"
    )
    verdicts = verifier.verify(report, {"deals": DEALS}).verdicts
    return [{r.value for r in (v.reason, *v.also) if r is not None} for v in verdicts]


@pytest.mark.parametrize(("first", "sentence", "calculation", "words"), CONTRADICTED)
def test_one_measure_with_two_values_is_doubted(
    first: tuple[str, str], sentence: str, calculation: str, words: str, told: list[str]
) -> None:
    one, other = reasons_of(first, sentence, calculation)
    assert one == set()
    assert "unstated-criterion" in other
    assert "value" not in other
    assert [message.partition(";")[0] for message in told] == [words]


@pytest.mark.parametrize(("sentence", "calculation"), COMPATIBLE)
def test_what_differs_in_words_may_differ(
    sentence: str, calculation: str, told: list[str]
) -> None:
    assert reasons_of(MEAN, sentence, calculation) == [set(), set()]
    assert told == []
