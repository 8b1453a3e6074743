"""The structure of a text file whose lines are all records of the same width.

Where nothing is quoted a record is a line, and its cells are counted by its delimiters
alone. So bytes tell, without an object for every cell; a file that is not so even in
any respect is left to the reader of records.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from verifier.sources.delimited.records import (
    HEAD_RECORDS,
    MOST_COLUMNS,
    MOST_LINES,
    Structure,
    records_at_once,
    stride_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.sources.delimited.dialect import Dialect
    from verifier.sources.delimited.scan import ByteScan

_MARKS = {"utf-8": b"", "utf-8-sig": b"\xef\xbb\xbf", "cp1251": b"", "cp1252": b""}
"""The encodings whose line ends and delimiters are those of ASCII, and their mark."""

_WINDOW = 16 * 1024  # a line of twice as many bytes is left to the reader of records


def read_even(
    chunks: Iterable[bytes], dialect: Dialect, scan: ByteScan
) -> Structure | None:
    """Returns the structure of a file, None if it is not even.

    Args:
        chunks: the bytes in order.
        dialect: how records are parted.
        scan: of these bytes.
    """
    if not _is_plain(dialect, scan):
        return None
    lines = _Lines(dialect.delimiter.encode(), records_at_once(scan), stride_of(scan))
    mark = _MARKS[scan.encoding]
    for number, chunk in enumerate(chunks):
        if not lines.add(chunk if number else chunk.removeprefix(mark)):
            return None
    if not lines.end():
        return None
    head = tuple(map(tuple, dialect.records(_decoded(lines.head, scan))))
    cells = dialect.records(_decoded(lines.sampled, scan))
    sampled = tuple(zip(lines.places, cells, strict=True))
    columns, count = lines.delimiters + 1, lines.count
    sample = frozenset(chain.from_iterable(cells for _, cells in sampled))
    counts = (count, columns, columns, count)
    return Structure(*counts, (), 0, (), 0, head, sample, count, sampled)


def _is_plain(dialect: Dialect, scan: ByteScan) -> bool:
    both, feeds, returns = scan.line_ends
    return (
        scan.encoding in _MARKS
        and dialect.delimiter.isascii()
        and (not dialect.quote or (dialect.quote == '"' and not scan.quotes))
        and not returns
        and (not both or not feeds)
        and both + feeds <= MOST_LINES
    )


def _decoded(lines: Iterable[bytes], scan: ByteScan) -> Iterator[str]:
    encoding = scan.encoding.removesuffix("-sig")
    return (line.removesuffix(b"\r").decode(encoding) for line in lines)


class _Lines:
    """Lines as they come, counted and looked at as bytes.

    Attributes:
        delimiters: how many each line has; at least one.
        count: lines so far.
        head: the first lines.
        sampled: lines from all over the file.
        places: the row of each of them.
    """

    def __init__(self, delimiter: bytes, size: int, stride: int) -> None:
        """Begins a file.

        Args:
            delimiter: one byte.
            size: how many records the reader of records takes at once.
            stride: of each of these the first one is sampled, and every so many.
        """
        self.delimiters = 0
        self.count = 0
        self.head: list[bytes] = []
        self.sampled: list[bytes] = []
        self.places: list[int] = []
        self._delimiter = delimiter
        self._steps = size, stride
        self._rest = b""
        self._others = bytes(set(range(256)) - {delimiter[0], ord("\n")})

    def add(self, chunk: bytes) -> bool:
        """Returns whether all lines are even so far."""
        whole, end, rest = (self._rest + chunk).rpartition(b"\n")
        self._rest = rest
        if not end:
            return len(rest) <= _WINDOW
        whole += end
        if len(rest) > _WINDOW or not _has_short_lines(whole):
            return False
        if not self.count:
            self.delimiters = whole[: whole.index(b"\n")].count(self._delimiter)
        marks = whole.translate(None, self._others)
        line = self._delimiter * self.delimiters + b"\n"
        is_even = 0 < self.delimiters < MOST_COLUMNS and not marks.replace(line, b"")
        if is_even:
            self._take(whole, len(marks) // len(line))
        return is_even

    def end(self) -> bool:
        """Returns whether the last line is even as well, and there is one."""
        return (not self._rest or self.add(b"\n")) and self.count > 0

    def _take(self, whole: bytes, count: int) -> None:
        """Takes samples where the reader of records would."""
        lines = whole.split(b"\n")
        if len(self.head) < HEAD_RECORDS:
            self.head += lines[: min(count, HEAD_RECORDS - len(self.head))]
        size, stride = self._steps
        first = self.count
        for start in range(first - first % size, first + count, size):
            for row in range(start, min(start + size, first + count), stride):
                if row >= first:
                    self.places.append(row + 1)
                    self.sampled.append(lines[row - first])
        self.count += count


def _has_short_lines(lines: bytes) -> bool:
    """Returns whether no line is longer than two windows: each has a line end."""
    starts = range(0, len(lines) - _WINDOW, _WINDOW)
    return all(lines.find(b"\n", at, at + _WINDOW) >= 0 for at in starts)
