"""Which way the numbers of a calculation go where words praise, blame or hurry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._compared import Sense
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.checks.units import TIME, sure_unit, units_said
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.model.brief import Brief
    from verifier.model.case import Case

_GOOD = compiled(rf"(?<![^\W_])(?:{alternatives('improvement.good')})")
_BAD = compiled(rf"(?<![^\W_])(?:{alternatives('improvement.bad')})")
_SPEED = compiled(rf"(?<![^\W_])(?:{alternatives('improvement.speed')})")
_THIS_MEASURE = compiled(
    rf"(?<!\w)(?:{alternatives('improvement.this_measure')})(?!\w)"
)
_END = re.compile(r"[.!?]\s+(?=\W?[A-ZА-ЯЁ])")
_FARTHEST = 500  # letters before a figure in which its own sentence and the last stand
_FAILING = compiled(rf"(?<!\w)(?:{alternatives('relations.failing')})(?!\w)")


def facing(sense: Sense, case: Case, brief: Brief) -> int:
    """Returns 1 where the number rises with what the words say, -1 where it falls.

    0 where that is not known. Words of pace rise with a time: `later` is more of it;
    words of praise with a score, and they fall with a cost.
    """
    match sense:
        case Sense.AMOUNT:
            return 1
        case Sense.OFTEN:
            return 0 if _is_of_the_contrary(case) else 1
        case Sense.PACE:
            return _facing_pace(case, brief)
        case Sense.WORTH:
            return _facing_worth(case, brief)


def _facing_pace(case: Case, brief: Brief) -> int:
    is_time = _is_time(case, brief)
    is_speed = bool(_SPEED.search(f"{_headers(case)} {_own(case)}"))
    if is_time is is_speed:
        return 0
    return 1 if is_time else -1


def _facing_worth(case: Case, brief: Brief) -> int:
    """Returns what the sentence tells, and where it tells nothing, the one column.

    Of a margin both the costs and the charges are columns.
    """
    if _is_time(case, brief):
        return -1
    clause = sentence_round(case.sentence)
    measured = {header for use in case.uses for header in use.headers}
    texts = [_own(case), clause.text, _headers(case) if len(measured) <= 1 else ""]
    if _THIS_MEASURE.search(clause.text):
        texts.append(_told_before(case))
    for text in texts:
        rest = _GOOD.sub(" ", text)
        is_good, is_bad = rest != text, bool(_BAD.search(rest))
        if is_good is not is_bad:
            return 1 if is_good else -1
        if is_good:
            return 0
    return 0


def _told_before(case: Case) -> str:
    """Returns the sentence before a figure's own, which names the measure it tells."""
    sentence = case.sentence
    before = sentence.text[max(sentence.start - _FARTHEST, 0) : sentence.start]
    parts = _END.split(before)
    return parts[-2] if len(parts) > 1 else ""


def _is_time(case: Case, brief: Brief) -> bool:
    """Returns whether a length of time is measured."""
    if units_said(case).get(TIME):
        return True
    headers = {header for use in case.uses for header in use.headers}
    return bool(headers) and all(sure_unit(h, brief)[0] == TIME for h in headers)


def _is_of_the_contrary(case: Case) -> bool:
    """Returns whether a sentence speaks of failing, of which no column does.

    Who is late more often is less often in time.
    """
    failing = [found[0] for found in _FAILING.finditer(_own(case))]
    known = tokens_of(_headers(case))
    return any(
        not any(alike(token.stem, other.stem) for other in known)
        for word in failing
        for token in tokens_of(word)
    )


def _headers(case: Case) -> str:
    """Returns the headers of what is measured, and the values that are counted."""
    told: list[str] = []
    for use in case.uses:
        told += use.headers
        told += [v for c in use.criteria if c.operator == "=" for v in c.values]
        told += [c.header for c in use.criteria]
    return " ".join(dict.fromkeys(told)).replace("_", " ")


def _own(case: Case) -> str:
    clause = sentence_round(case.sentence)
    return own_text(clause)
