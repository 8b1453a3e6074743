"""Case -> Verdict, in a visible order.

    early          what reports, addresses and plan object to
    calculation    constants, reads, bounds: what is seen without a value
    recomputed     the value, or why there is none
    order          whether the same rows in another order give another one
    dependence     whether the cells determine it
    comparison     whether the figure allows it, and what explains if not

All reasons are collected; the first in the order of `Reason` leads, a hallucinated one
before an undecided one, and that before a suspect one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import localcontext
from typing import TYPE_CHECKING

from verifier.judge.bearing import Bearing, bearing_of
from verifier.judge.bounds import unstated_bounds
from verifier.judge.compare import compare, restates
from verifier.judge.constants import undeclared, used
from verifier.judge.dependence import (
    dependence,
    order_of_cells,
    order_of_rows,
    reads_cells,
)
from verifier.judge.exact import CONTEXT
from verifier.judge.header_unit import scaling_header
from verifier.judge.materiality import is_material
from verifier.judge.outcome import Recomputed, recomputed
from verifier.judge.reads import misread
from verifier.judge.untried import stopped
from verifier.judge.wording import suggest
from verifier.model.case import Objection
from verifier.model.pages import page_of
from verifier.model.plan import Trial
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason, Status, precedence, status_of
from verifier.model.verdict import Finding, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.claim import Assumption, Claim
    from verifier.model.plan import Compiled

_LEADS = (Status.HALLUCINATED, Status.UNDECIDED, Status.SUSPECT)
_FIRST_MISMATCH = precedence(Reason.DIRECTION)
_LAST_MISMATCH = precedence(Reason.VALUE)
_UNTRUSTED = frozenset({Reason.UNDECLARED_CONSTANT, Reason.IGNORES_CITATION})
_UNITS = {
    QuantityKind.PERCENT: "%",
    QuantityKind.PERCENTAGE_POINTS: "percentage points",
    QuantityKind.BASIS_POINTS: "basis points",
}


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What was found about a case.

    Attributes:
        objections: everything that stands against the figure.
        bearing: how its sentence bears on its sign; None where it has no quantity.
        value: the recomputed value, or None.
        assumptions: declared numbers that the calculation uses.
    """

    objections: tuple[Objection, ...]
    bearing: Bearing | None = None
    value: Recomputed | None = None
    assumptions: tuple[Assumption, ...] = ()


def judge(case: Case) -> Verdict:
    """Returns the verdict on a figure; it never raises, whatever the case holds."""
    with localcontext(CONTEXT):
        if case.claim_id is None:
            return _uncited(case)
        return _verdict(case, _weigh(case))


def _uncited(case: Case) -> Verdict:
    quantity = case.figure.quantity
    return Verdict(
        figure=case.figure,
        claim=None,
        status=Status.UNCITED,
        reason=Reason.UNCITED,
        allowed=Bearing(quantity).allowed if quantity else (),
        unit=_unit(case),
        message="no claim stands behind this figure",
        advice=page_of(Reason.UNCITED).remedy,
    )


def _weigh(case: Case) -> _Weighed:
    early = _early(case)
    claim = case.claim
    if claim is None or claim.flaw is not None:
        return _Weighed(early, _bearing(case, None))
    if claim.external:
        return _weigh_external(case, claim, early)
    if case.compiled is None:
        missing = () if early else (_not_run(),)
        return _Weighed(early + missing, _bearing(case, None))
    return _weigh_calculation(case, claim, case.compiled, early)


def _early(case: Case) -> tuple[Objection, ...]:
    """Returns what stands against a figure before its calculation is looked at."""
    found = list(case.objections)
    reasons = {objection.reason for objection in found}
    if case.figure.quantity is None and Reason.AMBIGUOUS_FIGURE not in reasons:
        found.append(
            Objection(
                Reason.AMBIGUOUS_FIGURE,
                f"{case.figure.text!r} has no single reading as a number",
            )
        )
    found += [each for each in _of_claim(case) if each.reason not in reasons]
    return tuple(found)


def _of_claim(case: Case) -> Iterator[Objection]:
    claim = case.claim
    if claim is None:
        yield Objection(
            Reason.NO_SUCH_CLAIM,
            f"the figure names the claim {case.claim_id!r}, and there is none",
        )
    elif claim.flaw is not None:
        yield Objection(claim.flaw.reason, claim.flaw.message)
    elif not claim.external and not claim.calculation.strip():
        yield Objection(
            Reason.NO_CALCULATION,
            f"the claim [{claim.id}] cites cells and shows no calculation",
        )


def _not_run() -> Objection:
    return Objection(Reason.CALCULATION_FAILED, "the calculation was not run")


def _weigh_external(case: Case, claim: Claim, early: tuple[Objection, ...]) -> _Weighed:
    """Returns what stands against a third party's figure.

    It must equal the one number that its claim assumes, else it is HALLUCINATED by
    the reasons of any mismatch; then it is for a person or a policy to accept.
    """
    stated = [each for each in claim.assumptions if each.value is not None]
    if len(stated) != 1 or stated[0].value is None:
        missing = Objection(
            Reason.NO_CALCULATION,
            f"the external claim [{claim.id}] states {len(stated)} numbers by "
            "'assumes'; expected exactly one, with its origin",
        )
        return _Weighed((*early, missing), _bearing(case, None))
    value = Recomputed(stated[0].value, exact=True)
    bearing = _bearing(case, None)
    found = list(early)
    if all(objection.reason is not Reason.EXTERNAL for objection in early):
        found.append(_external(stated[0]))
    if bearing is not None:
        found += compare(case, bearing, value)
    return _Weighed(tuple(found), bearing, value, (stated[0],))


def _external(assumption: Assumption) -> Objection:
    return Objection(
        Reason.EXTERNAL,
        f"a third party's figure ({assumption.origin}); no calculation can bear it out",
    )


def _weigh_calculation(
    case: Case, claim: Claim, compiled: Compiled, early: tuple[Objection, ...]
) -> _Weighed:
    found = [*early, *_without_value(case, claim, compiled)]
    assumptions = used(compiled.traits, claim.assumptions)
    value = recomputed(case)
    if isinstance(value, Objection):
        found.append(value)
        return _Weighed(tuple(found), _bearing(case, None), None, assumptions)
    unstable = (
        *order_of_rows(case, compiled, value),
        *order_of_cells(case, compiled),
    )
    if unstable:  # then there is no one value to compare
        found += unstable
        return _Weighed(tuple(found), _bearing(case, None), None, assumptions)
    found += stopped(case)
    found += dependence(case, compiled, value)
    bearing = _bearing(case, value)
    if bearing is not None:
        found += compare(case, bearing, value)
    return _Weighed(tuple(found), bearing, value, assumptions)


def _without_value(case: Case, claim: Claim, compiled: Compiled) -> Iterator[Objection]:
    traits = compiled.traits
    numbers = dict.fromkeys(
        str(literal.value) for literal in undeclared(traits, claim.assumptions)
    )
    if numbers:
        yield Objection(
            Reason.UNDECLARED_CONSTANT,
            f"the calculation uses {', '.join(numbers)}, which no cell holds and no "
            "'assumes' line declares",
        )
    yield from reads_cells(compiled)
    yield from misread(case)
    yield from unstated_bounds(case, traits)
    quantity = case.figure.quantity
    for assumption in claim.assumptions:
        if quantity is not None and restates(assumption, quantity):
            yield Objection(
                Reason.ASSUMED_FIGURE,
                f"the assumption {assumption.text} ({assumption.origin}) is the "
                "figure itself",
            )


def _bearing(case: Case, value: Recomputed | None) -> Bearing | None:
    quantity = case.figure.quantity
    if quantity is None:
        return None
    return bearing_of(case, quantity, value.number if value else None)


def _verdict(case: Case, weighed: _Weighed) -> Verdict:
    reasons = _ordered(weighed.objections)
    status = status_of(reasons[0]) if reasons else Status.VERIFIED
    leading = [o for o in weighed.objections if reasons and o.reason is reasons[0]]
    message = "; ".join(dict.fromkeys(objection.message for objection in leading))
    bearing, value = weighed.bearing, weighed.value
    compiled = case.compiled
    return Verdict(
        figure=case.figure,
        claim=case.claim_id,
        status=status,
        reason=reasons[0] if reasons else None,
        also=reasons[1:],
        material=status is Status.HALLUCINATED and _is_material(reasons, weighed),
        allowed=bearing.allowed if bearing else (),
        recomputed=value.number if value else None,
        exact=value.exact if value else False,
        unit=_unit(case),
        suggested=_suggested(case, reasons, weighed),
        message=message,
        advice=_advice(reasons, leading),
        calculation=case.claim.calculation if case.claim else "",
        sql=(compiled.sql(Trial.VALUE) or "") if compiled else "",
        cells=tuple(map(str, compiled.used)) if compiled else (),
        grid=case.quotes,
        assumptions=weighed.assumptions,
        findings=tuple(_unused(case, weighed)),
        keyed=case.keyed,
        notes=compiled.notes if compiled else (),
    )


def _ordered(objections: tuple[Objection, ...]) -> tuple[Reason, ...]:
    """Returns the reasons, each once, the leading one first."""
    reasons = sorted({objection.reason for objection in objections}, key=precedence)
    for status in _LEADS:
        for reason in reasons:
            if status_of(reason) is status:
                return reason, *(other for other in reasons if other is not reason)
    return tuple(reasons)


def _advice(reasons: tuple[Reason, ...], leading: list[Objection]) -> str:
    if not reasons:
        return ""
    stated = [objection.advice for objection in leading if objection.advice]
    return stated[0] if stated else page_of(reasons[0]).remedy


def _is_material(reasons: tuple[Reason, ...], weighed: _Weighed) -> bool:
    value = weighed.value
    if value is None:
        return is_material(reasons, weighed.bearing, None, exact=False)
    return is_material(reasons, weighed.bearing, value.number, exact=value.exact)


def _suggested(case: Case, reasons: tuple[Reason, ...], weighed: _Weighed) -> str:
    """Returns the figure as it should read where the value is another one."""
    differs = any(
        _FIRST_MISMATCH <= precedence(reason) <= _LAST_MISMATCH for reason in reasons
    )
    if not differs or weighed.bearing is None or weighed.value is None:
        return ""
    if _UNTRUSTED.intersection(reasons):
        return ""
    if Reason.SCALE in reasons and scaling_header(case, weighed.bearing, weighed.value):
        return ""  # the calculation lacks the factor
    text = suggest(case, weighed.bearing, weighed.value.number)
    return "" if text == case.figure.text else text


def _unit(case: Case) -> str:
    quantity = case.figure.quantity
    if quantity is None:
        return ""
    return quantity.unit or _UNITS.get(quantity.kind, "")


def _unused(case: Case, weighed: _Weighed) -> Iterator[Finding]:
    """Yields a finding for every assumption that the calculation does not use."""
    claim = case.claim
    if claim is None or claim.external or case.compiled is None:
        return
    for assumption in claim.assumptions:
        if assumption not in weighed.assumptions:
            yield Finding(
                code="C001",
                name="unused-assumption",
                level=Level.WARNING,
                message=f"the calculation does not use the assumption "
                f"{assumption.text} ({assumption.origin})",
                line=assumption.line,
                column=1 if assumption.line else 0,
                claim=claim.id,
            )
