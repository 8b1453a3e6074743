"""A criterion takes one spelling of a group, and the column has others of it.

Finds: `= 'Online'` in a statement where cells hold `online`, too; `"North"` beside
`North ` with a blank; `"Acme Inc."` beside `ACME, Inc`, and an abbreviation of a name.

Why it matters: rows of the other spelling are left out, and the sentence speaks of the
whole group.

What to do: take every spelling, or write the value in one way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.rule import Rule, Subject
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.languages import words as words_of
from verifier.model.claim import CalculationKind
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.use import Criterion
    from verifier.model.verdict import Finding

RULE = Rule("C071", "other-spelling", Level.WARNING, Reason.CELLS_LOST)

_BODY = "\n\n```claims\n[c1] spelled!A2:C7\n{}\n```\n"
_BY_NAME = _BODY.format("SELECT sum(amount) FILTER (WHERE region = '{}') FROM spelled")
PASSES = (
    "North took [5](#c1)." + _BODY.format('= SUMIFS(C2:C7,B2:B7,"North")'),
    "South took [2](#c1)." + _BY_NAME.format("South"),
)
FAILS = ("North took [4](#c1)." + _BY_NAME.format("North"),)

_KINDS = words_of("spelling.kinds")
_FOLDING = frozenset({"LOWER", "UPPER"})
_SHORTEST = 3  # letters of an abbreviation


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that leaves another spelling out."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    uses = case.uses
    criteria = dict.fromkeys(c for use in uses for c in use.criteria)
    folds = _folds(case)
    for criterion in criteria:
        ground = subject.grounds.get(criterion.cells.sheet)
        if ground is None or criterion.operator != "=" or criterion.part:
            continue
        column = criterion.cells.first_column
        every = groups_of(subject, ground).get(column, ())
        taken = _taken(column, list(criteria), folds=folds)
        for own in criterion.values:
            for value in _spellings(own, every):
                if (value.casefold() if folds else value) not in taken:
                    return (
                        f"the calculation takes {criterion.header} {own!r}; the column "
                        f"has {value!r}, too"
                    )
    return ""


@lru_cache(maxsize=4096)
def _spellings(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the values of a column that have a name's words."""
    return tuple(value for value in values if _is_same(name, value))


def _folds(case: Case) -> bool:
    """Returns whether a calculation takes texts in any case for the same."""
    functions = case.compiled.traits.functions if case.compiled else ()
    is_formula = case.claim is not None and case.claim.kind is CalculationKind.FORMULA
    calculation = case.claim.calculation if case.claim is not None else ""
    is_folded = not _FOLDING.isdisjoint(functions)
    return is_formula or is_folded or "ilike" in calculation.casefold()


def _taken(column: int, criteria: list[Criterion], *, folds: bool) -> set[str]:
    """Returns every value that criteria on a column speak of."""
    values = {
        value
        for criterion in criteria
        if criterion.cells.first_column == column
        for value in criterion.values
    }
    return {value.casefold() for value in values} if folds else values


def _is_same(one: str, other: str) -> bool:
    """Returns whether two texts have the same words, whatever their case and marks.

    What a thing is may be left out of one of them: `Acme`, `Acme Ltd`.

    Example:
        >>> _is_same("Acme Inc.", "ACME, Inc"), _is_same("Room 1", "Room 2")
        (True, False)
        >>> _is_same("Riverside Mill", "Riv. Mill"), _is_same("Acme Ltd", "Acme LLC")
        (True, False)
    """
    words, others = _words(one), _words(other)
    if len(words) != len(others):
        words, others = _names(words), _names(others)
    plain, beside = (sorted(w.removesuffix(".") for w in ws) for ws in (words, others))
    if plain == beside:
        return bool(plain)
    return len(words) == len(others) and all(map(_is_short_for, words, others))


def _words(text: str) -> list[str]:
    """Returns folded words; one that is cut short keeps its dot."""
    return [
        token.text.casefold() + "." * (text[token.end : token.end + 1] == ".")
        for token in tokens_of(text)
    ]


def _names(words: list[str]) -> list[str]:
    """Returns words without those for what a thing is, unless nothing is left."""
    return [word for word in words if word.removesuffix(".") not in _KINDS] or words


def _is_short_for(one: str, other: str) -> bool:
    """Returns whether a word is another one, or either is the other cut short."""
    short, long = sorted((one, other), key=len)
    if not short.endswith("."):
        return one.removesuffix(".") == other.removesuffix(".")
    return len(short) > _SHORTEST and long.startswith(short.removesuffix("."))
