"""The one among figures side by side that looks at other columns than the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verifier.checks.claims._narrowed_wholes import is_filled, narrowed_shares
from verifier.checks.claims._neighbours import FEWEST, neighbours_in
from verifier.checks.claims._own_reasons import says_more
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.units import units_in
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verifier.checks.claims._narrowed_wholes import Narrowed
    from verifier.checks.claims._neighbours import Standing
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.case import Case
    from verifier.model.source import SheetKey

    Columns = frozenset[tuple[SheetKey, int]]
    Sign = Callable[[Case], Columns | None]

_WAYS = 2  # that of one figure, and that of all others


def unlike_neighbours(subject: Subject, sign: Sign) -> Iterator[tuple[Case, str]]:
    """Yields figures with a sign of their own, and what stands against each.

    Those beside it, at least two of the same kind and unit, have one sign, and no word
    of its own tells it from them.
    """
    told: set[object] = set()
    for standings in filter(_stand_together, neighbours_in(subject)):
        told_apart = [one for one in standings if not _is_of_totals(one)]
        kept = _of_one_kind([one for one in told_apart if sign(one.case) is not None])
        signs = [sign(one.case) for one in kept]
        counts = Counter(signs).most_common()
        if len(kept) < FEWEST or len(counts) != _WAYS or counts[1][1] > 1:
            continue
        odd = kept[signs.index(counts[1][0])]
        if sign is columns_of_base and _are_narrowed_alike(odd, kept, subject):
            continue
        is_measured = sign is columns_measured
        if is_measured and _are_of_other_sheets(counts[0][0], counts[1][0], subject):
            continue
        span = odd.case.figure.span
        if span not in told and not says_more(odd, tuple(kept), _names(kept)):
            told.add(span)
            theirs, mine = (_called(way or frozenset(), subject) for way, _ in counts)
            yield (
                odd.case,
                f"{counts[0][1]} figures beside it: {theirs}; this one: {mine}",
            )


def columns_measured(case: Case) -> Columns | None:
    """Returns the columns of which a figure is made; None where rows are counted."""
    return (
        frozenset(
            (cells.sheet, number)
            for use in case.uses
            for cells in use.cells
            for number in range(cells.first_column, cells.last_column + 1)
        )
        or None
    )


def columns_of_base(case: Case) -> Columns | None:
    """Returns the columns that limit a divisor; None where nothing is divided."""
    base = [use for use in case.uses if use.side is Side.DENOMINATOR]
    limits = (criterion.cells for use in base for criterion in use.criteria)
    found = frozenset((cells.sheet, cells.first_column) for cells in limits)
    return found if base else None


def _are_of_other_sheets(
    one: Columns | None, other: Columns | None, subject: Subject
) -> bool:
    """Returns whether columns are the same measures, told in two sheets.

    Net EUR of each booking, and net_booked_eur of each month's plan.
    """
    ours, theirs = (one or frozenset()), (other or frozenset())
    mine, others = ours - theirs, theirs - ours
    sheets = [{sheet for sheet, _ in columns} for columns in (mine, others)]
    if not mine or len(mine) != len(others) or sheets[0] & sheets[1]:
        return False
    told = [_headers(columns, subject) for columns in (mine, others)]
    return all(any(any_alike(a, b) for b in told[1]) for a in told[0])


def _headers(columns: Columns, subject: Subject) -> list[tuple[Token, ...]]:
    """Returns the words of columns' headers that tell what is in their cells."""
    headers = (_called(frozenset([column]), subject) for column in columns)
    return [tuple(t for t in tokens_of(h) if not units_in(t.text)) for h in headers]


def _are_narrowed_alike(
    odd: Standing, others: Sequence[Standing], subject: Subject
) -> bool:
    """Returns whether wholes leave out the same rows by columns that tell it each.

    Some take those that are not in care, one those of which an outcome's day is known.
    """
    shares = {share.case.claim_id: share for share in narrowed_shares(subject)}
    told = [shares.get(one.case.claim_id) for one in (odd, *others)]
    known = [share for share in told if share is not None]
    return (
        len(known) == len(told)
        and all(share.narrowings for share in known)
        and any(is_filled(c) for share in known for c in share.narrowings)
        and len({_kept(share) for share in known}) == 1
    )


def _kept(share: Narrowed) -> frozenset[int]:
    """Returns the columns that limit a whole, but for those that narrow it."""
    narrow = {c.cells.first_column for c in share.narrowings}
    return frozenset(c.cells.first_column for c in share.below.criteria) - narrow


def _stand_together(standings: Sequence[Standing]) -> bool:
    """Returns whether figures are of one table or one sentence, not of one pattern."""
    texts = {sentence_round(one.case.sentence).text for one in standings}
    return len(texts) == 1 or all(one.case.sentence.context for one in standings)


def _is_of_totals(standing: Standing) -> bool:
    """Returns whether a label calls a figure the total of those beside it."""
    labels = standing.case.sentence.context.split("\n")
    return any(names_a_total(label.strip()) for label in labels if label)


def _of_one_kind(standings: Sequence[Standing]) -> list[Standing]:
    """Returns the figures of the commonest kind and unit."""
    kinds = [
        (quantity.kind, quantity.unit) if quantity is not None else None
        for quantity in (one.case.figure.quantity for one in standings)
    ]
    known = Counter(kind for kind in kinds if kind is not None).most_common(1)
    return [
        one
        for one, kind in zip(standings, kinds, strict=True)
        if known and kind == known[0][0]
    ]


def _names(standings: Sequence[Standing]) -> frozenset[str]:
    """Returns the groups by which figures may be told apart."""
    return frozenset(
        value
        for one in standings
        for use in one.case.uses
        for criterion in use.criteria
        for value in criterion.values
    )


def _called(columns: Columns, subject: Subject) -> str:
    """Returns the headers of columns, in order."""
    found: list[str] = []
    for sheet, number in sorted(columns, key=lambda column: column[1]):
        ground = subject.grounds.get(sheet)
        layout = ground.columns.get(number) if ground is not None else None
        found += [layout.header] if layout is not None else []
    return ", ".join(filter(None, found)) or "all rows"
