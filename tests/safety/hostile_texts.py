"""Hostile CSV and TSV files: quotes, widths, encodings, headers, look-alikes."""

from __future__ import annotations

import codecs
import gzip

from tests.safety.hostile import Case, Rows, column, table

RUSSIAN = "имя;сумма\nИван;1 234,5\nОльга;(71)\n"
RUSSIAN_ROWS = table("'имя | 'сумма", "'Иван | =1234.5", "'Ольга | =-71")
PAIR = table("'a | 'b", "=1 | =2")


def read(name: str, content: bytes | str, rows: Rows, *says: str, **more: str) -> Case:
    file = more.pop("file", "deals.csv")
    content = content.encode() if isinstance(content, str) else content
    declared = tuple(more.items())
    return Case(name, file, content, rows=rows, says=says, declared=declared)


def refused(name: str, content: bytes | str, words: str, **more: str) -> Case:
    file = more.pop("file", "deals.csv")
    content = content.encode() if isinstance(content, str) else content
    return Case(name, file, content, words, declared=tuple(more.items()))


QUOTES = (
    refused("quote never closed", 'a,b\n1,"2\n3,4\n', "line 2: a quote"),
    refused("quote closed within a cell", 'a,b\n1,"2"3\n', "line 2: a quote"),
    refused("quote opened in the last line", 'a,b\n1,2\n3,"', "line 3: a quote"),
    refused(
        "quote swallows the rest",
        'a,b\n1,"2\n' + "3,4\n" * 60_000,
        "line 2: holds a cell of more than 131,072",
    ),
    refused(
        "a cell of 200 000 letters",
        "a,b\n1," + "x" * 200_000 + "\n",
        "more than 131,072",
    ),
    refused("a line of 6 MB", b"a,b\n" + b"1," * 3_000_000, "line of more than"),
    read(
        "quote inside an open cell",
        'a,b\n5" pipe,2\n',
        table("'a | 'b", "'5\" pipe | =2"),
    ),
    read("quote behind a blank", 'a,b\n "1",2\n', table("'a | 'b", '\' "1" | =2')),
    read("doubled quotes", 'a,b\n"say ""9""",2\n', table("'a | 'b", '\'say "9" | =2')),
    read("numbers in quotes", 'a,b\n"1,200","2"\n', table("'a | 'b", "=1200 | =2")),
    read("delimiter in quotes", 'a,b\n"1,2,3",x\n', table("'a | 'b", "'1,2,3 | 'x")),
    read(
        "line end in quotes",
        'a,b\n"1\n2",3\n4,5\n',
        table("'a | 'b", "'1\n2 | =3", "=4 | =5"),
        "multi-line-cells",
    ),
    read(
        "quoted nothing is a text",
        'a,b\n"",1\n,2\n',
        table("'a | 'b", "' | =1", "· | =2"),
    ),
    read("apostrophes quote nothing", "a,b\n'1',2\n", table("'a | 'b", "''1' | =2")),
    read(
        "declared without quotes",
        'a,b\n"1,2\n',
        table("'a | 'b", "'\"1 | =2"),
        quote="none",
    ),
    read("backslash escapes nothing", "a,b\n1\\,2\n", table("'a | 'b", "'1\\ | =2")),
)
WIDTHS = (
    read(
        "ragged",
        "a,b,c\n1,2\n3,4,5,6\n7,8,9\n",
        table(
            "'a | 'b | 'c | ·",
            "=1 | =2 | · | ·",
            "=3 | =4 | =5 | =6",
            "=7 | =8 | =9 | ·",
        ),
        "ragged-rows",
    ),
    read(
        "blank lines count",
        "a,b\n\n1,2\n\n\n3,4\n\n",
        table("'a | 'b", "· | ·", "=1 | =2", "· | ·", "· | ·", "=3 | =4"),
        "blank-lines",
    ),
    read(
        "preamble and comment",
        "Report of 2024\n# 99,99\nid,n\n1,10\n2,20\n",
        table("'Report of 2024 | ·", "'# 99 | =99", "'id | 'n", "=1 | =10", "=2 | =20"),
        "ragged-rows",
    ),
    read("blanks only", " , \n , \n", table("'  | ' ", "'  | ' ")),
    read("empty", "", (), "empty-source"),
    read("line ends only", "\n\r\n\r", (), "empty-source"),
    read("one cell without an end", "7", column("=7")),
    read("delimiters only", ",,\n,,\n", table("· | · | ·", "· | · | ·")),
    refused("20 000 columns", ",".join(["1"] * 20_000) + "\n", "20,000 cells"),
    refused("2 million cells in a line", "," * 2_000_000 + "\n", "cells"),
    Case(
        "many wide lines",
        "deals.csv",
        b"\n".join([b"," * 3_900_000] * 25),
        "cells",
        slow=True,
    ),
    Case(
        "a record of a million lines",
        "deals.csv",
        b"a,b\n" + b'"x\n",' * 1_000_000 + b"1\n",
        "cells",
        slow=True,
    ),
    Case(
        "a million short lines",
        "deals.csv",
        b"n\n" + b"1\n" * 1_000_000,
        size=(1_000_001, 1),
        slow=True,
    ),
    Case("16 384 columns", "deals.csv", b",".join([b"7"] * 16_384), size=(1, 16_384)),
)
ENDS = (
    read("CR alone", "a,b\r1,2\r", PAIR),
    read("CR LF", "a,b\r\n1,2\r\n", PAIR),
    read(
        "mixed line ends", "a,b\r\n1,2\n3,4\r5,6", (*PAIR, *table("=3 | =4", "=5 | =6"))
    ),
    read(
        "CR CR LF is a blank line",
        "a,b\r\r\n1,2\r\r\n",
        (PAIR[0], ("", ""), PAIR[1]),
        "blank-lines",
    ),
    read(
        "LINE SEPARATOR ends no line",
        "a,b\n1\u20282,3\n",
        table("'a | 'b", "'1\u20282 | =3"),
    ),
    read("NEL ends no line", "a,b\n1\x852,3\n", table("'a | 'b", "'1\x852 | =3")),
    read("form feed ends no line", "a,b\n1\x0c2,3\n", table("'a | 'b", "'1\x0c2 | =3")),
    read(
        "vertical tab ends no line", "a,b\n1\x0b2,3\n", table("'a | 'b", "'1\x0b2 | =3")
    ),
    read(
        "group separator ends no line",
        "a,b\n1\x1d2,3\n",
        table("'a | 'b", "'1\x1d2 | =3"),
    ),
    read(
        "end-of-file sign",
        "a,b\n1,2\n\x1a",
        (*PAIR, *table("'\x1a | ·")),
        "ragged-rows",
    ),
)
ENCODINGS = (
    read("UTF-8", RUSSIAN, RUSSIAN_ROWS),
    read("UTF-8 with a mark", codecs.BOM_UTF8 + RUSSIAN.encode(), RUSSIAN_ROWS),
    read("UTF-16LE with a mark", RUSSIAN.encode("utf-16"), RUSSIAN_ROWS),
    read(
        "UTF-16BE with a mark",
        codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
        RUSSIAN_ROWS,
    ),
    read(
        "UTF-32LE with a mark",
        codecs.BOM_UTF32_LE + RUSSIAN.encode("utf-32-le"),
        RUSSIAN_ROWS,
    ),
    read(
        "UTF-32BE with a mark",
        codecs.BOM_UTF32_BE + RUSSIAN.encode("utf-32-be"),
        RUSSIAN_ROWS,
    ),
    refused("UTF-16LE without a mark", "id,n\n1,2\n".encode("utf-16-le"), "NUL byte"),
    refused("UTF-16BE without a mark", "id,n\n1,2\n".encode("utf-16-be"), "NUL byte"),
    refused("UTF-32BE without a mark", "id,n\n1,2\n".encode("utf-32-be"), "NUL byte"),
    read(
        "UTF-16LE declared",
        "a,b\n1,2\n".encode("utf-16-le"),
        PAIR,
        encoding="utf-16-le",
    ),
    refused("NUL in UTF-16", "a,b\n1\0,2\n".encode("utf-16"), "NUL"),
    refused(
        "NUL in UTF-16 that is declared",
        "a,b\n1\0,2\n".encode("utf-16-le"),
        "NUL",
        encoding="utf-16-le",
    ),
    refused("NUL", b"a,b\n1,2\x00\n", "NUL byte"),
    refused("NUL at the end", b"a,b\n1,2\n\x00", "byte 9: holds a NUL byte"),
    refused(
        "half a character of UTF-16",
        "a,b\n1,2\n".encode("utf-16") + b"\x31",
        "no utf-16",
    ),
    refused(
        "lone surrogate in UTF-16", b"\xff\xfea\x00\n\x00\x00\xd8\n\x00", "no utf-16"
    ),
    read("cp1251", RUSSIAN.encode("cp1251"), RUSSIAN_ROWS, "guessed-encoding"),
    read(
        "cp1252",
        "città;n\nMünchen;1\nMálaga;2\n".encode("cp1252"),
        table("'città | 'n", "'München | =1", "'Málaga | =2"),
        "guessed-encoding",
    ),
    refused(
        "cp1251 behind a mark of UTF-8",
        codecs.BOM_UTF8 + RUSSIAN.encode("cp1251"),
        "no utf-8",
    ),
    refused("a surrogate in UTF-8", b"a,b\n1,\xed\xa0\x80\x98\x81\n", "no text"),
    refused("an overlong NUL", b"a,b\n1,\xc0\x80\x98\x81\n", "no text"),
    read(
        "two marks",
        codecs.BOM_UTF8 * 2 + b"a,b\n1,2\n",
        table("'\ufeffa | 'b", "=1 | =2"),
    ),
    read(
        "a mark before a number in the middle",
        "n\n5\n\ufeff7\n8\n9\n",
        column("'n", "=5", "'\ufeff7", "=8", "=9"),
        "texts-among-numbers",
    ),
    refused("an encoding that is none", "a\n", "hex", encoding="hex"),
    refused(
        "an encoding with a path", "a\n", "encoded as", encoding="../../etc/passwd"
    ),
    refused("an encoding with NUL", "a\n", "encoded as", encoding="utf-8\0"),
    refused(
        "an encoding that runs escapes",
        "n\n\\x31\n",
        "encoded as",
        encoding="unicode_escape",
    ),
)
HEADERS = (
    read(
        "years as headers",
        "region,2023,2024\nNorth,5,7\n",
        table("'region | '2023 | '2024", "'North | =5 | =7"),
    ),
    read(
        "numbers without headers",
        "North,5\nSouth,6\n",
        table("'North | =5", "'South | =6"),
    ),
    read(
        "duplicate headers",
        "n,N, n \n1,2,3\n",
        table("'n | 'N | ' n ", "=1 | =2 | =3"),
        "duplicate-headers",
    ),
    read("a header that is a formula", "=1+1,n\n5,6\n", table("'=1+1 | 'n", "=5 | =6")),
    read(
        "a header with a zero-width space",
        "am\u200bount,n\n5,6\n",
        table("'am\u200bount | 'n", "=5 | =6"),
    ),
    read(
        "a header of markup",
        "<script>alert(1)</script>,n\n5,6\n",
        table("'<script>alert(1)</script> | 'n", "=5 | =6"),
    ),
    read(
        "a header of SQL",
        '"a""; DROP TABLE sheet_1; --",n\n5,6\n',
        table("'a\"; DROP TABLE sheet_1; -- | 'n", "=5 | =6"),
    ),
    read(
        "headers without names", ",n\n0,5\n1,6\n", table("· | 'n", "=0 | =5", "=1 | =6")
    ),
    read(
        "the separator in the first line",
        "sep=;\na;b\n1;2\n",
        table("'sep= | ·", *("'a | 'b", "=1 | =2")),
    ),
    refused("a header row that is not there", "a,b\n1,2\n", "9", header_row="9"),
    refused(
        "a header row that is no number", "a,b\n1,2\n", "header_row", header_row="²"
    ),
    refused(
        "a header row of 5 000 digits",
        "a,b\n1,2\n",
        "header_row",
        header_row="9" * 5000,
    ),
    refused("a delimiter of two", "a,b\n1,2\n", "delimiter", delimiter="ab"),
    refused("a line end as delimiter", "a,b\n1,2\n", "delimiter", delimiter="\n"),
    refused(
        "the quote as delimiter", "a,b\n1,2\n", "delimiter", delimiter=";", quote=";"
    ),
    refused("an unknown decision", "a,b\n1,2\n", "colour", colour="red"),
)
SNIFFS = (
    read(
        "decimal commas with semicolons",
        "id;n\na;1,5\nb;2,25\n",
        table("'id | 'n", "'a | =1.5", "'b | =2.25"),
    ),
    read(
        "semicolons within commas",
        "a,b\n1;2,3\n4;5,6\n",
        table("'a | 'b", "'1;2 | =3", "'4;5 | =6"),
    ),
    read("tabs in a .csv", "a\tb\n1\t2\n", PAIR),
    read("commas in a .tsv", "a,b\n1,2\n", PAIR, file="deals.tsv"),
    read(
        "one column of decimal commas",
        'n\n"1,5"\n"2,5"\n"10,25"\n',
        column("'n", "=1.5", "=2.5", "=10.25"),
    ),
    read(
        "a sniffed date is a date",
        "d,n\n2024-01-15,1\n",
        table("'d | 'n", "@45306 | =1"),
    ),
    read("a name with a pattern", "a,b\n1,2\n", PAIR, file="[a-z]*.csv"),
    read("a name like a URL", "a,b\n1,2\n", PAIR, file="https:deals.csv"),
    read("a name with a quote", "a,b\n1,2\n", PAIR, file="a'b\"; --.csv"),
    read("a name in upper case", "a,b\n1,2\n", PAIR, file="DEALS.CSV"),
    read("JSON", '{"n":[1,2]}\n', table("'{\"n\":[1 | '2]}")),
    refused(
        "a gzipped file", gzip.compress(b"a,b\n1,2\n", mtime=0), "packed with gzip"
    ),
    refused("a Parquet file", b"PAR1\x15\x04\x15\x00PAR1", "Parquet file"),
    refused(
        "a file of another format", b"%PDF-1.7", "format that is not read", file="a.pdf"
    ),
)
