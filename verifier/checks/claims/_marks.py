"""Words that tell rows by a column of marks, dates or amounts: `delayed stays`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._named_rows import nouns_of
from verifier.checks.counted import counted_by
from verifier.checks.kin import kin_of
from verifier.checks.missing import MARKS
from verifier.checks.reach import own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.units import DIMENSIONS
from verifier.checks.vocabulary import text_columns
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import alternatives, compiled, listed, words
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion

YES = words("sentence.yes") | {"1"}
NO = words("sentence.no") | {"0"}
"""Folded texts of cells of a column that marks rows."""

_PART = re.compile(r"[,;:()—]|\s[-–]\s")
_LEADING = compiled(
    rf"^\W*(?:{alternatives('wholes.leading')})\s+[^,;:()—]{{1,80}},\s*$"
)
_LEFT_OUT = compiled(  # leaving out refunded orders
    rf"(?:^\W*|[,;(—–]\s*|\s)(?:{'|'.join(listed('naming.exclusions'))})\s+"
    r"(?P<what>[^,;:()—–.\d]{3,60})"
)
_WITHOUT = compiled(  # orders paid without instalments
    rf"\s(?:{alternatives('marks.without')})\s+(?P<what>[^\W\d_]+(?:\s[^\W\d_]+)?)"
)
_PARTICIPLE = compiled(  # delayed, задержанных
    rf"(?:{alternatives('marks.participle')})$"
)
_SHORTEST = 4
_BEFORE = 3  # words before a phrase that may turn it
_RELATIVE = 3  # words of `trips that were`
_THAT = words("sentence.marks_that")
_WERE = words("sentence.marks_were")
_ONES = words("sentence.ones")
_UNITS = frozenset(
    word.casefold()
    for table in (*DIMENSIONS.values(), LEXICON.currencies)
    for word in table
)
_TURNING = LEXICON.negations | LEXICON.comparators | words("sentence.yes_no_turns")
_PRESENT = {(">", "0"), ("<>", ""), ("<>", "0"), (">=", "1")}


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of a sentence that a column tells of each row.

    Attributes:
        column: of the cells.
        words: of the sentence.
        instead: criteria that only say that another column holds something.
        is_left_out: whether the rows that it marks are turned away.
    """

    column: int
    words: str
    instead: tuple[Criterion, ...] = ()
    is_left_out: bool = False


def marks_in(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]], *, is_share: bool
) -> Iterator[Mark]:
    """Yields the columns that tell the rows of a figure, or of a share's whole."""
    nouns = nouns_of(ground)
    for text in _texts(case, is_share=is_share):
        tokens = tokens_of(text)
        for place in range(len(tokens)):
            word = _qualifier(tokens, place, nouns, text)
            if word is None or _is_turned(tokens, place):
                continue
            found = [n for n in ground.columns if _tells(n, word, ground, groups)]
            for column in found:
                yield Mark(column, _phrase(text, tokens, place))


def mark_left_out(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> Mark | None:
    """Returns the column of yes and no whose rows a sentence turns away.

    `Leaving out refunded orders, passes earned 5`, or behind the figure.
    """
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    for found in chain(_LEFT_OUT.finditer(clause.text), _WITHOUT.finditer(clause.text)):
        is_own = first <= found.start() < last
        leads = not clause.text[: found.start()].strip()
        if not is_own and not leads:
            continue
        for token in tokens_of(found["what"]):
            for column in text_columns(ground):
                is_known = not groups or column in groups  # not yet, while one asks
                is_mark = is_known and _is_of_marks(groups.get(column, ()))
                if is_mark and _tells(column, token, ground, groups):
                    return Mark(column, found[0].strip(" ,;("), is_left_out=True)
    return None


def counted_mark(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]], subject: Subject
) -> Mark | None:
    """Returns the column of yes and no by whose name a figure counts rows.

    `14 complaints were lodged`, where the column `complaint` marks them.
    """
    said = counted_by(case)
    if len(said) != 1 or rows_of(ground, subject).are(said[0].noun):
        return None
    noun = said[0].noun
    kin = kin_of((noun,))
    found = [
        number
        for number in text_columns(ground)
        if len(words := _words_of(ground.columns[number].header)) == 1
        and (alike(words[0].stem, noun.stem) or words[0].stem in kin)
    ]
    if len(found) != 1 or not _is_of_marks(groups.get(found[0], ())):
        return None
    uses = case.uses
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    told = {t.text.casefold() for t in tokens_of(clause.text[first:last])}
    instead = tuple(
        criterion
        for use in uses
        for criterion in use.criteria
        if {(criterion.operator, value) for value in criterion.values} <= _PRESENT
    )
    instead = instead if told & LEXICON.arose else ()
    return Mark(found[0], noun.text, instead)


def is_marked(column: int, ground: Ground) -> Expr:
    """Returns the condition that a column says so of a row.

    A number is above zero; a text is none that says no or that something is missing.
    """
    kind, number = ground.cell(column, "k"), ground.cell(column, "n")
    blank = sql.number(int(CellKind.BLANK))
    said = sql.call("lower", ground.raw(column))
    without = sorted({*NO, *MARKS, "false"} - {"0"})
    is_no = exp.In(this=said, expressions=[sql.text(word) for word in without])
    is_number = sql.is_present(number)
    above = sql.binary(exp.GT, number, sql.ZERO)
    is_text = sql.both(sql.negation(is_number), sql.negation(is_no))
    is_some = sql.either(sql.both(is_number, above), is_text)
    marked = sql.both(sql.unequal(kind, blank), is_some)
    return marked if marked is not None else sql.TRUE


def _texts(case: Case, *, is_share: bool) -> Iterator[str]:
    """Yields words that may tell the rows of a figure."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    behind = _PART.split(behind)[0]
    if is_share:
        if _LEADING.match(before):
            yield before
        tokens = tokens_of(behind)[:1]
        is_of = bool(tokens) and tokens[0].text.casefold() in LEXICON.ofs
        if is_of or (tokens and not tokens[0].text.isascii()):
            yield behind
        return
    yield f"{clause.text[clause.start : clause.end]}{behind}"
    yield _PART.split(before)[-1]


def _qualifier(
    tokens: tuple[Token, ...], place: int, nouns: frozenset[str], text: str
) -> Token | None:
    """Returns the participle at a place that tells rows: delayed stays, rated ones."""
    word = tokens[place]
    if not is_participle(word):
        return None
    after = _before_that(tokens, place)
    after = after or next(iter(tokens[place + 1 : place + 2]), None)
    if after is None:
        return None
    if after.start > word.end and text[word.end : after.start].strip():
        return None
    is_noun = after.text.casefold() in _ONES | LEXICON.people
    found = {after.stem} | kin_of((after,))
    is_noun = is_noun or any(alike(one, noun) for one in found for noun in nouns)
    return word if is_noun else None


def _before_that(tokens: tuple[Token, ...], place: int) -> Token | None:
    """Returns the noun of `trips that were rated`."""
    before = tokens[max(place - _RELATIVE, 0) : place]
    words = [token.text.casefold() for token in before]
    is_clause = len(words) == _RELATIVE and words[1] in _THAT and words[2] in _WERE
    return before[0] if is_clause else None


def is_participle(word: Token) -> bool:
    """Returns whether a word tells what was done to something: delayed, оплаченных."""
    folded = word.text.casefold()
    if len(folded) <= _SHORTEST or word.text.isupper():
        return False
    return folded in LEXICON.marks or _PARTICIPLE.search(folded) is not None


def _is_turned(tokens: tuple[Token, ...], place: int) -> bool:
    before = [t.text.casefold() for t in tokens[max(place - _BEFORE, 0) : place]]
    runs = {
        " ".join(before[first:last])
        for first in range(len(before))
        for last in range(first + 1, len(before) + 1)
    }
    return not runs.isdisjoint(_TURNING)


def _tells(
    column: int, word: Token, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> bool:
    """Returns whether a column's header is a word, and its cells say so or not."""
    words = _words_of(ground.columns[column].header)
    others = {stem(one) for one in LEXICON.marks.get(word.text.casefold(), ())}
    own = [w for w in words if alike(w.stem, word.stem) or w.stem in others]
    rest = [w.text.casefold() for w in words if w not in own]
    known = LEXICON.mark_words | LEXICON.ids | _UNITS
    if not own or not all(one in known for one in rest):
        return False
    values = groups.get(column, ())
    spoken = {t.stem for value in values for t in tokens_of(value)}
    return not any(alike(word.stem, one) for one in spoken)


def _is_of_marks(values: tuple[str, ...]) -> bool:
    """Returns whether cells say yes or no; those that are not known yet may."""
    folded = {value.casefold() for value in values}
    return folded <= YES | NO


def _words_of(header: str) -> tuple[Token, ...]:
    return tokens_of(header)


def _phrase(text: str, tokens: tuple[Token, ...], place: int) -> str:
    other = _before_that(tokens, place) or tokens[min(place + 1, len(tokens) - 1)]
    word = tokens[place]
    return text[min(word.start, other.start) : max(word.end, other.end)]
