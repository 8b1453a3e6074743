"""Aggregates of the rows of a list with headers that meet a table of criteria."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.database_list import CitedList, cited_list, is_blank
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.guards import none_gives
from verifier.formula.pool import Pool, arm, gathered, numeric_part
from verifier.formula.values import (
    Cell,
    Value,
    error_cell,
    number_cell,
)

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("DSUM", least=3)
def total(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of a column over the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.99.

    Example:
        =DSUM(A1:C6,"Units",A1:A2) is 4
    """
    pool, error = _numbers(draft, arguments)
    return number_cell(pool.or_zero("sum"), pool.scale).failing(error, pool.error)


@function("DAVERAGE", least=3)
def average(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean of a column over the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.75.

    Example:
        =DAVERAGE(A1:C6,B1,C1:C3) is 175.25
    """
    return _aggregate(draft, arguments, "avg")


@function("DMAX", least=3)
def largest(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the largest number of a column in rows that meet the criteria; else 0.

    Source: ECMA-376 part 1, 18.17.7.94.

    Example:
        =DMAX(A1:C6,"Units",A1:A2) is 3
    """
    pool, error = _numbers(draft, arguments)
    return number_cell(pool.or_zero("max"), pool.scale).failing(error, pool.error)


@function("DMIN", least=3)
def smallest(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the smallest number of a column in rows that meet the criteria; else 0.

    Source: ECMA-376 part 1, 18.17.7.95.

    Example:
        =DMIN(A1:C6,"Units",A1:A2) is 1
    """
    pool, error = _numbers(draft, arguments)
    return number_cell(pool.or_zero("min"), pool.scale).failing(error, pool.error)


@function("DPRODUCT", least=3)
def product(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the product of a column over the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.96.

    Example:
        =DPRODUCT(A1:C6,B1,C1:C3) is 25050
    """
    pool, error = _numbers(draft, arguments)
    made = sql.first_of(pool.aggregate("product", pool.doubles), sql.ZERO)
    return number_cell(made).failing(error, pool.error)


@function("DSTDEV", least=3)
def deviation(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a sample: the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.97.

    Example:
        =DSTDEV(A1:C6,"Units",A1:A2) is 1.4142135623731
    """
    return _aggregate(draft, arguments, "stddev_samp")


@function("DSTDEVP", least=3)
def deviation_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.98.

    Example:
        =DSTDEVP(A1:C6,B1,C1:C3) is 75.25
    """
    return _aggregate(draft, arguments, "stddev_pop")


@function("DVAR", least=3)
def variance(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a sample: the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.100.

    Example:
        =DVAR(A1:C6,"Units",A1:A2) is 2
    """
    return _aggregate(draft, arguments, "var_samp")


@function("DVARP", least=3)
def variance_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of the rows that meet the criteria.

    Source: ECMA-376 part 1, 18.17.7.101.

    Example:
        =DVARP(A1:C6,"Units",A1:A2) is 1
    """
    return _aggregate(draft, arguments, "var_pop")


@function("DCOUNT", least=3)
def count(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns in how many rows that meet the criteria a column holds a number.

    Source: ECMA-376 part 1, 18.17.7.77; with no column named, how many rows there are.

    Example:
        =DCOUNT(A1:C6,"Units",A1:A2) is 2
    """
    found = cited_list(draft, arguments)
    if found.field is None:
        return _counted(draft, found, sql.TRUE)
    number = numeric_part(found.field).number
    is_number = sql.FALSE if number is None else sql.is_present(number)
    if found.field.error is not None:
        is_number = sql.both(is_number, sql.is_null(found.field.error)) or sql.FALSE
    return _counted(draft, found, is_number)


@function("DCOUNTA", least=3)
def count_filled(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns in how many rows that meet the criteria a column is not blank.

    Source: ECMA-376 part 1, 18.17.7.78; with no column named, how many rows there are.

    Example:
        =DCOUNTA(A1:C6,B1,C1:C3) is 2
    """
    found = cited_list(draft, arguments)
    if found.field is None:
        return _counted(draft, found, sql.TRUE)
    return _counted(draft, found, sql.negation(is_blank(found.field)))


@function("DGET", least=3)
def only(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns a column's cell in the only row that meets the criteria.

    Source: ECMA-376 part 1, 18.17.7.93; `#VALUE!` for no row, `#NUM!` for several.

    Example:
        =DGET(A1:C6,"amount",C1:C2) is 100
    """
    found = cited_list(draft, arguments)
    cell = found.field
    relation = draft.relation(found.frame)
    if cell is None or relation is None:
        return error_cell("#VALUE!")

    def taken(value: Expr | None) -> Expr | None:
        if value is None:
            return None
        one = sql.filtered(sql.call("any_value", value), found.met)
        return draft.aggregate(relation, one)

    many = draft.aggregate(relation, sql.count_where(found.met))
    wrong = sql.case(
        (sql.equal(many, sql.ZERO), sql.text("#VALUE!")),
        (sql.less(sql.ONE, many), sql.text("#NUM!")),
    )
    made = replace(
        cell,
        kind=taken(cell.kind),
        number=taken(cell.number),
        coerced=taken(cell.coerced),
        text=taken(cell.text),
        error=taken(cell.error),
        truth=None,
    )
    return made.failing(found.error, wrong)


def _aggregate(draft: Draft, arguments: tuple[Value, ...], name: str) -> Cell:
    pool, error = _numbers(draft, arguments)
    made = pool.aggregate(name, pool.doubles)
    wrong = none_gives(made, "#DIV/0!")
    return number_cell(made).failing(error, pool.error, wrong)


def _numbers(draft: Draft, arguments: tuple[Value, ...]) -> tuple[Pool, Expr | None]:
    """Returns the numbers of the wanted column in the rows that meet the criteria."""
    found = cited_list(draft, arguments)
    field = numeric_part(found.field or error_cell("#VALUE!"))
    met = sql.first_of(found.met, sql.FALSE)
    parts = {"n": [sql.case((met, field.number or sql.NULL))]}
    if field.error is not None:
        parts["e"] = [sql.case((met, field.error))]
    pool = gathered(draft, [arm(found.frame, parts)])
    return replace(pool, scale=field.scale), found.error


def _counted(draft: Draft, found: CitedList, counts: Expr) -> Cell:
    both = sql.both(found.met, counts) or sql.FALSE
    pool = gathered(draft, [arm(found.frame, {"v": [both]})])
    made = pool.aggregate("count_if", pool.part("v") or sql.FALSE)
    return number_cell(sql.first_of(made, sql.ZERO), 0).failing(found.error)
