"""Wholes of which words tell something that no group is: `of hires with a charge`.

A column of numbers or days tells it: a charge above nought, a day that is filled in,
or one that comes behind another where `the late ones` are spoken of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._leading_whole import LEADING
from verifier.checks.claims._narrowed_wholes import DONE, is_filled
from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.reach import own_text, own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.units import units_in
from verifier.languages import words
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.checks.claims._wholes import Share
    from verifier.checks.row_nouns import Rows
    from verifier.checks.rule import Subject
    from verifier.model.use import Criterion

_LATE = words("narrowed_wholes.late")
_HAVING = words("narrowed_wholes.having")
_DATES = words("narrowed_wholes.dates")
_AMOUNTS = words("narrowed_wholes.amounts") | words("rates.amounts")
_ABOVE_NOUGHT = frozenset({(">", "0"), (">=", "1"), ("<>", "0"), ("<>", "")})
_BEHIND = frozenset({">", ">="})
_SHORTEST = 3  # letters of a header's word


def of_told_condition(share: Share, subject: Subject) -> str:
    """Returns what stands against `of hires with a charge 5 % were breakers`, of these.

    The part is limited to those with a charge, the whole is not, and no other words
    of the sentence speak of them.
    """
    whole, rest = _whole_and_rest(share)
    if not whole or share.below.statistic is not Statistic.COUNT:
        return ""
    rows = rows_of(share.ground, subject)
    limited = {c.cells.first_column for c in share.below.criteria}
    limited |= {cells.first_column for cells in share.below.cells}
    for criterion in share.above.criteria:
        if criterion.cells.first_column in limited:
            continue
        if _is_late_by_more(criterion, whole):
            return (
                f"the sentence speaks of a share of {whole.strip()}; the calculation "
                f"takes those with more than {''.join(criterion.values)} of "
                f"{criterion.header}, and divides by all, late or not"
            )
        said, again = (
            _speaks_of(criterion, tokens_of(text), share, rows)
            for text in (whole, rest)
        )
        if said and not again:
            return (
                f"the sentence speaks of a share of {whole.strip()}; the calculation "
                f"limits the part by {criterion.header}, and divides by others, too"
            )
    return ""


def _is_late_by_more(criterion: Criterion, whole: str) -> bool:
    """Returns whether a part is late by more than so much, and a whole is late."""
    header = tokens_of(criterion.header)
    is_of_delay = any(word.text.casefold() in _LATE for word in header)
    bound = "".join(criterion.values)
    is_more = criterion.operator in _BEHIND and bound.isdigit() and int(bound) > 0
    return (
        is_of_delay
        and is_more
        and not _is_over_nought(criterion)
        and any(token.text.casefold() in _LATE for token in tokens_of(whole))
    )


def _whole_and_rest(share: Share) -> tuple[str, str]:
    """Returns the words of a whole, and the other words of its clause."""
    phrase = whole_of(share.case)
    clause = sentence_round(share.case.sentence)
    own = own_text(clause)
    if phrase is not None and phrase.is_sure and phrase.text in own:
        before, _, behind = own.partition(phrase.text)
        return phrase.text, f"{before} {behind}"
    first, last = own_words(clause)
    led = LEADING.search(clause.text[first : clause.start])
    return (led["whole"], clause.text[clause.end : last]) if led else ("", "")


def _speaks_of(
    criterion: Criterion, said: Sequence[Token], share: Share, rows: Rows
) -> bool:
    """Returns whether words tell what a criterion on numbers or days takes."""
    layout = share.ground.columns.get(criterion.cells.first_column)
    header = tokens_of(criterion.header)
    if layout is None or criterion.part or CellKind.TEXT in layout.kinds:
        return False
    is_late_column = any(word.text.casefold() in _LATE for word in header)
    is_behind = criterion.operator in _BEHIND and criterion.beside is not None
    is_over_nought = _is_over_nought(criterion)
    if is_behind or (is_late_column and is_over_nought):
        return any(token.text.casefold() in _LATE for token in said)
    names = [word for word in header if _is_name(word)]
    names = [word for word in names if word.text.casefold() not in _AMOUNTS] or names
    if not is_over_nought or not names:
        return False
    is_day = CellKind.DATE in layout.kinds
    told = [_place(name, said, rows, is_done=is_day) for name in names]
    return all(place is not None for place in told)


def _is_over_nought(criterion: Criterion) -> bool:
    """Returns whether a criterion takes whatever there is of something."""
    one = (criterion.operator, "".join(criterion.values))
    return criterion.beside is None and (one in _ABOVE_NOUGHT or is_filled(criterion))


def _is_name(word: Token) -> bool:
    """Returns whether a header's word tells what is in its cells: no date, no unit."""
    folded = word.text.casefold()
    is_word = folded not in _DATES and len(word.stem) >= _SHORTEST
    return is_word and not units_in(word.text)


def _place(
    name: Token, said: Sequence[Token], rows: Rows, *, is_done: bool
) -> int | None:
    """Returns where words have one of a header, as something that rows have or are.

    Args:
        name: the header's word.
        said: the words.
        rows: what the rows are called, which tells none of them.
        is_done: whether only a participle will do: returned, of a day of return.
    """
    for place, token in enumerate(said):
        if not alike(token.stem, name.stem) or rows.are(token):
            continue
        has = any(one.text.casefold() in _HAVING for one in said[:place])
        if DONE.fullmatch(token.text.casefold()) or (has and not is_done):
            return place
    return None
