"""How much of a plan is fulfilled, and whether the plan is what is divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._compared import Sense
from verifier.checks.claims._facing import facing
from verifier.checks.claims._operands import Relation
from verifier.checks.reach import own_text, own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.relations import BETTER, WORSE
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind

if TYPE_CHECKING:
    from verifier.checks.claims._operands import Operands
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use

_PLAN = compiled(rf"(?<![^\W_])(?:{alternatives('other_edge.plan')})s?(?![^\W_])")
_DONE = compiled(rf"(?<![^\W_])(?:{alternatives('rate_phrases.fulfilled')})(?![^\W_])")
_OVER = compiled(rf"(?<!\w)(?:{alternatives('rate_phrases.over_plan')})(?!\w)")
_UNDER = compiled(rf"(?<!\w)(?:{alternatives('rate_phrases.under_plan')})(?!\w)")
_BETTER = compiled(rf"(?<!\w)(?:{BETTER})(?!\w)")
_WORSE = compiled(rf"(?<!\w)(?:{WORSE})(?!\w)")
_LEADS = compiled(  # the budget exceeded what was spent
    rf"(?<!\w)(?:{alternatives('rate_phrases.plans')})\s+(?:\w+\s+){{0,2}}?"
    rf"(?:{alternatives('rate_phrases.over_plan')}|"
    rf"{alternatives('rate_phrases.under_plan')})(?!\w)"
)
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


def against_plan(case: Case, operands: Operands, brief: Brief) -> str:
    """Returns what stands against `the plan was beaten by 5` where it is not reached.

    Which side is the plan is told by the headers, so that the sentence need not say
    plan again: `it remained under its own`.

    Args:
        case: the figure.
        operands: what is held against what, with the sign that comes of it.
        brief: for the units of columns.
    """
    clause = sentence_round(case.sentence)
    own = own_text(clause)
    trend = _beyond_plan(own, case, brief)
    is_turned = any(t.text.casefold() in LEXICON.negations for t in tokens_of(own))
    if not trend or is_turned or not _NAMED.search(clause.text) or _LEADS.search(own):
        return ""
    if operands.relation is Relation.RATIO or not has_plan(operands):
        return ""
    is_plan_first = all(map(_is_headed_plan, operands.first.uses))
    beyond = -operands.growth if is_plan_first else operands.growth
    if beyond * trend >= 0:
        return ""
    became = "less" if beyond < 0 else "more"
    return f"what was done is {became} than the plan, by the calculation's own cells"


def has_plan(operands: Operands) -> bool:
    """Returns whether one of two operands is a plan and the other one is none."""
    sides = (operands.first, operands.second)
    one, other = (all(map(_is_headed_plan, side.uses)) for side in sides)
    return one is not other


def _beyond_plan(own: str, case: Case, brief: Brief) -> int:
    """Returns 1 where more is said to be done than planned, -1 for less, else 0."""
    is_over, is_under = bool(_OVER.search(own)), bool(_UNDER.search(own))
    if is_over is not is_under:
        return 1 if is_over else -1
    is_better, is_worse = bool(_BETTER.search(own)), bool(_WORSE.search(own))
    if is_over or is_better is is_worse:
        return 0
    return facing(Sense.WORTH, case, brief) * (1 if is_better else -1)


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
