"""One rate of several figures, of which one divides by rows that the others leave out.

`The late rate was 26 % in York and 30 % in Hull`, of hires already back; and of all
hires there are in Leeds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._narrowed_wholes import (
    Narrowed,
    narrowed_shares,
    narrowing_words,
    rates_told_narrower,
    says_every_row,
    tells_narrower,
    with_narrowing,
)
from verifier.checks.measures import differ, measures_of, named
from verifier.checks.question import Question, question
from verifier.checks.reach import own_text
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

    Condition = tuple[int, str, str, frozenset[str], bool]

_FEWEST = 2  # figures of a rate that are narrowed alike
_COMPARED = frozenset({"<", "<=", ">", ">="})
_EVERY = LEXICON.every | LEXICON.all_things


@dataclass(frozen=True, slots=True)
class Wider:
    """A share that divides by more than others of the same rate.

    Attributes:
        share: the figure.
        narrowing: what limits the wholes of the others.
        others: how many there are of them.
    """

    share: Narrowed
    narrowing: Criterion
    others: int

    @property
    def meant(self) -> Use:
        """What it would be divided by, limited as the others are."""
        return with_narrowing(self.share.below, self.narrowing)

    @property
    def key(self) -> str:
        """Names its question."""
        told = named((self.share.below, self.meant))
        return f"wider/{self.share.ground.sheet.table}/{told}"


def ask_wider(subject: Subject) -> Iterator[Question]:
    """Yields the questions what shares would divide by, were they like the others."""
    for wider in _found(subject):
        uses = (wider.share.below, wider.meant)
        query = measures_of(uses, wider.share.ground)
        if query is not None:
            yield question(wider.key, query, 1)


def wider_shares(subject: Subject) -> Iterator[tuple[Case, str]]:
    """Yields shares that divide by more than others of their rate, with the words."""
    for wider in _found(subject):
        answer = subject.answers.get(wider.key)
        if answer is None or not answer.texts:
            continue
        own, meant = cast("list[float | None]", json.loads(answer.texts[0]))
        if differ(own, meant):
            yield wider.share.case, _words(wider)


def _words(wider: Wider) -> str:
    """Returns what stands against a share that divides by more than its like."""
    one = wider.narrowing
    return (
        f"figures of the same rate ({wider.others}) divide by {one.header} "
        f"{one.operator} {', '.join(one.values) or 'blank'} alone; this one divides by "
        "others, too"
    )


def _found(subject: Subject) -> Iterator[Wider]:
    shares = narrowed_shares(subject)
    families: dict[object, list[Narrowed]] = {}
    for share in shares:
        sheet, statistic = share.ground.sheet.key, share.above.statistic
        families.setdefault((sheet, statistic), []).append(share)
    for family in families.values():
        by_rate: dict[object, list[tuple[Narrowed, Criterion | None]]] = {}
        for share in family:
            for rate, narrowing in _rates_of(share):
                by_rate.setdefault(rate, []).append((share, narrowing))
        for members in by_rate.values():
            yield from _wider(members, subject)


def _rates_of(
    share: Narrowed,
) -> Iterator[tuple[frozenset[Condition], Criterion | None]]:
    """Yields what a share is a rate of, with what narrows its whole.

    One whose whole is not narrowed may be a rate of less than it seems: done in time
    and done, of all, is of those done in time.
    """
    apart = [c for c in share.above.criteria if c not in share.below.criteria]
    narrowings = share.narrowings
    columns = {n.cells.first_column for n in narrowings}
    if len(columns) == 1:
        yield _event(apart), narrowings[0]
    if not narrowings and apart:
        yield _event(apart), None
        for one in apart if len(apart) > 1 else ():
            if one.operator == "=" or one.values == ("",):
                yield _event([c for c in apart if c is not one]), None


def _event(criteria: Sequence[Criterion]) -> frozenset[Condition]:
    """Returns what is so of a part; before a bound and behind it are one."""
    return frozenset(
        (
            c.cells.first_column,
            c.part,
            "<>" if c.operator in _COMPARED else c.operator,
            frozenset(value.casefold() for value in c.values),
            c.beside is not None,
        )
        for c in criteria
    )


def _wider(
    members: Sequence[tuple[Narrowed, Criterion | None]], subject: Subject
) -> Iterator[Wider]:
    """Yields the shares of one rate whose wholes are not narrowed as most of them."""
    narrow = [(share, one) for share, one in members if one is not None]
    wide = [share for share, one in members if one is None]
    if not narrow or len(wide) >= max(len(narrow), _FEWEST):
        return
    defined = rates_told_narrower(subject)
    shares = [*(share for share, _ in narrow), *wide]
    is_told = any(share.case.claim_id in defined for share in shares)
    for share in wide:
        narrowing = next((n for _, n in narrow if _may_narrow(n, share)), None)
        is_sure = len(narrow) >= _FEWEST or is_told
        if narrowing is None or not is_sure or _says_otherwise(share, subject):
            continue
        yield Wider(share, narrowing, len(narrow))


def _may_narrow(narrowing: Criterion | None, share: Narrowed) -> bool:
    """Returns whether the part of a share keeps to what narrows the whole of others."""
    if narrowing is None:
        return False
    column = narrowing.cells.first_column
    on_it = [c for c in share.above.criteria if c.cells.first_column == column]
    if narrowing.operator == "=":
        told = {value.casefold() for value in narrowing.values}
        return any(
            c.operator == "=" and {v.casefold() for v in c.values} <= told
            for c in on_it
        )
    return narrowing.values == ("",) or any(
        c.operator == "=" and not set(c.values) & set(narrowing.values) for c in on_it
    )


def _says_otherwise(share: Narrowed, subject: Subject) -> bool:
    """Returns whether words of a figure may mean every row: of the hires, of all."""
    if says_every_row(share.case, share.ground, subject):
        return True
    if tells_narrower(share.case, share.ground, subject):
        return False
    rows = rows_of(share.ground, subject)
    text = own_text(sentence_round(share.case.sentence))
    tokens = tokens_of(text)
    if any(token.text.casefold() in _EVERY for token in tokens):
        return True
    is_of_rows = any(map(rows.are, tokens))
    return is_of_rows and not narrowing_words(text, share.ground, subject)
