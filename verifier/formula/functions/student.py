"""Student's distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from verifier.formula.density import student_place, student_tails
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import of, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import cut, numbers_of, with_degrees

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]


@cell_function("T.DIST", least=3)
def t_distribution(draft: Draft, cells: Cells) -> Cell:
    """Returns Student's distribution below a number, or its density.

    Source: Excel, T.DIST.

    Example:
        =T.DIST(0,5,TRUE) is 0.5
    """
    given = with_degrees(numbers_of(draft, cells, 3), 1)
    x, degrees, adds_up = given.values
    half = student_tails(given, x, degrees) / 2
    below = where(x < 0, half, 1 - half)
    density = of(
        "exp",
        of("lgamma", (degrees + 1) / 2)
        - of("lgamma", degrees / 2)
        - of("ln", degrees * math.pi) / 2
        - (degrees + 1) / 2 * of("ln", 1 + x * x / degrees),
    )
    return given.gives(where(adds_up.differs(0), below, density))


@cell_function("T.DIST.2T", least=2)
def t_both_tails(draft: Draft, cells: Cells) -> Cell:
    """Returns Student's distribution beyond a number to either side.

    Source: Excel, T.DIST.2T.

    Example:
        =T.DIST.2T(0,5) is 1
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    given = given.failing(given.values[0] < 0)
    return given.gives(student_tails(given, *given.values))


@cell_function("T.DIST.RT", least=2)
def t_above(draft: Draft, cells: Cells) -> Cell:
    """Returns Student's distribution above a number.

    Source: Excel, T.DIST.RT.

    Example:
        =T.DIST.RT(0,5) is 0.5
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    x, degrees = given.values
    half = student_tails(given, x, degrees) / 2
    return given.gives(where(x < 0, 1 - half, half))


@cell_function("TDIST", least=3)
def t_tails(draft: Draft, cells: Cells) -> Cell:
    """Returns Student's distribution beyond a number, in one tail or two.

    Source: ECMA-376 part 1, 18.17.7.331.

    Example:
        =TDIST(0,5,2) is 1
    """
    given = with_degrees(numbers_of(draft, cells, 3), 1)
    tails = cut(given.values[2])
    bad = sql.both(tails.differs(1), tails.differs(2)) or sql.FALSE
    given = given.failing(given.values[0] < 0, bad)
    x, degrees, tails = given.values
    return given.gives(student_tails(given, x, degrees) * cut(tails) / 2)


@cell_function("T.INV", least=2)
def t_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a share of Student's distribution lies.

    Source: Excel, T.INV.

    Example:
        =T.INV(0.25,2) is -0.816496580927726
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    share, _ = given.values
    given = given.failing(share <= 0, share >= 1)
    share, degrees = given.values
    tails = given.named(2 * of("least", share, 1 - share))
    size = student_place(given, tails, degrees)
    return given.gives(where(share < 0.5, -size, size))  # noqa: PLR2004 - the definition's


@cell_function("T.INV.2T", "TINV", least=2)
def t_place_both(draft: Draft, cells: Cells) -> Cell:
    """Returns the number beyond which, to either side, a share of Student's lies.

    Source: ECMA-376 part 1, 18.17.7.337.

    Example:
        =T.INV.2T(0.546449,60) is 0.606533075825754
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    share, _ = given.values
    given = given.failing(share <= 0, share > 1)
    return given.gives(student_place(given, *given.values))


@cell_function("CONFIDENCE.T", least=3)
def confidence_t(draft: Draft, cells: Cells) -> Cell:
    """Returns half the width of a mean's confidence interval, of estimated deviation.

    Source: Excel, CONFIDENCE.T.

    Example:
        =CONFIDENCE.T(0.01,1,100) is 0.262640545728083
    """
    given = numbers_of(draft, cells, 3)
    level, spread, size = given.values
    given = given.failing(level <= 0, level >= 1, spread <= 0, size < 1)
    given = given.failing(cut(given.values[2]).equals(1), code="#DIV/0!")
    level, spread, size = given.values
    size = given.named(cut(size))
    return given.gives(
        student_place(given, level, size - 1) * spread / of("sqrt", size)
    )
