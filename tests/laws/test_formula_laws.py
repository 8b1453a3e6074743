"""Laws of formulas: writing undoes reading, and DuckDB agrees with plain Python."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from verifier.errors import FormulaError
from verifier.formula import compile_formula, parse
from verifier.formula.nodes import (
    Binary,
    Boolean,
    Call,
    Formula,
    Number,
    Percent,
    Text,
    Unary,
    cell_address,
)
from verifier.model.address import CellRange, Reference
from verifier.model.plan import Trial
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout

KEY = SheetKey("book")
SETTINGS = {
    "threads": "1",
    "max_expression_depth": "100",
    "ieee_floating_point_ops": "false",
    "error_on_division_by_zero": "true",
}

leaves = st.one_of(
    st.decimals(0, 10**6, places=2).map(lambda d: Number(d.normalize() + 0)),
    st.text("ab\"'é ;,", max_size=5).map(Text),
    st.booleans().map(Boolean),
    st.builds(cell_address, st.integers(1, 60), st.integers(1, 400)),
)
nodes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Unary, st.sampled_from("+-"), inner),
        st.builds(Percent, inner),
        st.builds(
            Binary, st.sampled_from(["=", "<>", "<=", "&", *"+-*/^"]), inner, inner
        ),
        st.builds(Call, st.sampled_from(["SUM", "IF", "X.Y"]), st.tuples(inner, inner)),
    ),
    max_leaves=20,
)


@given(nodes)
def test_reading_undoes_writing(root: Any) -> None:
    assert parse(str(Formula(root))) == Formula(root)


WORDS = st.sampled_from(
    [
        *("_xlpm.", "_XLFN.", "LET(", "LAMBDA(", "MAP(", "INDEX(", "SUM(", "TRUE"),
        *("A1", "R1C1", "a", "x", "1", "1E5", "#REF!", "٣", "ª", " ", "\\", "?", "."),
        *"$!'[]#(),;@:{}-%\"<&",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=9).map("".join)))
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    try:
        read = parse(text)
    except FormulaError as error:
        read, position = None, error.position
    else:
        position = 0
    assert position <= len(text)
    assert read is None or parse(str(read)) == read


cells = st.one_of(
    st.none(),
    st.decimals(-(10**4), 10**4, places=2),
    st.sampled_from(["east", "West", "", "12", "n/a"]),
    st.booleans(),
)
grids = st.lists(st.tuples(cells, cells), min_size=1, max_size=8)


def kind_of(value: object) -> CellKind:
    if value is None:
        return CellKind.BLANK
    if isinstance(value, bool):
        return CellKind.BOOLEAN
    return CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER


def stored(value: Any) -> list[object]:
    kind = kind_of(value)
    number = value if kind is CellKind.NUMBER else None
    coerced = float(value) if kind is CellKind.BOOLEAN or value == "12" else None
    is_shown = kind in {CellKind.TEXT, CellKind.BOOLEAN}
    return [int(kind), number, coerced, str(value) if is_shown else None]


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config=SETTINGS)


def answer(
    connection: duckdb.DuckDBPyConnection, rows: Any, formula: str, *, exact: bool
) -> Any:
    number = "DECIMAL(18,2)" if exact else "DOUBLE"
    parts = [
        f"{c}_k UTINYINT, {c}_n {number}, {c}_c DOUBLE, {c}_t VARCHAR" for c in "AB"
    ]
    connection.execute(
        f"CREATE OR REPLACE TABLE sheet_1 (_row INT, {', '.join(parts)})"
    )
    for place, row in enumerate(rows, 1):
        values = [place, *stored(row[0]), *stored(row[1])]
        connection.execute(f"INSERT INTO sheet_1 VALUES ({','.join('?' * 9)})", values)  # noqa: S608 - names of the test
    columns = {
        n: ColumnLayout("AB"[n - 1], 2 if exact else None, frozenset(map(kind_of, c)))
        for n, c in enumerate(zip(*rows, strict=True), 1)
    }
    layout = SheetLayout(Sheet(KEY, "sheet_1", len(rows), 2, 0, ("", "")), columns)

    def locate(reference: Reference) -> CellRange:
        area = reference.area
        return CellRange(
            KEY, area.first_column or 1, 1, area.last_column or 2, len(rows)
        )

    compiled = compile_formula(parse(formula), locate, {KEY: layout})
    row = connection.execute(compiled.sql(Trial.VALUE) or "").fetchone()
    assert row is not None
    kind, value, text = row
    return text if kind == CellKind.ERROR else value


def numbers_in(rows: Any, column: int) -> list[Decimal]:
    return [row[column] for row in rows if kind_of(row[column]) is CellKind.NUMBER]


def oracle(formula: str, rows: Any) -> Any:
    """Returns what the formula means, in a few lines of Python."""
    first, second = numbers_in(rows, 0), numbers_in(rows, 1)
    east = [r[1] for r in rows if isinstance(r[0], str) and r[0].lower() == "east"]
    chosen = [v for v in east if kind_of(v) is CellKind.NUMBER]
    positive = [r[1] for r in rows if kind_of(r[0]) is CellKind.NUMBER and r[0] > 0]
    kept = [v for v in positive if kind_of(v) is CellKind.NUMBER]
    return {
        "=SUM(A:A)": sum(first),
        "=SUM(A:B)": sum(first) + sum(second),
        "=COUNT(A:B)": len(first) + len(second),
        "=COUNTA(A:A)": sum(row[0] is not None for row in rows),
        "=AVERAGE(A:A)": sum(first) / len(first) if first else "#DIV/0!",
        "=MAX(A:A)": max(first, default=0),
        "=MIN(A:B)": min(first + second, default=0),
        '=SUMIF(A:A,"east",B:B)': sum(chosen),
        '=COUNTIF(A:A,"EAST")': len(east),
        '=COUNTIF(A:A,"<>")': sum(row[0] is not None for row in rows),
        '=SUMIFS(B:B,A:A,">0")': sum(kept),
        '=AVERAGEIF(A:A,">0",B:B)': sum(kept) / len(kept) if kept else "#DIV/0!",
        "=SUM(A:A)-SUM(B:B)*2": sum(first) - sum(second) * 2,
        "=SUM(A:A)/COUNT(B:B)": sum(first) / len(second) if second else "#DIV/0!",
    }[formula]


FORMULAS = [
    "=SUM(A:A)",
    "=SUM(A:B)",
    "=COUNT(A:B)",
    "=COUNTA(A:A)",
    "=AVERAGE(A:A)",
    "=MAX(A:A)",
    "=MIN(A:B)",
    '=SUMIF(A:A,"east",B:B)',
    '=COUNTIF(A:A,"EAST")',
    '=COUNTIF(A:A,"<>")',
    '=SUMIFS(B:B,A:A,">0")',
    '=AVERAGEIF(A:A,">0",B:B)',
    "=SUM(A:A)-SUM(B:B)*2",
    "=SUM(A:A)/COUNT(B:B)",
]


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=grids, formula=st.sampled_from(FORMULAS), exact=st.booleans())
def test_duckdb_agrees_with_plain_python(
    connection: duckdb.DuckDBPyConnection,
    rows: Any,
    formula: str,
    exact: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    got = answer(connection, rows, formula, exact=exact)
    expected = oracle(formula, rows)
    if isinstance(expected, str) or isinstance(got, Decimal):
        assert got == expected
    else:
        assert math.isclose(float(got), float(expected), rel_tol=1e-12, abs_tol=1e-9)
