"""Equal values looked up for each row of a column, as a join.

`ISNUMBER(MATCH(A2:A900,C2:C900,0))` looks up as many values as rows. Written out one by
one they would be a statement as long as the range; here each different value of the
searched cells is found once, with its place and with what stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import align
from verifier.formula.dialect import sql
from verifier.formula.values import (
    NUMERIC,
    Array,
    Cell,
    Member,
    Value,
    constant_cell,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

FEW = 20  # rows that are looked up one by one
_KEYS = ("k", "w", "d")  # class, text and number of a value
_PARTS = ("kind", "number", "coerced", "text", "error")
_WAYS = {"exact": "min", "wild": "min", "last exact": "max", "last wild": "max"}
_WORDS = "a text with * or ? that is looked up for each row"


@dataclass(frozen=True, slots=True)
class Search:
    """Values that are looked up, one for each row of a column.

    Attributes:
        wanted: the column of values.
        searched: the column in which they are looked up.
        way: `exact` or `wild`, `last ` before it.
    """

    wanted: Array
    searched: Array
    way: str

    def places(self, draft: Draft) -> Array:
        """Returns the place of each value; `#N/A` where there is none."""
        places, _ = self._found(draft, None)
        return places

    def beside(self, draft: Draft, given: Array) -> tuple[Array, Array]:
        """Returns the place of each value, and what stands beside it there.

        Raises:
            FormulaError: where the cells beside are of another shape.
        """
        return self._found(draft, given)

    def _found(self, draft: Draft, given: Array | None) -> tuple[Array, Array]:
        rows = _wanted_rows(draft, self.wanted, is_wild=self.way.endswith("wild"))
        taken, cell = _taken(draft, self.searched, given, _WAYS[self.way])
        same = [
            exp.NullSafeEQ(
                this=sql.column(rows, key), expression=sql.column(taken, key)
            )
            for key in _KEYS
        ]
        missing = sql.case((sql.is_null(sql.column(taken, "p")), sql.text("#N/A")))
        failed = sql.first_of(sql.column(rows, "e"), missing)
        columns = [
            sql.column(rows, "_row"),
            sql.alias(failed, "f"),
            *(sql.column(taken, part) for part in ("p", *_parts_of(cell))),
        ]
        query = exp.Select(expressions=columns, from_=exp.From(this=sql.table(rows)))
        query.append(
            "joins", exp.Join(this=sql.table(taken), on=sql.both(*same), side="LEFT")
        )
        name = draft.rows_of(query)
        frame = self.wanted.frame
        if frame is not None:
            frame = replace(frame, members=(*frame.members, Member(name, name, 1)))
        place = number_cell(sql.column(name, "p"), 0).failing(sql.column(name, "f"))
        made = _renamed(cell, name) if cell else place
        return Array(frame, ((place,),)), Array(frame, ((made,),))


def searches_rows(wanted: Value, searched: Array, way: str) -> Search | None:
    """Returns the search that joins columns, None where it is no such search."""
    if not isinstance(wanted, Array) or wanted.frame is None or way not in _WAYS:
        return None
    is_long = wanted.rows is None or wanted.rows > FEW
    is_column = searched.frame is not None and searched.rows != 1
    if not is_long or not is_column or wanted.columns != 1 or searched.columns != 1:
        return None
    return Search(wanted, searched, way)


def beside_place(cells: tuple[Cell | None, ...]) -> Cell:
    """Returns what stands at a place; the place's error where there is none."""
    place, made = (cell or constant_cell(0) for cell in cells)
    return made.failing(place.error)


def _wanted_rows(draft: Draft, array: Array, *, is_wild: bool) -> str:
    """Returns the step with the values that are looked up, row by row."""
    cell = array.grid[0][0]
    kind, text, number = _keys(cell)
    if cell.may_be(CellKind.BLANK):  # it is looked up as 0
        blank = cell.is_kind(CellKind.BLANK) or sql.TRUE
        kind = sql.case((blank, sql.ZERO), default=kind)
        number = sql.case((blank, sql.double(sql.ZERO)), default=number)
    if is_wild and cell.may_be(CellKind.TEXT):
        odd = sql.call("regexp_matches", text, sql.text("[*?~]"))
        text = sql.case((odd, sql.call("error", sql.text(_WORDS))), default=text)
    row = array.frame.row if array.frame else sql.ONE
    error = sql.cast(cell.error or sql.NULL, "VARCHAR")
    parts = {"_row": row, "k": kind, "w": text, "d": number, "e": error}
    columns = [sql.alias(value, name) for name, value in parts.items()]
    return draft.rows_of(draft.reading(columns, array.frame, list(parts.values())))


def _taken(
    draft: Draft, searched: Array, given: Array | None, name: str
) -> tuple[str, Cell | None]:
    """Returns the step with each different searched cell, and what stands beside it.

    Raises:
        FormulaError: where the cells beside are of another shape.
    """
    aligned = align(draft, [searched, *([given] if given else [])])
    if aligned is None or aligned.frame is None:
        raise FormulaError(
            "what is looked up stands in a range of another shape",
            "two ranges of one shape",
            reason="unsupported-function",
        )
    cell = aligned.grids[0][0][0]
    beside = aligned.grids[1][0][0] if given else None
    row = aligned.frame.row
    kind, text, number = _keys(cell)
    parts = dict(zip(_KEYS, (kind, text, number), strict=True))
    columns = [sql.alias(value, key) for key, value in parts.items()]
    place = sql.call(name, row)
    columns.append(sql.alias(place, "p"))
    every = [*parts.values(), place]
    for part in _parts_of(beside):
        best = sql.call(f"arg_{name}_null", getattr(beside, part), row)
        columns.append(sql.alias(best, part))
        every.append(best)
    query = draft.reading(columns, aligned.frame, every)
    query.set(
        "group", exp.Group(expressions=[value.copy() for value in parts.values()])
    )
    query.set("having", exp.Having(this=sql.is_present(kind.copy())))
    return draft.rows_of(query), beside


def _keys(cell: Cell) -> tuple[Expr, Expr, Expr]:
    """Returns class, text and number by which cells are equal; NULL for no value."""
    kinds: list[tuple[Expr, Expr]] = []
    numbers: list[tuple[Expr, Expr]] = []
    text: Expr = sql.cast(sql.NULL, "VARCHAR")
    if cell.error is not None:
        kinds.append((sql.is_present(cell.error), sql.NULL))
    if cell.may_be(CellKind.BLANK):
        kinds.append((cell.is_kind(CellKind.BLANK) or sql.TRUE, sql.NULL))
    if cell.may_be(*NUMERIC) and cell.number is not None:
        is_number = cell.is_kind(*NUMERIC) or sql.TRUE
        kinds.append((is_number, sql.ZERO))
        numbers.append((is_number, sql.double(cell.number)))
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        is_text = cell.is_kind(CellKind.TEXT) or sql.TRUE
        kinds.append((is_text, sql.ONE))
        text = sql.case((is_text, sql.call("lower", cell.text)))
    if cell.may_be(CellKind.BOOLEAN) and cell.coerced is not None:
        is_truth = cell.is_kind(CellKind.BOOLEAN) or sql.TRUE
        kinds.append((is_truth, sql.number(2)))
        numbers.append((is_truth, sql.double(cell.coerced)))
    number = sql.case(*numbers) if numbers else sql.NULL
    kind = sql.case(*kinds) if kinds else sql.NULL
    return sql.cast(kind, "UTINYINT"), text, sql.cast(number, "DOUBLE")


def _parts_of(cell: Cell | None) -> list[str]:
    return [part for part in _PARTS if cell and getattr(cell, part) is not None]


def _renamed(cell: Cell, step: str) -> Cell:
    """Returns a cell whose parts are columns of a step."""
    named = {part: sql.column(step, part) for part in _parts_of(cell)}
    return replace(cell, truth=None, constant=None, joined=None, **named)
