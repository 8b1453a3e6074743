"""What an output format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.record import Verification


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a verification is to be shown.

    Attributes:
        color: whether to colour with ANSI sequences.
        verbose: also verified figures, and numbers that are not figures.
        quiet: coverage alone.
        width: columns of the terminal.
        exit_status: of the run where it is not the verification's own.
    """

    color: bool = False
    verbose: bool = False
    quiet: bool = False
    width: int = 100
    exit_status: int | None = None


@dataclass(frozen=True, slots=True)
class Renderer:
    """An output format.

    Attributes:
        name: as `--output-format` names it.
        render: gives the whole text, with a line feed at its end.
    """

    name: str
    render: Callable[[Verification, RenderOptions], str]
