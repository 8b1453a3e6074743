"""A list with headers, and the rows of it that meet a table of criteria."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import scalar
from verifier.formula.choice import pick
from verifier.formula.coerce import as_text, double_of
from verifier.formula.criteria import meets
from verifier.formula.dialect import sql
from verifier.formula.values import (
    JUST_BLANK,
    JUST_TEXT,
    NUMERIC,
    Array,
    Cell,
    Frame,
    Member,
    Value,
    error_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.model.address import CellRange

_OPERATOR = "^(<>|<=|>=|=|<|>)"
_NOTHING = Cell(JUST_BLANK)

_MOST_CRITERIA = 16
_MANY = 4  # conditions from which they stand in a list


@dataclass(frozen=True, slots=True)
class CitedList:
    """A list with headers, as a function of a database reads it.

    Attributes:
        frame: the rows below its headers.
        field: the cell of the wanted column, for each row; None for no column.
        met: the condition that a row meets the criteria.
        error: `#VALUE!` where there is no such column, or no row below the headers.
    """

    frame: Frame
    field: Cell | None
    met: Expr
    error: Expr | None


def cited_list(draft: Draft, arguments: tuple[Value, ...]) -> CitedList:
    """Returns the list, column and criteria that a function of a database is given.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    cells, tests = _origin(arguments[0]), _origin(arguments[2])
    own = _headers(draft, cells)
    has_rows = cells.rows > 1
    rows = draft.range(replace(cells, first_row=cells.first_row + has_rows))
    field, error = _field(draft, arguments[1], own, rows)
    error = error if has_rows else sql.text("#VALUE!")
    tested: dict[int, Cell] = {}
    for column, header in enumerate(_headers(draft, tests), 1):
        if any(
            not _is_unset(draft, tests, r, column) for r in range(2, tests.rows + 1)
        ):
            same = draft.named_together([sql.equal(one, header) for one in own])
            branches = list(zip(same, rows.grid[0], strict=True))
            tested[column] = pick(draft, branches, _NOTHING)
    picked = [*tested.values(), *([] if field is None else [field])]
    frame, made = _as_rows(draft, rows.frame, picked)
    places = dict(zip(tested, made, strict=False))
    wanted = None if field is None else made[-1]
    return CitedList(frame, wanted, _criteria(draft, tests, places), error)


def is_blank(cell: Cell) -> Expr:
    """Returns the condition that a cell is blank."""
    if cell.kinds <= JUST_TEXT | NUMERIC:
        return sql.FALSE
    return sql.first_of(cell.is_kind(CellKind.BLANK) or sql.TRUE, sql.FALSE)


def _as_rows(
    draft: Draft, frame: Frame | None, cells: list[Cell]
) -> tuple[Frame, list[Cell]]:
    """Returns cells over a frame as columns of a step of their own."""
    name = draft.next_name
    parts: dict[str, Expr] = {}
    made: list[Cell] = []
    for place, cell in enumerate(cells, 1):
        named: dict[str, Expr] = {}
        for field in ("kind", "number", "coerced", "text", "error"):
            value = getattr(cell, field)
            if value is not None:
                parts[f"c{place}_{field[0]}"] = value
                named[field] = sql.column(name, f"c{place}_{field[0]}")
        made.append(replace(cell, truth=None, **named))
    window = exp.Window(this=sql.call("row_number"))
    columns = [sql.alias(window, "_row")]
    columns += [sql.alias(value, alias) for alias, value in parts.items()]
    draft.rows_of(draft.reading(columns, frame, list(parts.values())))
    return Frame((Member(name, name, 1),), None, whole=True), made


def _origin(value: Value) -> CellRange:
    if isinstance(value, Array) and value.origin is not None:
        return value.origin
    raise FormulaError(
        "a function of a database takes ranges with headers",
        "a range of the sheet, its first row the headers",
        reason="unsupported-function",
    )


def _headers(draft: Draft, cells: CellRange) -> list[Expr]:
    """Returns the headers of a range, in lower case."""
    texts = [
        as_text(draft, draft.cell(cells, 1, column)).text or sql.text("")
        for column in range(1, cells.columns + 1)
    ]
    lowered = [sql.call("lower", sql.call("trim", text)) for text in texts]
    return draft.named_together(lowered)


def _is_unset(draft: Draft, tests: CellRange, row: int, column: int) -> bool:
    return draft.cell(tests, row, column).kinds <= {CellKind.BLANK}


def _field(
    draft: Draft, value: Value, headers: list[Expr], rows: Array
) -> tuple[Cell | None, Expr | None]:
    """Returns the cell of the wanted column, and an error where there is none."""
    if value is None:
        return None, None
    wanted = scalar(draft, value) or error_cell("#VALUE!")
    cells = rows.grid[0]
    if wanted.kinds <= NUMERIC:
        number = sql.call("trunc", double_of(wanted))
        same = [sql.equal(number, sql.number(n)) for n in range(1, len(cells) + 1)]
    else:
        text = as_text(draft, wanted).text or sql.text("")
        text = draft.named(sql.call("lower", sql.call("trim", text)))
        same = [sql.equal(header, text) for header in headers]
    named = draft.named_together(same)
    chosen = pick(draft, list(zip(named, cells, strict=True)), _NOTHING)
    missing = sql.negation(sql.first_of(sql.either(*named) or sql.FALSE, sql.FALSE))
    wrong = sql.case((missing, sql.text("#VALUE!")))
    return chosen, sql.coalesce(wanted.error, wrong)


def _criteria(draft: Draft, tests: CellRange, places: dict[int, Cell]) -> Expr:
    """Returns the condition that a row meets one line of a table of criteria.

    Raises:
        FormulaError: for more criteria than a statement has room for.
    """
    count = (tests.rows - 1) * len(places)
    if count > _MOST_CRITERIA:
        raise FormulaError(
            f"a table of {count} criteria",
            f"at most {_MOST_CRITERIA} cells of criteria",
            "Say it with SUMIFS and its relatives, or as a SELECT.",
            reason="unsupported-function",
        )
    lines: list[Expr] = []
    for line in range(2, tests.rows + 1):
        met: list[Expr] = []
        for column, cell in places.items():
            wanted = draft.cell(tests, line, column)
            if wanted.kinds <= {CellKind.BLANK}:
                continue
            fits = sql.first_of(
                meets(draft, cell, _beginning(draft, wanted)), sql.FALSE
            )
            met.append(sql.either(is_blank(wanted), fits) or fits)
        lines.append(_every(met))
    return _some(lines)


def _every(conditions: list[Expr]) -> Expr:
    """Returns the conjunction of many conditions, which nests no deeper than one."""
    if len(conditions) < _MANY:
        return sql.both(*conditions) or sql.TRUE
    return sql.call("list_bool_and", sql.elements(conditions))


def _some(conditions: list[Expr]) -> Expr:
    """Returns the disjunction of many conditions, which nests no deeper than one."""
    if len(conditions) < _MANY:
        return sql.either(*conditions) or sql.TRUE
    return sql.call("list_bool_or", sql.elements(conditions))


def _beginning(draft: Draft, wanted: Cell) -> Cell:
    """Returns a criterion in which a bare text is met by what begins with it.

    Source: Excel, DSUM: "dav" finds "David" and "Davis", "=dav" only "dav".
    """
    if not wanted.may_be(CellKind.TEXT) or wanted.text is None:
        return wanted
    is_plain = sql.both(
        sql.negation(sql.call("regexp_matches", wanted.text, sql.text(_OPERATOR))),
        sql.is_null(wanted.coerced or sql.NULL),
    )
    open_ended = sql.call("concat", wanted.text, sql.text("*"))
    text = sql.case((is_plain or sql.FALSE, open_ended), default=wanted.text)
    return replace(wanted, text=draft.named(text), constant=None)
