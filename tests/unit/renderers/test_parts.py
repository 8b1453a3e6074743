from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.model.address import CellRange
from verifier.model.plan import Quote, QuotedCell
from verifier.model.quantity import Interval, Quantity, QuantityKind
from verifier.model.report import Figure, Span
from verifier.model.source import CellKind, Sheet, SheetKey
from verifier.model.visible import one_line, visible
from verifier.renderers._grid import grids
from verifier.renderers._numbers import allowed_text, grouped, in_unit, plain
from verifier.renderers._paint import painter
from verifier.renderers._snippet import snippet
from verifier.renderers._visible import shorten, width

NO_PAINT = painter(color=False)
NOWHERE = Span(0, 1, 1, 1, 1, 2)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("Выручка 日本 é", "Выручка 日本 é"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("a\x9bb", "a<U+009B>b"),
        ("\u202e1\u2066", "<U+202E>1<U+2066>"),
        ("1\u200b2\ufeff", "1<U+200B>2<U+FEFF>"),
        ("\ud800", "<U+D800>"),
        ("\u3164\ufe0f", "<U+3164><U+FE0F>"),
        ("\u00a0", "\u00a0"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_one_line_folds_white_space() -> None:
    assert one_line("a\n\n  b\tc\r\nd ") == "a b c d"
    assert one_line("a\u2028b\rc\x85\x1c") == ("a<U+2028>b<U+000D>c<U+0085><U+001C>")


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("", 0), ("Ｆ", 2)]
)
def test_width_is_in_terminal_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_shorten_never_exceeds_its_columns() -> None:
    assert shorten("日本語", 4) == "日…"
    assert shorten("日本語", 6) == "日本語"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
        ("1.50", "1.5"),
        ("1E+60", "1E+60"),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
    ],
)
def test_plain_numbers(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("9999", "9999"),
        ("-10000", "-10 000"),
        ("1234567.25", "1 234 567.25"),
        ("0.1234567890123456", "0.123456789012"),
        ("12345678901234567", "12 345 678 901 234 567"),
        ("NaN", "NaN"),
    ],
)
def test_grouped_numbers(value: str, text: str) -> None:
    assert grouped(Decimal(value)) == text


def figure(
    text: str,
    value: str,
    digit: str,
    kind: QuantityKind = QuantityKind.NUMBER,
) -> Figure:
    unit = Decimal(digit)
    return Figure(text, NOWHERE, Quantity(Decimal(value), unit, unit, kind))


@pytest.mark.parametrize(
    ("of", "value", "text"),
    [
        (figure("$4.1M", "4100000", "100000"), "4150000", "4.15M"),
        (figure("4,1 млн ₽", "4100000", "100000"), "4150000", "4.15 млн"),
        (figure("5.0 million", "5000000", "100000"), "4950000", "4.95 million"),
        (figure("12 тыс.", "12000", "1000"), "12500", "12.5 тыс."),
        (figure("1.2k", "1200", "100"), "1150", "1.15k"),
        (figure("2 трлн", "2E12", "1E12"), "2500000000000", "2.5 трлн"),
        (figure("5 m", "5", "1"), "5.5", "5.5"),  # metres, as the last digit says
        (figure("1,200", "1200", "1"), "1199.5", "1199.5"),
        (figure("12 monthly", "12", "1"), "11.5", "11.5"),
        (figure("12.4%", "0.124", "0.001", QuantityKind.PERCENT), "0.1245", "12.45%"),
        (
            figure("6.5 pp", "0.065", "0.001", QuantityKind.PERCENTAGE_POINTS),
            "0.0645",
            "6.45 pp",
        ),
        (
            figure("25 bp", "0.0025", "0.0001", QuantityKind.BASIS_POINTS),
            "0.00255",
            "25.5 bp",
        ),
        (figure("1.4x", "1.4", "0.1", QuantityKind.MULTIPLE), "1.45", "1.45x"),
        (figure("a third", "0.33", "0.01", QuantityKind.FRACTION), "0.335", "0.335"),
        (Figure("1,234", NOWHERE, None), "1.5", "1.5"),
    ],
)
def test_values_in_the_figures_own_unit(of: Figure, value: str, text: str) -> None:
    assert in_unit(Decimal(value), of) == text


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(Decimal(1), Decimal(2)), "1 to 2"),
        (Interval(Decimal(1), Decimal(2), low_open=True), "above 1 to 2"),
        (Interval(Decimal(1), Decimal(2), high_open=True), "1 to below 2"),
        (Interval(None, Decimal(2)), "at most 2"),
        (Interval(None, Decimal(2), high_open=True), "below 2"),
        (Interval(Decimal(1), None), "at least 1"),
        (Interval(Decimal(1), None, low_open=True), "above 1"),
        (Interval(Decimal(1), Decimal(1)), "exactly 1"),
        (Interval(None, None), "any number"),
    ],
)
def test_intervals_in_words(interval: Interval, text: str) -> None:
    assert allowed_text((interval,), figure("1", "1", "1")) == text


def test_two_intervals_are_joined() -> None:
    two = (Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), Decimal(4)))
    assert allowed_text(two, figure("1", "1", "1")) == "1 to 2 or 3 to 4"


def place(text: str, word: str) -> Span:
    start = text.index(word)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    end = column + len(word)
    return Span(start, start + len(word), line, column, line, end)


def test_carets_stand_below_the_figure_behind_tabs_and_wide_letters() -> None:
    text = "first\n\t日本 12% up\n"
    assert snippet(text, place(text, "12%"), 80, NO_PAINT) == [
        "  |",
        "2 |     日本 12% up",
        "  |          ^^^",
    ]


def test_a_carriage_return_ends_a_line() -> None:
    text = "one\r12% two\rthree"
    span = Span(4, 7, 2, 1, 2, 4)
    assert snippet(text, span, 80, NO_PAINT)[1:] == ["2 | 12% two", "  | ^^^"]


def test_a_long_line_is_cut_round_the_figure() -> None:
    text = "a" * 300 + " 12% " + "b" * 300
    lines = snippet(text, place(text, "12%"), 60, NO_PAINT)
    assert max(map(len, lines)) <= 60
    line, carets = lines[1], lines[2]
    assert line[carets.index("^") : carets.rindex("^") + 1] == "12%"
    assert line.startswith("1 | …")
    assert line.endswith("…")


def test_a_figure_over_two_lines_is_marked_to_the_end_of_the_first() -> None:
    text = "rose by 12\nmillion"
    span = Span(8, 18, 1, 9, 2, 8)
    assert snippet(text, span, 80, NO_PAINT)[2] == "  |         ^^"


def test_hostile_text_on_the_line_is_written_out() -> None:
    text = "\x1b[31m\u202e 12%"
    lines = snippet(text, place(text, "12%"), 80, NO_PAINT)
    assert lines[1] == "1 | <U+001B>[31m<U+202E> 12%"
    assert lines[2].index("^") == lines[1].index("12%")


KEY = SheetKey("deals.xlsx", "Q3")


def quote(cells: CellRange, rows: dict[int, list[str]]) -> Quote:
    quoted = tuple(
        QuotedCell(cells.first_column + at, row, CellKind.TEXT, text)
        for row, texts in rows.items()
        for at, text in enumerate(texts)
    )
    return Quote(cells, tuple(rows), quoted)


def test_the_grid_shows_letters_headers_rows_and_gaps() -> None:
    sheet = Sheet(KEY, "sheet_1", 90, 3, 1, ("id", "segment", "amount"))
    cells = CellRange(KEY, 2, 2, 3, 90)
    (shown,) = grids(
        (quote(cells, {2: ["SMB", "1,200"], 90: ["日本", ""]}),), {KEY: sheet}
    )
    assert shown == [
        "          B       C",
        " 1  segment  amount",
        " 2      SMB   1,200",
        " ⋮        ⋮       ⋮",
        "90     日本",
    ]


def test_a_quoted_header_row_is_not_repeated() -> None:
    sheet = Sheet(KEY, "sheet_1", 2, 1, 1, ("id",))
    cells = CellRange(KEY, 1, 1, 1, 2)
    (shown,) = grids((quote(cells, {1: ["id"], 2: ["7"]}),), {KEY: sheet})
    assert shown == ["    A", "1  id", "2   7"]


def test_wide_and_hostile_cells_are_cut_and_written_out() -> None:
    cells = CellRange(KEY, 1, 1, 10, 1)
    (shown,) = grids((quote(cells, {1: ["x" * 40, "\x1b[31m\nb"] + ["v"] * 8}),), {})
    assert shown[0].split()[-1] == "…"
    assert "H" in shown[0]
    assert "I" not in shown[0]
    assert "x" * 23 + "…" in shown[1]
    assert "<U+001B>[31m b" in shown[1]


def test_a_range_that_goes_on_ends_with_a_gap() -> None:
    cells = CellRange(KEY, 1, 1, 1, 9)
    assert grids((quote(cells, {1: ["7"]}),), {}) == [["   A", "1  7", "⋮  ⋮"]]


def test_nothing_quoted_is_no_grid() -> None:
    assert grids((quote(CellRange(KEY, 1, 1, 1, 9), {}),), {}) == []


def test_quotes_of_the_same_rows_share_a_grid() -> None:
    left = quote(CellRange(KEY, 1, 2, 1, 3), {2: ["a"], 3: ["b"]})
    right = quote(CellRange(KEY, 3, 2, 3, 3), {2: ["5"], 3: ["7"]})
    assert grids((left, right), {}) == [["   A  C", "2  a  5", "3  b  7"]]


def test_several_grids_are_titled() -> None:
    left = quote(CellRange(KEY, 1, 2, 1, 2), {2: ["a"]})
    right = quote(CellRange(KEY, 1, 9, 1, 9), {9: ["b"]})
    assert grids((left, right), {}) == [
        ["deals.xlsx!Q3!A2", "   A", "2  a"],
        ["deals.xlsx!Q3!A9", "   A", "9  b"],
    ]
