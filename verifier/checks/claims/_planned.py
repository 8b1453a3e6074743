"""Planned amounts under words that speak of no plan: `we spent 50` of `Budget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.sentences import sentence_round
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use

_PLAN = compiled(rf"(?<![^\W_])(?:{alternatives('planned.headers')})(?![^\W_])")
_CONTRAST = compiled(  # the plan was 40, while billings came to 50
    rf",\s+(?:{alternatives('other_period.contrast')})\s"
)
_TAKES_UP = compiled(rf"(?<!\w)(?:{alternatives('planned.taken_up')})(?!\w)")
_SPEAKS_OF_ONE = compiled(rf"(?<!\w)(?:{alternatives('planned.said')})")


def against_plan(case: Case, use: Use, ground: Ground) -> str:
    """Returns what stands against a planned amount that is told as what came to be."""
    own = use.cells[0].first_column
    header = ground.columns[own].header if own in ground.columns else ""
    if not _PLAN.search(header):
        return ""
    sentence = case.sentence
    clause = sentence_round(sentence)
    before = max((end for _, end in clause.figures if end <= clause.start), default=0)
    turns = [*_CONTRAST.finditer(clause.text, before, clause.start)]
    above = (sentence.ahead, *sentence.headings[-1:])
    texts = (clause.text[turns[-1].end() :],) if turns else (clause.text, *above)
    texts += (sentence.context,)
    if any(map(_SPEAKS_OF_ONE.search, texts)) or _TAKES_UP.search(texts[0]):
        return ""
    return (
        f"the calculation uses {header!r}; neither the sentence nor the words above it "
        "speak of a plan"
    )
