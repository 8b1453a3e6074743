"""The records of a text file: how many, how wide, which are blank or ragged."""

from __future__ import annotations

import csv
from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, NoReturn, TextIO

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verifier.sources.delimited.dialect import Dialect
    from verifier.sources.delimited.scan import ByteScan

HEAD_RECORDS = 200
SHOWN_ROWS = 5

MOST_COLUMNS = 16_384
MOST_LINES = 100_000_000

_BLOCK = 1_000
_BLOCK_BYTES = 16 * 1024**2  # of a block of usual records
_MOST_OF_BLOCK = 64 * 1024**2
_SAMPLED_RECORDS = 20_000
_SAMPLED_BYTES = 16 * 1024**2
_LONGEST_CELL = 131_072  # the csv module's own limit


@dataclass(frozen=True, slots=True)
class Structure:
    """The record structure of a file.

    Attributes:
        rows: number of records up to the last one that is not blank.
        columns: cells of the widest record.
        usual: the width that most records have.
        lines: number of lines that hold these records.
        blank: the first rows that are blank lines.
        blank_count: how many there are.
        ragged: the first rows of another width than usual.
        ragged_count: how many there are.
        head: the first records.
        sample: distinct texts of cells from all over the file.
        records: number of records, blank ones at the end included.
        sampled: records from all over the file with their rows: all of a small file.
    """

    rows: int
    columns: int
    usual: int
    lines: int
    blank: tuple[int, ...]
    blank_count: int
    ragged: tuple[int, ...]
    ragged_count: int
    head: tuple[tuple[str, ...], ...]
    sample: frozenset[str]
    records: int
    sampled: tuple[tuple[int, list[str]], ...] = ()

    @property
    def is_regular(self) -> bool:
        """Whether every record has the same number of cells and none is blank."""
        return self.blank_count == self.ragged_count == 0 and self.rows == self.records


def read_structure(
    lines: TextIO, dialect: Dialect, shown: str, scan: ByteScan
) -> Structure:
    """Returns the structure of all records, in one pass.

    Args:
        lines: the file from its beginning, line ends kept; it can be read again.
        dialect: how records are parted.
        shown: the path as the user knows it.
        scan: of its bytes; says how densely to sample, and how much to take at once.

    Raises:
        SourceError: if a quote is not balanced, or there is more than anybody needs.
    """
    count = sum(scan.line_ends)
    if count > MOST_LINES:
        raise SourceError(
            shown,
            f"has {count:,} lines",
            f"at most {MOST_LINES:,}",
            "Cut it into files of their own.",
        )
    widths = array("i")
    head: list[tuple[str, ...]] = []
    sampled: list[tuple[int, list[str]]] = []
    stride, size = stride_of(scan), records_at_once(scan)
    spent = [0]
    reader = dialect.reader(_bounded(lines, spent, shown))
    try:
        while block := list(islice(reader, size)):
            spent[0] = 0
            widths.extend(map(len, block))
            _check_width(max(widths[-len(block) :]), shown)
            if len(head) < HEAD_RECORDS:
                head.extend(map(tuple, block[: HEAD_RECORDS - len(head)]))
            first = len(widths) - len(block) + 1
            sampled.extend(islice(enumerate(block, first), 0, None, stride))
    except csv.Error as error:
        _refuse_record(lines, dialect, shown, str(error))
    return _summary(widths, tuple(head), tuple(sampled), reader.line_num)


def stride_of(scan: ByteScan) -> int:
    """Returns of how many records of a block one is sampled."""
    count = sum(scan.line_ends)
    return max(1, count // _SAMPLED_RECORDS, scan.size // _SAMPLED_BYTES)


def records_at_once(scan: ByteScan) -> int:
    """Returns how many records of a usual size are a block."""
    count = sum(scan.line_ends)
    return max(1, min(_BLOCK, _BLOCK_BYTES * (count + 1) // (scan.size + 1)))


def _bounded(lines: TextIO, spent: list[int], shown: str) -> Iterator[str]:
    """Yields lines until those of one block are more than memory should hold.

    A record may span lines, and a quote that is opened anew on each of them makes one
    record of a whole file.

    Raises:
        SourceError: when they are.
    """
    for line in lines:
        spent[0] += len(line)
        if spent[0] > _MOST_OF_BLOCK:
            raise SourceError(
                shown,
                f"holds records that span more than {_MOST_OF_BLOCK:,} characters",
                "records of a table",
                "Check its quotes, or declare quote = none.",
            )
        yield line


def _check_width(columns: int, shown: str) -> None:
    if columns > MOST_COLUMNS:
        raise SourceError(
            shown,
            f"has a record of {columns:,} cells",
            f"at most {MOST_COLUMNS:,}",
            "Declare its delimiter.",
        )


def _summary(
    widths: array[int],
    head: tuple[tuple[str, ...], ...],
    sampled: tuple[tuple[int, list[str]], ...],
    lines: int,
) -> Structure:
    records = len(widths)
    while widths and not widths[-1]:
        widths.pop()
    counts = Counter(widths)
    blank_count = counts.pop(0, 0)
    usual = max(counts, key=lambda width: (counts[width], width)) if counts else 0
    ragged_count = counts.total() - counts[usual]
    return Structure(
        len(widths),
        max(counts, default=0),
        usual,
        lines,
        _rows_where(widths, blank_count, lambda width: width == 0),
        blank_count,
        _rows_where(widths, ragged_count, lambda width: width not in (0, usual)),
        ragged_count,
        head,
        frozenset(chain.from_iterable(cells for _, cells in sampled)),
        records,
        sampled,
    )


def _rows_where(
    widths: array[int], count: int, test: Callable[[int], bool]
) -> tuple[int, ...]:
    if not count:
        return ()
    found = (row for row, width in enumerate(widths, 1) if test(width))
    return tuple(islice(found, SHOWN_ROWS))


def cells_of(
    lines: Iterable[str], dialect: Dialect, *, mark_quoted: bool
) -> Iterator[list[str]]:
    """Yields the records; a quoted empty cell is U+0000 where it must be told apart.

    U+0000 stands in no text that we read.
    """
    if not mark_quoted:
        yield from dialect.records(lines)
        return
    taken: list[str] = []
    for record in dialect.records(_noted(lines, taken)):
        if "" in record:
            text = "".join(taken)
            if dialect.quote * 2 in text:
                _mark_quoted(record, text, dialect)
        taken.clear()
        yield record


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _mark_quoted(record: list[str], text: str, dialect: Dialect) -> None:
    position = 0
    for column, cell in enumerate(record):
        if not cell:
            if text.startswith(dialect.quote * 2, position):
                record[column] = "\0"
                position += 2
        else:
            position = _end_of_cell(text, position, dialect)
        position += 1


def _end_of_cell(text: str, position: int, dialect: Dialect) -> int:
    if not text.startswith(dialect.quote, position):
        end = text.find(dialect.delimiter, position)
        return len(text) if end < 0 else end
    position += 1
    while True:
        end = text.find(dialect.quote, position)
        if end < 0:
            return len(text)
        if not text.startswith(dialect.quote, end + 1):
            return end + 1
        position = end + 2


def _refuse_record(
    lines: TextIO, dialect: Dialect, shown: str, reason: str
) -> NoReturn:
    """Refuses the file, with the line on which the broken record begins.

    Raises:
        SourceError: always.
    """
    lines.seek(0)
    reader = dialect.reader(lines)
    begins = 1
    try:
        for _ in reader:
            begins = reader.line_num + 1
    except csv.Error:
        pass
    place = f"{shown}, line {begins}"
    if "field larger" in reason:
        raise SourceError(
            place,
            f"holds a cell of more than {_LONGEST_CELL:,} characters",
            "a closed quote",
            "Close the quote, or declare quote = none.",
        )
    raise SourceError(
        place,
        f"a quote is not balanced ({reason})",
        "quotes round a whole cell, and a quote within it doubled",
        "Correct the line, or declare quote = none.",
    )
