"""What kind of value something is, and where a range lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.coerce import as_number, double_of
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function, function
from verifier.formula.values import (
    NUMERIC,
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
    truth_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.model.address import CellRange

_ERROR_NUMBERS = {
    **dict(zip(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!"], range(1, 5), strict=True)),
    **dict(zip(["#NAME?", "#NUM!", "#N/A"], range(5, 8), strict=True)),
    "#SPILL!": 9,
    "#CALC!": 14,
}
_TYPES = (
    (NUMERIC | {CellKind.BLANK}, 1),
    ({CellKind.TEXT}, 2),
    ({CellKind.BOOLEAN}, 4),
)
_ERROR_TYPE, _ARRAY_TYPE = 16, 64


@cell_function("ISBLANK", least=1)
def is_blank(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a cell is blank; one with an empty text is not.

    Source: ECMA-376 part 1, 18.17.7.181.

    Example:
        =ISBLANK(1/0) is FALSE
    """
    return _is_kind(cells[0], CellKind.BLANK)


@cell_function("ISNUMBER", least=1)
def is_number(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is a number or date.

    Source: ECMA-376 part 1, 18.17.7.187.

    Example:
        =ISNUMBER(TRUE) is FALSE
    """
    return _is_kind(cells[0], *NUMERIC)


@cell_function("ISTEXT", least=1)
def is_text(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is a text.

    Source: ECMA-376 part 1, 18.17.7.191.

    Example:
        =ISTEXT(1/0) is FALSE
    """
    return _is_kind(cells[0], CellKind.TEXT)


@cell_function("ISLOGICAL", least=1)
def is_logical(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is TRUE or FALSE.

    Source: ECMA-376 part 1, 18.17.7.184.

    Example:
        =ISLOGICAL("TRUE") is FALSE
    """
    return _is_kind(cells[0], CellKind.BOOLEAN)


@cell_function("ISNONTEXT", least=1)
def is_no_text(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is no text.

    Source: ECMA-376 part 1, 18.17.7.186.

    Example:
        =ISNONTEXT(TRUE) is TRUE
    """
    made = _is_kind(cells[0], CellKind.TEXT)
    return truth_cell(sql.negation(made.truth or sql.FALSE))


@cell_function("ISERROR", least=1)
def is_error(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is an error.

    Source: ECMA-376 part 1, 18.17.7.183.

    Example:
        =ISERROR("#N/A") is FALSE
    """
    error = cells[0].error if cells[0] else None
    return truth_cell(sql.FALSE if error is None else sql.is_present(error))


@cell_function("ISERR", least=1)
def is_other_error(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is an error other than `#N/A`.

    Source: ECMA-376 part 1, 18.17.7.182.

    Example:
        =ISERR("x"+1) is TRUE
    """
    error = cells[0].error if cells[0] else None
    if error is None:
        return truth_cell(sql.FALSE)
    other = sql.unequal(error, sql.text("#N/A"))
    return truth_cell(sql.first_of(other, sql.FALSE))


@cell_function("ISNA", least=1)
def is_missing(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a value is `#N/A`.

    Source: ECMA-376 part 1, 18.17.7.185.

    Example:
        =ISNA(#N/A) is TRUE
    """
    error = cells[0].error if cells[0] else None
    if error is None:
        return truth_cell(sql.FALSE)
    same = sql.equal(error, sql.text("#N/A"))
    return truth_cell(sql.first_of(same, sql.FALSE))


@cell_function("ISEVEN", least=1)
def is_even(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a number is even, its fraction aside; `#VALUE!` of TRUE.

    Source: ECMA-376 part 1, 18.17.7.188.

    Example:
        =ISEVEN(2.9) is TRUE
    """
    return _has_rest(draft, cells[0], 0)


@cell_function("ISODD", least=1)
def is_odd(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a number is odd, its fraction aside; `#VALUE!` of TRUE.

    Source: ECMA-376 part 1, 18.17.7.189.

    Example:
        =ISODD(-3.7) is TRUE
    """
    return _has_rest(draft, cells[0], 1)


@function("ISREF", least=1)
def is_reference(_draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns whether an argument is a reference to cells.

    Source: ECMA-376 part 1, 18.17.7.190.

    Example:
        =ISREF("A2") is FALSE
    """
    match arguments[0]:
        case Array(origin=origin) if origin:
            return truth_cell(sql.TRUE)
        case Pile():
            return truth_cell(sql.TRUE)
        case _:
            return truth_cell(sql.FALSE)


@cell_function("ERROR.TYPE", least=1)
def error_number(_draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns the number of an error; `#N/A` of what is none.

    Source: ECMA-376 part 1, 18.17.7.106.

    Example:
        =ERROR.TYPE(#NAME?) is 5
    """
    error = cells[0].error if cells[0] else None
    if error is None:
        return error_cell("#N/A")
    branches = [
        (sql.equal(error, sql.text(code)), sql.number(number))
        for code, number in _ERROR_NUMBERS.items()
    ]
    made = sql.case(*branches)
    missing = sql.case((sql.is_null(made), sql.text("#N/A")))
    return number_cell(made, 0).failing(missing)


@function("TYPE", least=1)
def type_number(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns 1 for a number, 2 a text, 4 a truth value, 16 an error, 64 an array.

    Source: ECMA-376 part 1, 18.17.7.348.

    Example:
        =TYPE({1,2}) is 64
    """
    value = arguments[0]
    if isinstance(value, Pile):
        return constant_cell(_ERROR_TYPE)
    if isinstance(value, Array):
        if value.rows != 1 or value.columns != 1:
            return constant_cell(_ARRAY_TYPE)
        value = draft.cell(value.origin) if value.origin else value.grid[0][0]
    cell = draft.let(value or constant_cell(0))
    branches: list[tuple[Expr, Expr]] = []
    if cell.error is not None:
        branches.append((sql.is_present(cell.error), sql.number(_ERROR_TYPE)))
    for kinds, number in _TYPES:
        if cell.may_be(*kinds):
            condition = cell.is_kind(*kinds) or sql.TRUE
            branches.append((condition, sql.number(number)))
    return number_cell(sql.case(*branches, default=sql.ONE), 0)


@function("AREAS", least=1)
def area_count(_draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many ranges a reference names.

    Source: ECMA-376 part 1, 18.17.7.14.

    Example:
        =AREAS(A:A) is 1
    """
    match arguments[0]:
        case Pile(items):
            return constant_cell(len(items))
        case Array(origin=origin) if origin:
            return constant_cell(1)
        case _:
            return error_cell("#VALUE!")


@function("ROW", least=0, most=1)
def row_number(_draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows of a reference, one below the other.

    Source: ECMA-376 part 1, 18.17.7.288.

    Raises:
        FormulaError: without a reference: a report stands in no row.

    Example:
        =ROW(B3:B3) is 3
    """
    array, origin = _reference("ROW", arguments)
    if origin.rows == 1 or array.frame is None:
        return constant_cell(origin.first_row)
    row = sql.add(array.frame.row, sql.number(origin.first_row - 1))
    return Array(array.frame, ((number_cell(sql.cast(row, "BIGINT"), 0),),))


@function("COLUMN", least=0, most=1)
def column_number_of(_draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the columns of a reference, side by side; A is 1.

    Source: ECMA-376 part 1, 18.17.7.46.

    Raises:
        FormulaError: without a reference: a report stands in no column.

    Example:
        =COLUMN(F:F) is 6
    """
    _, origin = _reference("COLUMN", arguments)
    if origin.columns == 1:
        return constant_cell(origin.first_column)
    every = range(origin.first_column, origin.last_column + 1)
    return grid_of([[constant_cell(number) for number in every]])


@function("SINGLE", least=1)
def only_one(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the one cell of an argument; `#VALUE!` of several, as `@` gives it.

    Source: Excel, implicit intersection: a report has no row to pick a cell by.

    Example:
        =SINGLE("x") is "x"
    """
    value = arguments[0]
    if isinstance(value, Array) and (value.rows != 1 or value.columns != 1):
        return error_cell("#VALUE!")
    if isinstance(value, Array) and value.origin:
        return draft.cell(value.origin)
    return error_cell("#VALUE!") if isinstance(value, Pile) else value


@function("ARRAYFORMULA", least=1)
def as_array(_draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns its argument: all formulas work on arrays here.

    Source: Google Sheets, ARRAYFORMULA.

    Example:
        =ARRAYFORMULA(TRUE) is TRUE
    """
    return arguments[0]


def _reference(name: str, arguments: tuple[Value, ...]) -> tuple[Array, CellRange]:
    """Returns the argument that names cells.

    Raises:
        FormulaError: where there is none.
    """
    given = arguments[0] if arguments else None
    if isinstance(given, Array) and given.origin is not None:
        return given, given.origin
    raise FormulaError(
        f"{name} without a reference to cells",
        f"{name}(A5), or the number itself",
        "Cite the cells; a report has no row or column of its own.",
        reason="unsupported-function",
    )


def _has_rest(draft: Draft, cell: Cell | None, rest: int) -> Cell:
    if cell is not None and cell.kinds <= {CellKind.BOOLEAN}:
        return error_cell("#VALUE!").failing(cell.error)
    odd = None
    if cell is not None and cell.may_be(CellKind.BOOLEAN):
        cell = draft.let(cell)
        is_truth = cell.is_kind(CellKind.BOOLEAN) or sql.TRUE
        odd = sql.case((is_truth, sql.text("#VALUE!")))
    number = draft.let(as_number(draft, cell))
    whole = sql.call("trunc", sql.call("abs", sql.double(double_of(number))))
    same = sql.equal(sql.call("fmod", whole, sql.number(2)), sql.number(rest))
    return truth_cell(same).failing(number.error, odd)


def _is_kind(cell: Cell | None, *kinds: CellKind) -> Cell:
    if cell is None:
        return truth_cell(sql.TRUE if CellKind.BLANK in kinds else sql.FALSE)
    condition = cell.is_kind(*kinds)
    if cell.error is None:
        return truth_cell(condition if condition is not None else sql.TRUE)
    fine = sql.is_null(cell.error)
    return truth_cell(sql.both(fine, condition) or fine)
