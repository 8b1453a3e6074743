"""Columns that add up by themselves from period to period: `net to date`."""

from __future__ import annotations

from verifier.checks.stems import Token, tokens_of
from verifier.languages import alternatives, compiled

_RUNNING = compiled(rf"(?<!\w)(?:{alternatives('stocks.running')})(?!\w)")


def is_running(header: str) -> bool:
    """Returns whether a header is of a running total.

    Example:
        >>> is_running("net_to_date_eur"), is_running("Принято с начала года")
        (True, True)
        >>> is_running("order_date")
        False
    """
    return speaks_of_running(header.replace("_", " "))


def running_in(text: str) -> tuple[Token, ...]:
    """Returns the words of a text that say so."""
    found = _RUNNING.search(text)
    return tokens_of(found[0]) if found else ()


def speaks_of_running(text: str) -> bool:
    """Returns whether a text says that something is added up since a beginning."""
    return _RUNNING.search(text) is not None
