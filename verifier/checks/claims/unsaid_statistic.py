"""A mean, median, maximum or minimum is printed where no word says that it is one.

Finds: `staff worked 1,350 hours` where the calculation gives the most that one of them
worked; `bookings from abroad reached €503` where it gives the mean of them; `output was
99% of plan` where the ratios of the months are averaged.

Why it matters: a reader takes such a figure for all of it.

What to do: say that it is the average or the largest, or add it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._counts import TIMES
from verifier.checks.claims._rate_phrases import rate_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.units import TIME, speaks_of_time, units_in
from verifier.checks.words.rates import LEVELS
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C070", "unsaid-statistic", Level.WARNING, Reason.WRONG_STATISTIC)

_BODY = "\n\n```claims\n[c1] ledger!B2:B5\n= {}\n```\n"
PASSES = (
    "Revenue was [25](#c1) on average." + _BODY.format("AVERAGE(B2:B5)"),
    "Revenue was [100](#c1)." + _BODY.format("SUM(B2:B5)"),
)
FAILS = (
    "Revenue was [25](#c1)." + _BODY.format("AVERAGE(B2:B5)"),
    "Revenue was [40](#c1)." + _BODY.format("MAX(B2:B5)"),
)

_CENTRES = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_ENDS = frozenset({Statistic.MINIMUM, Statistic.MAXIMUM})
_CENTRE = compiled(rf"(?<!\w)(?:{alternatives('unsaid_statistic.centre')})")
END = compiled(rf"(?<!\w)(?:{alternatives('unsaid_statistic.ends')})")
_MEAN = compiled(rf"(?<!\w)(?:{alternatives('unsaid_statistic.mean')})")
_RIGHT_BEHIND = compiled(rf"\s*(?:/|(?:{alternatives('unsaid_statistic.behind')})\s)")
_PERIODICAL = words_of("sentence.per_time")  # a monthly fee is added up
_AHEAD = 400  # letters of the passage before a figure that may say what follows
_NEAR = 120  # of those that may speak of an end
_FEWEST_ROWS = 2
_PAIR = 2


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that no word calls what it is."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, _subject: Subject) -> str:
    if not _averages_ratios(case):
        return _of_one_column(case)
    if _MEAN.search(_text_round(case, 0)):
        return ""
    return (
        "the calculation averages the ratios of rows; no word near it speaks of "
        "a mean, and of all rows it is one sum by the other"
    )


def _of_one_column(case: Case) -> str:
    use = _only_use(case)
    if use is None or use.statistic not in _CENTRES | _ENDS:
        return ""
    if not _speaks_of(use, case) or (use.statistic in _CENTRES and _is_level(use)):
        return ""
    is_end = use.statistic in _ENDS
    text = _text_round(case, _since_figure(case) if is_end else _AHEAD)
    word = _CENTRE if use.statistic in _CENTRES else END
    behind = case.sentence.text[case.sentence.end :]
    if word.search(text) or _RIGHT_BEHIND.match(behind) or rate_of(case):
        return ""
    if is_end and superlatives_in(text):
        return ""
    return f"the calculation gives the {use.statistic}; no word near the figure says so"


def _averages_ratios(case: Case) -> bool:
    """Returns whether a calculation is the mean of one column over another."""
    traits = case.compiled.traits if case.compiled else None
    if traits is None or case.claim is None or len(traits.uses) != 1:
        return False
    use = traits.uses[0]
    is_ratio = len(use.headers) == _PAIR and "/" in case.claim.calculation
    return use.statistic is Statistic.MEAN and is_ratio and not traits.groups


def _speaks_of(use: Use, case: Case) -> bool:
    """Returns whether a figure has a unit, or its sentence a word of the column."""
    quantity = case.figure.quantity
    said = tokens_of(f"{sentence_round(case.sentence).text} {case.sentence.context}")
    headed = [token for header in use.headers for token in tokens_of(header)]
    return bool(quantity and quantity.unit) or any_alike(headed, said)


def _only_use(case: Case) -> Use | None:
    """Returns the use of a calculation that is one aggregate of several cells."""
    traits = case.compiled.traits if case.compiled else None
    quantity = case.figure.quantity
    if traits is None or quantity is None or len(traits.uses) != 1:
        return None
    use = traits.uses[0]
    is_span = use.statistic in _ENDS and len(use.cells) == _PAIR  # from day to day
    is_one = len(use.cells) == 1 or is_span
    is_plain = use.side is Side.WHOLE and is_one and not traits.groups
    is_amount = quantity.kind is QuantityKind.NUMBER
    is_of_rows = is_plain and use.cells[0].rows >= _FEWEST_ROWS
    return use if is_of_rows and is_amount else None


def _is_level(use: Use) -> bool:
    """Returns whether cells tell a price, grade or time, which nobody adds up."""
    for header in use.headers:
        tokens = tokens_of(header)
        words = [w for t in tokens if (w := t.text.casefold()) not in _PERIODICAL]
        tokens = tuple(t for t in tokens if t.text.casefold() in words)
        is_of_time = speaks_of_time(words) or any(t.stem in TIMES for t in tokens)
        is_of_time = is_of_time or TIME in units_in(" ".join(words))
        if is_of_time or not LEVELS.isdisjoint(words):
            return True
    return False


def _since_figure(case: Case) -> int:
    """Returns how many letters before a figure may speak of its end.

    `The longest ran to 121. In Central it was 59`: the first is of another figure.
    """
    sentence = case.sentence
    before = [end for _, end in sentence.figures if end <= sentence.start]
    return min(_NEAR, sentence.start - max(before, default=0))


def _text_round(case: Case, ahead: int) -> str:
    """Returns all words that may say of what a figure is."""
    sentence = case.sentence
    before = sentence.text[max(0, sentence.start - ahead) : sentence.start]
    near = sentence_round(sentence).text
    texts = (before, near, sentence.context, sentence.ahead, *sentence.headings)
    return " ".join(texts).casefold()
