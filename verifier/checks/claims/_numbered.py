"""Groups that numbers name: line 2, the third floor, 5 класс."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_DIGITS = re.compile(r"\d{1,3}")
_WITH_ENDING = compiled(rf"(\d{{1,4}})-?(?:{alternatives('numbered.endings')})$", 0)
_NEXT = compiled(rf"\s*(?:№|#|{alternatives('numbered.next')})?\s*")
_MARKS = words_of("sentence.number_marks")


def against_number(case: Case) -> str:
    """Returns what stands against a criterion on numbers that name groups, or nothing.

    The sentence, or else a heading, says `line 3` where rows of line 1 are taken.
    """
    uses = case.uses
    values = [value for use in uses for c in use.criteria for value in c.values]
    if not any(map(str.isdigit, values)):
        return ""
    clause = without_figures(sentence_round(case.sentence))
    own = own_text(clause)
    for criterion in {c for use in uses for c in use.criteria}:
        taken = {int(v) for v in criterion.values if v.isdigit()}
        header = _noun_of(criterion)
        if not taken or len(taken) != len(criterion.values) or header is None:
            continue
        said = set(_numbers(own, header))
        if not said and set(_numbers(clause.text[: clause.start], header)):
            said = set(_alone(clause.text[: clause.start], own))
        texts = (clause.text, case.sentence.context, *reversed(case.sentence.headings))
        for text in () if said else texts:
            said = set(_numbers(text, header))
            if said:
                break
        if said and len(said) == 1 and said.isdisjoint(taken):
            return (
                f"the text names {header.text} {', '.join(map(str, said))}; the "
                f"calculation takes {', '.join(map(str, sorted(taken)))}"
            )
    return ""


def without_figures(clause: Clause) -> Clause:
    """Returns a sentence with blanks for its figures: no complaint in [7 cases]."""
    letters = list(clause.text)
    for start, end in clause.figures:
        letters[start:end] = " " * (end - start)
    return replace(clause, text="".join(letters))


def _noun_of(criterion: Criterion) -> Token | None:
    """Returns the noun of a header whose numbers may name groups, not times."""
    if criterion.operator != "=" or criterion.part:
        return None
    words = tokens_of(criterion.header)
    kept = [w for w in words if w.text.casefold() not in LEXICON.ids]
    is_time = any(
        w.text.casefold() in LEXICON.years | LEXICON.year_columns | LEXICON.spans
        for w in kept
    )
    return kept[-1] if len(kept) == 1 and not is_time else None


def _numbers(text: str, header: Token) -> Iterator[int]:
    """Yields the numbers beside a header's noun, before it or behind."""
    tokens = tokens_of(text)
    for place, token in enumerate(tokens):
        if not (alike(token.stem, header.stem) or header.stem in kin_of((token,))):
            continue
        behind = tokens[place + 1 : place + 3]
        if behind[:1] and behind[0].text.casefold() in _MARKS:
            behind = behind[1:]
        is_next = bool(behind) and _NEXT.fullmatch(text, token.end, behind[0].start)
        number = _number(behind[0], is_behind=True) if is_next else None
        before = tokens[place - 1] if place else None
        if number is None and before is not None:
            number = _number(before, is_behind=False)
        if number is not None:
            yield number


def _number(token: Token, *, is_behind: bool) -> int | None:
    folded = token.text.casefold()
    if is_behind:
        return int(folded) if _DIGITS.fullmatch(folded) else None
    ending = _WITH_ENDING.fullmatch(folded)
    return int(ending[1]) if ending else LEXICON.ordinals.get(folded)


def _alone(before: str, own: str) -> Iterator[int]:
    """Yields the ordinal right before a figure, its noun told by an earlier one."""
    words = tokens_of(before)[-1:]
    if words and words[0].text in own:
        number = _number(words[0], is_behind=False)
        if number is not None:
            yield number
