"""What a report format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.report import Report


@dataclass(frozen=True, slots=True)
class Reader:
    """A report format.

    Attributes:
        suffixes: of file names, in lower case; an empty one is a name without suffix.
        read: bytes and path in, report out.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Report]
