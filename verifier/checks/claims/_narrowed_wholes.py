"""Wholes that words narrow which no cell holds: `of hires already back`.

The report says them in a sentence or in the definition of a rate; the calculation
narrows its whole by how far rows have come, or to rows where something is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._defined import defined_in
from verifier.checks.claims._rates_alike import rates_in
from verifier.checks.claims._rates_defined import groups_meant, rates_defined
from verifier.checks.claims._whole_phrases import labelled_whole, whole_of
from verifier.checks.once import read_once
from verifier.checks.row_nouns import rows_of
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words
from verifier.model.quantity import QuantityKind
from verifier.model.source import CellKind
from verifier.model.use import Criterion, Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.case import Case
    from verifier.model.use import Use

    Narrowing = tuple[object, int, str, frozenset[str]]

_NARROWING = words("narrowed_wholes.narrowing")
_OF_EVERY_ROW = words("narrowed_wholes.of_every_row")
_STATES = tokens_of(" ".join(sorted(words("narrowed_wholes.states"))))
_RELATIVE = words("sentence.relative") | words("sentence.marks_that")
DONE = compiled(
    rf"(?:{alternatives('defined_divisors.done')}|{alternatives('leading_whole.ended')})"
)
_PLAIN = LEXICON.fillers | LEXICON.every | LEXICON.all_things | LEXICON.these


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A share with what narrows its whole.

    Attributes:
        case: the figure.
        ground: the sheet.
        above: what is divided.
        below: what it is divided by.
        narrowings: criteria on how far rows have come, and on what is filled in.
    """

    case: Case
    ground: Ground
    above: Use
    below: Use
    narrowings: tuple[Criterion, ...]


def is_told_narrowing(case: Case, criterion: Criterion, subject: Subject) -> bool:
    """Returns whether words of the report narrow a whole that a criterion narrows.

    They are those of a figure with the same criterion, or of the rate it goes by; a
    figure that says itself that it is of every row is of no such whole.
    """
    told = told_narrowings(subject)
    if _key(criterion) not in told:
        return False
    ground = subject.ground_of(case.uses)
    return ground is not None and not says_every_row(case, ground, subject)


def says_every_row(case: Case, ground: Ground, subject: Subject) -> bool:
    """Returns whether the whole of a figure is named, and nothing narrows it."""
    phrase = whole_of(case)
    text = phrase.text if phrase is not None and phrase.is_sure else ""
    text = text or labelled_whole(case)
    return bool(text) and not narrowing_words(text, ground, subject)


def narrowing_words(text: str, ground: Ground, subject: Subject) -> tuple[Token, ...]:
    """Returns the words by which a text narrows rows, and names no group of them.

    What the report explains is among them: closed cases.
    """
    rows, explained = rows_of(ground, subject), defined_in(subject.report)
    groups = groups_of(subject, ground)
    return tuple(
        token
        for token in tokens_of(text)
        if token.text.casefold() not in _PLAIN | _OF_EVERY_ROW
        and not rows.are(token)
        and (_narrows(token) or token.stem in explained)
        and not _is_of_group(token, groups)
    )


@read_once
def narrowed_shares(subject: Subject) -> tuple[Narrowed, ...]:
    """Returns the shares of rows or of one column, with what narrows their wholes."""
    found: list[Narrowed] = []
    for case in claimed(subject):
        quantity, uses = case.figure.quantity, case.uses
        above = [use for use in uses if use.side is Side.NUMERATOR]
        below = [use for use in uses if use.side is Side.DENOMINATOR]
        ground = subject.ground_of(uses)
        is_pair = len(above) == len(below) == 1 and len(uses) == len(above + below)
        if quantity is None or ground is None or not is_pair:
            continue
        if quantity.kind is QuantityKind.PERCENT and _are_of_one(above[0], below[0]):
            narrowings = narrowings_of(above[0], below[0], ground)
            found.append(Narrowed(case, ground, above[0], below[0], narrowings))
    return tuple(found)


@read_once
def told_narrowings(subject: Subject) -> frozenset[Narrowing]:
    """Returns the only narrowings of wholes that words of a figure or rate narrow."""
    defined = rates_told_narrower(subject)
    return frozenset(
        _key(share.narrowings[0])
        for share in narrowed_shares(subject)
        if len(share.narrowings) == 1
        and (
            share.case.claim_id in defined
            or tells_narrower(share.case, share.ground, subject)
        )
    )


@read_once
def rates_told_narrower(subject: Subject) -> frozenset[str]:
    """Returns the claims of rates whose definitions narrow what they divide by."""
    rates = rates_in(claimed(subject), rates_defined(subject.report))
    found: set[str] = set()
    for rate in rates:
        ground = subject.ground_of(rate.case.uses)
        if rate.defined is None or ground is None:
            continue
        if narrowing_words(rate.defined.whole, ground, subject):
            found.add(rate.case.claim_id or "")
    return frozenset(found)


def narrowings_of(above: Use, below: Use, ground: Ground) -> tuple[Criterion, ...]:
    """Returns what narrows a whole by how far rows have come, or by filled cells."""
    parted = {c.cells.first_column for c in _apart(above, below)}
    found = [
        criterion
        for criterion in below.criteria
        if criterion.values
        and not criterion.part
        and criterion.operator in {"=", "<>"}
        and _is_of_state(criterion, parted, ground)
    ]
    filled = [
        Criterion(cells, ground.columns[cells.first_column].header, "<>", ("",))
        for cells in below.cells
        if below.statistic is Statistic.COUNT
        and cells.columns == 1
        and _has_blanks(cells.first_column, ground)
    ]
    return (*found, *filled)


def _apart(above: Use, below: Use) -> tuple[Criterion, ...]:
    """Returns what limits a part, and not its whole."""
    return tuple(c for c in above.criteria if c not in below.criteria)


def _is_of_state(criterion: Criterion, parted: set[int], ground: Ground) -> bool:
    """Returns whether a criterion tells how far rows have come, or what is filled in.

    The column of which the part takes something does, if a whole takes more of it.
    """
    column = criterion.cells.first_column
    if criterion.values == ("",):
        return is_filled(criterion) and _has_blanks(column, ground)
    said = tokens_of(criterion.header)
    return column in parted or any_alike(_STATES, said)


def is_filled(criterion: Criterion) -> bool:
    """Returns whether a criterion takes whatever is filled in."""
    return criterion.operator == "<>" and criterion.values == ("",)


def _has_blanks(column: int, ground: Ground) -> bool:
    layout = ground.columns.get(column)
    return layout is not None and CellKind.BLANK in layout.kinds


def _are_of_one(above: Use, below: Use) -> bool:
    """Returns whether rows are divided by rows, or sums of one column."""
    if above.statistic is not below.statistic:
        return False
    if above.statistic is Statistic.COUNT:
        return not above.deduplicates and not below.deduplicates
    columns = [{c.first_column for c in use.cells} for use in (above, below)]
    return above.statistic is Statistic.SUM and columns[0] == columns[1]


def tells_narrower(case: Case, ground: Ground, subject: Subject) -> bool:
    """Returns whether the words of a figure's own whole narrow it."""
    phrase = whole_of(case)
    text = phrase.text if phrase is not None and phrase.is_sure else ""
    return bool(narrowing_words(text or labelled_whole(case), ground, subject))


def _narrows(token: Token) -> bool:
    word = token.text.casefold()
    is_told = word in _NARROWING or word in _RELATIVE
    return is_told or DONE.fullmatch(word) is not None


def _is_of_group(token: Token, groups: Mapping[int, tuple[str, ...]]) -> bool:
    """Returns whether a word names groups of a column."""
    return any(any(groups_meant(token.text, v, {})) for v in groups.values())


def _key(criterion: Criterion) -> Narrowing:
    values = frozenset(value.casefold() for value in criterion.values)
    cells = criterion.cells
    return cells.sheet, cells.first_column, criterion.operator, values


def with_narrowing(use: Use, narrowing: Criterion) -> Use:
    """Returns what a share would be divided by, narrowed further."""
    return replace(use, criteria=(*use.criteria, narrowing))
