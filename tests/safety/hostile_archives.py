"""Hostile archives: bombs, lies about sizes, other formats by another name."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.safety.archives import (
    MAIN,
    SHEET,
    book,
    cell,
    parts_of,
    sheet_part,
    twice,
    with_method,
    with_size,
    workbook_part,
    zipped,
)
from tests.safety.hostile import Case, column

ONE = column("=1")
GOOD = book(cell("1"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(name: str, content: bytes, words: str, *, slow: bool = False) -> Case:
    return Case(name, "a.xlsx", content, words, slow=slow)


def bomb(megabytes: int) -> bytes:
    return zipped(parts_of() | {"xl/media/x.bin": b"\0" * (megabytes << 20)})


def flipped(place: bytes) -> bytes:
    content = bytearray(zipped(parts_of(cell("3688")), zipfile.ZIP_STORED))
    content[content.index(place)] ^= 1
    return bytes(content)


def many_parts(count: int) -> bytes:
    return zipped(parts_of(cell("1")) | {f"x/{n}": b"x" for n in range(count)})


def nested(depth: int) -> bytes:
    return book(sheet=sheet_part("<a>" * depth + "</a>" * depth))


def encrypted() -> bytes:
    content = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def open_document() -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<a/>",
        }
    )


def trailing_directory() -> bytes:
    """Returns an archive whose comment holds the end of another one."""
    other = book(cell("999"))
    return zipped_with_comment(GOOD, other[other.rindex(b"PK\x05\x06") :])


def zipped_with_comment(content: bytes, comment: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def wrong_local_name() -> bytes:
    return GOOD.replace(SHEET.encode(), SHEET.replace("1", "9").encode(), 1)


def no_directory() -> bytes:
    return GOOD[: GOOD.index(b"PK\x01\x02")]


def directory_far_away() -> bytes:
    content = bytearray(GOOD)
    struct.pack_into("<I", content, content.rindex(b"PK\x05\x06") + 16, 0x7FFFFFFF)
    return bytes(content)


ARCHIVES = (
    refused("empty", b"", "is empty"),
    refused("a CSV by another name", b"a,b\n1,2\n", "no workbook"),
    refused("a PDF by another name", b"%PDF-1.7\n%\xe2\xe3", "PDF file"),
    refused(
        "a picture by another name", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "no workbook"
    ),
    refused("Parquet by another name", b"PAR1" + b"\0" * 99 + b"PAR1", "Parquet file"),
    refused("HTML by another name", b"<html><table><tr><td>1", "page of HTML"),
    refused("an old workbook", OLE + b"\0" * 600, "old binary format"),
    refused("a broken head of OLE", OLE[:4], "old binary format"),
    refused("an OpenDocument by another name", open_document(), "no workbook part"),
    refused("an archive of nothing", zipped({}), "no workbook part"),
    refused("an archive in an archive", zipped({"a.xlsx": GOOD}), "no workbook part"),
    refused("cut in half", GOOD[: len(GOOD) // 2], "no workbook"),
    refused("without its directory", no_directory(), "no workbook"),
    refused("a directory far away", directory_far_away(), "no workbook"),
    refused("encrypted parts", encrypted(), "encrypted"),
    refused("a flipped digit", flipped(b"3688"), "damaged"),
    refused("a flipped bit in the workbook's part", flipped(b"<sheets>"), "damaged"),
    refused("a part by two names", wrong_local_name(), "damaged"),
    refused("a part twice", twice(cell("1"), cell("9")), "a part twice"),
    refused(
        "a part twice but for a slash",
        zipped(parts_of(cell("1")) | {SHEET.replace("/", "\\"): sheet_part(cell("9"))}),
        "a part twice",
    ),
    refused(
        "a part twice but for its case",
        zipped(parts_of(cell("1")) | {SHEET.upper(): sheet_part(cell("9"))}),
        "a part twice",
    ),
    refused("a bomb of 60 MB", bomb(60), "unpacks"),
    refused(
        "a bomb of 1.1 GB",
        with_size(bomb(1), "xl/media/x.bin", 1200 << 20),
        "unpacks to",
    ),
    refused("a size of 4 GB", with_size(GOOD, SHEET, 0xFFFFFFFE), "unpacks"),
    refused("a size that is too small", with_size(GOOD, SHEET, 20), "damaged"),
    refused("a size that is too large", with_size(GOOD, SHEET, 9_000), "damaged"),
    refused("an unknown compression", with_method(GOOD, 99), "compress"),
    refused("bzip2 that is none", with_method(GOOD, 12), "compress"),
    refused("LZMA that is none", with_method(GOOD, 14), "compress"),
    refused("real bzip2", zipped(parts_of(cell("1")), zipfile.ZIP_BZIP2), "compress"),
    refused("11 000 parts", many_parts(11_000), "parts"),
    refused("1 000 elements deep", nested(1_000), "deep"),
    refused("a million elements deep", nested(1_000_000), "deep"),
    refused(
        "relations a million deep",
        book(relations="<a>" * 1_000_000 + "</a>" * 1_000_000),
        "deep",
    ),
    refused(
        "a name of 300 letters",
        book(workbook=workbook_part("x" * 300)),
        "over 255",
    ),
    refused(
        "a cell of 9 MB",
        book(cell("x" * 9_000_000, "str")),
        "131,072",
    ),
    Case(
        "100 000 attributes",
        "a.xlsx",
        book(
            sheet=f'<worksheet xmlns="{MAIN}"'
            + "".join(f' a{n}=""' for n in range(50_000))
            + "><sheetData/></worksheet>"
        ),
        rows=(),
    ),
    refused(
        "a tag of 2 MB",
        book(sheet=f'<worksheet a="{"x" * (2 << 20)}"/>'),
        "a tag of over 1 MB",
    ),
    Case(
        "stored without compression",
        "a.xlsx",
        zipped(parts_of(cell("1")), zipfile.ZIP_STORED),
        rows=ONE,
    ),
    Case("behind a script", "a.xlsx", b"#!/bin/sh\nexit\n" + GOOD, rows=ONE),
    refused("another end in its comment", trailing_directory(), "no workbook"),
    Case("an .xlsm", "a.xlsm", GOOD, rows=ONE),
    Case("a name in upper case", "A.XLSX", GOOD, rows=ONE),
    Case(
        "60 000 cells",
        "a.xlsx",
        book(
            "".join(
                f'<row r="{n}"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>'
                for n in range(1, 20_001)
            )
        ),
        size=(20_000, 3),
        slow=True,
    ),
)
