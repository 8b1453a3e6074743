"""Words for a whole that other shares of the report explain: of decided deals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._unnamed import is_named
from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.model.address import SheetKey
    from verifier.model.case import Case

    Column = tuple[SheetKey, int]

_FEWEST = 2  # shares that explain a word
_SHORTEST = 4  # letters of a word that tells rows
_ENDS = ",;:()—–.["
_PLAIN = (
    LEXICON.every
    | LEXICON.all_things
    | LEXICON.ofs
    | LEXICON.fillers
    | LEXICON.links
    | LEXICON.pronouns
    | words_of("sentence.relative")
    | words_of("sentence.marks_that")
    | words_of("sentence.marks_were")
)


@dataclass(frozen=True, slots=True)
class LearnedWholes:
    """What words stand for in the wholes of shares.

    Attributes:
        limited: word and column → how many wholes with it are limited in the column.
        free: word and column → how many are not.
    """

    limited: Mapping[tuple[str, Column], int]
    free: Mapping[tuple[str, Column], int]

    def against(self, share: Share, subject: Subject) -> str:
        """Returns what stands against `of decided deals`, undecided ones among them.

        Every other share of such a whole is limited in a column in which this one's
        part is, and its whole not.
        """
        sheet = share.ground.sheet.key
        limited = {c.cells.first_column for c in share.below.criteria}
        part = {c.cells.first_column for c in share.above.criteria} - limited
        columns = sorted(part & share.groups.keys())
        said = sorted(words_of_whole(share, subject)) if columns else ()
        for column in columns:
            for word in said:
                key = (word, (sheet, column))
                is_known = self.limited.get(key, 0) >= _FEWEST
                if is_known and self.free.get(key, 0) <= 1:
                    header = share.ground.columns[column].header
                    return (
                        f"other shares of {word!r} divide by some {header} alone; this "
                        "one divides by all"
                    )
        return ""


def learned_wholes(shares: Sequence[Share], subject: Subject) -> LearnedWholes:
    """Returns what the words of all wholes of a report stand for."""
    limited: dict[tuple[str, Column], int] = defaultdict(int)
    free: dict[tuple[str, Column], int] = defaultdict(int)
    for share in shares:
        sheet = share.ground.sheet.key
        own = {c.cells.first_column for c in share.below.criteria}
        named = _named(share, subject)
        for word in words_of_whole(share, subject):
            for column in share.groups.keys() - named:
                into = limited if column in own else free
                into[word, (sheet, column)] += 1
    return LearnedWholes(limited, free)


def _named(share: Share, subject: Subject) -> set[int]:
    """Returns the columns of which words tell what the whole is limited to: the North.

    No other word has to stand for it.
    """
    sentence = share.case.sentence
    texts = (sentence.text, sentence.context, *sentence.headings)
    limits = {
        c.cells.first_column: c.values
        for c in share.below.criteria
        if c.cells.first_column in share.groups
    }
    return {
        column
        for column, values in limits.items()
        if all(
            is_named(value.casefold(), share.groups[column], texts, subject.brief)
            for value in values
        )
    }


def words_of_whole(share: Share, subject: Subject) -> frozenset[str]:
    """Returns the stems of words of a whole that name no group, row or column."""
    whole = _whole(share.case)
    if not whole:
        return frozenset()
    rows = rows_of(share.ground, subject)
    named = {
        token.stem
        for values in share.groups.values()
        for value in values
        for token in tokens_of(value)
    }
    headers = [tokens_of(c.header) for c in share.ground.columns.values()]
    measured = {one[0].stem for one in headers if len(one) == 1}
    return frozenset(
        token.stem
        for token in tokens_of(whole)
        if len(token.stem) >= _SHORTEST
        and token.text.casefold() not in _PLAIN
        and not rows.are(token)
        and not any(alike(token.stem, one) for one in (*named, *measured))
    )


def _whole(case: Case) -> str:
    """Returns the words of a whole up to a comma: the deals that have been decided."""
    phrase = whole_of(case)
    clause = sentence_round(case.sentence)
    text, head = clause.text, phrase.head if phrase is not None else ""
    place = max(text.find(head, clause.end), -1) if head else -1
    place = place if place >= 0 or not head else text.find(head)
    if phrase is None or place < 0:
        return ""
    rest = text[place:]
    ends = [end for mark in _ENDS if (end := rest.find(mark)) > 0]
    whole = rest[: min(ends, default=len(rest))]
    told = phrase.told.strip()
    return whole.partition(told)[0] if told and told in whole else whole
