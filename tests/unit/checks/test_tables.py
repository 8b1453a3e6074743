"""What sentences say, by tables written by hand."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

import verifier
from verifier.checks.naming import Naming, names_in
from verifier.checks.periods import Period, periods_in
from verifier.checks.reach import goes_with, own_words
from verifier.checks.sentences import Clause, sentence_round
from verifier.model.brief import Brief
from verifier.model.case import Sentence

HERE = Path(__file__).parent
FIGURE = re.compile(r"\[([^\]]+)\]")


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def shown_period(period: Period) -> str:
    first, last = min(period.months), max(period.months)
    months = f"{first}-{last}" if first != last else str(first)
    return f"{period.year or '*'}:{months}"


def shown_naming(naming: Naming) -> str:
    mark = "-" if naming.is_negated else "~" if naming.is_compared else ""
    return mark + naming.value


def clause_of(text: str, number: int) -> Clause:
    """Returns the sentence with its figures out of their brackets."""
    bare = ""
    figures: list[tuple[int, int]] = []
    for part in re.split(r"(\[[^\]]+\])", text):
        inner = FIGURE.fullmatch(part)
        start = len(bare)
        bare += inner[1] if inner else part
        if inner:
            figures.append((start, len(bare)))
    start, end = figures[number - 1]
    return Clause(bare, start, end, tuple(figures))


@pytest.mark.parametrize("row", rows("periods"), ids=lambda row: row["text"])
def test_periods(row: dict[str, str]) -> None:
    found = [shown_period(period) for period in periods_in(row["text"])]
    assert found == (row["periods"] or "").split()


@pytest.mark.parametrize("row", rows("namings"), ids=lambda row: row["sentence"])
def test_namings(row: dict[str, str]) -> None:
    groups = {1: tuple(row["values"].split())}
    found = names_in(row["sentence"], groups, Brief())
    assert [shown_naming(naming) for naming in found] == (row["named"] or "").split()


@pytest.mark.parametrize("row", rows("own_words"), ids=lambda row: row["words"])
def test_own_words(row: dict[str, str]) -> None:
    clause = clause_of(row["sentence"], int(row["figure"]))
    assert clause.text[slice(*own_words(clause))] == row["words"]


def test_statistics() -> None:
    wanted = rows("statistics")
    prose = "\n\n".join(
        FIGURE.sub(rf"[\1](#c{number})", row["sentence"])
        for number, row in enumerate(wanted)
    )
    claims = "\n\n".join(
        f"[c{number}] deals!A2:C5\n{row['calculation']}"
        for number, row in enumerate(wanted)
    )
    deals = pd.DataFrame(
        {"id": list("abcd"), "name": list("wxyz"), "amount": [100, 250, 75, 30]}
    )
    text = f"{prose}\n\n```claims\n{claims}\n```\n"
    found = verifier.verify(text, {"deals": deals}).verdicts
    flagged = {
        str(v.claim): verifier.Reason.WRONG_STATISTIC in {v.reason, *v.also}
        for v in found
    }
    for number, row in enumerate(wanted):
        assert flagged[f"c{number}"] == (row["flagged"] == "yes"), row


@pytest.mark.parametrize(
    ("text", "number", "values"),
    [
        ("EMEA won [5] deals, worth [7].", 2, ["EMEA"]),
        ("EMEA won [5], everything came to [7].", 2, []),
        ("EMEA won [5], [7] in total.", 1, ["EMEA"]),
        ("ЕМЕА принесла [5], всего вышло [7].", 2, []),
    ],
)
def test_a_group_goes_on_until_everything_is_spoken_of(
    text: str, number: int, values: list[str]
) -> None:
    clause = clause_of(text, number)
    named = names_in(clause.text, {1: ("EMEA", "ЕМЕА", "APAC")}, Brief())
    assert [naming.value for naming in goes_with(clause, named)] == values


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ушло 5 руб. В июне было 7.", "В июне было 7."),
        ("Ушло 5 тыс. руб. За год 7.", "За год 7."),
        ("Ушло 5 руб. 20 коп., а было 7.", "Ушло 5 руб. 20 коп., а было 7."),
        ("В г. Москва было 7.", "В г. Москва было 7."),
        ("Sales of Acme Inc. Ltd came to 7.", "Sales of Acme Inc. Ltd came to 7."),
    ],
)
def test_a_unit_cut_short_may_end_a_sentence(text: str, sentence: str) -> None:
    start = text.rindex("7")
    said = Sentence(text, start, start + 1, ((start, start + 1),))
    assert sentence_round(said).text == sentence
