"""Cells that are filled, where a sentence counts those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.languages import words as words_of
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.model.case import Case
    from verifier.model.use import Use

_LACKS = words_of("sentence.lacks")
_BLANKS = "COUNTBLANK"
_FAR = 5  # words behind one of them among which the column's noun stands
_SHORTEST = 4  # letters of that noun


def against_filled(case: Case) -> str:
    """Returns what stands against `165 records without readings` that have one."""
    traits = case.compiled.traits if case.compiled else None
    if traits is None or len(traits.uses) != 1 or _BLANKS in traits.functions:
        return ""
    use = traits.uses[0]
    header = _filled(use) if use.side is Side.WHOLE else ""
    if not header:
        return ""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    said = tokens_of(clause.text[first:last])
    words = tokens_of(header)
    for place, token in enumerate(said):
        near = said[place + 1 : place + 1 + _FAR]
        if token.text.casefold() in _LACKS and any(
            alike(word.stem, one.stem) or one.stem.startswith(word.stem)
            for word in words
            if len(word.stem) >= _SHORTEST
            for one in near
        ):
            return (
                f"the sentence counts what has no {header}; the calculation counts the "
                "cells that are filled"
            )
    return ""


def _filled(use: Use) -> str:
    """Returns the header of the only column of which filled cells are counted."""
    if use.statistic is not Statistic.COUNT or use.deduplicates:
        return ""
    filled = [c for c in use.criteria if c.operator == "<>" and c.values == ("",)]
    if len(filled) == 1:
        return filled[0].header
    is_column = len(use.cells) == 1 == len(use.headers) and not use.criteria
    return use.headers[0] if is_column else ""
