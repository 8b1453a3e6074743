"""What the texts of a CSV file are: numbers, dates, booleans, errors, or texts."""

from __future__ import annotations

from decimal import Decimal

import pytest


def test_semicolons_bring_a_decimal_comma(loaded) -> None:
    found = loaded(b"id;amount\n1;1.234,50\n2;75,25\n3;0,5\n")
    assert found.decision("delimiter") == ";"
    assert found.decision("decimal") == ","
    assert [value for _, value in found.column(2)][1:] == [
        Decimal("1234.5"),
        Decimal("75.25"),
        Decimal("0.5"),
    ]


def test_a_decimal_comma_in_every_row_is_no_delimiter(loaded) -> None:
    found = loaded(b"1,5;2,5\n3,5;4,5\n")
    assert found.decision("delimiter") == ";"
    assert found.column(2) == [("NUMBER", Decimal("2.5")), ("NUMBER", Decimal("4.5"))]


def test_semicolons_with_decimal_points(loaded) -> None:
    found = loaded(b"id;amount\n1;12.5\n2;1,234.75\n")
    assert found.decision("decimal") == "."
    assert found.cells[3, 2].number == Decimal("1234.75")


def test_ambiguous_groups_follow_the_delimiter(loaded) -> None:
    assert loaded(b"id;n\n1;1,234\n").cells[2, 2].number == Decimal("1.234")
    assert loaded(b'id,n\n1,"1,234"\n').cells[2, 2].number == Decimal(1234)


def test_numbers_with_marks_are_said(loaded) -> None:
    found = loaded(b'id,n\n1,"$1,200"\n2,12%\n3,-5\n')
    trouble = next(t for t in found.source.troubles if t.code == "formatted-numbers")
    assert trouble.cells == ("B2", "B3")
    assert "'$1,200', '12%'" in trouble.message


def test_mixed_decimals_are_said(loaded) -> None:
    found = loaded(b"id;n\n1;1,5\n2;2,5\n3;3.25\n")
    assert found.decision("decimal") == ","
    assert found.cells[4, 2].kind.name == "TEXT"
    assert "mixed-decimals" in found.codes()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"$1,200"', Decimal(1200)),
        ("(71)", Decimal(-71)),
        ("12%", Decimal("0.12")),
        ("12.5 %", Decimal("0.125")),
        ("-5", Decimal(-5)),
        ("1e3", Decimal(1000)),
        ("0.10", Decimal("0.10")),
        ("9007199254740993", Decimal(9007199254740993)),
    ],
)
def test_numbers_are_what_they_look_like(loaded, text: str, expected: Decimal) -> None:
    found = loaded(f"n,x\n{text},1\n".encode())
    assert found.column(1)[1] == ("NUMBER", expected)
    assert found.raw()[1][0] == text.strip('"')


@pytest.mark.parametrize(
    "text",
    ["007", "n/a", "NA", "-", "1_000", "0x1A", "1e400", "nan", "inf", "12 of 30"],
)
def test_texts_stay_texts(loaded, text: str) -> None:
    assert loaded(f"n,x\n{text},1\n".encode()).column(1)[1] == ("TEXT", text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("15:43", Decimal(943) / 1440),
        ("9:15:30", Decimal(33330) / 86400),
        ("36:00", Decimal("1.5")),
        ("3:30 PM", Decimal(930) / 1440),
        ("12 am", Decimal(0)),
        ("13:30 PM", None),
        ("15:61", None),
        ("1:2:3:4", None),
    ],
)
def test_times_are_text_that_arithmetic_reads(
    loaded, text: str, part: Decimal | None
) -> None:
    found = loaded(f"start,x\n{text},1\n".encode())
    row = found.connection.execute("SELECT A_k, A_c, A_t FROM sheet_1 WHERE _row=2")
    expected = None if part is None else pytest.approx(float(part))
    assert row.fetchall() == [(2, expected, text)]


def test_leading_zeros_are_text_that_arithmetic_reads(loaded) -> None:
    found = loaded(b"zip,x\n00123,1\n")
    row = found.connection.execute(
        "SELECT A_k, A_n, A_c, A_t FROM sheet_1 WHERE _row=2"
    )
    assert row.fetchall() == [(2, None, 123.0, "00123")]


def test_booleans_and_errors(loaded) -> None:
    found = loaded(b"x,y\ntrue,#DIV/0!\nFALSE,#N/A\n")
    query = "SELECT A_k, A_c, A_t, A_r, B_k, B_t FROM sheet_1 WHERE _row > 1"
    assert found.connection.execute(query).fetchall() == [
        (3, 1.0, "TRUE", "true", 4, "#DIV/0!"),
        (3, 0.0, "FALSE", None, 4, "#N/A"),
    ]


def test_dates_are_serials(loaded) -> None:
    found = loaded(b"d,x\n2024-01-15,1\n15.01.2024,2\n2024-01-15 12:00:00,3\n")
    assert [value for _, value in found.column(1)][1:] == [
        Decimal(45306),
        Decimal(45306),
        Decimal("45306.5"),
    ]
    assert {kind for kind, _ in found.column(1)[1:]} == {"DATE"}


def test_one_date_tells_the_order_of_all(loaded) -> None:
    found = loaded(b"d,x\n01/02/2024,1\n25/02/2024,2\n")
    assert found.decision("date_order") == "dmy"
    assert found.cells[2, 1].number == Decimal(45323)  # 1 February 2024
    found = loaded(b"d,x\n01/02/2024,1\n02/25/2024,2\n")
    assert found.decision("date_order") == "mdy"
    assert found.cells[2, 1].number == Decimal(45293)  # 2 January 2024


def test_ambiguous_dates_are_text_and_said(loaded) -> None:
    found = loaded(b"d,x\n01/02/2024,1\n03/04/2024,2\n")
    assert found.decision("date_order") == "ambiguous"
    assert found.column(1)[1] == ("TEXT", "01/02/2024")
    trouble = next(t for t in found.source.troubles if t.code == "ambiguous-dates")
    assert trouble.cells == ("A2", "A3")
    declared = loaded(b"d,x\n01/02/2024,1\n03/04/2024,2\n", date_order="mdy")
    assert declared.cells[2, 1].number == Decimal(45293)


def test_mixed_date_orders_are_said(loaded) -> None:
    found = loaded(b"d,x\n25/02/2024,1\n02/25/2024,2\n01/02/2024,3\n")
    assert "mixed-dates" in found.codes()
    assert [kind for kind, _ in found.column(1)[1:]] == ["DATE", "DATE", "TEXT"]


def test_a_minus_may_stand_behind_or_be_a_dash(loaded) -> None:
    found = loaded(
        "k;v\na;5-\nb;1,200-\nc;8\nd;–3\ne;‒2.5\nf;5 -\n".encode(), decimal="."
    )
    assert found.column(2)[1:] == [
        ("NUMBER", Decimal(-5)),
        ("NUMBER", Decimal(-1200)),
        ("NUMBER", Decimal(8)),
        ("NUMBER", Decimal(-3)),
        ("NUMBER", Decimal("-2.5")),
        ("TEXT", "5 -"),
    ]
    assert found.raw()[1] == ["a", "5-"]
    assert "formatted-numbers" in found.codes()


def test_texts_among_numbers_are_named_with_their_rows(loaded) -> None:
    rows = "k,v,w\na,5,x\nb,7 units,y\nc,8,1\nd,n/a,z\ne,-,t\nf,9,u\ng,,v\nh,10,NA\n"
    found = loaded(rows.encode())
    (trouble,) = [t for t in found.source.troubles if t.code == "texts-among-numbers"]
    assert trouble.cells == ("B3",)
    assert "'v'" in trouble.message
    assert "row 3 '7 units'" in trouble.message


def test_marks_of_missing_values_are_no_texts_among_numbers(loaded) -> None:
    found = loaded(b"k,v\na,5\nb,n/a\nc,8\nd,NA\ne,-\nf,\ng,#N/A\nh,2024-01-15\n")
    assert "texts-among-numbers" not in found.codes()


def test_many_texts_among_numbers_are_counted(loaded) -> None:
    body = "".join(f"a{n},{n if n % 3 else 'about ' + str(n)}\n" for n in range(1, 31))
    found = loaded(f"k,v\n{body}".encode())
    (trouble,) = [t for t in found.source.troubles if t.code == "texts-among-numbers"]
    assert trouble.message.startswith("10 cells")
    assert trouble.cells == ("B4", "B7", "B10", "B13", "B16")


def test_commas_before_three_digits_alone_are_ambiguous(loaded) -> None:
    found = loaded(b"k;v\na;1,200\nb;3,500\nc;12,000\n")
    assert found.column(2)[1] == ("NUMBER", Decimal("1.2"))
    (trouble,) = [t for t in found.source.troubles if t.code == "ambiguous-decimal"]
    assert "1,200" in trouble.message
    assert "declare decimal = . or ," in trouble.message
    assert trouble.cells == ("B2", "B3", "B4")


@pytest.mark.parametrize(
    "content",
    [
        b"k;v\na;1,200\n",  # one alone
        b"k;v\na;1,200\nb;3,500\nc;1,5\n",  # a decimal comma beyond doubt
        b"k;v\na;0,200\nb;3,500\n",  # a number that no grouping explains
        b'k,v\na,"1,200"\nb,"3,500"\n',  # grouping is what a comma file has
    ],
)
def test_decimals_that_something_settles_are_not_ambiguous(loaded, content) -> None:
    assert "ambiguous-decimal" not in loaded(content).codes()


def test_a_declared_decimal_is_not_ambiguous(loaded) -> None:
    found = loaded(b"k;v\na;1,200\nb;3,500\n", decimal=".")
    assert found.column(2)[1] == ("NUMBER", Decimal(1200))
    assert "ambiguous-decimal" not in found.codes()


def test_whole_numbers_of_four_digits_beside_speak_for_decimals(loaded) -> None:
    found = loaded(b"k;v\na;1,200\nb;3,500\nc;1200\n")
    assert found.column(2)[1:] == [
        ("NUMBER", Decimal("1.2")),
        ("NUMBER", Decimal("3.5")),
        ("NUMBER", Decimal(1200)),
    ]
    assert "ambiguous-decimal" in found.codes()


@pytest.mark.parametrize("content", [b"a,b\n", b"a,b", b"region;units\r\n", b"a\n"])
def test_a_header_without_rows(loaded, content) -> None:
    found = loaded(content)
    assert found.sheet.rows == 1
    assert found.sheet.header_row == 1
    assert found.sheet.headers[0] in {"a", "region"}
