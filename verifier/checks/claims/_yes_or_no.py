"""Columns of yes and no: `without an answer` where the rows with one are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import listed, words
from verifier.model.claim import CalculationKind
from verifier.model.source import CellKind
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_BEFORE = 3  # words before one that turn it
_SHORTEST = 4  # letters of a header's word
_TURNS = LEXICON.negations | words("sentence.yes_no_turns")
_PREFIXES = listed("sentence.turning_prefixes")
QUOTED = re.compile(r"[«“\"„](?P<word>[^«»“”\"„]{1,30})[»”\"“]")
_SIDES = {Side.WHOLE, Side.NUMERATOR}


def against_yes_or_no(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> str:
    """Returns what stands against `unanswered` where the answered are taken, or so."""
    for column, is_yes, criterion in _taken(case, ground, groups):
        header = ground.columns[column].header
        other = _quoted(case, criterion, groups[column])
        has_blanks = CellKind.BLANK in ground.columns[column].kinds
        if other and has_blanks:
            return (
                f"the sentence names {header} {other}; the calculation takes all but "
                f"{criterion.values[0]}, blank cells among them"
            )
        said = _is_said(case, header)
        if said is not None and said is not is_yes:
            does = "says so" if said else "says the opposite"
            return (
                f"of {header!r} the sentence {does}; the calculation takes "
                f"{header} {criterion.values[0]}"
            )
    return ""


def _taken(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> list[tuple[int, bool, Criterion]]:
    """Returns the columns of yes and no, whether yes is taken, and by what."""
    uses = case.uses
    found: list[tuple[int, bool, Criterion]] = []
    for criterion in {c for u in uses if u.side in _SIDES for c in u.criteria}:
        column = criterion.cells.first_column
        values = {value.casefold() for value in groups.get(column, ())}
        is_here = criterion.cells.sheet == ground.sheet.key
        if not is_here or not values or not values <= YES | NO:
            continue
        if criterion.operator in {"=", "<>"} and len(criterion.values) == 1:
            is_yes = criterion.values[0].casefold() in YES
            is_yes = is_yes is (criterion.operator == "=")
            found.append((column, is_yes, criterion))
    return found


def _quoted(case: Case, criterion: Criterion, values: tuple[str, ...]) -> str:
    """Returns the value in quotes where a formula takes whatever is not the other."""
    is_formula = case.claim is not None and case.claim.kind is CalculationKind.FORMULA
    if criterion.operator != "<>" or not is_formula:
        return ""
    text = sentence_round(case.sentence).text.casefold()
    others = [v for v in values if v.casefold() != criterion.values[0].casefold()]
    quoted = {found["word"] for found in QUOTED.finditer(text)}
    return next((value for value in others if value.casefold() in quoted), "")


def _is_said(case: Case, header: str) -> bool | None:
    """Returns whether a sentence says that it is so; None where it says nothing."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    tokens = tokens_of(clause.text[first:last])
    words = [t.stem for t in tokens_of(header)]
    words = [word for word in words if len(word) >= _SHORTEST]
    found: set[bool] = set()
    for place, token in enumerate(tokens):
        if any(_is_of(token, word) for word in words):
            before = tokens[max(place - _BEFORE, 0) : place]
            found.add(not _is_turned(token, before, words))
    return found.pop() if len(found) == 1 else None


def _is_of(token: Token, word: str) -> bool:
    return alike(token.stem, word) or any(
        alike(stem(token.text.casefold().removeprefix(prefix)), word)
        for prefix in _PREFIXES
        if token.text.casefold().startswith(prefix)
    )


def _is_turned(token: Token, before: tuple[Token, ...], words: list[str]) -> bool:
    folded = token.text.casefold()
    has_prefix = folded.startswith(_PREFIXES) and not any(
        alike(token.stem, word) for word in words
    )
    said = f" {' '.join(other.text.casefold() for other in before)} "
    is_turned = any(f" {phrase} " in said for phrase in _TURNS)  # leaving out
    return has_prefix is not is_turned  # not unanswered
