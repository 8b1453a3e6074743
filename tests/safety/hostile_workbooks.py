"""Hostile workbooks: what their cells and sheets say of themselves."""

from __future__ import annotations

from tests.safety.archives import (
    book,
    cell,
    sheet_part,
    workbook_part,
)
from tests.safety.hostile import Case, Rows, column, table

ONE = column("=1")


def read(
    name: str, content: bytes, rows: Rows, *says: str, file: str = "a.xlsx"
) -> Case:
    return Case(name, file, content, rows=rows, says=says)


def refused(name: str, content: bytes, words: str, file: str = "a.xlsx") -> Case:
    return Case(name, file, content, words)


def row(*cells: str, more: str = "") -> str:
    return f'<row r="1"{more}>{"".join(cells)}</row>'


VALUES = (
    read(
        "2^53 + 1 is the double that Excel stores",
        book(cell("9007199254740993")),
        column("=9007199254740992"),
    ),
    read(
        "seventeen digits",
        book(cell("0.30000000000000004")),
        column("=0.30000000000000004"),
    ),
    read("an exponent", book(cell("1.5E-7")), column("=0.00000015")),
    read("minus zero", book(cell("-0")), column("=0")),
    read(
        "a text that looks like a number",
        book(cell("1", "s")),
        column("'7"),
        "text-numbers",
    ),
    read(
        "leading zeros in text",
        book(cell("007", "str")),
        column("'007"),
        "text-numbers",
    ),
    read("full-width digits in text", book(cell("１２", "str")), column("'１２")),
    read(
        "errors stay errors",
        book(row('<c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="e"><v>#N/A</v></c>')),
        table("!#DIV/0! | !#N/A"),
        "error-cells",
    ),
    refused("an error in lower case", book(cell("#n/a", "e")), "second reader"),
    read(
        "text that looks like an error",
        book(cell("#DIV/0!", "str")),
        column("'#DIV/0!"),
    ),
    read(
        "truths",
        book(row('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>')),
        table("?TRUE | ?FALSE"),
    ),
    read("a date", book(cell("45306", more=' s="1"')), column("@45306")),
    read(
        "a date of 1904",
        book(
            cell("43844", more=' s="1"'),
            workbook=workbook_part("Data", inside='<workbookPr date1904="1"/>'),
        ),
        column("@45306"),
    ),
    read(
        "a number of 1904 stays",
        book(
            cell("43844"),
            workbook=workbook_part("Data", inside='<workbookPr date1904="1"/>'),
        ),
        column("=43844"),
    ),
    read("the leap day that never was", book(cell("60", more=' s="1"')), column("@60")),
    read(
        "a negative date is a number to the eye",
        book(cell("-5", more=' s="1"')),
        column("@-5"),
    ),
    read("a formula as text", book(cell("=1+1", "str")), column("'=1+1")),
    read(
        "a formula without a value",
        book(row('<c r="A1"><f>2+3</f></c>')),
        column("!=2+3"),
        "formula-not-computed",
    ),
    read(
        "a stale value is said to be as saved",
        book(row('<c r="A1"><f>2+3</f><v>999</v></c>')),
        column("=999"),
        "formula-values",
    ),
    read(
        "markup in a text",
        book(cell("&lt;script>alert(1)&lt;/script>", "str")),
        column("'<script>alert(1)</script>"),
    ),
    read("an escaped bell", book(cell("5_x0007_", "str")), column("'5\x07")),
    read("an escaped NUL", book(cell("5_x0000_7", "str")), column("'5\x007")),
    refused(
        "an escaped pair of surrogates",
        book(cell("_xD83D__xDE00_", "str")),
        "second reader",
    ),
    read(
        "half of an escaped pair", book(cell("a_xD83D_b", "str")), column("'a_xD83D_b")
    ),
    read("bidirectional signs", book(cell("1\u202e2", "str")), column("'1\u202e2")),
    refused("a comment within a number", book(cell("1<!-- x -->2")), "second reader"),
    refused("1E400", book(cell("1E400")), "A1: holds '1E400'"),
    refused("NaN", book(cell("NaN")), "A1: holds 'NaN'"),
    refused("Infinity", book(cell("INF")), "A1: holds 'INF'"),
    refused("a hexadecimal number", book(cell("0x1F")), "holds '0x1F'"),
    refused("full-width digits as a number", book(cell("１２")), "holds '１２'"),
    refused("a number with a comma", book(cell("1,5")), "holds '1,5'"),
    refused("an empty number with blanks", book(cell(" ")), "holds ' '"),
    refused("5 000 digits", book(cell("9" * 5000)), "holds '9999"),
    refused("a word as a number", book(cell("abc")), "holds 'abc'"),
    refused("a negative shared text", book(cell("-1", "s")), "A1: holds '-1'"),
    refused("a shared text that is not there", book(cell("2", "s")), "A1: holds '2'"),
    refused(
        "a shared text of 5 000 digits", book(cell("9" * 5000, "s")), "holds '9999"
    ),
    refused("a shared text in other digits", book(cell("٠", "s")), "holds '٠'"),
    refused("a truth of 2", book(cell("2", "b")), "0 or 1"),
    refused("an error that is none", book(cell("#OOPS!", "e")), "an error code"),
    refused("an unknown type", book(cell("1", "q")), "a known type"),
    refused("a date that is none", book(cell("2024-02-30", "d")), "holds '2024-02-30'"),
)
PLACES = (
    read(
        "a dimension too small",
        book(
            sheet=sheet_part(
                cell("1") + cell("2", place="B2"), before='<dimension ref="A1"/>'
            )
        ),
        table("=1 | ·", "· | =2"),
    ),
    read(
        "a dimension too large",
        book(sheet=sheet_part(cell("1"), before='<dimension ref="A1:XFD1048576"/>')),
        ONE,
    ),
    refused(
        "a dimension of junk",
        book(sheet=sheet_part(cell("1"), before='<dimension ref="ZZZZ99999999:A0"/>')),
        "second reader",
    ),
    read(
        "a far cell without a value",
        book(cell("1") + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        ONE,
    ),
    read(
        "addresses left out",
        book("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"),
        table("=1 | =2", "=3 | ·"),
    ),
    refused(
        "two far cells", book(cell("1") + cell("1", place="XFD1048576")), "far away"
    ),
    refused(
        "a cell beyond the last",
        book(row('<c r="ZZZZ99999999"><v>1</v></c>')),
        "ZZZZ99999999",
    ),
    refused("a column beyond the last", book(cell("1", place="XFE1")), "too far"),
    refused(
        "a row beyond the last",
        book('<row r="1048577"><c><v>1</v></c></row>'),
        "too far",
    ),
    refused("row 0", book('<row r="0"><c><v>1</v></c></row>'), "row 0"),
    refused("row -1", book('<row r="-1"><c><v>1</v></c></row>'), "'-1'"),
    refused(
        "row of 5 000 digits",
        book(f'<row r="{"9" * 5000}"><c><v>1</v></c></row>'),
        "number must stand",
    ),
    refused(
        "a row in other digits",
        book('<row r="١"><c><v>1</v></c></row>'),
        "number must stand",
    ),
    refused(
        "the same cell twice",
        book(row('<c r="A1"><v>1</v></c><c r="A1"><v>9</v></c>')),
        "twice",
    ),
    refused("the same row twice", book(cell("1") + cell("2")), "twice"),
    refused(
        "rows out of order", book(cell("1", place="A2") + cell("2")), "out of order"
    ),
    refused(
        "a cell in another row", book(row('<c r="A2"><v>1</v></c>')), "stands in row 1"
    ),
    refused("an address in lower case", book(row('<c r="a1"><v>1</v></c>')), "'a1'"),
    refused(
        "a cell in a cell",
        book(row('<c r="A1"><v>1</v><c r="B1"><v>2</v></c></c>')),
        "none may stand",
    ),
    refused(
        "two values in a cell",
        book(row('<c r="A1"><v>1</v><v>2</v></c>')),
        "two values",
    ),
    refused(
        "a value and a text in a cell",
        book(row('<c r="A1"><v>1</v><is><t>2</t></is></c>')),
        "two values",
    ),
    refused(
        "an element in a value",
        book(row('<c r="A1"><v>1<b>5</b>2</v></c>')),
        "within its value",
    ),
    refused(
        "a row in a row",
        book('<row r="1"><c r="A1"><v>1</v></c><row r="2"><c><v>3</v></c></row></row>'),
        "none may stand",
    ),
    refused(
        "two tables of cells",
        book(
            sheet=sheet_part(
                cell("1"), behind=f"<sheetData>{cell('5', place='A2')}</sheetData>"
            )
        ),
        "sheetData",
    ),
    refused(
        "cells outside of the table",
        book(sheet=sheet_part("", behind=cell("5"))),
        "none may stand",
    ),
    refused(
        "cells of another namespace",
        book(
            row('<c r="A1"><v>1</v></c>')
            + '<x:row xmlns:x="urn:x" r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row>'
        ),
        "second reader",
    ),
    read(
        "merged",
        book(
            sheet=sheet_part(
                cell("1"), behind='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
            )
        ),
        ONE,
        "merged-cells",
    ),
    read(
        "merged beyond the sheet",
        book(
            sheet=sheet_part(
                cell("1"),
                behind='<mergeCells><mergeCell ref="A1:ZZZZ9999999999"/></mergeCells>',
            )
        ),
        ONE,
        "merged-cells",
    ),
    read(
        "hidden row",
        book('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'),
        ONE,
        "hidden-rows",
    ),
    read(
        "hidden columns",
        book(
            sheet=sheet_part(
                cell("1"), before='<cols><col min="1" max="16384" hidden="1"/></cols>'
            )
        ),
        ONE,
        "hidden-columns",
    ),
    refused(
        "hidden columns without end",
        book(
            sheet=sheet_part(
                cell("1"),
                before='<cols><col min="1" max="9999999999" hidden="1"/></cols>',
            )
        ),
        "are hidden",
    ),
)
