"""A sum takes an amount once for every line of what it belongs to.

Finds: a sum over lines of which several belong to one order, call or case (as a column
of identifiers tells), each line repeating the same amount, while other numbers of these
lines differ and their days do not: the dues of a call beside the tonnes of each parcel.
So does a standing amount (a monthly fee, a headcount) of those who come several times
in a month: it is theirs, and not their orders'. And any amount that the report says to
be repeated (`freight is billed once per order and shown on every line`), or whose
header names whose it is: `PO Freight` beside `PO Number`.

Why it matters: an export of lines repeats what is known of the whole on each of them;
added up it is counted as often as there are lines.

What to do: take each order once (SELECT DISTINCT, or one line of each), or say that
lines are added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp

from verifier.checks.data._told_once import folded_words, keys_in_header, keys_told
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import words
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground, Region
    from verifier.model.verdict import Finding

RULE = Rule("D021", "repeated-amounts", Level.WARNING, Reason.DUPLICATES_COUNTED)

_BODY = "\n\n```claims\n[c1] parcels!A2:D13\n= SUM({}2:{}13)\n```\n"
PASSES = ("The ships brought [78](#c1) tonnes." + _BODY.format("C", "C"),)
FAILS = ("The ships paid [210](#c1) in dues." + _BODY.format("D", "D"),)

_IDS = words("cells.identifiers")
_NUMBER = "№"
_LINES = words("sentence.lines")
_TIMES = LEXICON.spans | LEXICON.years | LEXICON.year_columns | LEXICON.quarters
_EARLY = 10_000  # rows that tell whether keys repeat
_FEWEST = 5  # orders of several lines
_FEWEST_TOLD = 3  # where words say whose an amount is
_MOST_OTHERS = 6  # columns of numbers that are looked at beside the sum
_MOST_KEYS = 2
_DAYS = 31
_STANDING = words("cells.standing")
_HOLDERS = words("sentence.persons") | words("cells.held")


class _Keys(NamedTuple):
    """How many keys have several lines, and of these how many have what in common.

    Attributes:
        several: keys of several lines.
        same: those with one amount on all lines, which is not 0.
        dated: those with one day on all lines.
        differ: those whose other numbers differ from line to line.
        zero: those with 0 on all lines.
        crowded: those with more lines than months.
    """

    several: int
    same: int
    dated: int
    differ: int
    zero: int
    crowded: int


@dataclass(frozen=True, slots=True)
class _Lines:
    """A sum over lines, with the column that tells to what each belongs.

    Attributes:
        region: what is added up.
        column: of the amounts.
        key: column of what lines belong to.
        is_told: whether the report or the header says that the amount is of it.
    """

    region: Region
    column: int
    key: int
    is_told: bool = False

    @property
    def ground(self) -> Ground:
        return self.region.ground

    @property
    def name(self) -> str:
        """Names its question."""
        letters = f"{column_letter(self.column)}/{column_letter(self.key)}"
        return f"{RULE.code}/{self.region.key}/{letters}"

    def query(self) -> exp.Select:
        """Returns one row, `_row` and `text`: the counts of `_Keys`, in their order."""
        several = sql.less(sql.ONE, exp.column("times"))
        same = sql.equal(exp.column("value"), sql.ONE)
        dated = sql.equal(exp.column("told"), sql.ONE)
        differ = sql.less(sql.ONE, exp.column("others"))
        highest = exp.column("highest")
        ways = (
            several,
            sql.both(several.copy(), same, sql.unequal(highest, sql.ZERO)),
            sql.both(several.copy(), dated),
            sql.both(several.copy(), differ),
            sql.both(several.copy(), sql.equal(highest.copy(), sql.ZERO)),
            sql.less(exp.column("months"), exp.column("times")),
        )
        counts = (sql.filtered(sql.call("count", exp.Star()), way) for way in ways)
        texts = [sql.cast(count, "VARCHAR") for count in counts]
        text = sql.call("concat_ws", sql.text("|"), *texts)
        row = sql.alias(sql.ZERO, "_row")
        return exp.select(row, sql.alias(text, "text")).from_(
            sql.subquery(self._by_key(), "keys")
        )

    def _by_key(self) -> exp.Select:
        """Returns for each key its lines, its highest amount, and what differs."""
        value = self.ground.cell(self.column, "n")
        rows = self.region.read(
            sql.alias(self.ground.raw(self.key), "key"),
            sql.alias(value, "value"),
            sql.alias(self._joined(_times(self.ground, self.key)), "told"),
            sql.alias(self._joined(self._others()), "others"),
            sql.alias(self._month(), "months"),
        ).where(sql.is_present(value.copy()))
        counts = [
            sql.alias(sql.call("count", sql.distinct(exp.column(name))), name)
            for name in ("value", "told", "others", "months")
        ]
        highest = sql.alias(sql.call("max", exp.column("value")), "highest")
        times = sql.alias(sql.call("count", exp.Star()), "times")
        return (
            exp.select(times, highest, *counts)
            .from_(sql.subquery(rows, "lines"))
            .join(sql.subquery(self._early(), "early"), join_type="cross")
            .where(
                sql.unequal(exp.column("key"), sql.text("")),
                sql.less(exp.column("different"), exp.column("seen")),
            )
            .group_by(exp.column("key"))
        )

    def _early(self) -> exp.Select:
        """Returns how many of the first rows there are, and how many different keys.

        A column of a million different keys is costly to group, and parts no lines.
        """
        first = self.region.rows[0]
        rows = self.ground.read(
            sql.alias(self.ground.raw(self.key), "key"),
            rows=(first, min(self.region.rows[1], first + _EARLY)),
        )
        key = exp.column("key")
        return exp.select(
            sql.alias(sql.call("count", key), "seen"),
            sql.alias(sql.call("count", sql.distinct(key.copy())), "different"),
        ).from_(sql.subquery(rows, "probed"))

    def _others(self) -> list[int]:
        columns = self.ground.columns.items()
        return [
            number
            for number, layout in columns
            if number not in {self.column, self.key} and CellKind.NUMBER in layout.kinds
        ][:_MOST_OTHERS]

    def _month(self) -> Expr:
        """Returns which 31 days a line's first day is of; lines without days: each."""
        days = [n for n, c in self.ground.columns.items() if CellKind.DATE in c.kinds]
        if not days:
            return sql.column("s", "_row")
        day = self.ground.cell(days[0], "n")
        return sql.call("floor", sql.divide(day, sql.number(_DAYS)))

    def _joined(self, columns: list[int]) -> Expr:
        raws = [self.ground.raw(column) for column in columns]
        return sql.call("concat_ws", sql.text("|"), sql.text(""), *raws)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how often the lines of one key repeat an amount."""
    for lines in _lines(subject):
        yield question(lines.name, lines.query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every sum of what several lines repeat."""
    spoken = {
        case.claim.id: tokens_of(sentence_round(case.sentence).text)
        for case in subject.cases
        if case.claim is not None
    }
    for lines in _lines(subject):
        several = _repeated(lines, subject)
        for claim in lines.region.claims if several else ():
            said = {token.text.casefold() for token in spoken.get(claim, ())}
            if said & _LINES:
                continue
            header, key = (
                lines.ground.columns[number].header
                for number in (lines.column, lines.key)
            )
            yield RULE.finding(
                f"the calculation adds up {header!r} over lines of which several "
                f"belong to one {key!r}: {several} of these have the same amount on "
                "each of their lines, so that it is counted as often",
                Place(claim=claim, cells=(lines.region.cells.local,)),
            )


def _repeated(lines: _Lines, subject: Subject) -> int:
    """Returns how many keys repeat an amount; 0 where lines have their own."""
    answer = subject.answers.get(lines.name)
    parts = answer.texts[0].split("|") if answer and answer.texts else []
    if len(parts) != len(_Keys._fields):
        return 0
    keys = _Keys(*map(int, parts))
    fewest = _FEWEST_TOLD if lines.is_told else _FEWEST
    if keys.same < fewest or keys.same + keys.zero != keys.several:
        return 0
    if lines.is_told:
        return keys.same
    if keys.crowded >= _FEWEST and _is_standing(lines.ground, lines.column):
        return keys.same
    is_of_lines = keys.several == keys.dated and keys.differ * 2 >= keys.several
    return keys.same if is_of_lines else 0


def _is_standing(ground: Ground, column: int) -> bool:
    """Returns whether a number is of whom a line belongs to, month by month: fees."""
    return not _STANDING.isdisjoint(folded_words(ground, column))


def _lines(subject: Subject) -> Iterator[_Lines]:
    for region in subject.regions:
        use = region.use
        if use is None or use.statistic is not Statistic.SUM or use.deduplicates:
            continue
        columns = [n for n in region.columns if n in region.ground.columns]
        if len(columns) != 1 or region.cells.rows <= _FEWEST:
            continue
        ground, own = region.ground, columns[0]
        told = keys_told(ground, own, subject.report.text)
        told += keys_in_header(ground, own)
        for key in dict.fromkeys((*told, *_keys(ground, own))):
            yield _Lines(region, own, key, is_told=key in told)


def _keys(ground: Ground, own: int) -> list[int]:
    """Returns the columns of identifiers: `call_id`, `Номер заказа`.

    A standing amount belongs to whoever has one: a fee by the month to a customer.
    """
    others = [number for number in ground.columns if number != own]
    found = [
        number
        for number in others
        if _NUMBER in ground.columns[number].header
        or not _IDS.isdisjoint(folded_words(ground, number))
    ][:_MOST_KEYS]
    if _is_standing(ground, own):
        holders = (n for n in others if _HOLDERS & folded_words(ground, n))
        found += [number for number in holders if number not in found][:_MOST_KEYS]
    return found


def _times(ground: Ground, key: int) -> list[int]:
    """Returns the columns of days and of names of periods."""
    return [
        number
        for number, layout in ground.columns.items()
        if number != key
        and (CellKind.DATE in layout.kinds or _TIMES & folded_words(ground, number))
    ]
