"""A rate is turned over, or is not of as many as its words say.

Finds: `7.9 litres per 100 km` where kilometres are divided by litres; the header `€ per
kWh` over kilowatt-hours divided by euros; `planned minutes were 1.1 times the actual
ones` where the actual ones are divided by the planned ones; `124% of plan` where the
plan is divided by what was done; and `0.9 beds per 1,000
residents` that nothing multiplies by a thousand.

Why it matters: both quotients look like a rate, and both recompute.

What to do: divide the first thing that the words name by the second one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._fulfilled import against_fulfilment
from verifier.checks.claims._rate_phrases import RatePhrase, rate_of
from verifier.checks.claims._siblings import siblings_of
from verifier.checks.kin import kin_of
from verifier.checks.reach import own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.units import MONEY, units_in
from verifier.figures import header_scale
from verifier.model.plan import ChangeForm, LiteralRole
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C060", "turned-rate", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = "\n\n```claims\n[c1] ledger!B2:C5\n= SUM(B2:B5)/SUM(C2:C5)\n```\n"
PASSES = (f"Revenue was [1.67 times](#c1) the cost.{_BODY}",)
FAILS = (f"The cost was [1.67 times](#c1) the revenue.{_BODY}",)

_PLAIN = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.CELL})
_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_SIDES = {Side.NUMERATOR, Side.DENOMINATOR}
_WORDS = 2  # of a header, that name its column though others miss
_SHORT = 3  # letters: `was`
_LEAST = 100  # of so many, a rate is told per them


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every rate that is turned over or of another number."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    traits, quantity = case.compiled and case.compiled.traits, case.figure.quantity
    if not traits or quantity is None or traits.change is not ChangeForm.NONE:
        return ""
    if {use.side for use in traits.uses} != _SIDES:
        return ""
    above = tuple(u for u in traits.uses if u.side is Side.NUMERATOR)
    below = tuple(u for u in traits.uses if u.side is Side.DENOMINATOR)
    if quantity.kind is QuantityKind.MULTIPLE:
        return _turned_times(case, above, below, subject)
    rate = rate_of(case) if quantity.kind is QuantityKind.NUMBER else None
    if rate is None:
        return against_fulfilment(case, above, below)
    return (
        _turned(rate, above, below, subject)
        or _turned_groups(rate, above, below)
        or _of_sibling(rate, above, below, subject)
        or _of_one(rate, traits)
    )


def _of_sibling(
    rate: RatePhrase, above: tuple[Use, ...], below: tuple[Use, ...], subject: Subject
) -> str:
    """Returns what stands against a rate per seat in use of all that were bought."""
    if len(below) != 1 or len(below[0].cells) != 1 or below[0].cells[0].columns > 1:
        return ""
    divisor = below[0].cells[0]
    ground = subject.grounds.get(divisor.sheet)
    if ground is None or below[0].statistic not in _PLAIN:
        return ""
    taken = {cells.first_column for use in above for cells in use.cells}
    said, ahead = _forms(rate.whole), _forms(rate.above)
    for pair in siblings_of(divisor.first_column, ground, subject.brief):
        is_other = _says(pair.other, said) and not _says(pair.own, said)
        is_divided = pair.number in taken
        if is_other and not (is_divided and _says(pair.other, ahead)):
            return (
                f"the text speaks of a rate per {rate.whole.strip()}; the calculation "
                f"divides by {_shown(below)}, and not by {pair.header}"
            )
    header = _better_named(said, divisor.first_column, ground)
    return f"the text speaks of a rate per {header}" if header else ""


def _better_named(said: set[str], own: int, ground: Ground) -> str:
    """Returns the header of the only column that words name, and not the own one.

    Of `residents aged 75 and over` it is `aged_75_plus`, and not `population`.
    """
    if _share_said(ground.columns[own].header, said):
        return ""
    found = [
        layout.header
        for number, layout in ground.columns.items()
        if number != own
        and CellKind.NUMBER in layout.kinds
        and _share_said(layout.header, said) >= _WORDS
    ]
    return found[0] if len(found) == 1 else ""


def _share_said(header: str, said: set[str]) -> int:
    """Returns how many words of a header are said."""
    words = tokens_of(header)
    return sum(any(alike(word.stem, one) for one in said) for word in words)


def _turned(
    rate: RatePhrase, above: tuple[Use, ...], below: tuple[Use, ...], subject: Subject
) -> str:
    """Returns what stands against a rate whose two things stand the other way round."""
    per = rate.whole if MONEY in units_in(rate.below) else rate.below  # euros spent
    first, second = tokens_of(rate.above), tokens_of(per)
    are_counts = all(use.statistic in _COUNTS for use in above)  # of orders, whatever
    is_above = are_counts or _tells(above, second, per, subject)
    is_below = _tells(below, first, rate.above, subject)
    if not is_above or not is_below:
        return ""
    if _tells(above, first, rate.above, subject):
        return ""
    if _tells(below, second, per, subject):
        return ""
    return (
        f"the text speaks of {rate.above.strip()} per {rate.below}; the calculation "
        f"divides {_shown(above)} by {_shown(below)}"
    )


def _turned_groups(
    rate: RatePhrase, above: tuple[Use, ...], below: tuple[Use, ...]
) -> str:
    """Returns what stands against `0.3 orders bought per return` of the return's.

    One measure of two groups is told apart by their names alone.
    """
    measures = {(use.statistic, use.cells) for use in (*above, *below)}
    if len(measures) != 1:
        return ""
    sides = [{c for use in uses for c in use.criteria} for uses in (above, below)]
    own, other = (
        [v for c in one - rest if c.operator == "=" for v in c.values]
        for one, rest in (sides, reversed(sides))
    )
    first, second = _forms(rate.above), _forms(rate.whole or rate.below)
    is_turned = _names(own, second) and _names(other, first)
    if not is_turned or _names(own, first) or _names(other, second):
        return ""
    return (
        f"the text speaks of {rate.above.strip()} per {rate.below}; the calculation "
        f"divides those of {', '.join(own)} by those of {', '.join(other)}"
    )


def _names(values: list[str], said: set[str]) -> bool:
    words = [token.stem for value in values for token in tokens_of(value)]
    return any(alike(word, one) for word in words for one in said)


def _tells(
    uses: tuple[Use, ...], said: tuple[Token, ...], text: str, subject: Subject
) -> bool:
    """Returns whether words name what uses measure or count, or its unit."""
    units = set(units_in(text).items())
    for use in uses:
        if use.statistic is Statistic.COUNT and _are_rows(use, said, subject):
            return True
        for header in use.headers:
            words = tokens_of(header)
            stems = {word.stem for word in words} | kin_of(words)
            kin = _forms(text) | kin_of(said)
            if any(alike(one, other) for one in stems for other in kin if len(one) > 1):
                return True
            if units & set(units_in(header.replace("_", " ")).items()):
                return True
    return False


def _are_rows(use: Use, said: tuple[Token, ...], subject: Subject) -> bool:
    place = use.place
    ground = subject.grounds.get(place.sheet) if place is not None else None
    return ground is not None and any(map(rows_of(ground, subject).are, said))


def _shown(uses: tuple[Use, ...]) -> str:
    headers = dict.fromkeys(header for use in uses for header in use.headers)
    return ", ".join(headers) or "rows"


def _of_one(rate: RatePhrase, traits: Traits) -> str:
    """Returns what stands against a rate per 1,000 that nothing multiplies."""
    if rate.times < _LEAST or any(
        u.statistic not in _PLAIN | _COUNTS for u in traits.uses
    ):
        return ""
    factors = {x.value for x in traits.literals if x.role is not LiteralRole.CRITERION}
    headers = [
        header.replace("_", " ") for use in traits.uses for header in use.headers
    ]
    if factors or any(map(header_scale, headers)) or any(map(_ends_in_k, headers)):
        return ""
    if any(token.text.isdigit() for h in headers for token in tokens_of(h)):
        return ""
    return (
        f"the text speaks of a rate per {rate.times:,} {rate.below}; nothing in the "
        "calculation multiplies by it"
    )


def _ends_in_k(header: str) -> bool:
    """Returns whether a header says that its cells are thousands: eligible_k."""
    return [t.text.casefold() for t in tokens_of(header)][-1:] in (["k"], ["ths"])


def _turned_times(
    case: Case, above: tuple[Use, ...], below: tuple[Use, ...], subject: Subject
) -> str:
    """Returns what stands against `planned ones were 1.1 times the actual ones`."""
    if any(len(uses) != 1 or len(uses[0].cells) != 1 for uses in (above, below)):
        return ""
    first, second = above[0].cells[0], below[0].cells[0]
    ground = subject.grounds.get(first.sheet)
    if ground is None or second.sheet != first.sheet or first.columns > 1:
        return ""
    clause = sentence_round(case.sentence)
    start, last = own_words(clause)
    ahead = _forms(clause.text[start : clause.start])
    behind = _forms(clause.text[clause.end : last])
    for pair in siblings_of(first.first_column, ground, subject.brief):
        is_pair = pair.number == second.first_column
        if not is_pair or _says(pair.own, ahead) or _says(pair.other, behind):
            continue
        if _says(pair.other, ahead) and _says(pair.own, behind):
            return (
                f"the sentence holds {_shown(below)} against {_shown(above)}; the "
                f"calculation divides {_shown(above)} by {_shown(below)}"
            )
    return ""


def _forms(text: str) -> set[str]:
    """Returns the stems of a text's words; of a short one without its plural's end."""
    stems = {token.stem for token in tokens_of(text)}
    return stems | {one.removesuffix("s") for one in stems if len(one) > _SHORT}


def _says(ways: frozenset[tuple[str, ...]], said: set[str]) -> bool:
    return any(all(any(alike(w, s) for s in said) for w in way) for way in ways if way)
