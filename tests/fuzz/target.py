"""What is fuzzed: an entry point, what must hold for any bytes, and where to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Mutator = Callable[[bytes, int, int, Callable[[bytes, int], bytes]], bytes]
"""Takes content, the longest result, a seed and the fuzzer's own mutation of bytes."""


@dataclass(frozen=True)
class Target:
    """An entry point under the fuzzer.

    Attributes:
        name: as typed on the command line.
        run: raises where something that must hold does not.
        seeds: contents to begin with.
        words: what mutations put in.
        longest: content in bytes.
        mutator: instead of the fuzzer's own mutation, or None.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]] = field(default=list)
    words: tuple[str, ...] = ()
    longest: int = 4096
    mutator: Mutator | None = None


def text_of(content: bytes) -> str:
    """Returns content as text; what is no UTF-8 becomes lone surrogates."""
    return content.decode("utf-8", "surrogateescape")


def require(holds: object, words: str) -> None:
    """Stops the fuzzer where something does not hold.

    Raises:
        AssertionError: with these words.
    """
    if not holds:
        raise AssertionError(words)
