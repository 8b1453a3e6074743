"""A rate is divided by something else than its words say.

Finds: `€31 per customer` where the mean of all orders is taken, and customers have
several, or what each of them spent; `2 bookings per agency` divided by guests; `10 % of
list value` divided by the column of what was paid; a target missed by 5 % of what was
reached.

Why it matters: each of these quotients recomputes, and is of another size.

What to do: divide by what the words name, or name what is divided by.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.claims._averaged import average_of, different_of, person_in
from verifier.checks.claims._counted_elsewhere import counted_column
from verifier.checks.claims._counts import (
    TIMES,
    Pair,
    ask_pair,
    differing,
    is_called,
    is_of_single_ones,
    is_quantity,
    only_counts,
)
from verifier.checks.claims._header_units import measure_of
from verifier.checks.claims._named_whole import of_named_column
from verifier.checks.claims._off_plan import of_gap_to_plan
from verifier.checks.claims._rate_nouns import (
    antecedents_of,
    is_time,
    nouns_of_rate,
    nouns_per,
    without_told,
)
from verifier.checks.claims._told_times import time_per
from verifier.checks.claims.counted_rows import columns_of
from verifier.checks.counted import Counted
from verifier.checks.place import Place
from verifier.checks.reach import own_words
from verifier.checks.row_nouns import Rows, rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.units import MONEY, TIME, units_in
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import (
    LEVELS,
)
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic, Use
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._averaged import Order
    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C055", "other-divisor", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = "\n\n```claims\n[c1] deals!A2:C5\nSELECT sum(amount) / {} FROM deals\n```\n"
PASSES = (
    "We sold [113.75 per deal](#c1)." + _BODY.format("count(*)"),
    "We sold [151.67 per region](#c1)." + _BODY.format("count(DISTINCT region)"),
)
FAILS = ("We sold [113.75 per region](#c1)." + _BODY.format("count(*)"),)

_CENTRE = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_ADDED = frozenset({Statistic.SUM, Statistic.COUNT})
_PAIR = 2


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many there are of what the words divide by."""
    for case in subject.cases:
        yield from ask_pair(_pair(case, subject))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that is divided by something else."""
    for case in subject.cases:
        if case.claim is None:
            continue
        pair = _pair(case, subject)
        numbers = differing(pair, subject)
        words = of_named_column(case, subject) or of_gap_to_plan(case, subject)
        if pair is not None and numbers is not None:
            words = (
                f"the text speaks of a rate per {pair.noun}, of which there are "
                f"{numbers[1]:g}; the calculation {pair.does}, {numbers[0]:g}"
            )
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _pair(case: Case, subject: Subject) -> Pair | None:
    """Returns what is divided by, and what the words say; None if they agree."""
    divisor = _divisor(case)
    place = divisor.place if divisor is not None else None
    ground = subject.grounds.get(place.sheet) if place is not None else None
    if divisor is None or ground is None:
        return None
    if time_per(case) and _is_of_time(divisor, subject):
        return None  # час труда одного человека
    nouns, rows = without_told(nouns_per(case), case), rows_of(ground, subject)
    if not nouns:
        order = average_of(case, ground, rows)
        pair = _of_order(order, divisor, ground)
        return pair if order else _of_each(case, divisor, ground, rows)
    uses = case.uses
    headers = [
        header
        for use in uses
        for header in use.headers
        if use.side is not Side.NUMERATOR and use.statistic is not Statistic.COUNT
    ]
    one = Counted(nouns[0], nouns[0].text.casefold() in LEXICON.people)
    if any(is_called(one, header) for header in headers):
        return None
    meant = _meant(nouns, divisor, ground, rows)
    meant = meant or _meant_elsewhere(nouns[0], divisor, ground, subject)
    if meant is None and len(nouns) == _PAIR and not is_time(nouns[0]):  # a sales order
        meant = _of_head(nouns[1], divisor, ground, subject)
    return _apart(meant, nouns[0], divisor, ground)


def _is_of_time(divisor: Use, subject: Subject) -> bool:
    measures = [measure_of(header, subject.brief) for header in divisor.headers]
    return bool(measures) and all((TIME, 1) in one.powers for one in measures)


def _of_each(case: Case, divisor: Use, ground: Ground, rows: Rows) -> Pair | None:
    """Returns what is divided by, and what `each of them` points back at."""
    for noun in antecedents_of(case):
        meant = _meant((noun,), divisor, ground, rows)
        if meant is not None and meant.statistic is not Statistic.SUM:
            return _apart(meant, noun, divisor, ground)
    return None


def _apart(meant: Use | None, noun: Token, divisor: Use, ground: Ground) -> Pair | None:
    """Returns a divisor beside the one that is meant; None where they are the same.

    Nor where one thing alone is chosen, of whose rows the mean is.
    """
    if meant is None or (meant.statistic, meant.cells) == _told(divisor):
        return None
    columns = {cells.first_column for cells in meant.cells}
    is_one = any(
        c.operator == "=" and len(c.values) == 1 and c.cells.first_column in columns
        for c in divisor.criteria
    )
    if is_one and meant.statistic is Statistic.DISTINCT:
        return None
    return Pair(ground, divisor, meant, noun.text, _does(divisor, ground), RULE.code)


def _of_order(order: Order | None, divisor: Use, ground: Ground) -> Pair | None:
    """Returns what an average order is divided by, and by what its lines are."""
    place = divisor.place
    if order is None or place is None or order.column == place.first_column:
        return None
    meant = different_of(divisor, order)
    if not order.column:
        meant = _rows_of(divisor)
    return _apart(meant, order.noun, divisor, ground)


def _told(use: Use) -> tuple[Statistic, object]:
    return use.statistic, use.cells


def _divisor(case: Case) -> Use | None:
    """Returns what a figure is divided by: of a mean the rows, as a count of them."""
    quantity, compiled = case.figure.quantity, case.compiled
    if quantity is None or compiled is None or case.claim is None:
        return None
    uses = compiled.traits.uses
    is_plain = all(len(use.cells) == 1 or _counts_rows(use) for use in uses)
    is_plain = is_plain and all(c.columns == 1 for use in uses for c in use.cells)
    if quantity.kind is QuantityKind.PERCENT or not is_plain:
        return None
    if len(uses) == 1 and uses[0].statistic in _CENTRE and uses[0].cells:
        clause = sentence_round(case.sentence)
        is_spent = bool(person_in(clause.text[: clause.start]))
        is_level = _is_level(uses[0]) and not is_spent and not _falls_on_one(clause)
        return None if is_level else _rows_of(uses[0])
    sides = {use.side: use for use in uses}
    above, below = sides.get(Side.NUMERATOR), sides.get(Side.DENOMINATOR)
    is_rate = len(uses) == _PAIR and above is not None and above.statistic in _ADDED
    return _counted_by(below) if is_rate and below is not None else None


def _falls_on_one(clause: Clause) -> bool:
    """Returns whether so much falls on one of them: на одного клиента приходится."""
    before = clause.text[slice(own_words(clause)[0], clause.start)]
    return any(is_of_one for _, is_of_one in nouns_of_rate(before))


def _counts_rows(use: Use) -> bool:
    """Returns whether rows are counted, chosen by however many columns."""
    return not use.cells and use.statistic is Statistic.COUNT and bool(use.rows)


def _is_level(use: Use) -> bool:
    """Returns whether a mean is of prices, grades or times, which nobody adds up."""
    tokens = [token for header in use.headers for token in tokens_of(header)]
    return any(
        token.text.casefold() in LEVELS
        or token.stem in TIMES
        or token.text.casefold().startswith(LEXICON.times)
        for token in tokens
    )


def _rows_of(use: Use) -> Use:
    """Returns the count of the rows of a use."""
    rows = replace(use, statistic=Statistic.COUNT, cells=(), headers=())
    return replace(rows, rows=use.cells or use.rows, deduplicates=False)


def _counted_by(below: Use) -> Use | None:
    """Returns a divisor: different values, rows, or a sum."""
    if below.statistic is Statistic.DISTINCT or below.deduplicates:
        return replace(below, statistic=Statistic.DISTINCT, deduplicates=False)
    if below.statistic is Statistic.COUNT:
        return _rows_of(below)
    return below if below.statistic is Statistic.SUM else None


def _does(use: Use, ground: Ground) -> str:
    column = use.cells[0].first_column if use.cells else 0
    header = ground.columns[column].header if column in ground.columns else ""
    match use.statistic:
        case Statistic.DISTINCT:
            return f"divides by different {header}"
        case Statistic.SUM:
            return f"divides by the sum of {header}"
        case _:
            return "divides by rows"


def _meant(
    nouns: tuple[Token, ...], divisor: Use, ground: Ground, rows: Rows
) -> Use | None:
    """Returns what a noun says is divided by: rows, different ones, or a quantity."""
    range_ = (divisor.cells or divisor.rows)[0]
    plain = replace(divisor, statistic=Statistic.COUNT, cells=(), rows=(range_,))
    if any(rows.are(noun) for noun in nouns):  # per guest booking
        return replace(plain, deduplicates=False)
    noun = nouns[0]
    is_unit = noun.text.casefold() in LEXICON.pieces
    is_time = noun.stem in TIMES  # a month is told by a column of numbers of months
    one = Counted(noun, noun.text.casefold() in LEXICON.people)
    texts = [n for n in columns_of(one, ground) if is_of_single_ones(ground, n)]
    texts = [] if is_time else texts
    sums = [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds
        and (
            is_quantity(layout.header, noun)
            or (is_unit and only_counts(layout.header))
            or _are_words_of(layout.header, nouns)
            or _is_measured_in(layout.header, noun)
        )
    ]
    sums = sums or ([] if texts or is_time else _numbers_of(noun, ground))
    texts = texts or ([] if sums else _days_of(nouns, ground))
    if len(texts) + len(sums) != 1:
        return None
    column = (texts or sums)[0]
    cells = (replace(range_, first_column=column, last_column=column),)
    statistic = Statistic.DISTINCT if texts else Statistic.SUM
    return replace(plain, statistic=statistic, cells=cells, rows=divisor.rows)


def _numbers_of(noun: Token, ground: Ground) -> list[int]:
    """Returns the columns of numbers of a noun, told by one word more: vet visits."""
    return [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds
        and not layout.scale
        and len(words := tokens_of(layout.header)) == _PAIR
        and is_quantity(words[1].text, noun)
    ]


def _meant_elsewhere(
    noun: Token, divisor: Use, ground: Ground, subject: Subject
) -> Use | None:
    """Returns the count of what other figures count under a noun, if they do."""
    column = counted_column(noun, ground, subject)
    return _of_column(column, divisor) if column else None


def _of_column(column: int, divisor: Use) -> Use:
    """Returns the count of different ones of a column, of the divisor's rows."""
    range_ = (divisor.cells or divisor.rows)[0]
    cells = (replace(range_, first_column=column, last_column=column),)
    return replace(divisor, statistic=Statistic.DISTINCT, cells=cells)


def _of_head(noun: Token, divisor: Use, ground: Ground, subject: Subject) -> Use | None:
    """Returns the count of different ones of the second word of a name, if numbered."""
    found = columns_of(Counted(noun, is_people=False), ground)
    if len(found) == 1 and is_of_single_ones(ground, found[0]):
        return _of_column(found[0], divisor)
    return _meant_elsewhere(noun, divisor, ground, subject)


def _days_of(nouns: tuple[Token, ...], ground: Ground) -> list[int]:
    """Returns the columns of the days that two words name: a sale day, its date."""
    if len(nouns) != _PAIR or LEXICON.time_units.get(nouns[1].text.casefold()) != "day":
        return []
    return [
        number
        for number, layout in ground.columns.items()
        if CellKind.DATE in layout.kinds
        and any(alike(word.stem, nouns[0].stem) for word in tokens_of(layout.header))
    ]


def _is_measured_in(header: str, noun: Token) -> bool:
    """Returns whether a header is that of a unit: hours, of an hour; km, of one km."""
    units = units_in(noun.text)
    units.pop(MONEY, None)
    told = units_in(header.replace("_", " ").partition(" per ")[0])
    return bool(units) and told == units


def _are_words_of(header: str, nouns: tuple[Token, ...]) -> bool:
    """Returns whether two words are a header's, which is of a quantity: lift days."""
    words = tokens_of(header)
    return len(words) == len(nouns) == _PAIR and all(
        alike(word.stem, noun.stem) or word.stem == f"{noun.stem}s"
        for word, noun in zip(words, nouns, strict=True)
    )
