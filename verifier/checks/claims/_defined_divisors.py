"""What a rate is divided by, column or filled cells, against its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._defined import definitions_in
from verifier.checks.claims._named_whole import column_meant
from verifier.checks.claims._rates_defined import groups_meant, words_explained
from verifier.checks.row_nouns import rows_of
from verifier.checks.stems import alike, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic, admitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verifier.checks.claims._rates_alike import Rate
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.use import Criterion, Use

_DONE = compiled(rf"(?:{alternatives('defined_divisors.done')})")
_EVERY = LEXICON.every | LEXICON.all_things


def of_defined_column(rate: Rate, subject: Subject) -> str:
    """Returns what stands against a rate over another column than it is defined by.

    The reject rate sets rejected pieces against pieces received, not against those
    ordered.
    """
    below = rate.below[0]
    ground = subject.ground_of(rate.case.uses)
    is_sum = len(rate.below) == 1 and below.statistic is Statistic.SUM
    if rate.defined is None or ground is None or not is_sum or len(below.cells) != 1:
        return ""
    own = below.cells[0].first_column
    if below.cells[0].columns > 1 or own not in ground.columns:
        return ""
    named = column_meant(rate.defined.whole, own, ground)
    if not named:
        return ""
    return (
        f"the report says of {rate.defined.name}: {rate.defined.every.strip()}; the "
        f"calculation divides by {ground.columns[own].header}, not by {named}"
    )


def of_those_that_are(rate: Rate, subject: Subject) -> str:
    """Returns what stands against a rate of delivered lines over all there are.

    The part is of rows where a column is filled, of which the whole takes no account;
    and its definition tells rows of which something has come to be.
    """
    ground = subject.ground_of(rate.case.uses)
    if rate.defined is None or ground is None:
        return ""
    above = [use for use in rate.case.uses if use.side is Side.NUMERATOR]
    filled = _filled(above, ground)
    uses = (*above, *rate.below)
    limits = (c for use in rate.below for c in use.criteria)
    if not filled or _filled(rate.below, ground):
        return ""
    if any(use.statistic is not Statistic.COUNT for use in uses) or any(
        c.operator == "<>" and c.values != ("",) for c in limits
    ):
        return ""
    if not _told_part(rate.defined.whole, ground, subject):
        return ""
    headers = ", ".join(sorted(ground.columns[number].header for number in filled))
    return (
        f"the report says of {rate.defined.name}: {rate.defined.every.strip()}; the "
        f"calculation divides by rows without {headers}, too"
    )


def divides_by_less(
    rate: Rate, column: int, values: Sequence[str], subject: Subject
) -> bool:
    """Returns whether a rate over all closed jobs leaves some of them out.

    The whole is limited in the very column of the part, of which its definition says
    nothing; and each word of that is understood.
    """
    ground = subject.ground_of(rate.case.uses)
    if rate.defined is None or ground is None:
        return False
    above = [use for use in rate.case.uses if use.side is Side.NUMERATOR]
    folded = frozenset(map(str.casefold, values))
    part = frozenset(admitted(above[0].criteria, column, folded)) if above else folded
    taken = rate.taken(column, folded)
    is_narrowed = len(above) == 1 and part < taken < folded
    whole, explained = rate.defined.whole, words_explained(subject.report)
    if not is_narrowed or any(groups_meant(whole, values, explained)):
        return False
    rows, groups = rows_of(ground, subject), groups_of(subject, ground)
    return all(
        token.text.casefold() in _EVERY | LEXICON.fillers
        or rows.are(token)
        or any(any(groups_meant(token.text, v, explained)) for v in groups.values())
        for token in tokens_of(whole)
    )


def _told_part(whole: str, ground: Ground, subject: Subject) -> str:
    """Returns the word of a whole that tells some of the rows, and no group of them."""
    explained = words_explained(subject.report)
    groups = groups_of(subject, ground)
    if any(any(groups_meant(whole, v, explained)) for v in groups.values()):
        return ""
    tokens = tokens_of(whole)
    if any(token.text.casefold() in _EVERY for token in tokens):
        return ""
    rows = rows_of(ground, subject)
    terms = {t[0] for t, _ in definitions_in(subject.report) if len(t) == 1}
    told = (t for t in tokens if not rows.are(t) and _is_done(t, terms))
    return next((token.text for token in told), "")


def _is_done(token: Token, terms: Iterable[str]) -> bool:
    """Returns whether a word says what was done, or is explained: delivered."""
    is_done = _DONE.fullmatch(token.text.casefold()) is not None
    return is_done or any(alike(term, token.stem) for term in terms)


def _filled(uses: Iterable[Use], ground: Ground) -> frozenset[int]:
    """Returns columns with blanks of which uses take filled cells alone."""
    found = {
        cells.first_column
        for use in uses
        for cells in (*use.cells, *(c.cells for c in use.criteria if _fills(c)))
    }
    return frozenset(
        number
        for number in found
        if number in ground.columns and CellKind.BLANK in ground.columns[number].kinds
    )


def _fills(criterion: Criterion) -> bool:
    """Returns whether a criterion passes over blank cells."""
    takes_blanks = criterion.operator == "=" and criterion.values == ("",)
    return not takes_blanks and criterion.operator != "not like"
