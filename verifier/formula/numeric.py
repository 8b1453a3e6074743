"""Functions of numbers: their arguments as DOUBLE, and where they are undefined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.formula.coerce import as_number, value_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Operand, Real, of, real, where
from verifier.formula.values import Cell, number_cell
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


_LONG = 1e15  # from here on whole numbers have more than 15 digits


@dataclass(frozen=True, slots=True)
class Numbers:
    """The arguments of a function of numbers.

    Attributes:
        draft: the statement.
        values: the numbers; NULL, all of them, where the function is undefined.
        error: the code where an argument fails or the function is undefined.
    """

    draft: Draft
    values: tuple[Real, ...]
    error: Expr | None = None

    def failing(self, *conditions: Expr, code: str = "#NUM!") -> Numbers:
        """Returns the numbers, undefined where one of the conditions holds."""
        fails = self.draft.named(sql.either(*conditions) or sql.FALSE)
        fine = sql.negation(fails)
        values = tuple(self.named(where(fine, value)) for value in self.values)
        wrong = sql.case((fails, sql.text(code)))
        return replace(self, values=values, error=sql.coalesce(self.error, wrong))

    def named(self, value: Real) -> Real:
        """Returns a number that is computed once."""
        return Real(self.draft.named(value.term))

    def gives(self, value: Operand) -> Cell:
        """Returns the function's value; `#NUM!` where it is too large for a number."""
        made = self.named(Real(sql.double(real(value).term)))
        endless = sql.call("isinf", made.term)
        wrong = sql.case((endless, sql.text("#NUM!")))
        number = sql.case((endless, sql.NULL), default=made.term)
        return number_cell(number).failing(self.error, wrong)

    def counts(self, value: Operand) -> Cell:
        """Returns the function's value, of which it is known that it is no infinity."""
        return number_cell(sql.double(real(value).term)).failing(self.error)


def numbers_of(
    draft: Draft, cells: Sequence[Cell | None], least: int, *defaults: Operand
) -> Numbers:
    """Returns arguments as numbers; one left empty is 0.

    Args:
        draft: the statement.
        cells: the arguments that were written.
        least: how many must be written.
        defaults: of the further ones, for those that are not written.
    """
    taken = [as_number(draft, cell) for cell in cells]
    values = [as_real(draft, cell) for cell in taken]
    values += [real(value) for value in defaults[len(cells) - least :]]
    error = sql.coalesce(*(cell.error for cell in taken))
    return Numbers(draft, tuple(values), error)


def without_truths(given: Numbers, cells: Sequence[Cell | None]) -> Numbers:
    """Returns arguments of which none may be TRUE or FALSE: `#VALUE!`."""
    found: list[Expr | None] = []
    for cell in cells:
        if cell is not None and cell.may_be(CellKind.BOOLEAN):
            is_truth = cell.is_kind(CellKind.BOOLEAN) or sql.TRUE
            found.append(sql.case((is_truth, sql.text("#VALUE!"))))
    return replace(given, error=sql.coalesce(given.error, *found))


def as_real(draft: Draft, cell: Cell) -> Real:
    """Returns a number's value as DOUBLE, computed once."""
    number = value_of(cell)
    if cell.scale is not None:
        number = sql.double(number)
    return Real(draft.named(number))


def cut(value: Real) -> Real:
    """Returns a number without its fraction, as its 15 digits read."""
    long = of("abs", value) >= _LONG
    return of("trunc", where(long, value, fifteen(value)))


def fifteen(value: Real) -> Real:
    """Returns a number as its 15 significant digits read."""
    shown = sql.call("printf", sql.text("%.15g"), value.term)
    return Real(sql.cast(shown, "DOUBLE"))


def beyond(what: str) -> Real:
    """Returns what makes the calculation fail, so that nothing is decided by it."""
    return Real(sql.cast(sql.call("error", sql.text(what)), "DOUBLE"))


def within(given: Numbers, value: Real, most: int) -> Real:
    """Returns a number; the calculation fails where it is too large."""
    words = f"this function is computed up to {most}"
    return given.named(where(value > most, beyond(words), value))


def with_degrees(given: Numbers, place: int) -> Numbers:
    """Returns arguments of which one counts degrees of freedom, at least 1."""
    given = given.failing(given.values[place] < 1)
    values = list(given.values)
    values[place] = given.named(cut(values[place]))
    return replace(given, values=tuple(values))
