"""What rules read in a whole report or subject, once however many figures it has."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Read = TypeVar("Read")
T = TypeVar("T")


def read_once(read: Callable[[Read], T]) -> Callable[[Read], T]:
    """Returns a reader that remembers what it read in the last report, or subject.

    They are told apart by identity: to compare or to hash one is to read it whole.

    Example:
        >>> from verifier.model.report import Report
        >>> read = []
        >>> count = read_once(lambda report: read.append(report) or len(read))
        >>> one, other = Report("r.md", "Up 5.", ()), Report("r.md", "Up 5.", ())
        >>> count(one), count(one), count(other)
        (1, 1, 2)
    """
    last: list[tuple[Read, T]] = []

    @wraps(read)
    def remembered(report: Read) -> T:
        for known, found in last:
            if known is report:
                return found
        found = read(report)
        last[:] = [(report, found)]
        return found

    return remembered
