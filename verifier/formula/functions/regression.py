"""Lines, planes and growth curves through points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.broadcast import whole
from verifier.formula.coerce import as_number, double_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, where
from verifier.formula.elimination import together
from verifier.formula.function import function
from verifier.formula.guards import for_each_number
from verifier.formula.listing import ordered_list, paired
from verifier.formula.numeric import as_real
from verifier.formula.places import matrix_of
from verifier.formula.plane import Plane, described, height, lines_of, plane_through
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.pool import Pool

MOST_PLACES = 400


@dataclass(frozen=True, slots=True)
class _Line:
    """A line through points.

    Attributes:
        pool: the points.
        x, y: their coordinates.
        slope, start: of the line.
        count: of the points.
        level: 1 where the line may start anywhere, 0 where it starts at 0.
        error: of a cell, or `#VALUE!` where one is no number.
    """

    pool: Pool
    x: Real
    y: Real
    slope: Real
    start: Real
    count: Real
    level: int
    error: Expr | None


@function("LINEST", least=1, most=4)
def line(draft: Draft, arguments: tuple[Value, ...]) -> Array | Cell:
    """Returns slope and start of the line through points; with statistics if asked.

    Source: ECMA-376 part 1, 18.17.7.197.

    Example:
        =INDEX(LINEST({2,4,6},{1,2,3}),1,1) is 2
    """
    return _described(draft, arguments, grows=False)


@function("LOGEST", least=1, most=4)
def curve(draft: Draft, arguments: tuple[Value, ...]) -> Array | Cell:
    """Returns factor and start of the growth curve through points.

    Source: ECMA-376 part 1, 18.17.7.201.

    Example:
        =INDEX(LOGEST({2,4,8},{1,2,3}),1,1) is 2
    """
    return _described(draft, arguments, grows=True)


@function("TREND", least=1, most=4)
def trend(draft: Draft, arguments: tuple[Value, ...]) -> Array | Cell:
    """Returns the y at each new x on the line through points.

    Source: ECMA-376 part 1, 18.17.7.341.

    Example:
        =TREND({3,5,9},{1,2,4},0) is 1
    """
    return _continued(draft, arguments, grows=False)


@function("GROWTH", least=1, most=4)
def growth(draft: Draft, arguments: tuple[Value, ...]) -> Array | Cell:
    """Returns the y at each new x on the growth curve through points.

    Source: ECMA-376 part 1, 18.17.7.143.

    Example:
        =GROWTH({1,2,4,8},{1,2,3,4},5) is 16
    """
    return _continued(draft, arguments, grows=True)


def _described(
    draft: Draft, arguments: tuple[Value, ...], *, grows: bool
) -> Array | Cell:
    known = (*arguments, None, None, None)[:4]
    level, is_full = _level(known[2]), _is_true(known[3], otherwise=False)
    several = _several(draft, known[0], known[1])
    if several is None:
        found = _line(draft, (known[0], known[1]), level, grows=grows)
    else:
        found = plane_through(draft, *several, level, grows=grows)
    if found is None:
        return error_cell("#REF!")
    slopes = [found.slope] if isinstance(found, _Line) else found.slopes
    ends = [*reversed(slopes), found.start]
    if grows:
        ends = [of("exp", one) for one in ends]
    rows: list[Sequence[Real | None]] = [ends]
    if is_full:
        rows += _statistics(found) if isinstance(found, _Line) else described(found)
    cells = [
        [
            error_cell("#N/A")
            if one is None
            else number_cell(draft.named(one.term)).failing(
                found.error, _none_gives(draft, one)
            )
            for one in row
        ]
        for row in rows
    ]
    return grid_of(cells)


def _none_gives(draft: Draft, value: Real) -> Expr:
    return sql.case((sql.is_null(draft.named(value.term)), sql.text("#NUM!")))


def _statistics(found: _Line) -> list[list[Real | None]]:
    """Returns errors of the ends, fit, F, degrees and sums of squares.

    Source: Excel, LINEST.
    """
    pool = found.pool
    fitted = found.slope * found.x + found.start
    off = found.y - fitted
    rest = _sum(pool, off * off)
    from_mean = found.y - _mean(pool, found.y) * found.level
    whole_sum = _sum(pool, from_mean * from_mean)
    explained = whole_sum - rest
    degrees = found.count - 1 - found.level
    spread = rest / degrees.or_null(0)
    away = found.x - _mean(pool, found.x) * found.level
    wide = _sum(pool, away * away).or_null(0)
    slope_error = of("sqrt", spread / wide)
    start_error: Real | None = None
    if found.level:
        squares = _sum(pool, found.x * found.x)
        start_error = of("sqrt", spread * squares / (found.count * wide))
    fit = explained / whole_sum.or_null(0)
    ratio = explained / spread.or_null(0)
    return [
        [slope_error, start_error],
        [fit, of("sqrt", spread)],
        [ratio, degrees],
        [explained, rest],
    ]


def _continued(
    draft: Draft, arguments: tuple[Value, ...], *, grows: bool
) -> Array | Cell:
    known = (*arguments, None, None, None)[:4]
    level = _level(known[3])
    several = _several(draft, known[0], known[1])
    if several is not None:
        found = plane_through(draft, *several, level, grows=grows)
        new = known[2] if known[2] is not None else known[1]
        return _on_plane(draft, found, several, new, grows=grows)
    found = _line(draft, (known[0], known[1]), level, grows=grows)
    if found is None:
        return error_cell("#REF!")
    new = known[2] if known[2] is not None else known[1]
    new = _counted(known[0]) if new is None else new
    missing = sql.case((sql.is_null(found.slope.term), sql.text("#NUM!")))

    def on_line(x: Cell) -> Cell:
        made = found.start + found.slope * as_real(draft, x)
        made = of("exp", made) if grows else made
        return number_cell(made.term).failing(x.error, found.error, missing)

    return for_each_number(draft, new, on_line)


def _on_plane(
    draft: Draft,
    found: Plane | None,
    known: tuple[Array, list[Array]],
    new: Value,
    *,
    grows: bool,
) -> Array | Cell:
    """Returns the y at each new point; `#REF!` where it has another number of x."""
    given = whole(new)
    if found is None or given is None:
        return error_cell("#REF!")
    ys, lines = known
    grid = matrix_of(draft, given).grid
    stands = ys.columns == 1 and ys.rows != 1
    points = grid if stands else tuple(zip(*grid, strict=True))
    if len(points[0]) != len(lines):
        return error_cell("#REF!")
    cells = [[as_number(draft, cell) for cell in point] for point in points]
    heights = [
        height(found, [Real(double_of(cell)) for cell in point]) for point in cells
    ]
    heights = [of("exp", one) for one in heights] if grows else heights
    made = [
        number_cell(one.term).failing(*(cell.error for cell in point), found.error)
        for one, point in zip(together(draft, heights), cells, strict=True)
    ]
    return grid_of([[one] for one in made] if stands else [made])


def _several(draft: Draft, y: Value, x: Value) -> tuple[Array, list[Array]] | None:
    """Returns known y, and the known x where each point has several."""
    if y is None or x is None:
        return None
    ys, xs = whole(y), whole(x)
    if ys is None or xs is None or (ys.rows, ys.columns) == (xs.rows, xs.columns):
        return None
    lines = lines_of(draft, ys, xs)
    return (ys, lines) if lines else None


def _counted(value: Value) -> Array:
    """Returns the places of known y, which stand for their x.

    Raises:
        FormulaError: where only running tells how many there are.
    """
    ys = whole(value)
    rows, columns = (None, 0) if ys is None else (ys.rows, ys.columns)
    if rows is None or rows * columns > MOST_PLACES:
        raise FormulaError(
            "new x are not given, and known y are many or filtered",
            f"new x, or at most {MOST_PLACES} known y",
            reason="unsupported-function",
        )
    return grid_of(
        [
            [constant_cell(r * columns + c + 1) for c in range(columns)]
            for r in range(rows)
        ]
    )


def _line(
    draft: Draft, known: tuple[Value, Value], level: int, *, grows: bool
) -> _Line | None:
    """Returns the line through points; None where shapes differ."""
    ys, xs = (None if one is None else whole(one) for one in known)
    if ys is None:
        return None
    arrays = [ys] if xs is None else [ys, xs]
    if xs is not None and (ys.rows, ys.columns) != (xs.rows, xs.columns):
        return None
    pool = paired(draft, arrays)
    if pool is None:
        return None
    written, place = pool.part("v1") or sql.NULL, pool.part("v2")
    if place is None:
        place = _places(pool)
    x, y = Real(place), Real(written)
    missing = sql.either(sql.is_null(written), sql.is_null(place)) or sql.FALSE
    holes = pool.aggregate("count", sql.ONE, condition=missing)
    error: Expr | None = sql.case((sql.unequal(holes, sql.ZERO), sql.text("#VALUE!")))
    if grows:
        low = pool.aggregate("min", written)
        error = sql.coalesce(
            error, sql.case((sql.at_most(low, sql.ZERO), sql.text("#NUM!")))
        )
        y = of("ln", where(y > 0, y))
    mean_x, mean_y = _mean(pool, x) * level, _mean(pool, y) * level
    wide = _sum(pool, (x - mean_x) * (x - mean_x))
    steep = _sum(pool, (x - mean_x) * (y - mean_y)) / wide.or_null(0)
    # x that do not differ explain nothing: the line is level
    slope = Real(draft.named(where(wide.equals(0), 0, steep).term))
    start = Real(draft.named((mean_y - slope * mean_x).term))
    error = sql.coalesce(pool.error, error)
    count = Real(pool.aggregate("count", written))
    return _Line(pool, x, y, slope, start, count, level, error and draft.named(error))


def _places(pool: Pool) -> Expr:
    """Returns the place of a point among all, where no x is known."""
    order = ordered_list(pool, sql.double(pool.part("o") or sql.ZERO))
    place = sql.call("list_position", order, sql.double(pool.part("o") or sql.ZERO))
    return sql.double(place)


def _mean(pool: Pool, value: Real) -> Real:
    return Real(pool.aggregate("avg", value.term))


def _sum(pool: Pool, value: Real) -> Real:
    return Real(pool.aggregate("sum", value.term))


def _level(value: Value) -> int:
    return 1 if _is_true(value, otherwise=True) else 0


def _is_true(value: Value, *, otherwise: bool) -> bool:
    """Returns a choice that is written.

    Raises:
        FormulaError: where it is calculated.
    """
    if value is None:
        return otherwise
    if isinstance(value, Cell) and value.constant is not None:
        return bool(value.constant)
    raise FormulaError(
        "a choice of LINEST, LOGEST, TREND or GROWTH that is calculated",
        "TRUE or FALSE",
        reason="unsupported-function",
    )
