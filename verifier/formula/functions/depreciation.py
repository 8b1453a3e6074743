"""Depreciation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.dialect.real import chosen, of, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import numbers_of

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]


@cell_function("SLN", least=3)
def straight_line(draft: Draft, cells: Cells) -> Cell:
    """Returns the depreciation a period in even parts.

    Source: ECMA-376 part 1, 18.17.7.298.

    Example:
        =SLN(30000,7500,10) is 2250
    """
    given = numbers_of(draft, cells, 3)
    given = given.failing(given.values[2].equals(0), code="#DIV/0!")
    cost, rest, life = given.values
    return given.gives((cost - rest) / life)


@cell_function("SYD", least=4)
def years_digits(draft: Draft, cells: Cells) -> Cell:
    """Returns the depreciation of a period by the sum of the years' digits.

    Source: ECMA-376 part 1, 18.17.7.326.

    Example:
        =SYD(500,50,5,3) is 90
    """
    given = numbers_of(draft, cells, 4)
    _, _, life, period = given.values
    given = given.failing(life <= 0, period < 1, period > life)
    cost, rest, life, period = given.values
    return given.gives((cost - rest) * (life - period + 1) * 2 / (life * (life + 1)))


@cell_function("DB", least=4, most=5)
def fixed_declining(draft: Draft, cells: Cells) -> Cell:
    """Returns the depreciation of a period at a fixed rate of what is left.

    Source: ECMA-376 part 1, 18.17.7.72.

    Example:
        =DB(1000,0,5,1) is 1000
    """
    given = numbers_of(draft, cells, 4, 12)
    cost, rest, life, period, months = given.values
    partial = sql.both(months < 12, period <= life + 1)  # noqa: PLR2004 - the definition's
    in_reach = sql.either(period <= life, partial)
    given = given.failing(
        cost < 0,
        rest < 0,
        life <= 0,
        period < 1,
        months < 1,
        months > 12,  # noqa: PLR2004 - the definition's
        sql.negation(in_reach or sql.FALSE),
    )
    cost, rest, life, period, months = given.values
    months = given.named(of("trunc", months))
    period = given.named(of("trunc", period))
    share = (rest / cost.or_null(0)) ** (1 / life)
    rate = given.named(of("floor", (1 - share) * 1000 + 0.5) / 1000)
    first = cost * rate * months / 12
    left = cost * (1 - rate * months / 12)
    later = left * of("greatest", 1 - rate, 0) ** of("greatest", period - 2, 0) * rate
    last = later * (12 - months) / 12
    made = chosen(
        (cost.equals(0), 0),
        (period.equals(1), first),
        (period > life, last),
        other=later,
    )
    return given.gives(made)


@cell_function("DDB", least=4, most=5)
def double_declining(draft: Draft, cells: Cells) -> Cell:
    """Returns the depreciation at a rate, double if none is given, of what is left.

    Source: ECMA-376 part 1, 18.17.7.79.

    Example:
        =DDB(2400,300,10,2,1.5) is 306
    """
    given = numbers_of(draft, cells, 4, 2)
    cost, rest, life, period, factor = given.values
    given = given.failing(
        cost < 0, rest < 0, life <= 0, period < 1, period > life, factor <= 0
    )
    cost, rest, life, period, factor = given.values
    kept = given.named(of("greatest", 1 - factor / life, 0))
    before = where(period.equals(1), cost, cost * kept ** (period - 1))
    after = cost * kept**period
    return given.gives(of("greatest", before - of("greatest", after, rest), 0))
