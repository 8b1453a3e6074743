"""Which texts may be more than texts: a test by SQL, so that the others go unread.

A column of a million keys or names is a million readings that all end in "a text". Of
what the test lets pass each different text is read; what it holds back is sure to be a
text without a number, as the readings in `cells` and `dates` know no other letters.
"""

from __future__ import annotations

from verifier.sources.sql import Sql, fill

_LETTERS = Sql(
    r"(?:\PL|(?:US|HK|[CAR])\$|USD|EUR|GBP|RUB|CHF|JPY|CNY|руб|р|[eETZ]|[AaPp][Mm]"
    "|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[A-Za-z]{0,6})*"
)
"""No letters but those of currencies, exponents, months, times and halves of a day."""


def may_be_number(text: Sql) -> Sql:
    """Returns the test for a text that may be a number or a date; never NULL.

    `D-1042` and `row 7` are held back, `EUR 5`, `1e5` and `3 Sept 2024` pass.
    """
    return _test(text, fill("{letters}[0-9]{letters}", letters=_LETTERS))


def may_be_more(text: Sql) -> Sql:
    """Returns the test for a text that may be no text at all; never NULL.

    A number or date, an error such as `#N/A`, or TRUE or FALSE.
    """
    return _test(
        text,
        fill(
            r"{letters}[0-9]{letters}|[^\pL\pN]*#[\s\S]*|\s*(?i:true|false)\s*",
            letters=_LETTERS,
        ),
    )


def _test(text: Sql, pattern: Sql) -> Sql:
    return fill(
        "coalesce(length({text}) <= 64 AND regexp_full_match({text}, '{pattern}'),"
        " FALSE)",
        text=text,
        pattern=pattern,
    )
