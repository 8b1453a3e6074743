"""A spreadsheet function as a value, and the decorator that makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell, Value


@dataclass(frozen=True, slots=True)
class Function:
    """A spreadsheet function.

    Attributes:
        names: its names, the usual one first.
        least: how many arguments it needs.
        most: how many it takes, None for any number.
        page: what it gives, where that is defined, and an example: a formula `is` its
            value, over the sheet of `fixtures/functions`.
        apply: its arguments to its value.
        of_cells: the same for a function that takes one cell at a time and is
            repeated over arrays; None for a function of ranges.
    """

    names: tuple[str, ...]
    least: int
    most: int | None
    page: str
    apply: Callable[[Draft, tuple[Value, ...]], Value] | None
    of_cells: Callable[[Draft, tuple[Cell | None, ...]], Cell] | None


def function(
    *names: str, least: int, most: int | None = None
) -> Callable[[Callable[[Draft, tuple[Value, ...]], Value]], Function]:
    """Returns a decorator for a function of ranges; `most` is `least` if not given."""

    def made(apply: Callable[[Draft, tuple[Value, ...]], Value]) -> Function:
        return Function(
            names, least, _most(least, most), apply.__doc__ or "", apply, None
        )

    return made


def cell_function(
    *names: str, least: int, most: int | None = None
) -> Callable[[Callable[[Draft, tuple[Cell | None, ...]], Cell]], Function]:
    """Returns a decorator for a function of cells, repeated over arrays."""

    def made(of_cells: Callable[[Draft, tuple[Cell | None, ...]], Cell]) -> Function:
        page = of_cells.__doc__ or ""
        return Function(names, least, _most(least, most), page, None, of_cells)

    return made


ANY = -1


def _most(least: int, most: int | None) -> int | None:
    if most is None:
        return least
    return None if most == ANY else most
