"""How much of a plan is fulfilled, and whether the plan is what is divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._operands import Relation
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind

if TYPE_CHECKING:
    from verifier.checks.claims._operands import Operands
    from verifier.model.case import Case
    from verifier.model.use import Use

_PLAN = compiled(rf"(?<![^\W_])(?:{alternatives('other_edge.plan')})s?(?![^\W_])")
_DONE = compiled(rf"(?<![^\W_])(?:{alternatives('rate_phrases.fulfilled')})(?![^\W_])")
_OVER = compiled(rf"(?<!\w)(?:{alternatives('rate_phrases.over_plan')})(?!\w)")
_UNDER = compiled(rf"(?<!\w)(?:{alternatives('rate_phrases.under_plan')})(?!\w)")
_NAMED = compiled(rf"(?<!\w)(?:{alternatives('rate_phrases.plans')})(?!\w)")
_OF = compiled(rf"^\W*(?:{alternatives('rate_phrases.fulfilled_of')})\s")
_OF_PLAN = compiled(  # 81% of our annual target, «81 % годового плана»
    rf"^\W*(?:(?:{alternatives('rate_phrases.fulfilled_of')})\s+)?(?:\w+\s+){{0,2}}?"
    rf"(?:{alternatives('rate_phrases.plans')})(?!\w)"
)


def against_fulfilment(
    case: Case, above: tuple[Use, ...], below: tuple[Use, ...]
) -> str:
    """Returns what stands against `81% of plan` where the plan is divided, or nothing.

    Args:
        case: the figure.
        above: what is divided.
        below: what it is divided by.
    """
    quantity = case.figure.quantity
    if quantity is None or quantity.kind is not QuantityKind.PERCENT:
        return ""
    if not _tells_fulfilment(case) or not _is_turned(above, below):
        return ""
    first, second = (
        ", ".join(dict.fromkeys(h for use in uses for h in use.headers)) or "rows"
        for uses in (above, below)
    )
    return (
        f"the text says how much of a plan is fulfilled; the calculation divides "
        f"{first}, which is planned, by {second}"
    )


def against_plan(case: Case, operands: Operands) -> str:
    """Returns what stands against `the plan was beaten by 5` where it is not reached.

    Args:
        case: the figure.
        operands: what is subtracted from what, with the sign that comes of it.
    """
    clause = sentence_round(case.sentence)
    own = clause.text[slice(*own_words(clause))]
    is_over, is_under = bool(_OVER.search(own)), bool(_UNDER.search(own))
    is_turned = any(t.text.casefold() in LEXICON.negations for t in tokens_of(own))
    if not _NAMED.search(own) or is_over is is_under or is_turned:
        return ""
    planned = [
        all(map(_is_headed_plan, side.uses))
        for side in (operands.first, operands.second)
    ]
    if operands.relation is not Relation.DIFFERENCE or planned[0] is planned[1]:
        return ""
    beyond = -operands.value if planned[0] else operands.value
    if beyond * (1 if is_over else -1) >= 0:
        return ""
    became = "less" if beyond < 0 else "more"
    return f"what was done is {became} than the plan, by the calculation's own cells"


def _tells_fulfilment(case: Case) -> bool:
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    context = case.sentence.context
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    if _OF_PLAN.search(behind) or _OF.search(behind):
        return bool(_OF_PLAN.search(behind))  # 124% of what was delivered is none
    is_planned = bool(_NAMED.search(f"{before} {behind} {context}"))
    return is_planned and bool(_DONE.search(f"{clause.text} {context}"))


def _is_turned(above: tuple[Use, ...], below: tuple[Use, ...]) -> bool:
    """Returns whether the plan stands above, as headers tell, or names of sheets."""
    for is_plan in (_is_headed_plan, _is_of_plans):
        planned = {use: is_plan(use) for use in (*above, *below)}
        if any(planned.values()):
            is_above = all(planned[use] for use in above)
            return is_above and not any(planned[use] for use in below)
    return False


def _is_headed_plan(use: Use) -> bool:
    text = " ".join(use.headers)
    return bool(_PLAN.search(text)) and not _DONE.search(text)


def _is_of_plans(use: Use) -> bool:
    sheets = {cells.sheet for cells in use.cells or use.rows}
    return bool(sheets) and all(_PLAN.search(f"{s.source} {s.sheet}") for s in sheets)
