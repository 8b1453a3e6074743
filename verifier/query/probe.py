"""Which kinds of cells a citation holds, where the whole column does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.address import column_letter
from verifier.model.source import CellKind, SheetKey
from verifier.query.compile import sheet_tables
from verifier.query.relations import ValueKind
from verifier.query.tables import rows_condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verifier.model.address import CellRange
    from verifier.model.source import SheetLayout
    from verifier.query.query import Query
    from verifier.query.tables import SheetTable


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks which kinds of cells the cited rows of a column hold.

    Attributes:
        sheet: whose column.
        column: 1-based.
        sql: gives one integer, the sum of 2 to the power of each kind.
    """

    sheet: SheetKey
    column: int
    sql: str

    def kinds(self, answer: int) -> frozenset[CellKind]:
        """Returns the kinds that an answer stands for."""
        return frozenset(kind for kind in CellKind if answer >> kind & 1)


def probes_for(
    query: Query,
    cited: tuple[CellRange, ...],
    layouts: Mapping[SheetKey, SheetLayout],
    names: Mapping[str, SheetKey],
) -> tuple[Probe, ...]:
    """Returns what to ask before compiling: for columns of mixed cells cited in part.

    A column is typed from its cited cells. Where it holds cells of several kinds and
    is not cited whole, only the engine can tell of which kinds the cited ones are.

    Raises:
        QueryRefused: on a table that is not cited.
    """
    tables = sheet_tables(query, cited, layouts, names)
    by_sheet = {table.sheet: table for table in tables.values()}
    return tuple(probe for table in by_sheet.values() for probe in _probes(table))


def kinds_of(
    probes: Iterable[Probe], answers: Iterable[int]
) -> dict[tuple[SheetKey, int], frozenset[CellKind]]:
    """Returns the kinds that answers stand for, as `compile_query` takes them.

    Example:
        >>> probe = Probe(SheetKey("deals.csv"), 3, "SELECT …")
        >>> sorted(kinds_of([probe], [0b11])[SheetKey("deals.csv"), 3])
        [<CellKind.BLANK: 0>, <CellKind.NUMBER: 1>]
    """
    return {
        (probe.sheet, probe.column): probe.kinds(answer)
        for probe, answer in zip(probes, answers, strict=True)
    }


def _probes(table: SheetTable) -> Iterator[Probe]:
    for column in table.columns:
        kinds = table.layouts[column.number].kinds
        rows = table.cited[column.number]
        is_text = kinds <= {CellKind.TEXT, CellKind.BLANK}
        is_known = is_text or column.number in table.whole
        if column.type.kind is not ValueKind.TEXT or is_known:
            continue
        kind = exp.cast(exp.column(f"{column_letter(column.number)}_k"), "BIGINT")
        bit = exp.Anonymous(this="POWER", expressions=[exp.Literal.number(2), kind])
        distinct = exp.Sum(this=exp.Distinct(expressions=[exp.cast(bit, "BIGINT")]))
        select = exp.select(distinct).from_(exp.to_table(table.physical))
        sql = select.where(rows_condition(rows)).sql(dialect="duckdb", pretty=True)
        yield Probe(table.sheet, column.number, sql)
