"""What a column's texts are in number and form, found in one pass over the staged ones.

What no cell of a column has is then left out of the SQL that finds its facets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verifier.sources.sql import Sql, fill, listed
from verifier.sources.telling import may_be_more
from verifier.sources.typed import STAGED, decimal_type

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        telling: cells whose text may be more than a text, the header among them.
        headers: 1 where it has a header that is not blank, else 0.
        plain_headers: 1 where the header is a plain number, else 0.
    """

    texts: int
    numbers: int
    whole: int
    most: int
    least: int
    minus_zeros: int
    telling: int
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
) -> tuple[int, dict[int, Profile]]:
    """Returns how many rows are staged, and what each staged column holds."""
    query = fill(
        "SELECT count(*), {asked} FROM (SELECT _row <> {row} AS data, {parts} "
        "FROM {staged}) AS parts",
        asked=listed(*(_asked_of(column) for column in columns)),
        row=header_row,
        parts=listed(
            *(
                fill(
                    "c{c}, p{c}, CASE WHEN p{c} AND data THEN c{c} END AS n{c}, "
                    "strpos(n{c}, '.') AS s{c}",
                    c=column,
                )
                for column in columns
            )
        ),
        staged=STAGED,
    )
    rows, *found = map(int, connection.execute(query).fetchall()[0])
    width = len(Profile._fields)
    counts = zip(*[iter(found)] * width, strict=True)
    return rows, {c: Profile(*one) for c, one in zip(columns, counts, strict=True)}


def _asked_of(column: int) -> Sql:
    return fill(
        "count(CASE WHEN data THEN c{c} END), count(n{c}), "
        "coalesce(max(CASE s{c} WHEN 0 THEN strlen(n{c}) ELSE s{c} - 1 END"
        " - CAST(starts_with(n{c}, '-') AS INTEGER)), 0), "
        "coalesce(max(CASE s{c} WHEN 0 THEN 0 ELSE strlen(n{c}) - s{c} END), 0), "
        "coalesce(min(CASE s{c} WHEN 0 THEN 0 ELSE strlen(n{c}) - s{c} END), 0), "
        "count(CASE WHEN starts_with(n{c}, '-0') AND NOT regexp_matches(n{c}, '[1-9]')"
        " THEN 1 END), count(CASE WHEN NOT p{c} AND {telling} THEN 1 END), "
        "count(CASE WHEN NOT data THEN c{c} END), "
        "count(CASE WHEN p{c} AND NOT data THEN 1 END)",
        c=column,
        telling=may_be_more(fill("c{c}", c=column)),
    )
