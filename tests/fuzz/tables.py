"""Targets that read files of data, or compile calculations over a small table."""

from __future__ import annotations

import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import duckdb

from tests.fuzz import seeds
from tests.fuzz.books import mutated_book, small_books
from tests.fuzz.target import Target, require
from tests.fuzz.texts import FORMULA_WORDS, MARKDOWN, UNSEEN, ram
from verifier.errors import FormulaError, QueryRefused, ReportError, SourceError
from verifier.formula import compile_formula, parse
from verifier.model.address import CellRange, Reference
from verifier.model.plan import Load, Statement
from verifier.model.source import Declarer, SheetKey, SheetLayout, SourceRequest
from verifier.pipeline import verify_reports
from verifier.query import compile_query, parse_query
from verifier.readers import read_report
from verifier.renderers import render, renderers
from verifier.shell.check import named_request
from verifier.shell.discover import request_key, scope_of
from verifier.sources import open_source, quote_cells
from verifier.worker.serve import Bench
from verifier.worker.wire import LoadColumns

KEY = SheetKey("t")
_SECONDS = 1.0
_FRAME = (
    ("name", "amount", "day"),
    ("east", 10, "2025-01-01"),
    ("west", 20.5, "2025-02-01"),
    ("east", None, "n/a"),
    ("", -7, "2025-03-01"),
)
_REQUEST = SourceRequest("t", "", "t", Declarer.COMMAND, frame=_FRAME)
# what DuckDB says of SQL that we should not have written
_OUR_FAULT = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)


@cache
def _bench() -> tuple[Bench, SheetLayout]:
    bench = Bench(1 << 30)
    bench.open(_REQUEST)
    (layout,) = bench.load_all(LoadColumns((Load(KEY, (1, 2, 3)),), _SECONDS))
    assert isinstance(layout, SheetLayout)
    return bench, layout


def _whole_text(content: bytes) -> str:
    """Returns content as text: readers let no lone surrogate come so far."""
    return content.decode("utf-8", "replace")


def _locate(reference: Reference) -> CellRange:
    area = reference.area
    if reference.prefixes not in {(), ("t",)} or area.header is not None:
        raise FormulaError("elsewhere", reason="no-such-source")
    first = min(area.first_column or 1, 3), min(area.first_row or 1, 5)
    last = min(area.last_column or 3, 3), min(area.last_row or 5, 5)
    return CellRange(KEY, *first, *last)


def _compile(content: bytes) -> None:
    bench, layout = _bench()
    try:
        formula = parse(_whole_text(content))
        both = [
            compile_formula(formula, _locate, {KEY: layout}, exact=exact)
            for exact in (True, False)
        ]
    except FormulaError:
        return
    for compiled in both:
        for _, sql in compiled.statements:
            _bound(bench, sql)


def _query(content: bytes) -> None:
    bench, layout = _bench()
    cited = (CellRange(KEY, 1, 1, 3, 5),)
    try:
        compiled = compile_query(
            parse_query(_whole_text(content)), cited, {KEY: layout}, {"t": KEY}
        )
    except QueryRefused:
        return
    for cells in compiled.used:
        require(cited[0].contains(cells), "what is used is cited")
    for trial, sql in compiled.statements:
        bench.run(Statement(str(trial), sql, guarded=True), _SECONDS)


def _bound(bench: Bench, sql: str) -> None:
    """Has DuckDB read and bind a statement, and not run it."""
    cursor = bench._session.cursor()
    try:
        cursor.execute(f"EXPLAIN {sql}").fetchall()
    except _OUR_FAULT as error:
        require("maximum recursion" in str(error) or "depth" in str(error), f"{error}")
    except duckdb.Error:
        pass  # a constant part was computed, and failed
    finally:
        cursor.close()


def _source(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory(dir=ram()) as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        request = SourceRequest("a", str(path), name, Declarer.COMMAND)
        opened = open_source(request, 1)
        source = opened.source
        require(bool(source.problem) != bool(source.sheets), "sheets or a problem")
        for sheet in source.sheets:
            if not sheet.columns or sheet.rows * sheet.columns > 20_000:
                continue
            with duckdb.connect(config={"threads": "1"}) as connection:
                try:
                    layout = opened.load(
                        connection, sheet, tuple(range(1, sheet.columns + 1))
                    )
                except SourceError:
                    continue
                every = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows)
                quote = quote_cells(connection, layout, every, sheet.rows)
            require(len(quote.rows) == sheet.rows, "every row is quoted")


class HereRecomputer:
    """Recomputes in this process."""

    def __init__(self) -> None:
        self.bench = Bench(1 << 30)

    def find(self, lookups):
        return tuple(self.bench.find_all(lookups))

    def load(self, loads):
        return tuple(self.bench.load_all(LoadColumns(loads, _SECONDS)))

    def run(self, statements):
        return tuple(self.bench.run(s, _SECONDS) for s in statements)

    def quote(self, wanted):
        return tuple(self.bench.quote(cells, most) for cells, most in wanted)


def _verification(content: bytes) -> None:
    try:
        report = read_report(content, "report.md")
    except ReportError:
        return
    here = HereRecomputer()
    named = named_request(_REQUEST)
    source = here.bench.open(_REQUEST)
    scope = scope_of((named,), {request_key(_REQUEST): source}, strict=False)
    verification = verify_reports(((report, scope),), (source,), here)
    for renderer in renderers():
        text = render(verification, renderer.name)
        unseen = {c for c in text if unicodedata.category(c) in UNSEEN} - {"\n"}
        require(not unseen, "output shows nothing unseen")
    here.bench._session.close()


_REPORT = b"""East sold [10](#c1), **about** [20.5](#c2).

| a | [2](#c3) |

```claims
[c1] t!A1:B5
= SUMIFS(B2:B5, A2:A5, "east")

[c2] t!B3
reads B3 = 20.5
assumes 21%: Gartner
SELECT max(amount) FROM t

[c3] t!A2:B5
SELECT count(amount) FROM t WHERE name = 'east'
```
"""
_SQL = (
    *("SELECT ", "sum(amount)", " FROM t", " WHERE ", "name = 'east'", "CASE WHEN "),
    *(
        " GROUP BY name",
        " FILTER (WHERE ",
        "count(*)",
        " OVER (",
        "WITH a AS (",
        "::INT",
    ),
    *(
        "_row",
        "day",
        "number(day)",
        " UNION ",
        " JOIN ",
        " ORDER BY 1 LIMIT 1",
        "DISTINCT ",
    ),
    *("-- dialect: postgres\n", "median(", "coalesce(", "NULL", "/*", "*/", "--", "$$"),
)
TABLES = (
    Target("compile", _compile, seeds.formulas, FORMULA_WORDS, 400),
    Target(
        "query",
        _query,
        lambda: [
            b"SELECT sum(amount) / count(*) FROM t WHERE name = 'east'",
            *seeds.queries(),
        ],
        _SQL,
        600,
    ),
    Target(
        "csv",
        lambda content: _source(content, "a.csv"),
        lambda: seeds.starts(seeds.files("*.csv", "*.tsv"), 600),
        (
            ",",
            ";",
            "\t",
            '"',
            '""',
            "\r\n",
            "\n\n",
            "1,200",
            "12%",
            "(7)",
            "\ufeff",
            "é",
        ),
        1024,
    ),
    Target(
        "xlsx",
        lambda content: _source(content, "a.xlsx"),
        small_books,
        longest=60_000,
        mutator=mutated_book,
    ),
    Target("verification", _verification, lambda: [_REPORT], MARKDOWN + _SQL[:9], 2048),
)
