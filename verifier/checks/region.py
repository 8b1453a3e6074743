"""The cells that rules about data look at: rows of a sheet, with what stands beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.measures import fits_pattern
from verifier.checks.place import Place
from verifier.checks.question import NEAR
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.model.address import CellRange
    from verifier.model.source import ColumnLayout, Sheet, SheetKey, SheetLayout
    from verifier.model.use import Criterion, Use


MOST_NAMED = 5  # cells of a finding


@dataclass(frozen=True, slots=True)
class Ground:
    """A sheet with all of its columns that are loaded.

    Attributes:
        cited: the columns that claims cite.
        near: columns beside them, in a table of their own; None where there is none.
        siblings: other sheets with the same headers, loaded or not.
    """

    cited: SheetLayout
    near: SheetLayout | None = None
    siblings: tuple[SheetKey, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.cited.sheet

    @property
    def columns(self) -> dict[int, ColumnLayout]:
        """Every loaded column by its number, ascending."""
        found = dict(self.cited.columns)
        if self.near is not None:
            found |= self.near.columns
        return dict(sorted(found.items()))

    def cell(self, column: int, facet: str) -> Expr:
        """Returns a facet of a column's cells: `k`, `n`, `c`, `t` or `r`.

        It may stand in a SELECT that reads from `table()`.
        """
        side = "s" if column in self.cited.columns else NEAR
        return sql.column(side, f"{column_letter(column)}_{facet}")

    def raw(self, column: int) -> Expr:
        """Returns the raw text of a column's cells, empty for a blank one."""
        number = sql.cast(self.cell(column, "n"), "VARCHAR")
        text = (self.cell(column, "r"), self.cell(column, "t"), number)
        return sql.call("coalesce", *text, sql.text(""))

    def read(self, *values: Expr, rows: tuple[int, int] | None = None) -> exp.Select:
        """Returns SELECT `_row` and the values, over rows of the sheet.

        The columns beside have every row in the same order: where most rows are read
        they are laid side by side, which costs nothing; few are looked up.

        Args:
            values: expressions with aliases.
            rows: first and last; all rows below the header if not given.
        """
        first, last = rows or (self.sheet.header_row + 1, self.sheet.rows)
        row = sql.column("s", "_row")
        table = sql.table(self.sheet.table, "s")
        query = exp.select(row, *values).from_(table, copy=False)
        if self.near is not None:
            near = sql.table(self.near.sheet.table, NEAR)
            if 2 * (last - first) > self.sheet.rows:
                query.append("joins", exp.Join(this=near, method="POSITIONAL"))
            else:
                own = sql.equal(row, sql.column(NEAR, "_row"))
                query.join(near, on=own, copy=False)
        among = exp.Between(this=row, low=sql.number(first), high=sql.number(last))
        return query.where(among, copy=False)


@dataclass(frozen=True, slots=True)
class Region:
    """Cells of one sheet that are looked at together.

    Attributes:
        ground: the sheet.
        cells: the cells; header row left out.
        use: what a calculation does with them; None where a sheet is inspected.
        claims: ids of the claims that use them so; empty where a sheet is inspected.
        number: its place among the regions of the subject.
        takes_blanks: whether `<>` holds for blank cells, as in a formula it does.
    """

    ground: Ground
    cells: CellRange
    use: Use | None = None
    claims: tuple[str, ...] = ()
    number: int = 0
    takes_blanks: bool = False

    @property
    def name(self) -> str:
        """Names the cells in keys of questions that criteria do not matter for."""
        return f"{self.ground.sheet.table}!{self.cells.local}"

    @property
    def key(self) -> str:
        """Names the cells with the criteria on them."""
        return f"{self.name}#{self.number}"

    def read(self, *values: Expr) -> exp.Select:
        """Returns SELECT `_row` and the values, over the rows that criteria choose.

        Only criteria that compare texts for equality are looked at, and that others
        take no blank cells; what else these leave out is read along.
        """
        return self.chosen(self.ground.read(*values, rows=self.rows))

    def chosen(self, query: exp.Select) -> exp.Select:
        """Returns a reading of the sheet, of the rows that criteria choose alone."""
        criteria = self.use.criteria if self.use else ()
        conditions = [c for c in map(self._meets, criteria) if c is not None]
        return query.where(*conditions) if conditions else query

    def _meets(self, criterion: Criterion) -> Expr | None:
        column = criterion.cells.first_column
        layout = self.ground.columns.get(column)
        is_here = layout is not None and criterion.cells.sheet == self.cells.sheet
        if layout is None or not is_here or not criterion.values:
            return None
        if criterion.operator == "like":
            return fits_pattern(criterion, self.ground)
        if (
            criterion.operator not in {"=", "<>"}
            or criterion.values == ("",)
            or criterion.part
            or CellKind.TEXT not in layout.kinds
        ):
            return self._is_filled(criterion)
        text = sql.call("lower", self.ground.cell(column, "t"))
        values = [sql.text(value.lower()) for value in criterion.values]
        among = exp.In(this=text, expressions=values)
        if criterion.operator == "=":
            return among
        apart = sql.negation(among)
        blank = sql.is_null(text.copy())
        return exp.or_(blank, apart) if self.takes_blanks else apart

    def _is_filled(self, criterion: Criterion) -> Expr | None:
        """Returns whether a cell is not blank: no blank one is after a day, or is 5."""
        is_present = criterion.operator == "<>" and criterion.values == ("",)
        if not is_present and (criterion.operator == "<>" or "" in criterion.values):
            return None
        blank = sql.number(int(CellKind.BLANK))
        return sql.unequal(self.ground.cell(criterion.cells.first_column, "k"), blank)

    def places(self, *cells: str) -> Iterator[Place]:
        """Yields where a finding about the cells is made: at each of the claims."""
        for claim in self.claims:
            yield Place(claim=claim, cells=cells)
        if not self.claims:
            # a claim names its sheet; here the cells have to
            prefix = str(self.cells.sheet)
            named = tuple(f"{prefix}!{cell.rpartition('!')[2]}" for cell in cells)
            yield Place(cells=named or (prefix,))

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row."""
        return self.cells.first_row, self.cells.last_row

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns of the cells, ascending."""
        loaded = self.ground.columns
        first, last = self.cells.first_column, self.cells.last_column
        return tuple(number for number in range(first, last + 1) if number in loaded)

    def names(self, column: int, *rows: int) -> tuple[str, ...]:
        """Returns the addresses of a column's cells: of a few rows, or of all."""
        letter, prefix = column_letter(column), str(self.cells.sheet)
        if rows:
            return tuple(f"{prefix}!{letter}{row}" for row in rows[:MOST_NAMED])
        first, last = self.rows
        return (f"{prefix}!{letter}{first}:{letter}{last}",)

    def called(self, column: int) -> str:
        """Returns what a column is called in messages: its letter and header."""
        header = self.ground.columns[column].header.strip()
        letter = column_letter(column)
        return f"{letter} ({header})" if header else letter
