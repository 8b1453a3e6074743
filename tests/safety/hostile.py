"""What a hostile file is, and what must come of it.

A cell is written as one short text: `=12.5` a number, `'12.5` a text, `@45306` a date,
`?TRUE` a truth, `!#N/A` an error, and nothing for a blank cell.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Case:
    """A hostile file with its outcome, worked out by hand.

    Attributes:
        name: of the case.
        file: its name on disk.
        content: its bytes, or what makes it at a path.
        refused: words of the problem with which it is refused; empty if it is read.
        rows: every cell of its first sheet, if it is read; None where only the size
            counts.
        size: rows and columns where the cells are not listed.
        says: troubles that must be said.
        declared: reading decisions that the user states.
        slow: whether it takes more than a second.
    """

    name: str
    file: str
    content: bytes | Callable[[Path], None]
    refused: str = ""
    rows: Rows | None = None
    size: tuple[int, int] | None = None
    says: tuple[str, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    slow: bool = False

    def place(self, folder: Path) -> Path:
        """Returns the path of the file, made in a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.file
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def table(*lines: str) -> Rows:
    """Returns rows of cells, written with ` | ` between them.

    Example:
        >>> table("'id | 'n", "'a | =5")
        (("'id", "'n"), ("'a", '=5'))
    """
    return tuple(
        tuple(cell.removesuffix("·") for cell in line.split(" | ")) for line in lines
    )


def column(*cells: str) -> Rows:
    """Returns rows of one cell each."""
    return tuple((cell,) for cell in cells)


def is_root() -> bool:
    """Returns whether permissions do not hold for this user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
