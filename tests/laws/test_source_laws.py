"""Laws of sources: any bytes give a source, and no cell's text is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from verifier.model.address import CellRange
from verifier.model.source import CellKind, Declarer, SourceRequest
from verifier.sources import OpenedSource, compact, open_source, quote_cells
from verifier.sources.cells import coerce_text, read_text
from verifier.sources.dates import DateOrder
from verifier.sources.delimited import load as load_module
from verifier.sources.sql import Sql, fill
from verifier.sources.telling import may_be_more, may_be_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from verifier.sources.cells import Reading

pytestmark = pytest.mark.no_cover

FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.integers().map(str),
    st.dates().map(str),
    st.sampled_from(
        (
            *("", "0", "-0", "007", "1,200", "12%", "(71)", "TRUE", "false", "#N/A"),
            *("01/02/2024", "1e5", "$1.50", " 12 ", '"', "a,b", "1.10", ".5", "n/a"),
        )
    ),
)


def open_bytes(folder: Path, content: bytes, name: str, **stated: str) -> OpenedSource:
    path = folder / name
    path.write_bytes(content)
    declared = tuple(stated.items())
    request = SourceRequest("a", str(path), name, Declarer.COMMAND, declared)
    return open_source(request, 1)


def delimited(rows: Iterable[Iterable[str]], delimiter: str, ends: str) -> str:
    """Returns the rows as text; Python's own writer leaves a lone CR bare in 3.11."""

    def written(text: str) -> str:
        if any(sign in text for sign in (delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(delimiter.join(map(written, row)) + ends for row in rows)


def raw_texts(opened: OpenedSource) -> list[list[str]]:
    sheet = opened.source.sheets[0]
    with duckdb.connect(config={"threads": "1"}) as connection:
        columns = tuple(range(1, sheet.columns + 1))
        layout = opened.load(connection, sheet, columns)
        if not columns:
            return []
        every = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows)
        quote = quote_cells(connection, layout, every, sheet.rows)
    raw = [cell.raw for cell in quote.quoted]
    width = sheet.columns
    for cell in quote.quoted:
        assert (cell.number is None) == (
            cell.kind not in (CellKind.NUMBER, CellKind.DATE)
        )
    return [raw[at : at + width] for at in range(0, len(raw), width)]


@given(content=st.binary(max_size=200))
@example(content=b"\xff\xfe\x00")
@example(content=b'"')
@example(content=b"PK\x05\x06" + b"\0" * 18)
@FEW
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx"])
def test_any_bytes_are_a_source_or_a_problem(
    tmp_path: Path, content: bytes, name: str
) -> None:
    opened = open_bytes(tmp_path, content, name)
    source = opened.source
    assert bool(source.problem) != bool(source.sheets)
    if source.sheets:
        assert len(raw_texts(opened)) == source.sheets[0].rows


@given(
    rows=st.lists(st.lists(TEXTS, min_size=2, max_size=3), min_size=1, max_size=8),
    ends=st.sampled_from(["\n", "\r\n"]),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
@example(rows=[["", "\r"]], ends="\n", delimiter=",")
@FEW
def test_no_text_is_lost(
    tmp_path: Path, rows: list[list[str]], ends: str, delimiter: str
) -> None:
    content = delimited(rows, delimiter, ends).encode()
    opened = open_bytes(tmp_path, content, "a.csv", delimiter=delimiter)
    assert not opened.source.problem
    width = max(map(len, rows))
    assert raw_texts(opened) == [row + [""] * (width - len(row)) for row in rows]


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
@FEW
def test_both_readers_read_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, str]]
) -> None:
    content = delimited(rows, ",", "\n").encode()
    opened = open_bytes(tmp_path, content, "a.csv", delimiter=",")
    slow = raw_texts(opened)
    with monkeypatch.context() as patch:
        patch.setattr(load_module, "BULK_BYTES", 0)
        assert raw_texts(opened) == slow


@given(
    numbers=st.lists(
        st.decimals(
            min_value=-(10**15), max_value=10**15, places=2, allow_nan=False
        ).filter(lambda number: str(number) != "-0.00"),
        min_size=1,
        max_size=10,
    )
)
@FEW
def test_sums_are_exact(tmp_path: Path, numbers: list[Decimal]) -> None:
    lines = "".join(f"x,{number}\n" for number in numbers)
    opened = open_bytes(tmp_path, f"k,n\n{lines}".encode(), "a.csv")
    sheet = opened.source.sheets[0]
    with duckdb.connect() as connection:
        opened.load(connection, sheet, (2,))
        total = connection.execute("SELECT sum(B_n) FROM sheet_1").fetchall()
    assert total == [(sum(numbers),)]


PIECES = st.sampled_from(
    (
        *("US$", "$", "A$", "HK$", "EUR", "USD", "руб.", "р.", "₽", "€", "CHF"),
        *("1", "23", "4,567", "89.5", "0", "007", "e5", "E+3", "%", "(", ")", "-"),
        *("\u2212", "\u2013", "'", "\u2019", " ", "\u00a0", "\t", "\n", "/", ".", "T"),
        *("#N/A", "#DIV/0!", "#", "TRUE", "false", "2024", "-01-", "15", "10:00", "Z"),
        *("Jan", "sept", "March", "Март", "x", "kg", "+00:00", "ſ", "ı", "É", "²"),
    )
)
ORDERS = tuple(DateOrder)


@given(texts=st.lists(st.lists(PIECES, max_size=6).map("".join), max_size=60))
@settings(FEW, max_examples=200)
def test_a_text_that_goes_unread_is_nothing_but_a_text(texts: list[str]) -> None:
    texts = [text for text in texts if any(map(str.isdigit, text)) or "#" in text]
    query = fill(
        "SELECT v, {more}, {number} FROM (SELECT unnest($1::VARCHAR[]) AS v)",
        more=may_be_more(Sql("v")),
        number=may_be_number(Sql("v")),
    )
    for text, is_read, is_coerced in duckdb.execute(query, [texts]).fetchall():
        found = [read_text(text, sign, order) for sign in ".," for order in ORDERS]
        told = [one for one in found if telling(one)]
        assert is_read or not told, text
        assert is_coerced or coerce_text(text) is None, text


def telling(reading: Reading) -> bool:
    return reading.kind is not CellKind.TEXT or reading.coerced is not None


@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=9))
@FEW
def test_long_sheets_are_kept_as_short_ones_are(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[tuple[str, str, str]],
) -> None:
    content = delimited(rows, ",", "\n").encode()
    opened = open_bytes(tmp_path, content, "a.csv", delimiter=",")
    short = every_facet(opened)
    with monkeypatch.context() as patch:
        patch.setattr(compact, "LONG_ROWS", 0)
        assert every_facet(opened) == short
        patch.setattr(load_module, "BULK_BYTES", 0)
        assert every_facet(opened) == short


def every_facet(opened: OpenedSource) -> list[object]:
    """Returns the layout of the first sheet, types and all cells of its table."""
    sheet = opened.source.sheets[0]
    with duckdb.connect(config={"threads": "1"}) as connection:
        columns = tuple(range(1, sheet.columns + 1))
        layout = opened.load(connection, sheet, columns)
        if not columns:
            return [layout]
        table = connection.execute("SELECT * FROM sheet_1 ORDER BY _row")
        types = [(one[0], str(one[1])) for one in table.description or ()]
        return [layout, types, *table.fetchall()]
