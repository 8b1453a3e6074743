"""Amounts of memory as people write them."""

from __future__ import annotations

from verifier.errors import PolicyError

_UNITS = {"MB": 1 << 20, "GB": 1 << 30, "M": 1 << 20, "G": 1 << 30}
_LEAST = 1 << 30  # below it the engine does not start


def bytes_of(text: str) -> int:
    """Returns the number of bytes that a text states.

    Raises:
        PolicyError: if it states none, or too few to start with.

    Example:
        >>> bytes_of("2 GB") == 2 * 1024**3
        True
    """
    compact = "".join(text.split()).upper()
    number = compact.rstrip("BMG")
    unit = _UNITS.get(compact[len(number) :])
    if unit is None or not number.isascii() or not number.isdigit():
        raise PolicyError(
            "limits.memory", repr(text), "an amount such as 2GB or 1500MB"
        )
    amount = int(number) * unit
    if amount < _LEAST:
        raise PolicyError("limits.memory", repr(text), "at least 1GB")
    return amount
