"""Conditions, choices and tests of kinds."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from verifier.formula.broadcast import lift, scalar
from verifier.formula.choice import pick
from verifier.formula.coerce import as_number, as_truth
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, cell_function, function
from verifier.formula.operators import compare
from verifier.formula.pool import arm, arrays_of, constant_number, gathered
from verifier.formula.values import (
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    truth_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@cell_function("IF", least=2, most=3)
def choose_by_truth(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns the second argument where the first is true, else the third or FALSE.

    Source: ECMA-376 part 1, 18.17.7.154.

    Example:
        =IF(2>1,"yes","no") is "yes"
    """
    truth = draft.let(as_truth(draft, cells[0]))
    given = cells[2:]
    otherwise = given[0] if given else constant_cell(False)  # noqa: FBT003 - a value of the sheet
    branches = [(truth.truth or sql.FALSE, cells[1] or constant_cell(0))]
    chosen = pick(draft, branches, otherwise or constant_cell(0))
    return chosen.failing(truth.error)


@cell_function("IFS", least=2, most=ANY)
def choose_by_first_truth(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns the value behind the first true condition, else `#N/A`.

    Source: Excel, IFS.

    Example:
        =IFS(FALSE,1,TRUE,2) is 2
    """
    made: Cell = error_cell("#N/A")
    for test, value in reversed(list(zip(cells[::2], cells[1::2], strict=False))):
        truth = draft.let(as_truth(draft, test))
        branch = (truth.truth or sql.FALSE, value or constant_cell(0))
        made = draft.let(pick(draft, [branch], made).failing(truth.error))
    return made


@cell_function("SWITCH", least=3, most=ANY)
def choose_by_value(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns the value behind the first case that equals the first argument.

    Source: Excel, SWITCH; `#N/A` where none does and no default stands last.

    Example:
        =SWITCH(9,1,"a","none") is "none"
    """
    wanted = draft.let(cells[0] or constant_cell(0))
    rest = cells[1:]
    has_default = len(rest) % 2 == 1
    default = (rest[-1] or constant_cell(0)) if has_default else error_cell("#N/A")
    pairs = zip(rest[: len(rest) - has_default : 2], rest[1::2], strict=False)
    branches: list[tuple[Expr, Cell]] = []
    for case, value in pairs:
        same = compare(draft, "=", wanted, case or constant_cell(0))
        branches.append((same.truth or sql.FALSE, value or constant_cell(0)))
    return pick(draft, branches, default).failing(wanted.error)


@function("CHOOSE", least=2, most=ANY)
def choose_by_number(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the argument with the given number; `#VALUE!` outside.

    Source: ECMA-376 part 1, 18.17.7.37.

    Example:
        =CHOOSE(2,"a","b","c") is "b"
    """
    first = _single(draft, arguments[0])
    place = None if isinstance(first, Array) else constant_number(draft, first)
    if place is not None:
        inside = 1 <= place < len(arguments)
        return arguments[place] if inside else error_cell("#VALUE!")

    def chosen(cells: tuple[Cell | None, ...]) -> Cell:
        number = draft.let(as_number(draft, cells[0]))
        whole = sql.call("trunc", number.number or sql.NULL)
        branches = [
            (sql.equal(whole, sql.number(n)), one or constant_cell(0))
            for n, one in enumerate(cells[1:], 1)
        ]
        return pick(draft, branches, error_cell("#VALUE!")).failing(number.error)

    singles = tuple(_single(draft, one) for one in arguments)
    if not isinstance(singles[0], Array):
        singles = tuple(scalar(draft, one) for one in arguments)
    return lift(draft, chosen, singles)


def _single(draft: Draft, value: Value) -> Value:
    """Returns a range of one cell as that cell."""
    is_one = isinstance(value, Array) and value.rows == value.columns == 1
    return scalar(draft, value) if is_one else value


@cell_function("IFERROR", least=2)
def choose_without_error(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns the first argument, or the second where the first is an error.

    Source: ECMA-376 part 1, 18.17.7.155.

    Example:
        =IFERROR(1/0,5) is 5
    """
    first, second = cells[0] or constant_cell(0), cells[1] or constant_cell(0)
    if first.error is None:
        return first
    named = draft.let(first)
    failed = sql.is_present(named.error or sql.NULL)
    return pick(draft, [(failed, second)], replace(named, error=None))


@cell_function("IFNA", least=2)
def choose_without_missing(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns the first argument, or the second where the first is `#N/A`.

    Source: Excel, IFNA.

    Example:
        =IFNA("x",1) is "x"
    """
    first, second = cells[0] or constant_cell(0), cells[1] or constant_cell(0)
    if first.error is None:
        return first
    named = draft.let(first)
    failed = sql.equal(named.error or sql.NULL, sql.text("#N/A"))
    return pick(draft, [(failed, second)], named)


@function("AND", least=1, most=ANY)
def every(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns whether all conditions hold; texts in ranges are passed over.

    Source: ECMA-376 part 1, 18.17.7.9.

    Example:
        =AND(1,0) is FALSE
    """
    return _all_truths(draft, arguments, "bool_and")


@function("OR", least=1, most=ANY)
def some(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns whether a condition holds; texts in ranges are passed over.

    Source: ECMA-376 part 1, 18.17.7.231.

    Example:
        =OR(0,0) is FALSE
    """
    return _all_truths(draft, arguments, "bool_or")


@function("XOR", least=1, most=ANY)
def odd_count(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns whether an odd number of conditions holds, texts in ranges aside.

    Source: Excel, XOR.

    Example:
        =XOR(TRUE,TRUE,TRUE) is TRUE
    """
    return _all_truths(draft, arguments, "xor")


@cell_function("NOT", least=1)
def opposite(draft: Draft, cells: tuple[Cell | None, ...]) -> Cell:
    """Returns whether a condition does not hold.

    Source: ECMA-376 part 1, 18.17.7.227.

    Example:
        =NOT("FALSE") is TRUE
    """
    truth = as_truth(draft, cells[0])
    made = truth_cell(sql.negation(truth.truth or sql.FALSE))
    return replace(made, error=truth.error)


@function("TRUE", least=0)
def true(_draft: Draft, _arguments: tuple[Value, ...]) -> Cell:
    """Returns TRUE.

    Source: ECMA-376 part 1, 18.17.7.346.

    Example:
        =TRUE() is TRUE
    """
    return constant_cell(True)  # noqa: FBT003 - a value of the sheet


@function("FALSE", least=0)
def false(_draft: Draft, _arguments: tuple[Value, ...]) -> Cell:
    """Returns FALSE.

    Source: ECMA-376 part 1, 18.17.7.116.

    Example:
        =FALSE() is FALSE
    """
    return constant_cell(False)  # noqa: FBT003 - a value of the sheet


@function("NA", least=0)
def missing(_draft: Draft, _arguments: tuple[Value, ...]) -> Cell:
    """Returns `#N/A`.

    Source: ECMA-376 part 1, 18.17.7.220.

    Example:
        =NA() is #N/A
    """
    return error_cell("#N/A")


def _all_truths(draft: Draft, arguments: tuple[Value, ...], name: str) -> Cell:
    arguments = tuple(
        one for one in arguments if not isinstance(one, Cell) or one.constant != ""
    )
    if not arguments:
        return error_cell("#VALUE!")
    if not any(isinstance(one, Array | Pile) for one in arguments):
        return _few_truths(draft, arguments, name)
    arms = [
        arm(one.frame, _truths(draft, one, in_range=isinstance(argument, Array | Pile)))
        for argument in arguments
        for one in _arrays(draft, argument)
    ]
    pool = gathered(draft, arms)
    values = pool.part("v") or sql.NULL
    if name == "xor":
        made = _is_odd(pool.aggregate("sum", sql.cast(values, "INTEGER")))
    else:
        made = pool.aggregate(name, values)
    error = pool.aggregate("any_value", pool.part("e") or sql.NULL)
    none = sql.case((sql.is_null(made), sql.text("#VALUE!")))
    return truth_cell(made).failing(error, none)


def _arrays(draft: Draft, argument: Value) -> list[Array]:
    if isinstance(argument, Cell):
        return [Array(None, ((argument,),))]
    return arrays_of(draft, [argument])


def _truths(draft: Draft, array: Array, *, in_range: bool) -> dict[str, list[Expr]]:
    values: list[Expr] = []
    errors: list[Expr] = []
    for cell in (cell for row in array.grid for cell in row):
        if in_range:
            counted = replace(cell, text=None, kinds=cell.kinds - {CellKind.TEXT})
            truth = as_truth(draft, counted)
            is_text = cell.is_kind(CellKind.TEXT, CellKind.BLANK)
            value = truth.truth or sql.FALSE
            if cell.may_be(CellKind.TEXT, CellKind.BLANK):
                value = sql.case((is_text or sql.TRUE, sql.NULL), default=value)
        else:
            truth = as_truth(draft, cell)
            value = truth.truth or sql.FALSE
        values.append(value)
        errors.append(truth.error or sql.cast(sql.NULL, "VARCHAR"))
    return {"v": values, "e": errors}


def _few_truths(draft: Draft, arguments: tuple[Value, ...], name: str) -> Cell:
    truths = [as_truth(draft, scalar(draft, one)) for one in arguments]
    conditions = [truth.truth or sql.FALSE for truth in truths]
    if name == "xor":
        one = [sql.case((c, sql.ONE), default=sql.ZERO) for c in conditions]
        made = truth_cell(_is_odd(reduce(sql.add, one)))
    else:
        join = sql.both if name == "bool_and" else sql.either
        made = truth_cell(join(*conditions) or sql.FALSE)
    return made.failing(*(truth.error for truth in truths))


def _is_odd(count: Expr) -> Expr:
    return sql.equal(sql.call("mod", count, sql.number(2)), sql.ONE)
