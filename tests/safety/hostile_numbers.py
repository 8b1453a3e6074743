"""Hostile cells: what looks like a number and is none, and the other way round."""

from __future__ import annotations

from tests.safety.hostile import Case

# text of a cell -> what the cell is; the column holds three plain numbers besides
CELLS = (
    ("9007199254740993", "=9007199254740993"),  # 2^53 + 1
    ("-9007199254740993", "=-9007199254740993"),
    ("123456789012345678.25", "=123456789012345678.25"),
    ("0.1", "=0.1"),
    ("1.005", "=1.005"),
    ("007", "'007"),
    ("00", "'00"),
    ("0", "=0"),
    ("-0", "=0"),
    ("1e5", "=100000"),
    ("1E400", "'1E400"),
    ("1e-400", "'1e-400"),
    ("1e99999999999", "'1e99999999999"),
    ("0x1A", "'0x1A"),
    ("0b11", "'0b11"),
    ("1_000", "'1_000"),
    ("NaN", "'NaN"),
    ("Infinity", "'Infinity"),
    ("-inf", "'-inf"),
    ("1O0", "'1O0"),
    ("l00", "'l00"),
    ("１２", "'１２"),
    ("٣٤", "'٣٤"),
    ("१२", "'१२"),
    ("²", "'²"),
    ("1\u200b2", "'1\u200b2"),
    ("1\u202e2", "'1\u202e2"),
    ("\u20661\u20692", "'\u20661\u20692"),
    ("1\u00ad2", "'1\u00ad2"),
    ("1\u03012", "'1\u03012"),
    ("12\u0338", "'12\u0338"),
    ("1.2.3", "'1.2.3"),
    ("192.168.0.1", "'192.168.0.1"),
    ("12:30", "'12:30"),
    ("1-2", "'1-2"),
    ("1/2", "'1/2"),
    ("--5", "'--5"),
    ("(5", "'(5"),
    ("5)", "'5)"),
    ("(-5)", "'(-5)"),
    ("5%%", "'5%%"),
    ("5%", "=0.05"),
    ("(71)", "=-71"),
    ("$1,234.50", "=1234.5"),
    ("1 234.5", "=1234.5"),
    ("1\u00a0234.5", "=1234.5"),
    ("1\u202f234.5", "=1234.5"),
    ("\u22125", "=-5"),
    ("5-", "=-5"),
    ("=1+1", "'=1+1"),
    ("+1+2", "'+1+2"),
    ("-2+3", "'-2+3"),
    ("@SUM(A1:A3)", "'@SUM(A1:A3)"),
    ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
    ('=HYPERLINK("http://x.example","1")', '\'=HYPERLINK("http://x.example","1")'),
    ("TRUE", "?TRUE"),
    ("true", "?TRUE"),
    ("#DIV/0!", "!#DIV/0!"),
    ("#n/a", "!#N/A"),
    ("#REF", "'#REF"),
    ("2024-02-30", "'2024-02-30"),
    ("03/04/2025", "'03/04/2025"),
    ("1900-02-29", "'1900-02-29"),
    ("9" * 65, "'" + "9" * 65),
    ("1" + "0" * 400, "'1" + "0" * 400),
    ("\x1b[31m5", "'\x1b[31m5"),
    ("5\x07", "'5\x07"),
    ("5\ufeff", "'5\ufeff"),
)


def _case(text: str, cell: str) -> Case:
    quoted = '"' + text.replace('"', '""') + '"'
    content = f"n\n1\n2\n3\n{quoted}\n".encode()
    return Case(
        f"cell {text[:20]!r}",
        "deals.csv",
        content,
        rows=(("'n",), ("=1",), ("=2",), ("=3",), (cell,)),
        # a text among numbers is skipped by sums, so it is said; NaN marks what is not
        says=("texts-among-numbers",) if cell.startswith("'") and text != "NaN" else (),
    )


LOOK_ALIKES = tuple(_case(text, cell) for text, cell in CELLS)
