"""A part and its share, told as one: `58,232 kWh, which is 65.9 % of consumption`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.model.case import Case
    from verifier.model.use import Use

_SAME = compiled(  # or, which is, что составляет
    rf"^[^.;:()]{{0,40}}?,?\s+(?:{alternatives('equated.same')})\s+(?:\w+\s+)?$"
)


def of_other_part(before: Case, case: Case) -> str:
    """Returns what stands against a share of another column than its part's.

    Of kilowatt hours that are told a share of the money is none.
    """
    told, above = _sums(before, Side.WHOLE), _sums(case, Side.NUMERATOR)
    quantity = case.figure.quantity
    if not told or len(above) != 1 or quantity is None:
        return ""
    between = case.sentence.text[before.sentence.end : case.sentence.start]
    if quantity.kind is not QuantityKind.PERCENT or not _SAME.search(between):
        return ""
    columns = {(c.sheet, c.first_column) for use in told for c in use.cells}
    cells = above[0].cells[0]
    header = next(iter(above[0].headers), "")
    if not header or cells.columns > 1 or (cells.sheet, cells.first_column) in columns:
        return ""
    if any(c.sheet != cells.sheet for use in told for c in use.cells):
        return ""
    return (
        ""
        if _is_said(header, case)
        else (
            f"{before.figure.text} before it is made of other columns; the share is of "
            f"{header}"
        )
    )


def _sums(case: Case, side: Side) -> tuple[Use, ...]:
    """Returns the uses on a side of a calculation, if all are sums."""
    uses = case.uses if case.claim else ()
    here = tuple(use for use in uses if use.side is side)
    is_plain = all(use.statistic is Statistic.SUM and use.cells for use in here)
    return here if is_plain else ()


def _is_said(header: str, case: Case) -> bool:
    """Returns whether a figure's words name a column of which they speak."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    said = tokens_of(f"{clause.text[first:last]} {case.sentence.context}")
    stems = {token.stem for token in said} | kin_of(said)
    stems |= {one.removesuffix("s") for one in stems}  # of short words: fees
    words = {token.stem for token in tokens_of(header)}
    words |= {word.removesuffix("s") for word in words}
    return any(alike(word, one) for word in words for one in stems)
