"""What the engine is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.model.address import CellRange
    from verifier.model.factors import Chains
    from verifier.model.reason import Reason
    from verifier.model.source import CellKind, SheetKey
    from verifier.model.use import Growth, Use


class Trial(StrEnum):
    """A way in which one calculation is run."""

    VALUE = "value"  # an outermost rounding removed; what is matched
    WRITTEN = "written"  # exactly as written; absent where it equals VALUE
    UNROUNDED = "unrounded"  # every rounding removed; absent where there is none
    UNGUARDED = "unguarded"  # fallbacks removed; absent where there is none
    REBRANCHED = "rebranched"  # literal branches altered; absent where there is none
    SIGNED = "signed"  # an outermost abs() removed; absent where there is none
    DISTURBED = "disturbed"  # VALUE over disturbed numeric cells
    THINNED = "thinned"  # VALUE with a tenth of the cells blanked
    REORDERED = (
        "reordered"  # VALUE over rows in other orders; absent where none matters
    )
    MAGNITUDE = "magnitude"  # the sizes of all terms added; absent in exact arithmetic
    UNSORTED = "unsorted"  # how many searches by halves met unsorted cells, in VALUE


class Disturbance(StrEnum):
    """What the engine does to the cells before it runs a statement."""

    NONE = "none"
    NUMBERS = "numbers"  # each numeric cell is moved by its own amount
    BLANKS = "blanks"  # a tenth of the non-blank cells is blanked
    ORDER = "order"  # the rows lie in another order, each with its cells and `_row`


@dataclass(frozen=True, slots=True)
class Load:
    """Columns of a sheet that must be loaded.

    Attributes:
        sheet: which sheet.
        columns: 1-based column numbers, ascending.
        near: whether the columns are not cited: they stand in a table of their own,
            which no calculation can read, for rules that look at neighbours.
    """

    sheet: SheetKey
    columns: tuple[int, ...]
    near: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One SELECT for the engine.

    Its result is one row: either the three columns `kind` (UTINYINT, CellKind),
    `number` and `text`, or a single column of any type.

    Attributes:
        key: names it in the answers: `c3/value`.
        sql: reads only sheets' tables (`sheet_1`, …).
        disturbance: what to do to the cells first.
        seed: of the disturbance; the claim's digest.
        cells: the cells to disturb: those that the calculation uses.
        guarded: whether the engine holds it against the list of allowed functions
            first: where a person or a model wrote the SQL.
        written: the SQL as it was written, which the engine holds against the list
            as well; empty where it was written for another engine.
        names: of tables and columns that may stand in `written`.
    """

    key: str
    sql: str
    disturbance: Disturbance = Disturbance.NONE
    seed: str = ""
    cells: tuple[CellRange, ...] = ()
    guarded: bool = False
    written: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a statement gave, or why it gave nothing.

    Attributes:
        kind: kind of the value; None where there is none (`problem` says why).
        number: value of NUMBER, DATE (serial) and BOOLEAN (0 or 1).
        text: of TEXT, and the error's code of ERROR.
        exact: whether the engine computed in integers or DECIMAL all the way, as the
            type of the result says.
        problem: `calculation-failed`, `limit`, `refused` or None.
        message: the engine's words about the problem.
    """

    kind: CellKind | None
    number: Decimal | None = None
    text: str = ""
    exact: bool = False
    problem: Reason | None = None
    message: str = ""


class LiteralRole(StrEnum):
    """What a number written in a calculation does there."""

    FACTOR = "factor"  # multiplied, divided, exponent, percent
    SUMMAND = "summand"  # added or subtracted
    CRITERION = "criterion"  # compared with cells; DATE inside criteria
    SETTING = "setting"  # digits of ROUND, k of LARGE, quantile, match mode
    POSITION = "position"  # INDEX row, LIMIT, OFFSET, k above 1
    BRANCH = "branch"  # a branch of IF, CASE, IFERROR, COALESCE, …
    VALUE = "value"  # stands alone as an argument of an aggregate or as the result


@dataclass(frozen=True, slots=True)
class Literal:
    """A number written in a calculation (LET names inlined first)."""

    value: Decimal
    role: LiteralRole


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on the very column that is aggregated, or a position.

    Attributes:
        text: as written: `amount > 100`, `LIMIT 3`, `LARGE k = 2`.
        numbers: the numbers that the sentence would have to state.
        column: header or address of the bounded column; empty for a position.
    """

    text: str
    numbers: tuple[Decimal, ...]
    column: str = ""


class ChangeForm(StrEnum):
    """Whether a calculation is a recognised change."""

    NONE = "none"
    INCREASE = "increase"  # new/old-1, (new-old)/old, new-old
    DECREASE = "decrease"  # old-new, 1-new/old, a leading minus


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be said of a calculation without running it.

    Attributes:
        literals: numbers written in it, in order.
        divisors: counts that a literal divisor may equal: for every division the
            number of cells or terms in its numerator.
        change: the recognised form of change; of `abs(x)` the form of x.
        magnitude: whether an outermost abs() hides the sign.
        counts: whether only counting aggregates are used (COUNT, COUNTA, COUNTIF,
            ROWS, `count(*)`), so that numbers do not matter.
        bounds: bounds on the column that is summed, averaged or ranked, and positions.
        rounds: whether an outermost rounding was removed for Trial.VALUE.
        functions: names of all functions used, upper case, in order of appearance.
        picks: constructs that pick rows by their order, where that is not stated down
            to the last row: `FIRST`, `LIMIT`, `ROW_NUMBER OVER`.
        uses: what it does with its cells, aggregate by aggregate.
        products: the written factors of each product.
        growths: the rates of growth in it.
        groups: the columns whose groups it ranks or lists itself, so that it chooses
            none of them; None where those are not all told.
    """

    literals: tuple[Literal, ...] = ()
    divisors: tuple[int, ...] = ()
    change: ChangeForm = ChangeForm.NONE
    magnitude: bool = False
    counts: bool = False
    bounds: tuple[Bound, ...] = ()
    rounds: bool = False
    functions: tuple[str, ...] = ()
    picks: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    products: Chains = ()
    growths: tuple[Growth, ...] = ()
    groups: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A calculation ready to run.

    Attributes:
        statements: SQL by trial; VALUE is always there.
        used: the cells that the calculation really reads, clipped to the used range;
            sorted, no range inside another.
        traits: what it is made of.
        notes: what was decided on the way (dialect transpiled, …), shown.
        written: SQL as it was written, where the engine reads that dialect; else empty.
        names: of the tables and columns that it may name.
    """

    statements: tuple[tuple[Trial, str], ...]
    used: tuple[CellRange, ...]
    traits: Traits = Traits()
    notes: tuple[str, ...] = ()
    written: str = ""
    names: tuple[str, ...] = ()

    def sql(self, trial: Trial) -> str | None:
        """Returns the SQL of a trial, or None where there is no such trial."""
        return dict(self.statements).get(trial)


@dataclass(frozen=True, slots=True)
class QuotedCell:
    """A cell as a reader sees it.

    Attributes:
        column: 1-based.
        row: 1-based sheet row.
        kind: its kind.
        raw: text as the file has it.
        number: its number (serial of a date), or None.
    """

    column: int
    row: int
    kind: CellKind
    raw: str
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Cells of a range, for the grid and for `reads`.

    Attributes:
        cells: the range asked for.
        rows: sheet rows that are quoted, ascending (all, or the first and the last
            few of a long range).
        quoted: the cells of those rows, row by row; blank cells are there too.
    """

    cells: CellRange
    rows: tuple[int, ...]
    quoted: tuple[QuotedCell, ...]
