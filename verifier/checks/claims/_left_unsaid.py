"""Rows that a mean or a sum leaves out by its own cells, without a word of it.

The mean discount of contracts below the asking rate is not that of all contracts; a sum
of what is above zero is none of all that was booked, where some of it was paid back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._claimed import claimed
from verifier.checks.measures import data_rows, meets, spelled
from verifier.checks.question import Question, question
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.figures.conditions import conditions_in, may_be_limited_to
from verifier.formula.dialect import sql
from verifier.languages import alternatives, compiled, listed
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_CENTRE = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_OTHERS: dict[str, type[exp.Binary]] = {"<": exp.GTE, ">": exp.LTE, "<>": exp.EQ}
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.DATE})
_TOLD = compiled(rf"(?<!\w)(?:{alternatives('conditions.apart')})(?!\w)")
_SIGNS = listed("direction.signs")
_NEAR = 200  # letters before a figure, of which a pronoun may speak


@dataclass(frozen=True, slots=True)
class _Left:
    """What a use leaves out of its own cells.

    Attributes:
        use: the mean or the sum.
        criterion: that leaves it out, in every part of the calculation.
        ground: the sheet of both.
    """

    use: Use
    criterion: Criterion
    ground: Ground

    @property
    def columns(self) -> tuple[int, ...]:
        """The bounded column, and the one that it is set against."""
        beside = self.criterion.beside
        own = self.criterion.cells.first_column
        return (own,) if beside is None else (own, beside.first_column)

    @property
    def headers(self) -> tuple[str, ...]:
        """What these are called."""
        return tuple(self.ground.columns[column].header for column in self.columns)

    @property
    def text(self) -> str:
        """The criterion to read."""
        first, last = (*self.headers, *self.criterion.values)[:2]
        return f"{first} {self.criterion.operator} {last}"

    @property
    def key(self) -> str:
        """Names its question."""
        beside = "" if self.criterion.beside is None else self.criterion.beside.local
        told = f"{self.text}/{beside}/{spelled(self.use)}"
        return f"left/{self.ground.sheet.table}/{told}"

    @property
    def others(self) -> tuple[Criterion, ...]:
        """The other criteria."""
        return tuple(c for c in self.use.criteria if c != self.criterion)


def ask_left(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many cells are left out."""
    for case in claimed(subject):
        for one in _left_in(case, subject):
            conditions = [meets(other, one.ground) for other in one.others]
            if any(condition is None for condition in conditions):
                continue
            known = [condition for condition in conditions if condition is not None]
            rows = one.ground.read(
                sql.alias(sql.text(""), "text"), rows=data_rows(one.use, one.ground)
            )
            for condition in (*known, _beyond(one)):
                rows = rows.where(condition)
            yield question(one.key, rows, 1)


def left_unsaid(case: Case, subject: Subject) -> str:
    """Returns what stands against cells that are left out without a word of it."""
    for one in _left_in(case, subject):
        answer = subject.answers.get(one.key)
        if answer is None or not answer.count or _is_told(one, case):
            continue
        return (
            f"the calculation takes {one.text} alone, of which no word tells; "
            f"{answer.count} rows are left out by it"
        )
    return ""


def _left_in(case: Case, subject: Subject) -> Iterator[_Left]:
    uses = case.uses
    for use in uses[:1]:
        ground = subject.grounds.get(use.cells[0].sheet) if use.cells else None
        for criterion in use.criteria if ground is not None else ():
            is_common = all(criterion in other.criteria for other in uses)
            if ground is None or not is_common or criterion.part:
                continue
            one = _Left(use, criterion, ground)
            if _is_of_numbers(one) and (_sets_apart(one) or _is_of_gains(one)):
                yield one


def _is_of_numbers(one: _Left) -> bool:
    """Returns whether its columns are of numbers, and measured by the use."""
    known = one.ground.columns
    measured = {
        n for c in one.use.cells for n in range(c.first_column, c.last_column + 1)
    }
    return all(
        column in known and column in measured and known[column].kinds & _NUMBERS
        for column in one.columns
    )


def _sets_apart(one: _Left) -> bool:
    """Returns whether a mean of what two columns differ by takes those that do."""
    is_mean = one.use.statistic in _CENTRE and one.criterion.operator in _OTHERS
    return is_mean and one.criterion.beside is not None


def _is_of_gains(one: _Left) -> bool:
    """Returns whether a sum takes what is above zero alone."""
    is_sum = one.use.statistic is Statistic.SUM and one.criterion.operator == ">"
    return is_sum and one.criterion.values == ("0",)


def _beyond(one: _Left) -> Expr:
    """Returns the condition of the rows that are left out and would count."""
    cells = [one.ground.cell(column, "n") for column in one.columns]
    if one.criterion.beside is None:
        return sql.binary(exp.LT, cells[0], sql.ZERO)
    return sql.binary(_OTHERS[one.criterion.operator], cells[0], cells[1])


def _is_told(one: _Left, case: Case) -> bool:
    sentence = case.sentence
    text = sentence_round(sentence).text
    texts = (text, sentence.context, *sentence.headings[-1:])
    joined = "\n".join(texts)
    if one.criterion.beside is not None:
        return _TOLD.search(joined) is not None or any(
            not _is_of_others(condition, one) for condition in conditions_in(text)
        )
    before = sentence.text[max(sentence.start - _NEAR, 0) : sentence.start]
    is_signed = any(word in joined.casefold() for word in _SIGNS)
    return is_signed or may_be_limited_to(joined, " ".join(one.headers), before)


def _is_of_others(condition: str, one: _Left) -> bool:
    """Returns whether a condition tells another criterion: who came by a new one."""
    said = tokens_of(condition)
    names = [value for other in one.others for value in (*other.values, other.header)]
    return any(
        alike(word.stem, token.stem)
        for name in names
        for word in tokens_of(name)
        for token in said
    )
