"""Two readers of a workbook: where they differ, nobody guesses."""

from __future__ import annotations

import pytest

from tests.safety.archives import book, cell
from verifier.errors import SourceError
from verifier.sources.staging import Facet
from verifier.sources.workbook.crosscheck import FirstReading


def test_disagreement_of_two_readers_is_an_error() -> None:
    content = book(cell("5"))
    for facet in (Facet(1, "5", raw="5"), Facet(4, text="#N/A")):
        read_first((1, 1, facet)).check(content, "Data", "a.xlsx")
    other = (
        *(
            (1, 1, Facet(1, "6")),
            (1, 1, Facet(2, text="5")),
            (1, 1, Facet(3, None, 1.0, "TRUE")),
        ),
        *((2, 1, Facet(1, "5")), (1, 2, Facet(1, "5"))),
    )
    for odd in other:
        with pytest.raises(SourceError, match="second reader"):
            read_first(odd).check(content, "Data", "a.xlsx")
    with pytest.raises(SourceError, match=r"A1: is 5\.0 to a second reader"):
        FirstReading().check(content, "Data", "a.xlsx")
    with pytest.raises(SourceError, match="cannot read it"):
        FirstReading().check(content, "None", "a.xlsx")


def read_first(*cells: tuple[int, int, Facet]) -> FirstReading:
    reading = FirstReading()
    for row, column, facet in cells:
        reading.take(row, column, facet)
    return reading
