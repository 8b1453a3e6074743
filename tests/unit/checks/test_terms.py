"""Words that a report uses for rows or columns, against the figure that means others.

Each report is true as it stands; a figure is then replaced by one that recomputes and
takes something else than the word stands for in the rest of the report.
"""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

STAGES = ("closed won", "closed lost", "proposal", "demo")
DEALS = pd.DataFrame(
    {
        "deal": [f"D-{n}" for n in range(1, 25)],
        "region": [("North", "South", "West")[n % 3] for n in range(24)],
        "stage": [STAGES[n % 4] for n in range(24)],
        "list": [100 + 10 * n for n in range(24)],
        "net": [90 + 7 * n for n in range(24)],
    }
)  # fmt: skip
ORDERS = DEALS.rename(
    columns={"region": "Регион", "stage": "Статус", "list": "Сумма", "net": "К оплате"}
).assign(
    Статус=[("доставлен", "отменён", "в пути")[n % 3 - n // 3 % 2] for n in range(24)]
)
SOURCES = {"deals": DEALS, "orders": ORDERS}

OPEN = "SELECT count(*) FROM deals WHERE stage NOT LIKE 'closed%'"
NET = "SELECT sum(net) FROM deals WHERE region = '{}' AND stage NOT LIKE 'closed%'"
ENGLISH = """\
"Open" means not closed either way. The net value is after discount.

The export holds [{all}](#a1) deals, of which [{open}](#a2) are still open.

North has [{north}](#a3) in its open pipeline, net; South has [{south}](#a4) of open
value. The open deals of the West come to [{west}](#a5).
"""
RUSSIAN = """\
**Выручка** — это «К оплате» по доставленным заказам, **оборот** — по всем, какой бы
статус у них ни был.

Оборот составил [{all}](#a1), выручка — [{open}](#a2).

Оборот North равен [{north}](#a3), выручка South — [{south}](#a4). Оборот West
достиг [{west}](#a5). В итоге выручка компании — [{again}](#a6).
"""


def value(table: pd.DataFrame, where: pd.Series, column: str = "") -> str:
    rows = table[where]
    return str(int(rows[column].sum()) if column else len(rows))


def english(prose: str = ENGLISH, **changed: tuple[str, str]) -> verifier.Verification:
    stage = DEALS["stage"]
    is_open = ~stage.str.startswith("closed")
    claims = {
        "all": (value(DEALS, is_open | True), "SELECT count(*) FROM deals"),
        "open": (value(DEALS, is_open), OPEN),
    }
    for region in ("North", "South", "West"):
        where = is_open & (DEALS["region"] == region)
        claims[region.lower()] = (value(DEALS, where, "net"), NET.format(region))
    return verified(prose, claims | changed, "deals!A2:E25")


def russian(**changed: tuple[str, str]) -> verifier.Verification:
    table = ORDERS
    is_paid = table["Статус"] == "доставлен"
    every = is_paid | True
    claims = {
        "all": (value(table, every, "К оплате"), "= SUM(E2:E25)"),
        "open": (
            value(table, is_paid, "К оплате"),
            '= SUMIFS(E2:E25,C2:C25,"доставлен")',
        ),
    }
    claims["north"] = (
        value(table, table["Регион"] == "North", "К оплате"),
        '= SUMIFS(E2:E25,B2:B25,"North")',
    )
    claims["south"] = (
        value(table, is_paid & (table["Регион"] == "South"), "К оплате"),
        '= SUMIFS(E2:E25,B2:B25,"South",C2:C25,"доставлен")',
    )
    claims["west"] = (
        value(table, table["Регион"] == "West", "К оплате"),
        '= SUMIFS(E2:E25,B2:B25,"West")',
    )
    claims["again"] = claims["open"]
    return verified(RUSSIAN, claims | changed, "orders!A2:E25")


def verified(
    prose: str, claims: dict[str, tuple[str, str]], cites: str
) -> verifier.Verification:
    text = prose.format(**{name: figure for name, (figure, _) in claims.items()})
    fence = "\n\n".join(
        f"[a{number}] {cites}\n{calculation}"
        for number, (_, calculation) in enumerate(claims.values(), start=1)
    )
    return verifier.verify(f"{text}\n```claims\n{fence}\n```\n", dict(SOURCES))


def reasons(found: verifier.Verification) -> dict[str, str]:
    return {
        str(v.claim): v.reason.value for v in found.verdicts if v.reason is not None
    }


def test_reports_that_keep_to_their_words_stand() -> None:
    assert reasons(english()) == {}
    assert reasons(russian()) == {}


def test_a_word_without_its_criterion() -> None:
    where = DEALS["region"] == "South"
    calculation = "SELECT sum(net) FROM deals WHERE region = 'South'"
    found = english(south=(value(DEALS, where, "net"), calculation))
    assert reasons(found) == {"a4": "wrong-segment"}
    (told,) = [v.message for v in found.verdicts if v.claim == "a4"]
    assert "'open'" in told
    assert "every stage" in told


def test_a_word_that_the_report_explains_without_its_criterion() -> None:
    where = ORDERS["Регион"] == "South"
    figure = value(ORDERS, where, "К оплате")
    found = russian(south=(figure, '= SUMIFS(E2:E25,B2:B25,"South")'))
    assert reasons(found) == {"a4": "wrong-segment"}


def test_a_column_that_the_words_of_the_report_never_mean() -> None:
    where = ORDERS["Регион"] == "West"
    figure = value(ORDERS, where, "Сумма")
    found = russian(west=(figure, '= SUMIFS(D2:D25,B2:B25,"West")'))
    assert reasons(found) == {"a5": "wrong-column"}


@pytest.mark.parametrize(
    "words",
    [
        "The deals of the West, open or closed, come to",
        "Won and open deals of the West together come to",
        "No longer open or never closed, all in the West come to",
        "Everything in the West, whatever its stage, comes to",
    ],
)
def test_words_that_take_all_of_it(words: str) -> None:
    where = DEALS["region"] == "West"
    calculation = "SELECT sum(net) FROM deals WHERE region = 'West'"
    prose = ENGLISH.replace("The open deals of the West come to", words)
    found = english(prose, west=(value(DEALS, where, "net"), calculation))
    assert reasons(found) == {}


MEANT = """\
{meaning}

Bookings were [{all}](#a1) in all and [{open}](#a2) in the North.

{sentence} [{north}](#a3).
"""


def explained(
    meaning: str, sentence: str, third: str = "won_south"
) -> verifier.Verification:
    won = DEALS["stage"] == "closed won"
    south = DEALS["region"] == "South"
    takes = "SELECT sum(net) FROM deals WHERE {}"
    ways = {
        "won_south": (won & south, "stage = 'closed won' AND region = 'South'"),
        "south": (south, "region = 'South'"),
    }
    where, criterion = ways[third]
    claims = {
        "all": (value(DEALS, won, "net"), takes.format("stage = 'closed won'")),
        "open": (
            value(DEALS, won & (DEALS["region"] == "North"), "net"),
            takes.format("stage = 'closed won' AND region = 'North'"),
        ),
        "north": (value(DEALS, where, "net"), takes.format(criterion)),
    }
    prose = MEANT.replace("{meaning}", meaning).replace("{sentence}", sentence)
    return verified(prose, claims, "deals!A2:E25")


@pytest.mark.parametrize(
    "meaning",
    [
        '"Bookings" means the net of closed won deals.',
        "By bookings we mean what closed won deals bring.",
        "**Bookings** are the net of deals that are closed won.",
        "«Bookings» — это «net» по сделкам closed won.",
    ],
)
def test_what_an_explained_word_takes_is_named_and_wanted(meaning: str) -> None:
    assert reasons(explained(meaning, "Bookings in the South were")) == {}
    found = explained(meaning, "Bookings in the South were", "south")
    assert reasons(found) == {"a3": "wrong-segment"}


@pytest.mark.parametrize(
    ("meaning", "sentence"),
    [
        (
            '"Bookings" means the net of closed won deals.',
            "The South's deals of any stage come to bookings of",
        ),
        ('"Bookings" excludes deals that are closed won.', "Bookings, South:"),
    ],
)
def test_words_whose_explanation_tells_nothing_of_it(
    meaning: str, sentence: str
) -> None:
    assert "a3" not in reasons(explained(meaning, sentence, "south"))
