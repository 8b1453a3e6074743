"""Columns that differ in a word or two: gross and net, with tax and without."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._running import running_in
from verifier.checks.reach import own_text, own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, any_alike, tokens_of
from verifier.checks.units import DIMENSIONS, sure_unit
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case

_MOST_APART = 2  # words in which two siblings differ
_FEWEST = 3  # figures of one column that share a word which another one lacks
_TIMES = 3  # as many as of the other column
_STATE = compiled(alternatives("siblings.state"), 0)
_TURNED = compiled(  # 5 of gross, after charges 4
    rf"\b(?:{alternatives('siblings.turned')})\b"
)
_CLAUSE_BEFORE = re.compile(r"(?:[^.;!?]|(?<=\d)\.(?=\d))*;\s*$")
_UNITS = frozenset(
    token.stem
    for table in DIMENSIONS.values()
    for word in table
    for token in tokens_of(word)
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Siblings:
    """A column beside a sibling.

    Attributes:
        number: of the sibling.
        header: of the sibling.
        own: what only the column's own header says: stems, each alone enough.
        other: what only the sibling's says.
        is_twin: whether they have a word in common, or are opposites: gross and net.
        has_shared: whether they have a word in common.
    """

    number: int
    header: str
    own: frozenset[Words]
    other: frozenset[Words]
    is_twin: bool = True
    has_shared: bool = True


def siblings_of(column: int, ground: Ground, brief: Brief) -> tuple[Siblings, ...]:
    """Returns the columns of numbers whose headers differ in a word or two.

    They have words in common, or the same unit.
    """
    columns = ground.columns
    mine = _spoken(columns[column].header)
    found: list[Siblings] = []
    for number, layout in columns.items():
        if number == column or CellKind.NUMBER not in layout.kinds:
            continue
        theirs = _spoken(layout.header)
        own, other = _without(mine, theirs), _without(theirs, mine)
        has_shared = len(mine) > len(own) and len(theirs) > len(other)
        length = len if own else _length  # `sales` beside `sales after returns`
        is_near = bool(other) and max(map(length, (own, other))) <= _MOST_APART
        unit = sure_unit(layout.header, brief)
        if is_near and (has_shared or unit == sure_unit(columns[column].header, brief)):
            is_twin = has_shared or (_has_state(own) and _has_state(other))
            ways = _ways(own, mine), _ways(other, theirs)
            if own and other:
                ways = ways[0] | _verbs(own), ways[1] | _verbs(other)
            found.append(Siblings(number, layout.header, *ways, is_twin, has_shared))
    return tuple(found)


def _length(words: tuple[Token, ...]) -> int:
    """Returns how many of some words say something alone."""
    return sum(word.text.casefold() not in LEXICON.particles for word in words)


def _has_state(words: tuple[Token, ...]) -> bool:
    states = LEXICON.states.keys() | LEXICON.verbs_of.keys()
    return any(word.text.casefold() in states for word in words)


def named_sibling(case: Case, pairs: tuple[Siblings, ...]) -> str:
    """Returns the header of a sibling that a sentence names instead, or nothing."""
    clause = sentence_round(case.sentence)
    pairs = tuple(pair for pair in pairs if pair.is_twin)
    chosen = _stems(t for value in _values_of(case) for t in tokens_of(value))
    first, last = own_words(clause)
    own = clause.text[first:last]
    turn = _TURNED.search(own)
    own = behind_turn(own)
    texts = [f"{own} {case.sentence.context}"]
    if not turn and not states_by(case):
        before = _CLAUSE_BEFORE.search(case.sentence.text.partition(clause.text)[0])
        texts += [clause.text[:last], before[0] if before else ""]
    groups = grouping_of(case)
    if case.sentence.context.count("\n") > 1:  # of a cell: its header and label first
        texts = [" ".join(case.sentence.context.split("\n")[:2]), *texts]
    for text in texts:
        words = tuple(word for word in _stems(tokens_of(text)) if word not in groups)
        left = tuple(word for word in words if word not in chosen)
        named = [
            pair
            for pair in pairs
            if _is_said(pair.other, words if pair.has_shared else left)
        ]
        if any(_is_said(pair.own, words) for pair in pairs):
            return ""
        if named:
            return named[0].header if len(named) == 1 else ""
    return ""


def grouping_of(case: Case) -> frozenset[str]:
    """Returns the stems of what columns of criteria are called: any other plan."""
    headers = {c.header for use in case.uses for c in use.criteria}
    return frozenset(t.stem for h in headers for t in tokens_of(h))


def told_sibling(text: str, pairs: tuple[Siblings, ...]) -> str:
    """Returns the header of the only sibling that a text names, or nothing."""
    words = _stems(tokens_of(text))
    named = [
        pair.header
        for pair in pairs
        if _is_said(pair.other, words) and not _is_said(pair.own, words)
    ]
    return named[0] if len(named) == 1 else ""


def _values_of(case: Case) -> list[str]:
    """Returns what criteria choose: active accounts are no column of active ones."""
    uses = case.uses
    return [value for use in uses for c in use.criteria for value in c.values]


def named_longer(case: Case, own: int, ground: Ground) -> str:
    """Returns the header that says all of the used one's and more, where a text does.

    `495 new barrels`, where barrels are added up and `new_barrels` stand beside them.
    """
    if own not in ground.columns:
        return ""
    used = tokens_of(ground.columns[own].header)
    if not used:
        return ""  # a header without a word: #
    clause = sentence_round(case.sentence)
    said = tokens_of(own_text(clause))
    for number, layout in ground.columns.items():
        words = tokens_of(layout.header)
        is_longer = len(words) > len(used) and all(
            any_alike([word], words) for word in used
        )
        if number == own or not is_longer or CellKind.NUMBER not in layout.kinds:
            continue
        for place in range(len(said) - len(words) + 1):
            near = said[place : place + len(words)]
            if all(alike(a.stem, b.stem) for a, b in zip(words, near, strict=True)):
                return layout.header
    return ""


def names_own(case: Case, pairs: tuple[Siblings, ...]) -> bool:
    """Returns whether a sentence names the used column beside one of its siblings.

    `The full price` is the list price, whoever pays it.
    """
    clause = sentence_round(case.sentence)
    return says_own(clause.text[: own_words(clause)[1]], pairs)


def says_own(text: str, pairs: tuple[Siblings, ...]) -> bool:
    """Returns whether a text says what parts a column from one of its siblings."""
    words = _stems(tokens_of(text))
    return any(_is_said(pair.own, words) for pair in pairs)


def behind_turn(text: str) -> str:
    """Returns what a text says from the word on that turns to what is left.

    Example:
        >>> behind_turn("gross, after charges 4 remain")
        'after charges 4 remain'
    """
    turn = _TURNED.search(text)
    return text[turn.start() :] if turn else text


@dataclass(frozen=True, slots=True)
class Usage:
    """Which words a report uses of which columns.

    Attributes:
        counts: stem → column → how many figures.
    """

    counts: Mapping[str, Counter[tuple[object, int]]]

    def speaks_of(
        self, case: Case, column: tuple[object, int], pairs: tuple[Siblings, ...]
    ) -> str:
        """Returns the sibling of which alone a word by the figure is used, or nothing.

        `strained` stands by four figures of net weights, and by one of gross ones.
        """
        words = states_by(case)
        if any(_is_said(p.own | p.other, _stems(tokens_of(_own(case)))) for p in pairs):
            return ""
        for word in words:
            counts = self.counts.get(word, Counter[tuple[object, int]]())
            here = counts[column] - 1
            for pair in pairs:
                there = counts[column[0], pair.number]
                if there >= _FEWEST and there >= _TIMES * here:
                    return pair.header
        return ""


def usage_in(figures: Iterable[tuple[Case, tuple[object, int]]]) -> Usage:
    """Returns which words stand by the figures of which column."""
    counts: dict[str, Counter[tuple[object, int]]] = {}
    for case, column in figures:
        for word in states_by(case):
            counts.setdefault(word, Counter())[column] += 1
    return Usage(counts)


def states_by(case: Case) -> frozenset[str]:
    """Returns the stems of words by a figure that tell the state of what is measured.

    `strained`, `invoiced`, `отгружено`: participles, but none of change or comparison.
    """
    return frozenset(
        token.stem
        for token in tokens_of(_own(case))
        if _STATE.search(token.text.casefold())
        and not token.text.casefold().startswith(LEXICON.rises)
        and token.text.casefold() not in LEXICON.plain_states
    )


def tells_state(header: str) -> bool:
    """Returns whether a header has a participle: `rolled_back`, `Отказано`."""
    return any(_STATE.search(word.text.casefold()) for word in _spoken(header))


def _own(case: Case) -> str:
    clause = sentence_round(case.sentence)
    return own_text(clause)


def _spoken(header: str) -> tuple[Token, ...]:
    return tuple(
        token
        for token in tokens_of(header)
        if token.stem not in _UNITS and not token.text.isdigit()
    )


def _without(one: tuple[Token, ...], other: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple(t for t in one if not any(t.stem == o.stem for o in other))


def _ways(words: tuple[Token, ...], header: tuple[Token, ...]) -> frozenset[Words]:
    """Returns what says one of some words: itself, its kin, or `без НДС`."""
    running = running_in(" ".join(word.text for word in header))
    found: set[Words] = {_stems(running)} if running else set()
    texts = {token.text for token in running}
    for word in words:
        if word.text in texts:
            continue  # `to date` says it together
        place = header.index(word)
        folded = word.text.casefold()
        if folded in LEXICON.particles:
            found |= {
                (word.stem, after.stem) for after in header[place + 1 : place + 2]
            }
            continue
        found.add((word.stem,))
        found |= {_stems(tokens_of(way)) for way in LEXICON.states.get(folded, ())}
    return frozenset(found)


def _verbs(words: tuple[Token, ...]) -> frozenset[Words]:
    """Returns the forms of the verbs of participles: `pay` of `paid`."""
    return frozenset(
        _stems(tokens_of(verb))
        for word in words
        for verb in LEXICON.verbs_of.get(word.text.casefold(), ())
    )


def _stems(tokens: Iterable[Token]) -> Words:
    return tuple(token.stem for token in tokens)


def _is_said(ways: frozenset[Words], words: Words) -> bool:
    return any(
        all(map(alike, words[place : place + len(way)], way))
        for way in ways
        for place in range(len(words) - len(way) + 1)
    )
