"""Where a finding is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding was made; see `Finding`.

    A finding that names a claim and no line is about every figure of the claim; one
    that names the place of a figure is about that figure.
    """

    line: int = 0
    column: int = 0
    claim: str = ""
    cells: tuple[str, ...] = ()
