"""Raised and lowered digits: a power, a formula, or the mark of a note."""

from __future__ import annotations

RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
LOWERED = str.maketrans("0123456789+-\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def is_mark(script: str, before: str, *, in_link: bool) -> bool:
    """Returns whether a raised or lowered text is the mark of a note.

    One behind a letter is a part of a word (m², CO₂), one behind 10 a power, and one
    inside of a figure's link a part of the figure.

    Args:
        script: the raised text.
        before: what stands right before it.
        in_link: whether it stands in a link that began before it.

    Example:
        >>> [is_mark("2", before, in_link=False) for before in ("5 m", "30%", "3·10")]
        [False, True, False]
    """
    if not script.strip() or any(map(str.isalpha, script)) or in_link:
        return False
    is_power = before[-2:] == "10" and not before[-3:-2].isdecimal()
    return not before[-1:].isalpha() and not is_power
