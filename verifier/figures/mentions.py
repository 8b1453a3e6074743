"""Every number of a passage: as a quantity, or as something else with its reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.figures.dates import (
    read_date,
    read_month,
    read_time,
    read_year,
)
from verifier.figures.found import Found, Reading, quantity_of
from verifier.figures.fractions import out_of_digits, read_slash
from verifier.figures.hedges import comparison_of
from verifier.figures.labels import (
    read_citation,
    read_identifier,
    read_label,
    read_list_number,
    read_ordinal,
    read_phone,
    read_version,
    read_window,
)
from verifier.figures.lexicon import RANGE_WORDS
from verifier.figures.periods import read_period
from verifier.figures.ranges import join_ends
from verifier.figures.read_digits import read_digits, share
from verifier.figures.read_words import may_begin, read_words
from verifier.figures.surroundings import Surroundings, take
from verifier.figures.tokens import Kind, tokenize
from verifier.languages import words
from verifier.model.quantity import (
    Mention,
    NotFigureReason,
    Quantity,
    QuantityKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.figures.tokens import Scan
    from verifier.model.quantity import Convention

    _Reader = Callable[[Scan, int, int], Found | None]

# In this order: the first that knows the number decides.
_NO_FIGURES = (
    read_date,
    read_slash,
    read_phone,
    read_version,
    read_period,
    read_label,
    read_time,
    read_month,
    read_citation,
    read_identifier,
    read_window,
    read_year,
    read_ordinal,
    read_list_number,
)
_BETWEEN_MARKS = tuple(
    read
    for read in _NO_FIGURES
    if read not in {read_period, read_label, read_month, read_window, read_ordinal}
)
_WORDLIKE = frozenset(".-\u2013\u2014\u2011#№§")  # marks of labels, `p.`, `7-day`
_NO_LABELS = (read_identifier, read_year)  # between numbers, where no word stands
_LONELY = frozenset((Kind.DIGITS, Kind.END))
_PROMOTED = frozenset(
    (
        NotFigureReason.YEAR,
        NotFigureReason.LIST_NUMBER,
        NotFigureReason.IDENTIFIER,
        NotFigureReason.WINDOW,
        NotFigureReason.NUMBER_WORD,
        NotFigureReason.SECTION,
        NotFigureReason.STANDARD,
        NotFigureReason.VERSION,
        NotFigureReason.CITATION,
    )
)
_ANDS, _BETWEENS = words("figures.ands"), words("figures.betweens")
_LISTS = _ANDS | {"&"}
_RESTATED_WORDS = 4
_RESTATED_WIDTH = Decimal("0.025")  # as a hedged fraction allows
_NOWHERE = Surroundings()


def read_mentions(
    text: str,
    convention: Convention,
    *,
    links: tuple[tuple[int, int], ...] = (),
    surroundings: Surroundings = _NOWHERE,
) -> tuple[Mention, ...]:
    """Returns every number of a passage of prose, in order, never overlapping.

    Args:
        text: the passage.
        convention: how the report writes numbers.
        links: offsets of the texts of claim links; in one of them a bare number that
            would be a year, an id or a number word outside is a quantity.
        surroundings: the words round a table cell.

    Example:
        >>> from verifier.model.quantity import Convention
        >>> [m.text for m in read_mentions("ARR was $4.1M in 2025.", Convention())]
        ['$4.1M', '2025']
    """
    scan = tokenize(text, convention, links, is_cell=surroundings.fills_cell)
    found = tuple(_find(scan))
    if links:
        found = join_ends(scan, _promote(scan, found))
    found = _listed(scan, _shared(scan, found))
    found = take(scan, found, surroundings)
    return tuple(_mentions(scan, found))


def _find(scan: Scan) -> Iterator[Found]:
    """Yields the numbers of a text, those that are no figures with their reason."""
    index = floor = 0
    while index < scan.count:
        token = scan.tokens[index]
        found = None
        if token.kind is Kind.DIGITS:
            found = _digits(scan, index, floor)
        elif token.kind is Kind.WORD and may_begin(token.word):
            found = read_words(scan, index)
        elif token.kind is Kind.FOREIGN:
            problem = f"{token.text!r} is written with digits other than 0-9"
            found = Found(index, index + 1, problem=problem)
        if found is None:
            index += 1
            continue
        yield found
        index = floor = found.last


def _digits(scan: Scan, index: int, floor: int) -> Found:
    for read in _readers(scan, index, floor):
        found = read(scan, index, floor)
        if found is not None:
            return _with_spare(scan, found, index, floor)
    found = read_digits(scan, index, floor)
    return out_of_digits(scan, found) or found


def _readers(scan: Scan, index: int, floor: int) -> tuple[_Reader, ...]:
    """Returns the readers that can know digits between these neighbours."""
    before, following = scan.tokens[index - 1], scan.tokens[index + 1]
    if index == floor and following.gap and following.kind in _LONELY:
        return _NO_LABELS
    if Kind.WORD in {before.kind, following.kind}:
        return _NO_FIGURES
    if before.text in _WORDLIKE or following.text in _WORDLIKE:
        return _NO_FIGURES
    return _BETWEEN_MARKS


def _with_spare(scan: Scan, found: Found, index: int, floor: int) -> Found:
    """Returns a number in a link with what it states if it is a figure after all."""
    if scan.tokens[index].link < 0 or found.reason not in _PROMOTED:
        return found
    spare = read_digits(scan, index, floor)
    is_number = spare.reading is not None and spare.reason is None
    if not is_number or (found.first != spare.first and not _is_cited(found)):
        return found
    if any(t.kind is Kind.DIGITS for t in scan.tokens[spare.last : found.last]):
        return found  # `2:4` is not the figure 2
    return replace(found, spare=spare.reading)


def _is_cited(found: Found) -> bool:
    return found.reason is NotFigureReason.CITATION


def _promote(scan: Scan, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns the numbers, those that a link is about being figures."""
    by_link: defaultdict[int, list[Found]] = defaultdict(list)
    for number in found:
        by_link[_link(scan, number)].append(number)
    chosen: set[int] = set()
    for link, numbers in by_link.items():
        if link < 0 or any(number.is_figure for number in numbers):
            continue
        spares = [number for number in numbers if number.spare is not None]
        best = [n for n in spares if n.reason is not NotFigureReason.YEAR]
        best = [n for n in best if n.reason is not NotFigureReason.NUMBER_WORD] or best
        chosen.update(number.first for number in best or spares)
    return tuple(
        _promoted(number) if number.first in chosen else number for number in found
    )


def _link(scan: Scan, number: Found) -> int:
    return scan.tokens[number.first].link


def _promoted(number: Found) -> Found:
    if number.spare is None:
        return number
    last = max(number.spare.suffix.last, number.first + 1)
    return Found(number.first, last, number.spare)


def _shared(scan: Scan, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns the numbers, left ends having the unit of right ones: 1.0 to 1.5 million.

    Two links with a dash or `to` between are two figures, too.
    """
    result = list(found)
    for at in range(len(found) - 2, -1, -1):
        left, right = result[at], result[at + 1]
        reading = left.reading
        if left.reason is NotFigureReason.NUMBER_WORD:
            reading = left.spare  # ten to fifteen percent
        if reading is None or right.reading is None or right.reason:
            continue
        if not reading.suffix.is_empty or not _are_ends(scan, left, right):
            continue
        shared = share(reading, right.reading)
        if shared != reading:
            note = " ".join(filter(None, (shared.suffix.scale, _kind_name(shared))))
            note = note or shared.suffix.unit or shared.unit
            taken = f"{note} from the right end of the range"
            result[at] = replace(left, reading=shared, reason=None, taken=taken)
    return tuple(result)


def _listed(scan: Scan, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns the numbers, the second of `Tables 3 and 4` being a section, too."""
    result = list(found)
    for at in range(1, len(found)):
        left, right = result[at - 1], found[at]
        between = scan.tokens[left.last].word
        if (
            left.reason is NotFigureReason.SECTION
            and right.reading is not None
            and right.reading.is_bare
            and right.first == left.last + 1
            and between in _LISTS
            and _link(scan, right) < 0
        ):
            result[at] = Found(right.first, right.last, reason=left.reason)
    return tuple(result)


def _kind_name(reading: Reading) -> str:
    kind = reading.suffix.kind
    return "" if kind is QuantityKind.NUMBER else kind.value.replace("-", " ")


def _are_ends(scan: Scan, left: Found, right: Found) -> bool:
    """Returns whether two numbers are the ends of a range."""
    between = scan.tokens[left.last : right.first]
    if len(between) != 1:
        return False
    token = between[0]
    if token.word in RANGE_WORDS:
        if token.word in _ANDS:
            return scan.tokens[left.first - 1].word in _BETWEENS
        return True
    dashes = token.text in {"-", "\u2013", "\u2014"}
    return dashes and _link(scan, left) != _link(scan, right)


def _mentions(scan: Scan, found: tuple[Found, ...]) -> Iterator[Mention]:
    floor = behind = 0
    for at, number in enumerate(found):
        start = scan.tokens[number.first].start
        end = scan.tokens[number.last - 1].end
        text = scan.text[start:end]
        quantity, reason = None, number.reason
        if reason is None and not number.problem:
            comparison = comparison_of(scan, number, floor, behind)
            quantity = quantity_of(number, comparison)
            if _is_restated(scan, found, at, quantity):
                quantity, reason = None, NotFigureReason.RESTATED
        floor = number.last
        behind = floor if number.is_figure else behind
        yield Mention(start, end, text, quantity, reason, number.problem)


def _is_restated(
    scan: Scan, found: tuple[Found, ...], at: int, quantity: Quantity | None
) -> bool:
    """Returns whether a linked figure within four words says the same in digits."""
    if quantity is None or quantity.kind is not QuantityKind.FRACTION:
        return False
    number = found[at]
    if _link(scan, number) >= 0 or scan.tokens[number.first].kind is Kind.DIGITS:
        return False
    near = [
        other
        for other in (*found[max(at - 2, 0) : at], *found[at + 1 : at + 3])
        if _link(scan, other) >= 0 and other.reading is not None and other.is_figure
    ]
    if not any(_words_between(scan, number, n) <= _RESTATED_WORDS for n in near):
        return False
    stated = [n.reading.value for n in near if n.reading and _is_share(n.reading)]
    counts = [n.reading.value for n in near if n.reading and not _is_share(n.reading)]
    if len(counts) > 1 and counts[1]:
        stated.append(counts[0] / counts[1])
    return any(abs(value - quantity.value) <= _RESTATED_WIDTH for value in stated)


def _is_share(reading: Reading) -> bool:
    return reading.suffix.kind is QuantityKind.PERCENT


def _words_between(scan: Scan, one: Found, other: Found) -> int:
    left, right = sorted((one, other), key=lambda number: number.first)
    stretch = scan.tokens[left.last : right.first]
    return sum(token.kind is Kind.WORD for token in stretch)
