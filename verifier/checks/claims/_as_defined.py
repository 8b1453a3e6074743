"""Whether a report's own definitions say what the whole of a share takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.adjectives import is_made_of
from verifier.checks.claims._defined import definitions_in
from verifier.checks.claims._rates_defined import (
    groups_meant,
    rates_defined,
    words_explained,
)
from verifier.checks.once import read_once
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentences_of
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.use import admitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.case import Case
    from verifier.model.report import Report
    from verifier.model.use import Use

ENDED = compiled(rf"(?:{alternatives('leading_whole.ended')})")


def is_so_defined(
    case: Case, use: Use, column: int, values: Sequence[str], subject: Subject
) -> bool:
    """Returns whether a term by a figure is defined by the groups that a use takes.

    «Конверсия» of a report that says that active ones are left out of it; «розничных»
    where retail is told to be every channel but one.

    Args:
        case: the figure.
        use: what it is divided by.
        column: of the groups.
        values: all groups of that column.
        subject: the report.
    """
    folded = frozenset(map(str.casefold, values))
    taken = admitted(use.criteria, column, folded)
    said = tokens_of(f"{_sentence_of(case)} {case.sentence.context}")
    explained = words_explained(subject.report)
    for term, told in _definitions(subject.report):
        if all(any(_is_said(word, token) for token in said) for word in term):
            meant, left = groups_meant(told, values, explained)
            if (meant or left) and (meant or folded) - left == taken:
                return True
    return False


def of_explained_whole(share: Share, text: str, subject: Subject) -> str:
    """Returns what stands against `of live plans` that is divided by lost ones, too.

    The report says which groups are live, and the part takes them alone.

    Args:
        share: the figure.
        text: the words of its whole.
        subject: the report.
    """
    explained = _explained_words(share, text, subject)
    narrowed = {c.cells.first_column for c in share.above.criteria} - {
        c.cells.first_column for c in share.below.criteria
    }
    for column in narrowed & share.groups.keys() if explained else ():
        values = share.groups[column]
        folded = frozenset(map(str.casefold, values))
        if any(groups_meant(text, values, {})) or column in share.whole:
            continue
        taken, left = groups_meant(text, values, explained)
        meant = (taken or folded) - left
        own = admitted(share.above.criteria, column, folded)
        if (taken or left) and own <= meant < folded:
            return (
                f"the sentence speaks of a share of {text.strip()}, which the report "
                f"says are {', '.join(sorted(meant))}; the calculation divides by "
                "others, too"
            )
    return ""


def _explained_words(share: Share, text: str, subject: Subject) -> Mapping[str, str]:
    """Returns stem → explanation of the words of a whole that the report explains.

    What the rows are called is no word that tells some of them, and neither is the noun
    of which the share is: live contracts, commission.
    """
    rows = rows_of(share.ground, subject)
    tokens = tokens_of(text)
    tokens = tokens if tokens[:1] and _is_one_of(tokens) else tokens[:-1]
    said = [token for token in tokens if not rows.are(token)]
    return {
        term[0]: told
        for term, told in definitions_in(subject.report)
        if len(term) == 1 and any(alike(term[0], token.stem) for token in said)
    }


def _is_one_of(tokens: Sequence[Token]) -> bool:
    """Returns whether a whole has no noun: of those live, среди активных."""
    begins = tokens[0].text.casefold() in LEXICON.these
    return begins or ENDED.fullmatch(tokens[-1].text.casefold()) is not None


def _sentence_of(case: Case) -> str:
    """Returns the whole sentence of a figure, with the one before that it takes up."""
    end, before = 0, ""
    for sentence in sentences_of(case.sentence.text):
        end += len(sentence)
        if case.sentence.start < end:
            said = {token.text.casefold() for token in tokens_of(sentence)}
            is_taken_up = not said.isdisjoint(LEXICON.pronouns)
            return f"{before} {sentence}" if is_taken_up else sentence
        before = sentence
    return ""


@read_once
def _definitions(report: Report) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Returns the stems of each term that a report defines, and the definition."""
    rates = [
        (tuple(stem(token.text) for token in rate.term), rate.whole)
        for rate in rates_defined(report)
    ]
    explained = (((word,), told) for word, told in words_explained(report).items())
    return (*rates, *definitions_in(report), *explained)


def _is_said(word: str, token: Token) -> bool:
    return alike(word, token.stem) or is_made_of(token.text, word)
