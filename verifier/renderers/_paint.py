"""Colours of a terminal, where they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from verifier.model.reason import Status

Paint = Callable[[str, str], str]

STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "magenta": "35",
    "cyan": "36",
}
STATUS_STYLE = {
    Status.VERIFIED: "green",
    Status.HALLUCINATED: "red",
    Status.SUSPECT: "yellow",
    Status.UNDECIDED: "magenta",
    Status.UNCITED: "cyan",
}


def painter(*, color: bool) -> Paint:
    """Returns a function of text and style that colours, or leaves text as it is.

    Example:
        >>> painter(color=False)("value", "red")
        'value'
    """
    return _paint if color else _leave


def _paint(text: str, style: str) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def _leave(text: str, _style: str) -> str:
    return text
