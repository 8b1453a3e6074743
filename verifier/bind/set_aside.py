"""Unlinked figures that turn out to be parameters or names of groups."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from verifier.languages import listed
from verifier.model.quantity import Comparison, NotFigureReason, QuantityKind
from verifier.model.verdict import NotFigure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from verifier.bind.binding import Binding
    from verifier.model.case import Case, Sentence
    from verifier.model.quantity import Quantity
    from verifier.model.report import Figure

_MOST_GROUP_WORDS = 3
_MOST_WORDS_BEFORE = 2
_LONGEST_NAME = 80
_CLAUSE_ENDS = (". ", "! ", "? ", "; ")
_CURRENCIES = listed("figures.currency_beginnings")


def group_names(binding: Binding) -> tuple[tuple[Case, tuple[str, ...]], ...]:
    """Returns for each uncited figure the texts that might be a group's name.

    `18–24`, `wave 2` and `1–10 employees` are no figures where a cell reads so: the
    text itself, with up to two words before it and three behind it.
    """
    return tuple(
        (case, _names_from(case.sentence))
        for case in binding.cases
        if case.claim_id is None
    )


def set_aside(
    binding: Binding,
    parameters: Mapping[str, frozenset[Decimal]],
    names: frozenset[str],
    fold: Callable[[str], str],
) -> Binding:
    """Returns a binding in which unlinked parameters and group names are no figures.

    Args:
        binding: as bound.
        parameters: by claim id: criteria, k and windows of its calculation.
        names: folded names that are cells' texts.
        fold: folds a name for comparison.
    """
    cases: list[Case] = []
    others = list(binding.not_figures)
    stated = _stated(binding.cases, parameters)
    for case in binding.cases:
        reason = _reason_aside(case, stated, names, fold)
        if reason is None:
            cases.append(case)
        else:
            others.append(NotFigure(case.figure.text, case.figure.span, reason))
    others.sort(key=lambda other: other.span.start)
    kept = {id(case) for case in cases}
    gone = [case.sentence for case in binding.cases if id(case) not in kept]
    cases = list(_without(cases, gone)) if gone else cases
    return replace(binding, cases=tuple(cases), not_figures=tuple(others))


def _without(cases: Iterable[Case], gone: Iterable[Sentence]) -> Iterator[Case]:
    """Yields cases whose sentences no longer count numbers that are no figures.

    The figures of a passage are the same for all of its cases, and so is what is left.
    """
    places: dict[str, set[tuple[int, int]]] = {}
    for one in gone:
        places.setdefault(one.text, set()).add((one.start, one.end))
    left: dict[int, tuple[tuple[int, int], ...]] = {}
    for case in cases:
        sentence = case.sentence
        away = places.get(sentence.text)
        if away is None:
            yield case
            continue
        passage = id(sentence.figures)
        if passage not in left:
            left[passage] = tuple(f for f in sentence.figures if f not in away)
        yield replace(case, sentence=replace(sentence, figures=left[passage]))


@dataclass(frozen=True, slots=True)
class _Stated:
    """Parameters of linked claims, by where their figures stand.

    Attributes:
        clauses: a text → where its clauses begin.
        beside: a text and a clause of it → parameters of the claims linked there.
        below: a heading's text → parameters of the claims linked below it.
        spent: a text, a clause of it, and a value that set a number in it aside: each
            does so once.
    """

    clauses: dict[str, list[int]]
    beside: dict[tuple[str, int], set[Decimal]]
    below: dict[str, set[Decimal]]
    spent: set[tuple[str, int, Decimal]] = field(
        default_factory=set["tuple[str, int, Decimal]"]
    )

    def clause_of(self, sentence: Sentence) -> tuple[str, int]:
        """Returns the text of a sentence, and in which of its clauses a figure is."""
        text = sentence.text
        if text not in self.clauses:
            self.clauses[text] = _clauses(text)
        return text, bisect_right(self.clauses[text], sentence.start)


def _stated(
    cases: tuple[Case, ...], parameters: Mapping[str, frozenset[Decimal]]
) -> _Stated:
    stated = _Stated({}, {}, {})
    for case in cases:
        found = parameters.get(case.claim_id or "")
        if not found:
            continue
        place = stated.clause_of(case.sentence)
        stated.beside.setdefault(place, set()).update(found)
        for heading in case.sentence.headings:
            stated.below.setdefault(heading, set()).update(found)
    return stated


def _clauses(text: str) -> list[int]:
    """Returns where clauses begin, but for the first."""
    places = range(len(text) - 1)
    return [p + 2 for p in places if text[p : p + 2] in _CLAUSE_ENDS]


def _reason_aside(
    case: Case, stated: _Stated, names: frozenset[str], fold: Callable[[str], str]
) -> NotFigureReason | None:
    if case.claim_id is not None or case.figure.quantity is None:
        return None
    if any(fold(name) in names for name in _names_from(case.sentence)):
        return NotFigureReason.GROUP_NAME
    return NotFigureReason.PARAMETER if _is_stated(case, stated) else None


def _is_stated(case: Case, stated: _Stated) -> bool:
    """Returns whether a number is a parameter that set nothing aside before.

    It must be bare, or stand behind a word that bounds: `above $10,000`.
    """
    if case.figure.quantity is None:
        return False
    if not _is_bare(case.figure) and not _bounds(case.figure.quantity):
        return False
    value = case.figure.quantity.value
    text, clause = place = stated.clause_of(case.sentence)
    known = value in stated.beside.get(place, ()) or value in stated.below.get(text, ())
    if not known or (text, clause, value) in stated.spent:
        return False
    stated.spent.add((text, clause, value))
    return True


def _bounds(quantity: Quantity) -> bool:
    """Returns whether a hedge makes a figure a bound, as a criterion is one."""
    return quantity.comparison not in {Comparison.EXACT, Comparison.ABOUT}


def _is_bare(figure: Figure) -> bool:
    """Returns whether a figure has no currency, percent or scale of its own."""
    quantity = figure.quantity
    if quantity is None or quantity.kind is not QuantityKind.NUMBER:
        return False
    is_scaled = quantity.last_digit > 1 or bool(quantity.taken)
    return not is_scaled and not _is_money(quantity.unit)


def _is_money(unit: str) -> bool:
    """Returns whether a unit is a currency: `$`, `USD`, `dollars`."""
    word = unit.lower()
    is_word = word.startswith(_CURRENCIES)
    return is_word or bool(unit and (not unit[0].isalpha() or unit.isupper()))


def _names_from(sentence: Sentence) -> tuple[str, ...]:
    text = sentence.text[sentence.start : sentence.end]
    before = _plain(
        sentence.text[max(sentence.start - _LONGEST_NAME, 0) : sentence.start]
    )
    after = _plain(sentence.text[sentence.end :][:_LONGEST_NAME])
    return tuple(
        " ".join([*before[len(before) - left :], text, *after[:right]]).strip(
            " .,;:!?()"
        )
        for left in range(min(len(before), _MOST_WORDS_BEFORE) + 1)
        for right in range(min(len(after), _MOST_GROUP_WORDS) + 1)
    )


def _plain(text: str) -> list[str]:
    return text.replace("\ufffc", " ").split()
