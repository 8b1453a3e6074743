"""Which word of direction governs a figure.

The figure in question stands in [ ], other figures in { }.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verifier.judge import direction
from verifier.judge.direction import governing_word
from verifier.judge.words import WORDS, Trend
from verifier.model.case import Sentence

if TYPE_CHECKING:
    import re

FALLING = (
    # bare, by
    "Revenue fell [12%].",
    "Revenue fell by [12%].",
    "Revenue fell sharply by [12%].",
    "Revenue fell by about [12%].",
    "Revenue fell by more than [12%].",
    "Revenue fell by almost [12%] in March.",
    "Revenue fell by as much as [12%].",
    "Revenue fell by up to [12%].",
    "Revenue fell by at least [12%].",
    "Revenue fell by an estimated [$2M].",
    "Revenue fell by a record [12%].",
    "Revenue fell more than [12%].",
    "Revenue fell over [12%].",
    "Revenue fell last quarter by [12%].",
    "Revenue fell in Q3 by [12%].",
    "Revenue fell from last year by [12%].",
    "Revenue fell, by [12%].",
    "Churn dropped [3] points.",
    "Churn declined a further [3] points.",
    "Costs were cut by [12%].",
    "We cut costs by [12%].",
    "We reduced headcount by [12%].",
    "The team shrank by [4] people.",
    "Shares lost [12%].",
    "Sales slipped [1.2%].",
    "Sales slid [1.2%].",
    "Sales tumbled nearly [40%].",
    "The gap narrowed by [3] points.",
    "Margins contracted [150 bps].",
    "Orders slumped [12%].",
    "Lower costs reduced churn by [3] points.",
    "Jobs in culture industries decreased [0.4%].",
    "Although sales rose, margin fell [2%].",
    "Sales rose {5%}, and margin fell [2%].",
    "Prices eased [0.3%].",
    "Growth slowed by [2] points.",
    # nouns
    "A decline of [12%] followed.",
    "A decline in revenue of [12%] followed.",
    "A decline in the number of customers of [12%].",
    "We saw a drop of about [12%].",
    "A decrease of [$2.1 billion].",
    "The decline was [12%].",
    "The decline in revenue was [12%].",
    "The decline in revenue was about [12%].",
    "The drop amounted to [12%].",
    "Decline: [12%]",
    "The reduction of [12%] was planned.",
    "A price cut of [12%] helped.",
    # behind the figure
    "A [12%] decline followed.",
    "An [8%] decrease from the previous year.",
    "A [12%] year-over-year drop.",
    "A [5 percentage point] fall in churn.",
    "Revenue was [12%] lower.",
    "Revenue was [12%] lower than planned.",
    "We had [14] fewer than the year before.",
    "We had [14] customers fewer.",
    "Spending was [12%] less than planned.",
    "Revenue is [12%] down.",
    "Revenue is [12%] down on last year.",
    # particles and comparatives
    "Revenue is down [12%].",
    "Revenue went down by [12%].",
    "Revenue, down [12%], disappointed.",
    "Revenue was lower by [12%].",
    "Revenue is down another [12%].",
    # Russian
    "Выручка упала на [12 %].",
    "Выручка снизилась на [12 %].",
    "Выручка снизилась почти на [12 %].",
    "Выручка снизилась на почти [12 %].",
    "Выручка снизилась более чем на [12 %].",
    "Выручка снизилась не менее чем на [12 %].",
    "Выручка за квартал снизилась примерно на [12 %].",
    "Выручка сократилась в марте на [12 %].",
    "Расходы сокращены на [12 %].",
    "Мы сократили расходы на [12 %].",
    "Отток уменьшился на [3 п.п.].",
    "Доля просела на [3 п.п.].",
    "Акции потеряли [12 %].",
    "Средний чек падает на [12 %].",
    "Конверсия опустилась на [2 п.п.].",
    "Снижение на [12 %] ожидалось.",
    "Снижение выручки на [12 %].",
    "Снижение составило [12 %].",
    "Снижение выручки составило около [12 %].",
    "Снижение — [12 %].",
    "Падение в [12 %].",
    "Отмечен спад на [12 %].",
    "Выручка на [12 %] ниже.",
    "Выручка на [12 %] ниже прошлогодней.",
    "Клиентов на [14] меньше.",
    "Выручка ниже на [12 %].",
    "Рост замедлился на [2 п.п.].",
    "Хотя продажи выросли, маржа снизилась на [2 %].",
)

RISING = (
    "Revenue rose [12%].",
    "Revenue grew by [12%].",
    "Revenue grew by roughly [12%].",
    "Revenue increased [12%].",
    "Revenue climbed more than [12%].",
    "Growth of [12%] was recorded.",
    "An increase of [12%].",
    "The increase was [12%].",
    "A [12%] increase.",
    "A [12%] increase after a decline.",
    "Revenue was [12%] higher.",
    "Revenue is up [12%].",
    "Revenue is up by [12%].",
    "Revenue is [12%] up on last year.",
    "The price hike of [12%].",
    "Lower costs lifted margin by [3] points.",
    "Churn fell, and revenue rose [12%].",
    "Выручка выросла на [12 %].",
    "Выручка увеличилась на [12 %].",
    "Выручка вырастет на [12 %].",
    "Рост составил [12 %].",
    "Рост выручки на [12 %].",
    "Прирост в [12 %].",
    "Цены повысились почти на [12 %].",
    "Выручка на [12 %] выше.",
    "Мы увеличили выручку на [12 %].",
    "Расходы снизились, а выручка выросла на [12 %].",
)

NONE = (
    # a level
    "Revenue fell to [$4.1M].",
    "Revenue fell to about [$4.1M].",
    "Revenue fell to a record [$4.1M].",
    "Revenue fell to a low of [$4.1M].",
    "Revenue fell from [$4.6M] to {$4.1M}.",
    "Revenue fell from {$4.6M} to [$4.1M].",
    "Revenue fell by {12%} to [$4.1M].",
    "Churn dropped, at [8%].",
    "Revenue fell and stood at [$4.1M].",
    "Revenue is down to [$4.1M].",
    "Revenue is down from [$4.6M].",
    "Revenue rose to [$4.1M].",
    "Revenue rose from [$4.1M].",
    "Выручка упала до [4,1 млн ₽].",
    "Выручка упала почти до [4,1 млн ₽].",
    "Выручка упала с [4,6 млн ₽].",
    "Выручка выросла до [4,1 млн ₽].",
    "Снижение с [4,6 млн ₽] до {4,1 млн ₽}.",
    "Выручка сократилась до [4,1 млн ₽].",
    # another figure lies between, another clause
    "Revenue fell {12%}, {3} points, [4] people.",
    "Revenue fell. Margin is [12%].",
    "Revenue fell; margin [12%].",
    "Revenue fell, but margin was [12%].",
    "Revenue fell while margin was [12%].",
    "Revenue fell and margin was [12%].",
    "While costs fell, revenue was [12%] of plan.",
    "Revenue (it fell) was [12%] of plan.",
    "Выручка упала, маржа [12 %].",
    "Выручка упала. Маржа [12 %].",
    "Выручка упала, но маржа была [12 %].",
    # no change is stated
    "Revenue fell in [12] regions.",
    "Revenue fell for [12] customers.",
    "Revenue grew in a market of [$12M].",
    "Revenue fell short of [$12M].",
    "Выручка упала в [12] регионах.",
    "Выручка упала у [12] клиентов.",
    "Выручка снизилась за [12] месяцев.",
    # nouns that name a measure, attributes
    "Churn was [12%].",
    "A loss of [$2M].",
    "A discount of [12%].",
    "A lower margin of [12%].",
    "Отток составил [12 %].",
    "Потери составили [12 %].",
    "Скидка в [12 %].",
    "Более [12 %] клиентов.",
    # nothing
    "More than [12%] of customers.",
    "At most [12%] of customers.",
    "Up to [12%] of customers.",
    "Revenue was [$4.1M].",
    "[12%] of customers left.",
    "[12%] of the decline came from SMB.",
    "[12] customers and fewer complaints.",
    "[12] regions fell behind.",
    "[12%] up to now.",
    "[12%]",
)

ROWS = (
    [(text, Trend.FALLING) for text in FALLING]
    + [(text, Trend.RISING) for text in RISING]
    + [(text, None) for text in NONE]
)


def test_there_are_rows_enough():
    assert len(ROWS) >= 120
    assert len({text for text, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("marked", "expected"), ROWS)
def test_the_word_that_governs_a_figure(make, marked, expected):
    word = governing_word(make.sentence(marked))
    assert (word.trend if word else None) == expected


def test_the_word_is_given_as_the_sentence_has_it(make):
    word = governing_word(make.sentence("Revenue Fell by [12%]."))
    assert word is not None
    assert (word.text, word.follows) == ("Fell", False)


def test_a_word_behind_the_figure_says_so(make):
    word = governing_word(make.sentence("A [12%] decline."))
    assert word is not None
    assert (word.text, word.follows) == ("decline", True)


def test_the_nearest_word_governs(make):
    word = governing_word(make.sentence("After a drop, sales rose [5%] in a decline."))
    assert word is not None
    assert word.text == "rose"


def test_a_word_far_away_governs_nothing(make):
    filler = "word " * 200
    assert governing_word(make.sentence(f"It fell {filler}[5%].")) is None


def test_a_number_of_an_abbreviation_ends_no_clause(make):
    word = governing_word(make.sentence("Revenue fell approx. [12%]."))
    assert word is not None
    assert word.trend is Trend.FALLING


@pytest.mark.parametrize(
    "word", ["churn", "loss", "losses", "discount", "отток", "потери", "скидка", ""]
)
def test_measures_are_no_words_of_direction(word):
    assert word not in WORDS.forms


def test_no_form_has_stray_marks():
    assert all(form.replace("-", "").isalpha() for form in WORDS.forms)
    assert all(form == form.lower() for form in WORDS.forms)


class Counted:
    """A pattern that counts the letters that it looks at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.letters = 0

    def search(self, text: str, first: int, last: int) -> re.Match[str] | None:
        self.letters += last - first
        return self.pattern.search(text, first, last)


def test_a_passage_of_many_figures_is_looked_at_figure_by_figure(monkeypatch):
    counted = Counted(direction._PAIR)
    monkeypatch.setattr(direction, "_PAIR", counted)
    one = "Sales were 12.5.\n"
    figures = tuple((n * len(one) + 11, n * len(one) + 15) for n in range(500))
    text = one * len(figures)
    for start, end in figures:
        assert governing_word(Sentence(text, start, end, figures)) is None
    assert counted.letters < 1000 * len(figures)
