"""Wildcards and regular expressions as patterns of the engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.dialect import sql

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_SPECIAL = r"([.+^$()\[\]{}|\\])"
_ESCAPES = (("~~", "\x01"), ("~?", "\x02"), ("~*", "\x03"))
_MEANINGS = (("?", "."), ("*", ".*?"), ("\x01", "~"), ("\x02", r"\?"), ("\x03", r"\*"))
# look-around, back references and the like, which the engine's expressions lack
_BEYOND = re.compile(
    r"\(\?(?!:|P?<[A-Za-z_]|[imsU]*[-imsU]*[:)])|\(\?<[=!]|\\[1-9GKRXZkg]|[+*?}]\+"
)
_COUNTED = re.compile(r"\{([0-9]+)(?:,([0-9]*))?\}")
_MOST_REPEATS = 1000


def wild_pattern(text: Expr) -> Expr:
    """Returns a text with `*`, `?` and `~` as a regular expression.

    Source: ECMA-376 part 1, 18.17.7.292, SEARCH.
    """
    made = sql.call(
        "regexp_replace", text, sql.text(_SPECIAL), sql.text(r"\\\1"), sql.text("g")
    )
    for sign, meaning in (*_ESCAPES, *_MEANINGS):
        made = sql.call("replace", made, sql.text(sign), sql.text(meaning))
    return made


def plain_pattern(text: Expr) -> Expr:
    """Returns a text as a regular expression that matches just it."""
    return sql.call("regexp_escape", text)


def checked_pattern(pattern: str) -> str:
    """Returns a regular expression that the engine reads as spreadsheets do.

    Raises:
        FormulaError: for one that is malformed, or has what the engine lacks.

    Example:
        >>> checked_pattern("[0-9]{4}")
        '[0-9]{4}'
    """
    counts = [int(n) for found in _COUNTED.findall(pattern) for n in found if n]
    if _BEYOND.search(pattern) or max(counts, default=0) > _MOST_REPEATS:
        raise FormulaError(
            f"the regular expression {pattern!r} is not recomputed here",
            "one without look-around and back references",
            reason="unsupported-function",
        )
    try:
        re.compile(pattern.replace(r"\p", r"\w").replace(r"\P", r"\W"))
    except re.error as error:
        raise FormulaError(
            f"the regular expression {pattern!r} is malformed: {error}",
            "a regular expression",
        ) from error
    return pattern


def groups_in(pattern: str) -> int:
    """Returns how many groups a regular expression captures."""
    return len(re.findall(r"(?<!\\)\((?!\?(?!P?<[A-Za-z_]))", pattern))
