"""Which rankings a figure's sentence may speak of, and what they ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.measures import day_of, measure, part_of_date
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import text_columns
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Use

MOST_USES = 2
_MOST_COLUMNS = 12
_TIMES = LEXICON.spans | LEXICON.years | LEXICON.year_columns | LEXICON.quarters
_OF_BLOCKS = frozenset({Statistic.CELL, Statistic.SUM, Statistic.MEAN})
_FORMATS = {"month": "%Y-%m", "year": "%Y"}


@dataclass(frozen=True, slots=True)
class Race:
    """A ranking that is asked for.

    Attributes:
        ground: the sheet.
        column: whose texts name the groups.
        rows: first and last.
        uses: what is measured, alike ones once.
        span: `month`, `quarter`, `year` or `weekday` where the groups are those of the
            column's days; empty where its texts name them.
        is_cited: whether every cell of it is cited.
        once: columns of which rows that are equal in all are taken once.
        beside: rows, of whose periods alone the rivals are; none for those of all rows.
        within: further columns in which the rivals are like those rows.
    """

    ground: Ground
    column: int
    rows: tuple[int, int]
    uses: tuple[Use, ...]
    is_cited: bool = False
    span: str = ""
    once: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    within: tuple[int, ...] = ()

    @property
    def reason(self) -> Reason:
        """The reason of a superlative that the ranking does not bear out."""
        return Reason.RANK if self.is_cited else Reason.RANK_CONTRADICTED

    @property
    def is_of_periods(self) -> bool:
        """Whether its groups are times."""
        return bool(self.span) or self.column in periods_of(self.ground, 0)

    @property
    def key(self) -> str:
        """Names the question."""
        table = self.ground.sheet.table
        what = _spelled(self.uses)
        column = f"{column_letter(self.column)}{self.span}"
        rows = f"{self.rows}{self.once or ''}{self.beside or ''}{self.within or ''}"
        return f"ranking/{table}/{column}/{rows}/{what}"

    def query(self) -> exp.Select | None:
        """Returns SELECT `_row`, `text`: each group, and all rows, with its values."""
        values = [measure(use, self.ground, self.column) for use in self.uses]
        if any(value is None for value in values):
            return None
        label = self._label()
        row = sql.column("s", "_row")
        parts = [sql.cast(value, "VARCHAR") for value in values if value is not None]
        said = sql.cast(sql.call("json_array", label, *parts), "VARCHAR")
        rows = self._chosen().where(sql.is_present(label))
        groups = rows.select(
            sql.alias(sql.call("min", row), "_row"),
            sql.alias(said, "text"),
            append=False,
        ).group_by(label)
        whole = sql.cast(sql.call("json_array", sql.NULL, *parts), "VARCHAR")
        every = self._chosen().select(
            sql.alias(sql.ZERO, "_row"), sql.alias(whole, "text"), append=False
        )
        both = exp.union(groups, every, distinct=False)
        return exp.select(exp.column("_row"), exp.column("text")).from_(
            sql.subquery(both, "every")
        )

    def _chosen(self) -> exp.Select:
        """Returns a reading of the rows in which the ranking is made."""
        rows, row = self.ground.read(rows=self.rows), sql.column("s", "_row")
        if self.once:
            raws = [self.ground.raw(column) for column in self.once]
            first = sql.call("min", row.copy())
            each = self.ground.read(rows=self.rows).select(first, append=False)
            rows = rows.where(exp.In(this=row, query=each.group_by(*raws).subquery()))
        pinned = (*_pinned(self.ground, self.column, self.beside), *self.within)
        for column in pinned if self.beside else ():
            own = self.ground.read(rows=(self.beside[0], self.beside[-1]))
            own = own.select(self.ground.raw(column), append=False)
            among = exp.In(this=self.ground.raw(column), query=own.subquery())
            rows = rows.where(among)
        return rows

    def _label(self) -> Expr:
        """Returns what names a row's group."""
        if not self.span:
            return self.ground.cell(self.column, "t")
        cell = self.ground.cell(self.column, "n")
        is_day = sql.equal(
            self.ground.cell(self.column, "k"), sql.number(int(CellKind.DATE))
        )
        if self.span in _FORMATS:
            label = sql.call("strftime", day_of(cell), sql.text(_FORMATS[self.span]))
        elif self.span == "quarter":
            year = part_of_date(cell, "year")
            quarter = part_of_date(cell, "quarter")
            label = sql.call("concat", year, sql.text("-Q"), quarter)
        else:
            label = sql.cast(part_of_date(cell, "isodow"), "VARCHAR")
        return sql.case((is_day, label))


def _spelled(uses: tuple[Use, ...]) -> str:
    return "+".join(
        f"{use.statistic}:{','.join(c.local for c in use.cells)}"
        + "".join(
            f"[{c.cells.local}{c.operator}{c.values}{c.part}]" for c in use.criteria
        )
        for use in uses
    )


def uses_of(case: Case) -> tuple[Use, ...]:
    """Returns what the calculation measures, wherever it stands in it."""
    uses = case.uses
    found: dict[tuple[object, ...], Use] = {}
    for use in uses:
        found.setdefault((use.statistic, use.cells, use.rows, use.criteria), use)
    return tuple(found.values())


def races_of(case: Case, subject: Subject, spans: Iterable[str] = ()) -> Iterator[Race]:
    """Yields the rankings of groups, and of periods of these lengths."""
    uses = uses_of(case)
    ground = subject.ground_of(uses)
    if ground is None or len(uses) > MOST_USES:
        return
    header = ground.sheet.header_row
    whole = (header + 1, ground.sheet.rows)
    columns = [(column, "") for column in _of_texts(ground, uses)]
    columns += [(column, span) for span in spans for column in _days(ground, uses)]
    for column, span in columns:
        cited = _cited_rows(case, column, uses, subject, header)
        if cited is not None:
            yield Race(ground, column, cited, uses, is_cited=True, span=span)
        yield Race(ground, column, whole, uses, span=span)
        once = _taken_once(case, uses, ground)
        if once:
            rows = cited or whole
            is_cited = cited is not None
            yield Race(ground, column, rows, uses, is_cited, span, once)
        block = _only_block(uses, ground)
        if block and not span and _pinned(ground, column, block):
            race = Race(ground, column, whole, uses, beside=block)
            for within in _narrowed(race):
                yield replace(race, within=within)


def _narrowed(race: Race) -> Iterator[tuple[int, ...]]:
    """Yields in which further columns rivals may be alike: none, one, or all."""
    left_out = {race.column, *periods_of(race.ground, race.column)}
    texts = [n for n in text_columns(race.ground) if n not in left_out]
    texts = texts[:_MOST_COLUMNS]
    yield ()
    for column in texts:
        yield (column,)
    if len(texts) > 1:
        yield tuple(texts)


def _pinned(ground: Ground, column: int, beside: tuple[int, ...]) -> tuple[int, ...]:
    """Returns the columns of periods that rivals share with rows.

    Several rows rarely have the days of their rivals, but their months and years.
    """
    return tuple(
        number
        for number in periods_of(ground, column)
        if len(beside) == 1 or CellKind.DATE not in ground.columns[number].kinds
    )


def _only_block(uses: tuple[Use, ...], ground: Ground) -> tuple[int, ...]:
    """Returns the rows of the only cells that a calculation takes, without criteria.

    They are one cell as it is, or a part of the rows of a column.
    """
    if len(uses) != 1 or uses[0].criteria or len(uses[0].cells) != 1:
        return ()
    cells = uses[0].cells[0]
    if cells.columns != 1 or uses[0].statistic not in _OF_BLOCKS:
        return ()
    if uses[0].statistic is Statistic.CELL:
        return (cells.first_row,) if cells.rows == 1 else ()
    is_part = cells.rows < ground.sheet.rows - ground.sheet.header_row
    return (cells.first_row, cells.last_row) if is_part else ()


def _taken_once(case: Case, uses: tuple[Use, ...], ground: Ground) -> tuple[int, ...]:
    """Returns the cited columns, where a calculation reads from distinct rows."""
    if not all(
        use.deduplicates and use.statistic is not Statistic.DISTINCT for use in uses
    ):
        return ()
    used = case.compiled.used if case.compiled else ()
    return tuple(
        number
        for number in ground.columns
        if any(c.first_column <= number <= c.last_column for c in used)
    )


def periods_of(ground: Ground, but: int) -> tuple[int, ...]:
    """Returns the columns of days, or whose headers name a length of time.

    Args:
        ground: the sheet.
        but: a column that is left out.
    """
    return tuple(
        number
        for number, layout in ground.columns.items()
        if number != but
        and (CellKind.DATE in layout.kinds or _names_a_time(layout.header))
    )


def _names_a_time(header: str) -> bool:
    words = [t.text.casefold() for t in tokens_of(header)]
    return len(words) == 1 and words[0] in _TIMES


def _of_texts(ground: Ground, uses: tuple[Use, ...]) -> list[int]:
    """Returns the columns whose texts may name groups: not those that are measured."""
    measured = {cells.first_column for use in uses for cells in use.cells}
    counts = any(use.statistic is Statistic.COUNT for use in uses)
    columns = text_columns(ground)[:_MOST_COLUMNS]
    return [column for column in columns if counts or column not in measured]


def _days(ground: Ground, uses: tuple[Use, ...]) -> list[int]:
    """Returns the columns of days: those that criteria speak of, or the only one."""
    days = [n for n, c in ground.columns.items() if CellKind.DATE in c.kinds]
    asked = {c.cells.first_column for use in uses for c in use.criteria}
    chosen = [n for n in days if n in asked]
    return chosen or (days if len(days) == 1 else [])


def _cited_rows(
    case: Case, column: int, uses: tuple[Use, ...], subject: Subject, header: int
) -> tuple[int, int] | None:
    """Returns the rows in which every cell of a ranking is cited, or None."""
    criteria = [c.cells for use in uses for c in use.criteria]
    needed = {column, *(c.first_column for c in criteria)}
    needed |= {c.first_column for use in uses for c in use.cells}
    sheets = sheets_of(uses)
    cited = subject.cited.get(case.claim.id if case.claim else "", ())
    first, last = header + 1, None
    for number in needed:
        runs = [
            (c.first_row, c.last_row)
            for c in cited
            if c.sheet in sheets and c.first_column <= number <= c.last_column
        ]
        if len(runs) != 1:
            return None
        first = max(first, runs[0][0])
        last = runs[0][1] if last is None else min(last, runs[0][1])
    return (first, last) if last is not None and first < last else None
