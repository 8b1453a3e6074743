"""Names of binary workbooks: which are ranges, and which mean something else."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from verifier.sources.formats.excel_binary import read_excel_binary
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.xlsb.names import NameReader

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
NAME, OWN, SAME, OTHER, ADD_IN, LIST = 39, 357, 358, 355, 667, 362
TABS = ("Deals", "Chart", "Costs")
AREA = struct.pack("<BHIIHH", 0x3B, 0, 1, 8, 2, 2)  # the first reference, C2:C9


def named(
    formula: bytes, scope: int = 0xFFFFFFFF, flags: int = 0, text: str = "n"
) -> bytes:
    wide = struct.pack("<I", len(text)) + text.encode("utf-16-le")
    said = struct.pack("<I", len(formula)) + formula
    return struct.pack("<IBI", flags, 0, scope) + wide + said + b"\0" * 8


def references(*listed: tuple[int, int, int]) -> bytes:
    packed = b"".join(struct.pack("<Iii", *one) for one in listed)
    return struct.pack("<I", len(listed)) + packed


def ranges(*records: tuple[int, bytes]) -> list[tuple[object, ...]]:
    reader = NameReader()
    for kind, body in records:
        reader.take(kind, body)
    return [
        (
            *(one.name, one.sheet, one.first_column, one.first_row),
            *(one.last_column, one.last_row, one.scope),
        )
        for one in reader.ranges(TABS)
    ]


def own(*records: tuple[int, bytes]) -> list[tuple[object, ...]]:
    return ranges((OWN, b""), (LIST, references((0, 0, 0), (0, 2, 2))), *records)


WHOLE = ("n", "Deals", 3, 2, 3, 9, "")


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (own((NAME, named(AREA))), [WHOLE]),
        (own((NAME, named(b"\x5b" + AREA[1:]))), [WHOLE]),
        (own((NAME, named(b"\x7b" + AREA[1:]))), [WHOLE]),
        (
            own((NAME, named(struct.pack("<BHIH", 0x3A, 1, 4, 1)))),
            [("n", "Costs", 2, 5, 2, 5, "")],
        ),
        # flags of relative rows and columns are no part of the column
        (
            own((NAME, named(struct.pack("<BHIIHH", 0x3B, 0, 1, 8, 0x8002, 0xC002)))),
            [WHOLE],
        ),
        (own((NAME, named(AREA, scope=2))), [(*WHOLE[:-1], "Costs")]),
        (own((NAME, named(AREA, text="Выручка_1"))), [("Выручка_1", *WHOLE[1:])]),
        (own((NAME, named(AREA, flags=1))), [WHOLE]),  # hidden, as Excel lets one be
        (own((NAME, named(AREA)), (NAME, named(AREA, text="m"))), [WHOLE, ("m", *WHOLE[1:])]),
        (
            own((NAME, named(struct.pack("<BHIIHH", 0x3B, 0, 0, 1048575, 2, 2)))),
            [("n", "Deals", 3, 1, 3, 1048576, "")],
        ),
        # a range on the same book, listed behind another one
        (
            ranges(
                (OTHER, b""), (SAME, b""), (LIST, references((1, 0, 0))), (NAME, named(AREA))
            ),
            [WHOLE],
        ),
    ],
)  # fmt: skip
def test_a_name_of_a_range_is_known(found, wanted):
    assert found == wanted


@pytest.mark.parametrize(
    "found",
    [
        own((NAME, named(AREA, flags=0x20))),  # Print_Area and the like
        own((NAME, named(b""))),
        own((NAME, named(b"\x1e\x05\x00"))),  # =5
        own((NAME, named(b"\x3d" + b"\0" * 14))),  # =#REF!
        own((NAME, named(AREA + AREA + b"\x10"))),  # two ranges
        own((NAME, named(b"\x3b" + b"\x09\0" + AREA[3:]))),  # a reference not listed
        own((NAME, named(AREA, scope=9))),
        ranges((OWN, b""), (LIST, references((0, 0, 2))), (NAME, named(AREA))),
        ranges((OWN, b""), (LIST, references((0, -1, -1))), (NAME, named(AREA))),
        ranges((OWN, b""), (LIST, references((0, -2, -2))), (NAME, named(AREA))),
        ranges((OWN, b""), (LIST, references((0, 7, 7))), (NAME, named(AREA))),
        ranges((OTHER, b""), (LIST, references((0, 0, 0))), (NAME, named(AREA))),
        ranges((ADD_IN, b""), (LIST, references((0, 0, 0))), (NAME, named(AREA))),
        ranges((NAME, named(AREA))),
    ],
)
def test_a_name_of_anything_else_is_no_range(found):
    assert found == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (LIST, struct.pack("<I", 2**31) + b"\0" * 12),
        (LIST, b"\1"),
        (NAME, b"\0" * 5),
        (NAME, struct.pack("<IBII", 0, 0, 0, 99)),
    ],
)
def test_what_is_cut_short_is_refused(kind, body):
    with pytest.raises((Broken, struct.error)):
        NameReader().take(kind, body)


def test_names_of_a_whole_workbook_are_read():
    sys.path.insert(0, str(FIXTURES))
    try:
        from making import xlsb  # pyright: ignore[reportMissingImports]  # noqa: PLC0415 - beside the fixtures
    finally:
        sys.path.remove(str(FIXTURES))
    names = [
        xlsb.name("all", xlsb.area(1, (0, 2), (0, 1))),
        xlsb.name("rate", xlsb.cell(0, 1, 1), scope=0),
    ]
    sheets = [("A", 0, [["x", 1], ["y", 2]], []), ("B", 0, [[1, 2]] * 3, [])]
    book = read_excel_binary(xlsb.workbook(sheets, names=names), "a.xlsb")
    assert [(n.name, n.sheet, n.last_row, n.scope) for n in book.names] == [
        ("all", "B", 3, ""),
        ("rate", "A", 2, "A"),
    ]
