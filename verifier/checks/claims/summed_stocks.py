"""What is there at any time is added up over several times, or rows of one thing.

Finds: a sum of a column of seats, staff, stock, beds or balances over several months,
where the column is nearly the same for one thing in all of them; and a sum of a column
that adds up by itself from month to month: `to date`, `с начала года`. And a sum of the
staff of hotels over a row for each kind of room, where all rows of a hotel repeat one
number.

Why it matters: ten desks in each of six months are ten desks, not sixty.

What to do: take one month, or a mean over months; for a running total take its last
value; of each thing take one row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.checks.claims._running import is_running
from verifier.checks.measures import data_rows, meets, spelled
from verifier.checks.place import Place
from verifier.checks.question import question
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.units import MONEY, sure_unit
from verifier.checks.vocabulary import text_columns
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C063", "summed-stocks", Level.WARNING, Reason.DUPLICATES_COUNTED)

_BODY = "\n\n```claims\n[c1] desks!A2:C7\n= SUMIFS(C2:C7,{})\n```\n"
PASSES = ("In May we had [22 desks](#c1)." + _BODY.format('A2:A7,"May"'),)
FAILS = ("Our Leeds office has [30 desks](#c1)." + _BODY.format('B2:B7,"Leeds"'),)

_STOCKS = frozenset(map(stem, words_of("rates.stocks")))
_STOCKS_OF_MONEY = frozenset(map(stem, words_of("rates.stocks_of_money")))
_HOLDINGS = frozenset(map(stem, words_of("rates.holdings")))
_FLOWS = frozenset(map(stem, words_of("rates.flows")))
_HOLDERS = frozenset(map(stem, words_of("rates.holders")))
_TIMES = LEXICON.spans | LEXICON.years | LEXICON.year_columns | LEXICON.quarters
_PER_TIME = compiled(alternatives("stocks.per_time"))
_NEAR, _NEARER = (
    Decimal("0.3"),
    Decimal("0.1"),
)  # share of the largest, by which one thing's cells differ
_MOST = 0.8  # of the things that are nearly the same in all periods
_MOST_WORDS = 2  # of the header of a period: fiscal year
_DENSE = 2  # part of a thing's periods in which it has a row
_MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum over periods.

    Attributes:
        ground: the sheet.
        use: of the calculation.
        things: columns that name what has a cell in each period.
        periods: columns of periods, or the column by which rows of one thing differ.
        near: by what share of the largest the cells of one thing may differ.
        over: what it is a sum over, in words.
    """

    ground: Ground
    use: Use
    things: tuple[int, ...]
    periods: tuple[int, ...]
    near: Decimal
    over: str = "periods"

    @property
    def column(self) -> int:
        return self.use.cells[0].first_column

    @property
    def key(self) -> str:
        table, rows = self.ground.sheet.table, data_rows(self.use, self.ground)
        what = f"{self.column}/{self.things}/{self.periods}/{self.near}"
        return f"{RULE.code}/{table}/{what}/{rows}/{spelled(self.use)}"

    def query(self) -> exp.Select | None:
        """Returns SELECT `_row`, `text`: the counts of a `_Panel`."""
        conditions = [meets(one, self.ground) for one in self.use.criteria]
        if any(condition is None for condition in conditions):
            return None
        first, last = map(sql.number, data_rows(self.use, self.ground))
        here = sql.both(sql.between(sql.column("s", "_row"), first, last), *conditions)
        value = self.ground.cell(self.column, "n")
        rows = self.ground.read(
            sql.alias(self._named(self.things), "thing"),
            sql.alias(self._named(self.periods), "told"),
            sql.alias(value, "value"),
            sql.alias(here if here is not None else sql.TRUE, "here"),
        ).where(sql.is_present(value.copy()))
        return self._summed(rows)

    def _summed(self, rows: exp.Select) -> exp.Select:
        every, told, value, here = (
            sql.call("count", exp.Star()),
            sql.call("count", sql.distinct(exp.column("told"))),
            exp.column("value"),
            exp.column("here"),
        )
        things = exp.select(
            sql.alias(sql.filtered(every, here), "many"),
            sql.alias(sql.filtered(told, here), "times"),
            sql.alias(sql.filtered(sql.call("min", value), here), "low"),
            sql.alias(sql.filtered(sql.call("max", value), here), "high"),
            sql.alias(every.copy(), "all_many"),
            sql.alias(told.copy(), "all_times"),
        ).from_(sql.subquery(rows, "rows"))
        things = things.group_by(exp.column("thing"))
        periods = exp.select(told.copy()).from_(sql.subquery(rows.copy(), "rows"))
        text = sql.cast(
            sql.call("json_array", *self._counts(), periods.subquery()), "VARCHAR"
        )
        return exp.select(sql.alias(sql.ZERO, "_row"), sql.alias(text, "text")).from_(
            sql.subquery(things, "things")
        )

    def _counts(self) -> list[Expr]:
        every, high = sql.call("count", exp.Star()), exp.column("high")
        again = sql.less(sql.ONE, exp.column("times"))
        apart = sql.subtract(high, exp.column("low"))
        most = sql.multiply(sql.number(self.near), high.copy())
        is_there = sql.less(sql.ZERO, exp.column("low"))
        near = sql.both(again, is_there, sql.at_most(apart, most))
        sums = [
            sql.cast(sql.call("sum", exp.column(name)), "BIGINT")
            for name in ("many", "times", "all_many", "all_times")
        ]
        return [
            *sums,
            sql.filtered(every, again),
            sql.filtered(every, near),
            every.copy(),
        ]

    def _named(self, columns: tuple[int, ...]) -> Expr:
        raws = [self.ground.raw(column) for column in columns]
        return sql.call("concat_ws", sql.text("|"), sql.text(""), *raws)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many periods the rows of one thing are of."""
    for case in subject.cases:
        for one in _sums(case, subject):
            query = one.query()
            if query is not None:
                yield question(one.key, query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every sum of what is there in each of several periods."""
    for case in subject.cases:
        for one in _sums(case, subject):
            answer = subject.answers.get(one.key)
            if case.claim is None or answer is None or not answer.texts:
                continue
            again = _again(one, answer.texts[0])
            if not again:
                continue
            header = one.ground.columns[one.column].header
            span = case.figure.span
            yield RULE.finding(
                f"the calculation adds up {header!r} over several {one.over}, in "
                f"which {again} are counted again; it is not what there is at one time",
                Place(span.line, span.column, case.claim.id),
            )
            break


def _again(one: _Sum, text: str) -> int:
    """Returns how many things are counted again; 0 where rows are of no periods.

    Of a sheet of periods most things have one row in each of them.
    """
    told = cast("list[int | None]", json.loads(text))
    many, times, all_many, all_times, again, near, things, periods = (
        number or 0 for number in told
    )
    is_panel = all_many == all_times and _DENSE * all_many >= things * periods
    is_panel = is_panel and (things > 1 or not one.things)
    return again if is_panel and many == times and near >= _MOST * again else 0


def _sums(case: Case, subject: Subject) -> Iterator[_Sum]:
    """Yields the ways in which a sum may be one over periods."""
    use = _only_sum(case)
    ground = subject.grounds.get(use.cells[0].sheet) if use else None
    if use is None or ground is None:
        return
    own = use.cells[0].first_column
    if own not in ground.columns:
        return
    header = ground.columns[own].header
    near = _nearness(header, subject)
    if near is None or _PER_TIME.search(sentence_round(case.sentence).text):
        return
    periods = tuple(n for n in ground.columns if n != own and _is_period(ground, n))
    texts = [n for n in text_columns(ground) if n not in periods][:_MOST_COLUMNS]
    if not periods and not is_running(header):
        yield from _repeats(ground, use, texts)
    ways = dict.fromkeys([tuple(texts), *((n,) for n in texts)])
    for things in ways if periods else ():
        yield _Sum(ground, use, things, periods, near)


def _repeats(ground: Ground, use: Use, texts: list[int]) -> Iterator[_Sum]:
    """Yields the ways in which a sum may take what all rows of one thing repeat.

    A header names that thing, or it is a place or body: hotel, отделение.
    """
    own = tokens_of(ground.columns[use.cells[0].first_column].header)
    known = _HOLDERS | {token.stem for token in own}
    for thing in texts:
        name = tokens_of(ground.columns[thing].header)
        if name and _is_among([name[0].stem], known):
            for other in texts:
                if other != thing:
                    over = f"rows of one {ground.columns[thing].header}"
                    yield _Sum(ground, use, (thing,), (other,), Decimal(0), over)


def _only_sum(case: Case) -> Use | None:
    traits = case.compiled.traits if case.compiled and case.claim else None
    if traits is None or len(traits.uses) != 1 or traits.divisors:
        return None
    (use,) = traits.uses
    is_plain = use.statistic is Statistic.SUM and use.side is Side.WHOLE
    is_plain = is_plain and not use.deduplicates and len(use.cells) == 1
    return use if is_plain and use.cells[0].columns == 1 else None


def _nearness(header: str, subject: Subject) -> Decimal | None:
    """Returns how alike cells of one thing must be; None where a column is no stock."""
    if is_running(header):
        return Decimal(1)
    stems = [token.stem for token in tokens_of(header)]
    if _is_among(stems, _FLOWS):
        return None
    is_money = sure_unit(header, subject.brief)[0] == MONEY
    sure = _STOCKS_OF_MONEY if is_money else _STOCKS | _STOCKS_OF_MONEY
    if _is_among(stems, sure):
        return _NEAR
    return _NEARER if not is_money and _is_among(stems[:1], _HOLDINGS) else None


def _is_among(stems: list[str], known: frozenset[str]) -> bool:
    return any(alike(one, other) for one in stems for other in known)


def _is_period(ground: Ground, column: int) -> bool:
    layout = ground.columns[column]
    words = {t.text.casefold() for t in tokens_of(layout.header)}
    is_named = len(words) <= _MOST_WORDS and not words.isdisjoint(_TIMES)
    return CellKind.DATE in layout.kinds or is_named
