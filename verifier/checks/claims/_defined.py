"""Words that a report explains: `"open" means not yet closed`, `revenue (paid)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.once import read_once
from verifier.checks.stems import tokens_of
from verifier.languages import alternatives, compiled
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.model.report import Report

_MOST_WORDS = 3  # of a term
_LONGEST = 300  # letters of what is said of it
_END = compiled(  # of a sentence, or where the next word is explained
    r"[.;!?](?=\s|$)|\n\s{0,80}\n|"
    rf",\s{{1,9}}(?:(?:{alternatives('defined.next')})\s{{1,9}})?(?=[*_\"“«„])",
    0,
)
_MEANS = (
    rf"\s*(?:[—–=:]|-\s|(?:{alternatives('defined.ever')})?"
    rf"(?:{alternatives('defined.means')})\b)"
)
_QUOTED = compiled(rf"[\"“«„']([^\"”»“']{{2,40}})[\"”»“']{_MEANS}")
_MARKED = compiled(rf"(?<![\w*_])([*_]{{1,3}})([^*_\n]{{2,40}})\1{_MEANS}", 0)
_ONCE = alternatives("rates_defined.once")
_MARKED_WHEN = compiled(  # a plan is *live* when it is active
    rf"(?<![\w*_])[*_]{{1,3}}([^*_\n]{{2,40}})[*_]{{1,3}},?\s+(?:{_ONCE})\b"
)
_COUNTS_AS = compiled(  # a line counts as delivered once a receipt has been booked
    rf"\b(?:{alternatives('defined.counts_as')})\s+[\"“«]?"
    rf"([^\W\d_][\w-]{{2,30}})[\"”»]?,?\s+(?:{_ONCE})\s+"
)
_LOOKED_AT = tuple(  # Сроки и оценки смотрим по отгруженным заказам
    compiled(rf"(?:^|[.!?;]\s+){form}")
    for form in (
        rf"(?P<terms>[^.!?;:\d]{{3,80}}?)\s+(?:{alternatives('defined.looked_at')})\s+",
        (
            rf"(?:{alternatives('defined.we_look')})\s+(?P<terms>[^.!?;:\d]{{3,80}}?)\s+"
            rf"(?:{alternatives('defined.looking')})\s+"
        ),
    )
)
_LISTED = compiled(rf",\s+|\s(?:{alternatives('defined.and_term')})\s")
_CALLED = compiled(
    rf"\b(?:{alternatives('defined.called')})\s+"
    r"[\"“«„']?([\w-]{1,40}(?:\s[\w-]{1,40})?)[\"”»“']?\s+"
    rf"(?:{alternatives('defined.we_mean')})"
)
_DEFINED = compiled(
    r"\b((?:[^\W\d_][\w-]{1,40}\s+)?[^\W\d_][\w-]{1,40})\s+"
    rf"(?:{alternatives('defined.is_defined')})"
)
_TERM = (
    rf"(?:[^\W\d_][\w-]{{1,40}}\s)?[^\W\d_][\w-]{{1,40}}"
    rf"(?:{alternatives('defined.called_so')})"
)
_SO_CALLED = compiled(  # Активными ниже называем клиентов
    rf"\b({_TERM})\s+(?:{alternatives('defined.ever')}){{0,2}}"
    rf"(?:{alternatives('defined.call_so')})\s"
)
_CALLED_SO = compiled(  # Назовём активными клиентов
    rf"\b(?:{alternatives('defined.call_so')})\s+"
    rf"(?:{alternatives('defined.ever')}){{0,2}}({_TERM})\s"
)
_GOES_ON = compiled(  # by new we mean first orders; old is every other
    r"(?:[,;]\s+(?:(?:{next})\s+)?({word})\s+[—–]\s|"
    r"(?:;\s+|,\s+(?:{next})\s+)({word})\s+(?:{verb})\s)".format(
        next=alternatives("defined.next"),
        word=r"(?:[^\W\d_][\w-]{1,40}\s)?[^\W\d_][\w-]{1,40}",
        verb=alternatives("defined.goes_on"),
    )
)
_OPENING = compiled(  # Net sales leave out tax; Выручка — это начислено без НДС
    rf"(?:^|[.!?;:]\s+)(?:(?:{alternatives('defined.opening')})\s+)?"
    rf"[\"“«„']?(?P<term>[^\W\d_][\w-]{{1,40}}(?:\s[^\W\d_][\w-]{{1,40}}){{0,2}}?)[\"”»“']?\s+"
    rf"(?:[—–]\s|(?:{alternatives('defined.ever')})?(?:{alternatives('defined.opens')})\b)"
    rf"\s*"
)
_NUMBER = re.compile(r"\d")
_TURN = compiled(
    rf"[.!?;](?=\s|$)|\n\s{{0,80}}\n|,\s+(?:{alternatives('defined.next')})\s"
)
_CHAINED = compiled(  # Margin is profit over sales, the return rate is returns over
    rf",\s+(?:(?:{alternatives('defined.next')})\s+)?"
    rf"(?:{alternatives('defined.article')})?(?P<term>[^\W\d_][\w-]{{1,40}}"
    rf"(?:\s[^\W\d_][\w-]{{1,40}})?)\s+(?:{alternatives('defined.chained')})\s+"
)
_STOP_OR_PART = re.compile(r"[.!?;](?=\s|$)|\n\s{0,80}\n")
_STOP = re.compile(r"[.!?](?=\s|$)|\n\s{0,80}\n")
_EXPLAINED = re.compile(
    r"(?<![\w-])([^\W\d_][\w-]{1,40})(?:\s+[^\W\d_]+)?\s+\([^()]{1,80}\)"
)


@read_once
def defined_in(report: Report) -> Mapping[str, str]:
    """Returns the stem of each word that a report explains, and what is said of it.

    What stands in brackets behind a word explains it, but is no definition: of it no
    text is kept.

    Example:
        >>> from verifier.model.report import Passage, Report
        >>> text = 'A deal is "open" here. "Won" means Closed Won. It is 3.'
        >>> dict(defined_in(Report("r.md", text, (Passage(text, ()),))))
        {'won': ' Closed Won'}
    """
    found: dict[str, str] = {}
    for words, told in _terms(report):
        tokens = tokens_of(words)
        if len(tokens) <= _MOST_WORDS:
            for token in tokens:
                found[token.stem] = found.get(token.stem) or told
    return found


@read_once
def definitions_in(report: Report) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Returns the stems of each term that a report explains, and what is said of it.

    Further ones than `defined_in` are terms without quotes that open a sentence with no
    number in it, words that are told to be so once something holds, and things that are
    looked at over some rows alone.

    Example:
        >>> from verifier.model.report import Passage, Report
        >>> text = "Net sales leave out tax. Sales are 5."
        >>> definitions_in(Report("r.md", text, (Passage(text, ()),)))
        ((('net', 'sale'), 'leave out tax'),)
    """
    said = (
        (tuple(token.stem for token in tokens_of(words)), told)
        for words, told in (*_terms(report), *_conditions(report))
    )
    opening = (
        (tuple(token.stem for token in tokens_of(term)), told)
        for passage in report.passages
        if passage.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM}
        for term, told in _opening(passage.text)
        if not _NUMBER.search(told) and tokens_of(term)
    )
    short = (one for one in said if one[1] and 0 < len(one[0]) <= _MOST_WORDS)
    return (*short, *opening)


def _terms(report: Report) -> Iterator[tuple[str, str]]:
    for passage in report.passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
            continue
        text = passage.text
        for form in (_QUOTED, _CALLED, _DEFINED):
            yield from ((m[1], _rest(text, m.end())) for m in form.finditer(text))
        for form in (_SO_CALLED, _CALLED_SO, _CALLED):
            for found in form.finditer(text):
                yield from _chained(found[1], text, found.end())
        yield from ((m[1], "") for m in _EXPLAINED.finditer(text))
    text = report.text
    yield from ((m[2], _rest(text, m.end())) for m in _MARKED.finditer(text))


def _conditions(report: Report) -> Iterator[tuple[str, str]]:
    """Yields words with the condition of what is called so: `delivered once …`."""
    text = report.text
    yield from ((m[1], _rest(text, m.end())) for m in _MARKED_WHEN.finditer(text))
    for passage in report.passages:
        if passage.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
            text = passage.text
            found = _COUNTS_AS.finditer(text)
            yield from ((m[1], _rest(text, m.end())) for m in found)
            yield from _looked_at(text)


def _opening(text: str) -> Iterator[tuple[str, str]]:
    """Yields the terms that open a sentence, and those that it goes on with."""
    for found in _OPENING.finditer(text):
        rest = text[found.end() : found.end() + _LONGEST]
        term, first = found["term"], 0
        told = _STOP_OR_PART.split(rest, maxsplit=1)[0]
        for further in _CHAINED.finditer(told):
            yield term, told[first : further.start()]
            term, first = further["term"], further.end()
        yield term, _TURN.split(told[first:], maxsplit=1)[0]


def _looked_at(text: str) -> Iterator[tuple[str, str]]:
    """Yields the things that are looked at over some rows alone, and over which."""
    for form in _LOOKED_AT:
        for found in form.finditer(text):
            told = _rest(text, found.end())
            if not _NUMBER.search(told):
                yield from ((term, told) for term in _LISTED.split(found["terms"]))


def _chained(term: str, text: str, start: int) -> Iterator[tuple[str, str]]:
    """Yields a term, and those of the same sentence that go on with it.

    `By new we mean first orders; old is every other.`
    """
    told = _STOP.split(text[start : start + _LONGEST], maxsplit=1)[0]
    first = 0
    for found in _GOES_ON.finditer(told):
        yield term, told[first : found.start()]
        term, first = found[1] or found[2], found.end()
    yield term, told[first:]


def _rest(text: str, start: int) -> str:
    """Returns what stands from a place to the end of the sentence.

    Or to where the next word is explained.
    """
    told = _END.split(text[start : start + _LONGEST], maxsplit=1)[0]
    further = _GOES_ON.search(told)
    return told[: further.start()] if further else told
