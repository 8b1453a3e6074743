"""What in a text is no prose though it is text: addresses and mathematics."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from verifier.model.report import Piece
from verifier.readers._stretch import OBJECT, Stretch, cut, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.model.report import Link
    from verifier.readers.markdown.prose import Prose

_ADDRESS = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>\ufffc]+", re.IGNORECASE
)
_TRAILING = "?!.,:*_~'\";"
_LONGEST_NAME = 64
_TEX = re.compile(r"\\[A-Za-z]|(?<!\[)\^|[{}]")

Range = tuple[int, int]


def mask(prose: Prose) -> Prose:
    r"""Returns prose in which addresses and mathematics are one U+FFFC each.

    `$$…$$` is mathematics, and `$…$` where TeX stands in it (`\frac`, `^`, braces) and
    it opens and closes as Pandoc has it; other dollar signs are money. What is masked
    as mathematics becomes an aside, so that no figure hides in it.

    Source: GitHub Flavored Markdown 0.29, section 6.9 (extended autolinks); Pandoc's
        manual, extension `tex_math_dollars`.
    """
    text = prose.shown.text
    formulas = [] if "$" not in text else list(_formulas(prose))
    addresses = [] if "." not in text else list(_addresses(text))
    outside = [_short_of_links(place, prose.links) for place in addresses]
    ranges = _apart(sorted(formulas + outside))
    if not ranges:
        return prose
    gone = list(accumulate((end - start - 1 for start, end in ranges), initial=0))
    links = tuple(
        replace(
            link,
            start=_moved(link.start, ranges, gone),
            end=_moved(link.end, ranges, gone),
        )
        for link in prose.links
    )
    hidden = tuple(cut(prose.shown, *place) for place in formulas)
    shown = _masked(prose.shown, ranges)
    return replace(prose, shown=shown, links=links, asides=prose.asides + hidden)


def _short_of_links(place: Range, links: Sequence[Link]) -> Range:
    """Returns a range up to the first edge of a link in it: links stay whole."""
    start, end = place
    number = bisect_right(links, start, key=lambda link: link.start)
    if number and links[number - 1].end > start:
        return start, min(end, links[number - 1].end)
    if number < len(links):
        return start, min(end, links[number].start)
    return place


def _addresses(text: str) -> Iterator[Range]:
    for found in _ADDRESS.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if not before.isalnum():
            yield found.start(), _end_of_address(text, *found.span())
    place = text.find("@")
    while place >= 0:
        first, last = _name_before(text, place), _host_after(text, place)
        if first < place and last > place + 1:
            yield first, last
        place = text.find("@", place + 1)


def _end_of_address(text: str, start: int, end: int) -> int:
    opened, closed = text.count("(", start, end), text.count(")", start, end)
    while end > start:
        sign = text[end - 1]
        if sign == ")" and closed > opened:
            closed -= 1
        elif sign not in _TRAILING:
            break
        end -= 1
    return end


def _name_before(text: str, place: int) -> int:
    first = place
    while first > max(place - _LONGEST_NAME, 0) and _is_of_name(text[first - 1]):
        first -= 1
    return first


def _host_after(text: str, place: int) -> int:
    last = place + 1
    limit = min(place + 1 + 4 * _LONGEST_NAME, len(text))
    while last < limit and (text[last].isalnum() or text[last] in ".-"):
        last += 1
    while last > place + 1 and text[last - 1] in ".-":
        last -= 1
    return last if "." in text[place:last] else place


def _is_of_name(sign: str) -> bool:
    return sign.isalnum() or sign in "._+-"


def _formulas(prose: Prose) -> Iterator[Range]:
    """Yields the ranges of `$$…$$`, and of `$…$` that TeX stands in."""
    text, dollars = prose.shown.text, _positions(prose)
    place = 0
    while place + 1 < len(dollars):
        width = 2 if dollars[place + 1] == dollars[place] + 1 else 1
        close = place + width
        if close + width > len(dollars):
            return
        start, end = dollars[place], dollars[close + width - 1] + 1
        inside = text[start + width : end - width]
        doubled = dollars[close + width - 1] == dollars[close] + width - 1
        is_formula = doubled and (width > 1 or _is_tex(inside, text[end : end + 1]))
        if is_formula and not _cuts_a_link(prose, start, end):
            yield start, end
            place = close + width
        else:
            place += 1


def _positions(prose: Prose) -> list[int]:
    """Returns the offsets into the text of the unescaped dollar signs."""
    wanted = set(prose.dollars)
    return [
        piece.start + place - piece.origin_start
        for piece in prose.shown.pieces
        if piece.end - piece.start == piece.origin_end - piece.origin_start
        for place in range(piece.origin_start, piece.origin_end)
        if place in wanted
    ]


def _is_tex(inside: str, after: str) -> bool:
    if not inside or inside[0].isspace() or inside[-1].isspace() or after.isdigit():
        return False
    if inside[0].isdecimal() and len(inside.split()) > 1:
        return False  # `$4.1M[^1] of 5$`: two sums of money and what is between
    return bool(_TEX.search(inside))


def _cuts_a_link(prose: Prose, start: int, end: int) -> bool:
    number = bisect_left(prose.links, end, key=lambda link: link.start)
    return number > 0 and prose.links[number - 1].end > start


def _apart(ranges: Sequence[Range]) -> list[Range]:
    """Returns ranges in order without those that begin inside of another."""
    apart: list[Range] = []
    for start, end in ranges:
        if start < end and (not apart or start >= apart[-1][1]):
            apart.append((start, end))
    return apart


def _masked(stretch: Stretch, ranges: Sequence[Range]) -> Stretch:
    parts: list[Stretch] = []
    place = 0
    for start, end in ranges:
        parts.append(cut(stretch, place, start))
        hidden = cut(stretch, start, end).pieces
        whole = Piece(0, 1, hidden[0].origin_start, hidden[-1].origin_end)
        parts.append(Stretch(OBJECT, (whole,)))
        place = end
    parts.append(cut(stretch, place, len(stretch.text)))
    return joined(parts)


def _moved(offset: int, ranges: Sequence[Range], gone: Sequence[int]) -> int:
    """Returns where an offset of the text stands in the masked text.

    Args:
        offset: into the text.
        ranges: masked, in order.
        gone: how many characters the first 0, 1, 2, ... ranges lose.
    """
    before = bisect_left(ranges, (offset, -1))
    if before and offset < ranges[before - 1][1]:
        return ranges[before - 1][0] - gone[before - 1] + 1
    return offset - gone[before]
