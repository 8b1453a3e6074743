"""A share with what it takes of one sheet above and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._wholes import Share, limits
from verifier.checks.vocabulary import groups_of
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side

if TYPE_CHECKING:
    from verifier.checks.region import Region
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

__all__ = ["Share", "share_of"]

_PAIR = 2


def share_of(case: Case, regions: tuple[Region, ...], subject: Subject) -> Share | None:
    """Returns a percentage that divides one use by another; None of other figures."""
    quantity, traits = case.figure.quantity, case.compiled and case.compiled.traits
    if quantity is None or not traits or quantity.kind is not QuantityKind.PERCENT:
        return None
    above = [use for use in traits.uses if use.side is Side.NUMERATOR]
    below = [use for use in traits.uses if use.side is Side.DENOMINATOR]
    is_pair = len(above) == len(below) == 1 and len(traits.uses) == _PAIR
    sheets = {c.sheet for use in traits.uses for c in (*use.cells, *use.rows)}
    ground = subject.grounds.get(next(iter(sheets))) if len(sheets) == 1 else None
    if not is_pair or ground is None or traits.change is not ChangeForm.NONE:
        return None
    taken = limits(above[0], ground, regions, subject)
    whole = limits(below[0], ground, regions, subject)
    groups = groups_of(subject, ground)
    return Share(case, ground, groups, above[0], below[0], taken, whole)
