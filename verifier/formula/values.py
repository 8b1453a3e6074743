"""What a part of a formula is while it is compiled: a cell, cells, or an array."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

    from verifier.model.address import CellRange

NUMERIC = frozenset({CellKind.NUMBER, CellKind.DATE})
JUST_NUMBER = frozenset({CellKind.NUMBER})
JUST_TEXT = frozenset({CellKind.TEXT})
JUST_BOOLEAN = frozenset({CellKind.BOOLEAN})
JUST_BLANK = frozenset({CellKind.BLANK})


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as SQL.

    Attributes:
        kinds: the kinds that it may have, ERROR apart.
        kind: SQL of the kind where there are several, else None.
        number: SQL of the number where it is NUMBER or DATE, else NULL.
        coerced: SQL of the number that arithmetic makes of TEXT and BOOLEAN.
        text: SQL of the text where it is TEXT.
        error: SQL of the error's code, NULL where there is none; None where there
            cannot be one.
        scale: digits behind the decimal sign where `number` is DECIMAL or an
            integer, None where it is DOUBLE.
        truth: condition, of a BOOLEAN that was computed.
        constant: the value of a literal.
        stored: whether the number stands in a cell or formula as it is, so that it
            needs no rounding to be compared.
        joined: a text constant and the cell that `&` puts behind it.
    """

    kinds: frozenset[CellKind]
    kind: Expr | None = None
    number: Expr | None = None
    coerced: Expr | None = None
    text: Expr | None = None
    error: Expr | None = None
    scale: int | None = None
    truth: Expr | None = None
    constant: Decimal | str | bool | None = None
    stored: bool = False
    joined: tuple[str, Cell] | None = None

    def failing(self, *errors: Expr | None) -> Cell:
        """Returns the cell with further errors, which come first."""
        return replace(self, error=sql.coalesce(*errors, self.error))

    def may_be(self, *kinds: CellKind) -> bool:
        """Returns whether the cell may have one of the kinds."""
        return not self.kinds.isdisjoint(kinds)

    def is_kind(self, *kinds: CellKind) -> Expr | None:
        """Returns a condition, or None where it always holds."""
        if self.kinds <= set(kinds):
            return None
        if self.kind is None or not self.may_be(*kinds):
            return sql.FALSE
        values: list[Expr] = [
            exp.Literal.number(int(kind)) for kind in kinds if kind in self.kinds
        ]
        if len(values) == 1:
            return sql.equal(self.kind, values[0])
        return exp.In(this=self.kind, expressions=values)


@dataclass(frozen=True, slots=True)
class Member:
    """A table, or a step's rows, that a frame reads.

    Attributes:
        table: name of the table; of a subquery the name of its step.
        alias: its name in the statement.
        first_row: the `_row` of the frame's first row.
    """

    table: str
    alias: str
    first_row: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows over which cells of an array stand.

    Attributes:
        members: tables joined by the offset of their rows; at least one.
        rows: how many rows, None where only running tells.
        whole: whether it is the whole table, so that rows need no bounds.
        condition: which of the rows belong to it.
    """

    members: tuple[Member, ...]
    rows: int | None
    whole: bool = False
    condition: Expr | None = None

    @property
    def row(self) -> Expr:
        """The 1-based number of a row in the frame."""
        member = self.members[0]
        own = sql.column(member.alias, "_row")
        if member.first_row == 1:
            return own
        return sql.subtract(own, sql.number(member.first_row - 1))


@dataclass(frozen=True, slots=True)
class Array:
    """Cells in rows and columns.

    Attributes:
        frame: the rows over which the single row of `grid` stands; None where the
            grid holds all rows itself.
        grid: cells, row by row.
        origin: the cells that it stands for, where it is a plain range.
        turned: whether its rows stand side by side: a row of which only running
            tells how long it is.
    """

    frame: Frame | None
    grid: tuple[tuple[Cell, ...], ...]
    origin: CellRange | None = None
    turned: bool = False

    @property
    def rows(self) -> int | None:
        """Number of rows, None where only running tells."""
        return len(self.grid) if self.frame is None else self.frame.rows

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.grid[0])


@dataclass(frozen=True, slots=True)
class Pile:
    """Several ranges: `(A1,A3)`."""

    items: tuple[Array, ...]


Value: TypeAlias = Cell | Array | Pile | None  # None is an argument left empty


def number_cell(value: Expr, scale: int | None = None) -> Cell:
    """Returns a number."""
    return Cell(JUST_NUMBER, number=value, scale=scale)


def date_cell(value: Expr) -> Cell:
    """Returns a date by its serial number."""
    return Cell(frozenset({CellKind.DATE}), number=value, scale=0)


def text_cell(value: Expr) -> Cell:
    """Returns a text."""
    return Cell(JUST_TEXT, text=value)


def truth_cell(condition: Expr) -> Cell:
    """Returns a boolean."""
    return Cell(
        JUST_BOOLEAN,
        coerced=sql.case((condition, sql.ONE), default=sql.ZERO),
        truth=condition,
    )


def error_cell(code: str) -> Cell:
    """Returns an error."""
    return Cell(JUST_NUMBER, number=sql.NULL, error=sql.text(code), scale=0)


def constant_cell(value: Decimal | int | str | bool) -> Cell:  # noqa: FBT001 - a value
    """Returns a literal."""
    if isinstance(value, bool):
        made = truth_cell(sql.TRUE if value else sql.FALSE)
        return replace(made, constant=value)
    if isinstance(value, str):
        return replace(text_cell(sql.text(value)), constant=value)
    exact = Decimal(value)
    scale = scale_of(exact)
    return Cell(
        JUST_NUMBER,
        number=sql.number(exact),
        scale=scale,
        constant=exact,
        stored=True,
    )


def scale_of(value: Decimal) -> int | None:
    """Returns the digits behind the decimal sign, None for a number beyond DECIMAL."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or len(format(value, "f")) > 30:  # noqa: PLR2004
        return None
    return max(0, -exponent)


def grid_of(cells: Sequence[Sequence[Cell]]) -> Array:
    """Returns an array that holds all its cells itself."""
    return Array(None, tuple(tuple(row) for row in cells))
