"""Hostile workbooks: what their parts say of each other."""

from __future__ import annotations

from tests.safety.archives import (
    MAIN,
    SHEET,
    book,
    cell,
    parts_of,
    relations,
    sheet_part,
    styles_part,
    texts_part,
    workbook_part,
    zipped,
)
from tests.safety.hostile import Case, Rows, column

ONE = column("=1")


def read(
    name: str, content: bytes, rows: Rows, *says: str, file: str = "a.xlsx"
) -> Case:
    return Case(name, file, content, rows=rows, says=says)


def refused(name: str, content: bytes, words: str, file: str = "a.xlsx") -> Case:
    return Case(name, file, content, words)


def row(*cells: str, more: str = "") -> str:
    return f'<row r="1"{more}>{"".join(cells)}</row>'


SHEETS = (
    refused(
        "two sheets of one name",
        book(workbook=workbook_part("Data", "data")),
        "two sheets of one name",
    ),
    refused("no sheets", book(workbook=workbook_part()), "no sheets"),
    refused(
        "a sheet without a part",
        book(workbook=workbook_part("Data", "Other", "More", "Last")),
        "does not hold it",
    ),
    refused("the part of a sheet is missing", book(sheet=""), "does not hold it"),
    refused("no workbook part", book(workbook=""), "lacks its part xl/workbook.xml"),
    refused("no relations", book(rels=""), "names no workbook part"),
    refused("no relations of the workbook", book(relations=""), "does not hold it"),
    refused(
        "shared texts are missing", book(cell("0", "s"), texts=""), "lacks its part"
    ),
    refused(
        "a sheet on the web",
        book(
            relations=relations(
                ("worksheet", "http://x.example/sheet1.xml"), mode="External"
            )
        ),
        "does not hold it",
    ),
    refused(
        "a sheet above the archive",
        book(relations=relations(("worksheet", "../../../../etc/passwd"))),
        "does not hold it",
    ),
    refused(
        "the relations of a sheet to itself",
        book(rels=relations(("officeDocument", "_rels/.rels"))),
        "no sheets",
    ),
    read(
        "absolute targets",
        book(
            cell("1"), relations=relations(("worksheet", "/xl/worksheets/sheet1.xml"))
        ),
        ONE,
    ),
    read(
        "a part with a path above",
        zipped(parts_of(cell("1")) | {"../../evil.xml": "x"}),
        ONE,
    ),
    read(
        "an external link",
        zipped(
            parts_of(row('<c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c>'))
            | {"xl/externalLinks/externalLink1.xml": "<x/>"}
        ),
        column("=5"),
        "formula-values",
    ),
    read(
        "a very hidden sheet",
        book(
            cell("1"),
            workbook=workbook_part("Data").replace(
                ' r:id="r1"', ' state="veryHidden" r:id="r1"'
            ),
        ),
        ONE,
        "hidden-sheet",
    ),
    read(
        "a sheet with a path for its name",
        book(cell("1"), workbook=workbook_part("../../etc/passwd")),
        ONE,
    ),
    read(
        "a sheet with signs that turn text",
        book(cell("1"), workbook=workbook_part("Da\u202eta")),
        ONE,
    ),
    refused(
        "XXE",
        book(
            sheet='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
            f'<worksheet xmlns="{MAIN}">&b;</worksheet>'
        ),
        "declares entities",
    ),
    refused(
        "billion laughs",
        book(texts='<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'),
        "declares entities",
    ),
    refused(
        "a DOCTYPE alone",
        book(workbook="<!DOCTYPE workbook><workbook/>"),
        "declares entities",
    ),
    refused(
        "broken XML",
        book(sheet=f'<worksheet xmlns="{MAIN}"><sheetData><row>'),
        "no XML",
    ),
    refused("an unknown entity", book(cell("&x;")), "no XML"),
    refused("NUL as a character", book(cell("&#0;", "str")), "no XML"),
    refused("a surrogate as a character", book(cell("&#xD800;", "str")), "no XML"),
    refused(
        "an encoding that is none",
        book(sheet='<?xml version="1.0" encoding="x-none"?><worksheet/>'),
        "no XML",
    ),
    refused(
        "UTF-16 parts",
        zipped(parts_of() | {SHEET: sheet_part(cell("1")).encode("utf-16")}),
        "second reader",
    ),
    refused(
        "a style of 5 000 digits",
        book(cell("1", more=f' s="{"9" * 5000}"')),
        "number must stand",
    ),
    read(
        "a format number of 5 000 digits",
        book(
            cell("1"),
            styles=styles_part().replace('numFmtId="0"', f'numFmtId="{"9" * 5000}"'),
        ),
        ONE,
    ),
    read(
        "60 000 styles",
        book(cell("45306", more=' s="60000"'), styles=styles_part(*["yyyy"] * 60_000)),
        column("@45306"),
    ),
    read(
        "a style that is not there",
        book(cell("45306", more=' s="70000"')),
        column("=45306"),
    ),
    read(
        "100 000 shared texts",
        book(cell("99999", "s"), texts=texts_part(*["x"] * 100_000)),
        column("'x"),
    ),
)
