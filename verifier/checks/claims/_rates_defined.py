"""Rates that a report defines: what is divided, and by what, in its own words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._defined import definitions_in
from verifier.checks.once import read_once
from verifier.checks.sentences import sentences_of
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import SHARES
from verifier.languages import alternatives, compiled, listed, words
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verifier.model.report import Passage, Report

_LONGEST = 400  # letters of a definition
_SHORTEST = 3  # letters of a word that names a longer value alone
_MOST_WORDS = 4  # of a term
_OF_ROWS = 2  # words of one that tells some rows: a closed job
_MOST = 40  # words explained, of which others may be explained by
_MOST_STATES = 15  # values of a column one word of which may name a longer one
_FILLERS = frozenset(
    word
    for word in LEXICON.fillers - words("rates.rates")
    if not word.startswith(SHARES)
)
_KINDS = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM})
_NAME = r"(?P<term>[^\W\d_][\w'’-]*(?:\s[\w'’-]+){0,3}?)"
_BEGINS = (
    rf"(?:^|[;,:]\s+)\W{{0,3}}(?:(?:{alternatives('defined.next')})\s+)?"
    rf"(?:{alternatives('days.article')})?"
)
_TERMS = (
    compiled(
        rf"{_BEGINS}{_NAME}[\s\"”»*_]{{0,3}}"
        rf"(?:\s?[—–:=]\s|\s(?={alternatives('rates_defined.verbs')}))"
    ),
    compiled(
        rf"(?:{alternatives('rates_defined.before')})\s+[\"“«]?{_NAME}[\"”»]?\s+"
        rf"(?:{alternatives('rates_defined.behind')})(?!\w)"
    ),
)
_DIVIDED = compiled(alternatives("rates_defined.divided"))
_BY = compiled(rf"\s(?:{alternatives('rates_defined.by')})\s")
_OF_THOSE = compiled(
    rf"(?:{alternatives('rates_defined.share_of')})\s+(?P<below>.{{2,80}}?)"
    rf"[\s,]+(?:{alternatives('rates_defined.that')})\s"
)
_AMONG = compiled(
    rf"(?:{alternatives('rates_defined.share_of')})\s+.{{2,120}}?\s"
    rf"(?:{alternatives('rates_defined.among')})\s"
)
_TAKEN = compiled(rf"(?:{alternatives('rates_defined.taken')})\s")
_CALLED = compiled(  # an application is called decided once it has been awarded
    rf"(?:{alternatives('rates_defined.called')}|,\s+(?:{alternatives('defined.next')}))"
    rf"\s+[\"“«]?(?P<word>[^\W\d_]{{3,30}})"
    rf"[\"”»]?,?\s+(?:{alternatives('rates_defined.once')})\s+(?P<told>[^,;.]{{2,120}})"
)
_WHEN = compiled(rf"(?:[^\s,;:]+\s){{1,5}}(?:{alternatives('rates_defined.once')})\s")
_WORD_SO = rf"[^\W\d_][\w-]{{2,30}}(?:{alternatives('defined.called_so')})"
_SO_CALLED = compiled(  # «выполненным считаем заказ в статусе, закрытым — выполненный»
    rf"(?:^|[,;]\s+(?:(?:{alternatives('defined.next')})\s+)?)(?P<word>{_WORD_SO})\s+"
    rf"(?:{alternatives('rates_defined.called_before')})\s+(?P<told>[^,;.]{{2,120}})"
    rf"(?:[,;]\s+(?:(?:{alternatives('defined.next')})\s+)?(?P<next>{_WORD_SO})\s+"
    r"[—–]\s+(?P<more>[^,;.]{2,120}))?"
)
_NEXT = compiled(rf",\s+(?:{alternatives('rates_defined.next')})\s")
_PARTS = re.compile(r"[,;()]|:\s|\s[—–]\s")
_CLAUSE = compiled(  # what is in work, which is open,: told with what stands beside it
    rf",(?P<told>\s(?:\w+\s)?(?:{'|'.join(listed('sentence.marks_that'))})\s[^,;:()—–]{{2,80}}),?"
)
_WITHOUT = compiled(rf"(?<=\w)\s({'|'.join(listed('rates_defined.without'))})(?!\w)")
_LEFT_OUT = compiled(rf"(?<!\w)(?:{alternatives('rates_defined.left_out')})(?!\w)")
_BRACKETS = re.compile(r"\(([^()]{1,80})\)")
_EXCEPTION = 3  # words in which what is left out begins: but not, all except
_LEAVING_OUT = LEXICON.denials - words("rates_defined.no_denials")
_ORS = words("rates_defined.or")
_ALSO = words("rates_defined.also")
_BESIDE = words("rates_defined.beside")
_TURNING = words("rates_defined.turning") | LEXICON.denials
_NO_TERMS = words("rates_defined.no_terms")
_FENCE = "```"
_MARKED = re.compile(r"(?<![\w*_])([*_]{1,3})([^*_\n]{2,40})\1")


@dataclass(frozen=True, slots=True)
class RateDefined:
    """A rate, as a report defines it.

    Attributes:
        term: the words of its name.
        whole: the words of what it is divided by, with conditions behind them.
        every: all words of the definition.
    """

    term: tuple[Token, ...]
    whole: str
    every: str

    @property
    def name(self) -> str:
        """Its name as printed."""
        return " ".join(token.text for token in self.term)


@read_once
def rates_defined(report: Report) -> tuple[RateDefined, ...]:
    """Returns the rates that sentences without figures define, in order.

    Example:
        >>> from verifier.model.report import Passage, Report
        >>> text = "The hit ratio is bound quotes divided by bound plus lost quotes."
        >>> rates_defined(Report("r.md", text, (Passage(text, ()),)))[0].whole
        'bound plus lost quotes.'
    """
    found: list[RateDefined] = []
    for sentence in _plain_sentences(report):
        for term, told in _terms_in(sentence):
            whole = _whole_of(told)
            if whole:
                found.append(RateDefined(term, whole, told))
    return tuple(found)


@read_once
def words_explained(report: Report) -> Mapping[str, str]:
    """Returns stem of each word that stands marked in a sentence → what follows it.

    `An order is *closed* when its status is Completed`; and of those explained
    otherwise: «завершёнными считаем решённые и закрытые».
    """
    found: dict[str, str] = {}
    for text in report.text.split(_FENCE)[::2]:
        for marked in _MARKED.finditer(text):
            rest = text[marked.end() : marked.end() + _LONGEST].split("\n\n")[0]
            told = _MARKED.split(sentences_of(f"{rest} ")[0])[0]
            for token in tokens_of(marked[2]) if "](" not in told else ():
                found.setdefault(token.stem, told)
    for sentence in _plain_sentences(report):
        for word, told in _explained_in(sentence):
            found.setdefault(stem(word), told)
    for stems, told in definitions_in(report):
        if len(stems) == 1 and told and not _WHEN.match(told):
            found.setdefault(stems[0], _with_exceptions(told))
    return found


def _explained_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Yields the words that a sentence explains, and what it says of each."""
    for called in _CALLED.finditer(sentence):
        yield called["word"], called["told"]
    for called in _SO_CALLED.finditer(sentence):
        yield called["word"], called["told"]
        if called["next"]:
            yield called["next"], called["more"]
    for term, told in _terms_in(sentence):
        is_of_rows = len(term) == _OF_ROWS and not _whole_of(told)
        if _WHEN.match(told):
            continue  # a job is on time when: it is no job that is explained
        if len(term) == 1 or is_of_rows:
            yield term[0].text, _with_exceptions(told)


def groups_meant(
    text: str, values: Sequence[str], explained: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Returns the folded values that a text takes, and those that it leaves out.

    Args:
        text: of a definition.
        values: of one column.
        explained: stem of a word → what the report says of it; in words that may be
            explained themselves.
    """
    taken, left = set[str](), set[str]()
    spoken = {token.text.casefold() for v in values for token in tokens_of(v)}
    for part in _parts_of(text, spoken):
        tokens = tokens_of(part)
        said = {token.text.casefold() for token in tokens}
        leaves_out = bool(said & _LEAVING_OUT - spoken)  # closed without an answer
        leaves_out = leaves_out or _LEFT_OUT.search(part.casefold()) is not None
        if said & _ALSO and not leaves_out:
            continue
        named, without = _named(tokens, values), set[str]()
        is_listed = not said.isdisjoint(_ORS)  # completed or Cancelled
        for token in tokens if is_listed or not named else ():
            known = next((s for s in explained if alike(s, token.stem)), "")
            if known and (is_listed or not named):
                others = {s: t for s, t in explained.items() if s != known}
                meant, other = groups_meant(
                    explained[known], values, others if len(others) < _MOST else {}
                )
                named, without = named | meant, without | other
        (left if leaves_out else taken).update(named)
        left.update(set() if leaves_out else without - named)
    return frozenset(taken - left), frozenset(left)


def _parts_of(text: str, spoken: set[str]) -> Iterator[str]:
    """Yields the parts of a definition, each of which takes something or leaves it out.

    What stands before `without` is taken; not so where a group is called that way.
    """
    told = _CLAUSE.sub(r"\g<told>", _BRACKETS.sub(_opened, text))
    for part in _PARTS.split(told):
        found = _WITHOUT.search(part)
        if found is None or found[1].casefold() in spoken:
            yield part
        else:
            yield from (part[: found.start()], part[found.start() :])


def _opened(brackets: re.Match[str]) -> str:
    """Returns what stands in brackets as a part of its own, or of what is round it.

    `Open ones (Active) do not count` speaks of Active; `(lost ones do not count)` for
    itself.
    """
    inside = brackets[1]
    said = {token.text.casefold() for token in tokens_of(inside)}
    is_apart = bool(said & (_LEAVING_OUT | _ALSO))
    return f"; {inside}; " if is_apart else f" {inside.replace(',', ' ')} "


def _with_exceptions(told: str) -> str:
    """Returns what a word is said to be, with what is left out of it behind a comma."""
    first, *rest = _PARTS.split(told)
    for part in rest:
        words_ = tokens_of(part)[:_EXCEPTION]
        if _LEAVING_OUT.isdisjoint(word.text.casefold() for word in words_):
            break
        first += f", {part}"
    return first


def _named(tokens: Sequence[Token], values: Sequence[str]) -> set[str]:
    """Returns the values all words of which stand together in a text.

    A value of several words is named by one that no other has, too; but not one that
    a first word turns round: On hire, Awaiting start, «Не начат».
    """
    found: dict[int, str] = {}
    shared = Counter(s for value in values for s in {t.stem for t in tokens_of(value)})
    are_few = len(values) <= _MOST_STATES  # states, and no names of clients
    for value in (one for one in values if are_few and not _is_turned(one)):
        own = [t for t in tokens_of(value) if shared[t.stem] == 1]
        alone = [t for t in own if len(t.stem) >= _SHORTEST and _tells(t)]
        for place, token in enumerate(tokens):
            if any(_are_alike(token, word) for word in alone):
                found[place] = value
    for value in sorted(values, key=len):
        words_ = tokens_of(value)
        for place in range(len(tokens) - len(words_) + 1) if words_ else ():
            here = tokens[place : place + len(words_)]
            if all(map(_are_alike, here, words_)):
                found |= dict.fromkeys(range(place, place + len(words_)), value)
    return {value.casefold() for value in found.values()}


def _is_turned(value: str) -> bool:
    """Returns whether the first word of a value makes another thing of the others."""
    first, *others = tokens_of(value) or (None,)
    return bool(others) and first is not None and first.text.casefold() in _TURNING


def _tells(token: Token) -> bool:
    return token.text.isalpha() and token.text.casefold() not in LEXICON.fillers


def _are_alike(one: Token, other: Token) -> bool:
    return alike(one.stem, other.stem)


def _plain_sentences(report: Report) -> Iterator[str]:
    """Yields the sentences of prose that hold no claimed figure."""
    for passage in report.passages:
        if passage.kind in _KINDS:
            yield from _without_links(passage)


def _without_links(passage: Passage) -> Iterator[str]:
    start = 0
    for sentence in sentences_of(passage.text):
        end = start + len(sentence)
        if not any(start <= link.start < end for link in passage.links):
            yield sentence[:_LONGEST].strip()
        start = end


def _terms_in(sentence: str) -> Iterator[tuple[tuple[Token, ...], str]]:
    """Yields terms with what a sentence says of each, up to where the next begins."""
    for form in _TERMS:
        places = [
            place
            for place in form.finditer(sentence)
            if place["term"].strip().casefold() not in _NO_TERMS  # то есть
            and not _DIVIDED.match(place["term"])  # , делённые на закрытые: то, что
        ]
        ends = [place.start() for place in places[1:]] + [len(sentence)]
        for found, end in zip(places, ends, strict=False):
            term = tuple(
                token
                for token in tokens_of(found["term"])
                if token.text.casefold() not in _FILLERS | _BESIDE
            )
            known = {token.text.casefold() for token in term}
            if 0 < len(term) <= _MOST_WORDS and known.isdisjoint(LEXICON.pronouns):
                yield term, sentence[found.end() : end]


def _whole_of(told: str) -> str:
    """Returns the words of what a rate is divided by; nothing where it is no rate."""
    told = _NEXT.split(told)[0]
    for form in (_OF_THOSE, _AMONG):
        found = form.search(told)
        if found:
            below = found.groupdict().get("below")
            return below or told[found.end() :]
    taken = _TAKEN.match(told)
    if taken:
        return told[taken.end() :]
    divided = _DIVIDED.search(told)
    by = _BY.search(told, max(divided.start() - 1, 0)) if divided else None
    return told[by.end() :] if by else ""
