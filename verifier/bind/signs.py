"""Signs that touch the outside of a figure's link, and belong to the figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.languages import compiled, listed
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from verifier.bind.edges import Edges
    from verifier.model.quantity import Quantity

_OBJECT = "\ufffc"
_MINUS = "\u2212"
_HYPHENS = frozenset("-\u2010\u2011\u2013\ufe63\uff0d")
_DASH = "\u2013"
_CURRENCIES = "$€£¥₽₹₴₸₺₩"
_OPENERS = frozenset("([{«\"'“„‘=:|/,;<>~≈" + _CURRENCIES + _OBJECT)
_WORD = compiled(rf"(?:^|(?<=\W))(?:{'|'.join(listed('figures.minus'))})\s+\Z")
_LONGEST_WORD = 16


def with_sign(edges: Edges) -> tuple[str, Quantity | None]:
    """Returns the printed figure and its quantity, a sign outside its link included."""
    text, mention = edges.passage.text, edges.mention
    plain = text[mention.start : mention.end]
    quantity = mention.quantity
    if quantity is None or quantity.signed:
        return plain, quantity
    if text[edges.link.start : mention.start].strip():
        return plain, quantity
    start = _sign_before(edges)
    if start >= 0:
        return _printed(text, start, mention.end), _negated(quantity)
    if _fills_brackets(edges):
        return f"({plain})", _negated(quantity)
    return plain, quantity


def _sign_before(edges: Edges) -> int:
    """Returns where the minus begins that belongs to a figure, or -1."""
    text = edges.passage.text
    place = edges.before(edges.start)
    while place and text[place - 1] in _CURRENCIES:
        place -= 1
    found = _WORD.search(text[max(place - _LONGEST_WORD, 0) : place])
    if found:
        start = place - len(found[0])
        return (
            -1 if _ends_a_number(text[max(start - _LONGEST_WORD, 0) : start]) else start
        )
    sign, before = text[max(place - 1, 0) : place], text[max(place - 2, 0) : place - 1]
    if sign == _MINUS:
        return -1 if _ends_a_number(before) else place - 1
    if sign not in _HYPHENS:
        return -1
    if sign == _DASH and _ends_a_number(
        text[max(place - _LONGEST_WORD, 0) : place - 1]
    ):
        return -1  # a range
    is_sign = not before or before.isspace() or before in _OPENERS
    return place - 1 if is_sign else -1


def _ends_a_number(text: str) -> bool:
    last = text.rstrip()[-1:]
    return last.isnumeric() or last in {"%", ")"}


def _fills_brackets(edges: Edges) -> bool:
    """Returns whether brackets round the link are all else that a cell holds."""
    if edges.passage.kind is not PassageKind.CELL:
        return False
    text = edges.passage.text
    before = text[: edges.start].replace(_OBJECT, "").strip(" \t" + _CURRENCIES)
    behind = text[edges.end :].replace(_OBJECT, "").strip()
    return (before, behind) == ("(", ")")


def _printed(text: str, start: int, end: int) -> str:
    return text[start:end].replace(_OBJECT, "")


def _negated(quantity: Quantity) -> Quantity:
    low = quantity.value if quantity.upper is None else quantity.upper
    return replace(
        quantity,
        value=-low,
        upper=None if quantity.upper is None else -quantity.value,
        signed=True,
    )
