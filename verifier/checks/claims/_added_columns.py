"""A column that is added to the one that a sentence names: culled, to the dead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.calculations import without_texts
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.units import units_in
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import STOPS
from verifier.languages import words as words_of
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.stems import Token
    from verifier.model.case import Case
    from verifier.model.use import Use

_PLUS = re.compile(r"[\w\")\]]\s*\+\s*[\w\"(]")
_POWER = re.compile(r"\*\s*10*\b")  # of a scale
_OTHERS = re.compile(r"[-*/]")  # signs of other sums
_WITH = words_of("sentence.with_more") | LEXICON.every | LEXICON.all_things
_PAIR = 2
_SHORTEST = 3  # letters of a word that tells a column


def against_added(case: Case) -> str:
    """Returns what stands against two columns of which words name but one."""
    headers = _added(case)
    if not headers:
        return ""
    clause = sentence_round(case.sentence)
    said = tokens_of(f"{own_text(clause)} {case.sentence.context}")
    if any(token.text.casefold() in _WITH for token in said):
        return ""
    own = _apart(*headers), _apart(*reversed(headers))
    told = [bool(words) and all(any_alike([w], said) for w in words) for words in own]
    rest = [any_alike(words, said) for words in own]
    if told[0] is told[1] or not all(own) or all(rest):
        return ""
    named, other = headers if told[0] else headers[::-1]
    return f"the sentence names {named!r}; the calculation adds {other!r} to it"


def _added(case: Case) -> tuple[str, ...]:
    """Returns the headers of the two columns that a calculation adds up together."""
    uses = case.uses
    quantity = case.figure.quantity
    calculation = case.claim.calculation if case.claim is not None else ""
    is_sum = _PLUS.search(calculation) is not None and not _has_other_signs(calculation)
    if quantity is None or quantity.kind is not QuantityKind.NUMBER or not is_sum:
        return ()
    if not all(map(_is_plain, uses)) or len({use.criteria for use in uses}) != 1:
        return ()
    headers = tuple(dict.fromkeys(h for use in uses for h in use.headers if h))
    return headers if len(headers) == _PAIR else ()


def _is_plain(use: Use) -> bool:
    return use.side is Side.WHOLE and use.statistic is Statistic.SUM


def _has_other_signs(calculation: str) -> bool:
    """Returns whether numbers are multiplied or taken off, too; dates have dashes."""
    bare = _POWER.sub("", without_texts(calculation))
    return _OTHERS.search(bare) is not None


def _apart(header: str, other: str) -> tuple[Token, ...]:
    """Returns the words of a header that the other one lacks."""
    words, others = (tokens_of(h) for h in (header, other))
    stems = {word.stem for word in others}
    return tuple(
        word
        for word in words
        if word.stem not in stems
        and len(word.stem) >= _SHORTEST
        and word.text.casefold() not in STOPS
        and not units_in(word.text)
    )
