"""Rates of one name: which groups of a column most of them are divided by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._rates_defined import RateDefined, groups_meant
from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import RATE_BEGINNINGS, RATES, SHARES
from verifier.languages import listed, words as words_of
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side, Statistic, admitted, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_SIDES = frozenset({Side.NUMERATOR, Side.DENOMINATOR})
_CHANGES = frozenset(
    {QuantityKind.PERCENTAGE_POINTS, QuantityKind.BASIS_POINTS, QuantityKind.CHANGE}
)
_ADDED = frozenset({Statistic.SUM, Statistic.COUNT, Statistic.DISTINCT})
_ALSO = words_of("rates_defined.also")
_HEADS = RATES | words_of("rates_defined.heads")
_ALONE = tuple(  # all but the last letter, in which cases of a noun differ
    word[:-1] for word in listed("rates_defined.names")
)
_LEADS = listed("rates_defined.leads")
_BEFORE = (*SHARES, *RATE_BEGINNINGS, *_LEADS)
_LABELS = 2  # lines of a context: column header and row label
_FEWEST = 2  # rates of one name that are divided alike


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure that divides one thing by another, with the name that it goes by.

    Attributes:
        case: the figure.
        below: what it is divided by.
        name: the words of the name, as its own words have them.
        defined: the definition of that name; None where the report gives none.
    """

    case: Case
    below: tuple[Use, ...]
    name: tuple[Token, ...]
    defined: RateDefined | None

    @property
    def columns(self) -> frozenset[object]:
        """What is divided and by what: columns that are added up, or rows."""
        return frozenset(
            (u.side, tuple(c.first_column for c in u.cells))
            if u.statistic is Statistic.SUM
            else (u.side, ())
            for u in self.case.uses
        )

    def is_called_like(self, other: Rate) -> bool:
        """Returns whether two rates go by one name, and are of the same columns."""
        if self.columns != other.columns:
            return False
        if self.defined is not None or other.defined is not None:
            return self.defined is other.defined
        return len(self.name) == len(other.name) and _holds(self.name, other.name)

    def taken(self, column: int, values: frozenset[str]) -> frozenset[str]:
        """Returns the groups of a column that it is divided by."""
        found = {admitted(use.criteria, column, values) for use in self.below}
        return frozenset[str]().union(*found)

    def names(self, column: int, values: Sequence[str]) -> frozenset[str]:
        """Returns the groups of a column that the words round it speak of.

        Of a column of yes and no they speak by its name: for rush work.
        """
        sentence = self.case.sentence
        text = sentence_round(sentence).text
        behind = tokens_of(text.partition(": ")[2])  # Work goes on: the hit rate is 5 %
        points = any(word.text.casefold() in LEXICON.pronouns for word in behind)
        is_apart = _holds(behind, self.name) and not points  # York did well: its rate
        own = text.partition(": ")[2] if is_apart else text
        texts = (own, sentence.context, *sentence.headings)
        folded = frozenset(map(str.casefold, values))
        headers = [
            c.header for u in self.below for c in u.criteria if _is_on(c, column)
        ]
        words = [word for header in headers for word in tokens_of(header)]
        if folded <= YES | NO and any(_holds(tokens_of(own), [w]) for w in words):
            return folded
        told = groups_meant(" . ".join((*texts, sentence.ahead)), values, {})
        return told[0] | told[1]


def rates_in(cases: Sequence[Case], defined: Sequence[RateDefined]) -> Iterator[Rate]:
    """Yields the rates among figures that go by a name, or take up the one before."""
    before: Rate | None = None
    for case in cases:
        below = _divided_by(case)
        texts = _own_texts(case) if below else ()
        if any(word.text.casefold() in _ALSO for text in texts for word in text):
            continue
        rates = [rate for rate in defined if any(_holds(t, rate.term) for t in texts)]
        rate = max(rates, key=lambda rate: len(rate.term), default=None)
        name = rate.term if rate else _first_name(texts)
        if before and below and _takes_up(before, case, name):
            name, rate = before.name, before.defined
        if name:
            before = Rate(case, below, name, rate)
            yield before


def _takes_up(before: Rate, case: Case, name: Sequence[Token]) -> bool:
    """Returns whether a figure with no name of its own is of the rate before it.

    It stands in the same passage, and is of the same things: `at Hull it is 5 %`.
    """
    one, other = before.case.sentence, case.sentence
    if one.text != other.text or other.context or not _is_bare(name):
        return False
    quantity, phrase = case.figure.quantity, whole_of(case)
    is_share = quantity is not None and quantity.kind is QuantityKind.PERCENT
    is_own = phrase is not None and phrase.is_sure
    return is_share and not is_own and _event(before.case) == _event(case) != ()


def _is_bare(name: Sequence[Token]) -> bool:
    """Returns whether a name tells no rate: nothing, `the rate`, «показатель»."""
    first = name[0].text.casefold() if name else ""
    is_pointed = first in LEXICON.pronouns | LEXICON.fillers
    return not name or is_pointed or first.startswith(_LEADS)


def _event(case: Case) -> tuple[object, ...]:
    """Returns what is so of a part and not of its whole: conditions, or columns."""
    above = [use for use in case.uses if use.side is Side.NUMERATOR]
    below = [use for use in case.uses if use.side is Side.DENOMINATOR]
    limited = {criterion for use in below for criterion in use.criteria}
    apart = {
        (c.cells.first_column, c.operator, c.values)
        for use in above
        for c in use.criteria
        if c not in limited
    }
    cells, others = (
        {cells.first_column for use in uses for cells in use.cells}
        for uses in (above, below)
    )
    is_of_columns = cells != others and all(u.statistic is Statistic.SUM for u in above)
    told = (frozenset(cells), frozenset(others)) if is_of_columns else ()
    return (*told, frozenset(apart)) if told or apart else ()


def families_in(rates: Iterable[Rate]) -> Iterator[tuple[Rate, ...]]:
    """Yields the rates of the same sheets and columns that go by one name."""
    found: dict[object, list[list[Rate]]] = {}
    by_name: dict[object, list[Rate]] = {}
    for rate in rates:
        kind = (sheets_of(rate.case.uses), rate.columns)
        name = (kind, tuple(token.stem for token in rate.name))
        if name not in by_name:
            families = found.setdefault(kind, [])
            alike_ = (one for one in families if one[0].is_called_like(rate))
            by_name[name] = next(alike_, list[Rate]())
            if not by_name[name]:
                families.append(by_name[name])
        by_name[name].append(rate)
    yield from (tuple(family) for families in found.values() for family in families)


def unlike_most(
    family: Sequence[Rate], column: int, values: Sequence[str]
) -> Iterator[tuple[Rate, frozenset[str]]]:
    """Yields rates that take other groups of a column than the others of one name.

    Those go with the groups that the others take. None where they are not of one mind,
    or where words by the figure say what it takes.
    """
    folded = frozenset(map(str.casefold, values))
    taken = [rate.taken(column, folded) for rate in family]
    if len(set(taken)) == 1:
        return
    named = [rate.names(column, values) for rate in family]
    plain = Counter(own for own, told in zip(taken, named, strict=True) if not told)
    for rate, own, told in zip(family, taken, named, strict=True):
        counts = plain if told else plain - Counter([own])
        least = 1 if rate.defined and own != folded else _FEWEST
        is_told = bool(told) and own in {folded, folded - told}
        is_told = is_told or bool(told & own)
        if is_told or len(counts) != 1 or counts.total() < least:
            continue
        (common,) = counts
        if common != own and (common < folded or own < folded):
            yield rate, common


def _is_on(criterion: Criterion, column: int) -> bool:
    return criterion.cells.first_column == column


def _own_texts(case: Case) -> tuple[tuple[Token, ...], ...]:
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    labels = case.sentence.context.split("\n")[:_LABELS]
    return (tokens_of(clause.text[first:last]), *map(tokens_of, labels))


def _first_name(texts: Iterable[Sequence[Token]]) -> tuple[Token, ...]:
    """Returns the first name of a rate that texts hold, or nothing."""
    return next((name for tokens in texts if (name := _name_in(tokens))), ())


def _name_in(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Returns the name of a rate: `fix rate`, «доля отмен», «собираемость»."""
    for one, other in pairwise(tokens):
        first, second = one.text.casefold(), other.text.casefold()
        is_of = first.startswith(_BEFORE) and second.isalpha() and not second.isascii()
        if is_of or (second in _HEADS and len(first) > _FEWEST):
            return (one, other)
    alone = (t for t in tokens if t.text.casefold().startswith(_ALONE))
    return tuple(alone)[:1]


def _holds(tokens: Sequence[Token], term: Sequence[Token]) -> bool:
    places = range(len(tokens) - len(term) + 1)
    return any(
        all(
            alike(token.stem, word.stem)
            for token, word in zip(tokens[place:], term, strict=False)
        )
        for place in places
    )


def _divided_by(case: Case) -> tuple[Use, ...]:
    """Returns what a rate is divided by; nothing of a change and of other forms."""
    quantity, traits = case.figure.quantity, case.compiled and case.compiled.traits
    if quantity is None or not traits or quantity.kind in _CHANGES:
        return ()
    if traits.change is not ChangeForm.NONE or traits.groups != ():
        return ()
    uses = traits.uses
    below = tuple(use for use in uses if use.side is Side.DENOMINATOR)
    is_rate = 0 < len(below) < len(uses) and all(use.side in _SIDES for use in uses)
    is_plain = all(
        use.statistic in _ADDED and use.statistic is below[0].statistic for use in below
    )
    return below if is_rate and is_plain else ()
