"""What a column's texts are in number and form, found in one pass over the staged ones.

What no cell of a column has is then left out of the SQL that finds its facets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.typed import STAGED, decimal_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb


class Profile(NamedTuple):
    """What a column holds; its header is counted nowhere but in the last two.

    Attributes:
        texts: cells that are not blank.
        numbers: plain numbers among them.
        whole: most digits of these before the decimal sign.
        most: most digits behind it.
        least: fewest digits behind it.
        minus_zeros: of them, those like `-0.00`.
        headers: 1 where it has a header that is not blank, else 0.
        plain_headers: 1 where the header is a plain number, else 0.
    """

    texts: int
    numbers: int
    whole: int
    most: int
    least: int
    minus_zeros: int
    headers: int
    plain_headers: int

    @property
    def number_type(self) -> Sql:
        """The type that holds every plain number."""
        return decimal_type(self.whole, self.most)

    @property
    def is_canonical(self) -> bool:
        """Whether every plain number is written as its type writes it."""
        is_even = self.least == self.most and not self.minus_zeros
        return not self.numbers or (is_even and self.number_type != "DOUBLE")


def profiles_of(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[int], header_row: int
) -> Iterator[Profile]:
    """Yields the profile of each staged column, in order."""
    names = [name(f"c{column}") for column in columns]
    tests = [name(f"p{column}") for column in columns]
    query = fill(
        "SELECT {asked} FROM (SELECT _row <> {row} AS data, {parts} FROM {staged}) "
        "AS parts",
        asked=listed(*(_asked_of(column) for column in columns)),
        parts=listed(
            *(
                fill(
                    "{text}, {test}, CASE WHEN {test} AND data THEN {text} END "
                    "AS n{column}, strpos(n{column}, '.') AS s{column}",
                    text=text,
                    test=test,
                    column=column,
                )
                for column, text, test in zip(columns, names, tests, strict=True)
            )
        ),
        row=header_row,
        staged=STAGED,
    )
    found = map(int, connection.execute(query).fetchall()[0])
    width = len(Profile._fields)
    yield from (Profile(*row) for row in zip(*[found] * width, strict=True))


def _asked_of(column: int) -> Sql:
    return fill(
        "count(CASE WHEN data THEN c{c} END), count(n{c}), "
        "coalesce(max(CASE s{c} WHEN 0 THEN strlen(n{c}) ELSE s{c} - 1 END"
        " - CAST(starts_with(n{c}, '-') AS INTEGER)), 0), "
        "coalesce(max(CASE s{c} WHEN 0 THEN 0 ELSE strlen(n{c}) - s{c} END), 0), "
        "coalesce(min(CASE s{c} WHEN 0 THEN 0 ELSE strlen(n{c}) - s{c} END), 0), "
        "count(CASE WHEN starts_with(n{c}, '-0') AND NOT regexp_matches(n{c}, '[1-9]')"
        " THEN 1 END), count(CASE WHEN NOT data THEN c{c} END), "
        "count(CASE WHEN p{c} AND NOT data THEN 1 END)",
        c=column,
    )
