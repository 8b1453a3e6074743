import pytest

from verifier.model.lines import LineTable, locate
from verifier.model.report import Passage, Piece, Span

TEXT = "ab\r\ncd\rе📈f\n\ng"


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        (0, (1, 1)),
        (2, (1, 3)),
        (3, (1, 4)),
        (4, (2, 1)),
        (7, (3, 1)),
        (9, (3, 3)),
        (11, (4, 1)),
        (12, (5, 1)),
        (13, (5, 2)),
        (99, (5, 2)),
        (-1, (1, 1)),
    ],
)
def test_lines_and_columns_count_code_points(offset, place):
    assert LineTable.of(TEXT).place(offset) == place


def test_a_span_holds_both_ends():
    assert LineTable.of(TEXT).span(1, 8) == Span(1, 8, 1, 2, 3, 2)


def test_pieces_map_by_character_or_as_a_whole():
    # the report holds: 1&nbsp;23 `x` 4, and the passage: 1_23 # 4
    lines = LineTable.of("1&nbsp;23 `x` 4")
    pieces = (
        Piece(0, 1, 0, 1),
        Piece(1, 2, 1, 7),
        Piece(2, 5, 7, 10),
        Piece(5, 6, 10, 13),
        Piece(6, 8, 13, 15),
    )
    passage = Passage("1\u00a023 \ufffc 4", pieces)

    def place(start: int, end: int) -> tuple[int, int]:
        span = locate(passage, start, end, lines)
        return span.start, span.end

    assert place(0, 4) == (0, 9)
    assert place(1, 2) == (1, 7)
    assert place(3, 4) == (8, 9)
    assert place(0, 2) == (0, 7)
    assert place(5, 6) == (10, 13)
    assert place(7, 8) == (14, 15)
    assert place(3, 3) == (8, 8)
    assert place(8, 8) == (15, 15)
    assert place(0, 99) == (0, 15)


def test_a_passage_without_pieces_stands_at_the_start():
    span = locate(Passage("", ()), 0, 0, LineTable.of("abc"))
    assert span == Span(0, 0, 1, 1, 1, 1)
