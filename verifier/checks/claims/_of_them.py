"""A part `of them` that is added up from another column than they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._taken_up import pairs_taken_up
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Use


def parts_of_others(subject: Subject) -> Iterator[tuple[Case, str]]:
    """Yields the figures `of them`, with what stands against their column.

    `They admitted 1,254 patients. Damson took in 290 of them`, of the discharges. What
    the words name is another matter: `of them 5 with harm`; and so are parts of all
    rows: `we granted 20, of which 14 reached them`.
    """
    for before, case in pairs_taken_up(claimed(subject)):
        whole, part = _sum_of(before), _sum_of(case)
        if whole is None or part is None or not _takes_up(case):
            continue
        is_same = whole.cells[0].sheet == part.cells[0].sheet
        is_same = is_same and all((*whole.headers, *part.headers))
        if set(whole.criteria) == set(part.criteria):
            continue  # of the same rows a part can but be of another column
        if is_same and not _shares_a_word(whole, part) and not _names(case, part):
            yield (
                case,
                (
                    f"the sentence speaks of a part of {before.figure.text}, which is "
                    f"of {whole.headers[0]!r}; the calculation uses {part.headers[0]!r}"
                ),
            )


def _sum_of(case: Case) -> Use | None:
    """Returns the only use of a figure, where it adds up one column of numbers."""
    quantity = case.figure.quantity
    uses = case.uses
    if quantity is None or quantity.kind is not QuantityKind.NUMBER or len(uses) != 1:
        return None
    use = uses[0]
    is_plain = use.side is Side.WHOLE and use.statistic is Statistic.SUM
    return use if is_plain and len(use.cells) == 1 == len(use.headers) else None


def _takes_up(case: Case) -> bool:
    """Returns whether `of them` stands by a figure."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    text = f"{clause.text[first : clause.start]} {clause.text[clause.end : last]}"
    words = f" {' '.join(token.text.casefold() for token in tokens_of(text))} "
    return any(f" {phrase} " in words for phrase in LEXICON.of_them if " " in phrase)


def _shares_a_word(one: Use, other: Use) -> bool:
    first, second = (tokens_of(use.headers[0]) for use in (one, other))
    return any_alike(first, second)


def _names(case: Case, use: Use) -> bool:
    """Returns whether a word of the sentence is one of the column's header."""
    said = tokens_of(sentence_round(case.sentence).text)
    words = tokens_of(use.headers[0])
    return any_alike(words, said)
