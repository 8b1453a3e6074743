"""Values of JSON as cells: numbers keep the digits that the file has."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn, cast

from verifier.model.source import CellKind
from verifier.sources.cells import fits_double, plain_text
from verifier.sources.frame import facet_of
from verifier.sources.sqlite.cells import date_facet
from verifier.sources.staging import Facet

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DEPTH = 64
LONGEST_NUMBER = 400

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?)?")


class Numeral(str):
    """A number as its digits stand in the file."""

    __slots__ = ()


class NotStrict(ValueError):  # noqa: N818 - it says what the file has
    """The file has what JSON forbids, or leaves open what it means."""


def decoder() -> json.JSONDecoder:
    """Returns a decoder that keeps numbers as text and refuses what is not JSON.

    Source: RFC 8259: names should be unique, NaN and Infinity are no JSON.
    """
    return json.JSONDecoder(
        object_pairs_hook=_record,
        parse_float=_numeral,
        parse_int=_numeral,
        parse_constant=_refuse,
    )


def facet_of_json(value: object, *, is_moment: bool) -> Facet:
    """Returns a value as a cell; a list or record is its own text.

    Args:
        value: as the decoder gives it.
        is_moment: whether the column's texts are all ISO dates.

    Example:
        >>> facet_of_json(Numeral("1.50"), is_moment=False).raw
        '1.50'
        >>> facet_of_json({"a": [Numeral("1e2"), None]}, is_moment=False).text
        '{"a":[1e2,null]}'
    """
    if isinstance(value, Numeral):
        return _number_facet(value)
    if isinstance(value, str) and is_moment:
        return date_facet(value) or facet_of(value)
    if isinstance(value, (list, dict)):
        return facet_of(compact(cast("object", value)))
    return facet_of(value)


def is_iso(text: str) -> bool:
    """Returns whether a text is an ISO date or moment, and a day that there is.

    Example:
        >>> is_iso("2024-02-30"), is_iso("2024-02-29T10:00:00Z"), is_iso("2024-02")
        (False, True, False)
    """
    return bool(_ISO.fullmatch(text)) and date_facet(text) is not None


def compact(value: object, depth: int = 0) -> str:
    """Returns the text of a value, numbers as the file has them.

    Raises:
        NotStrict: if it is nested too deeply.
    """
    if depth > MOST_DEPTH:
        raise NotStrict(f"values are nested more than {MOST_DEPTH} deep")
    if isinstance(value, Numeral):
        return str(value)
    if isinstance(value, list):
        items = cast("list[object]", value)
        return "[" + ",".join(compact(item, depth + 1) for item in items) + "]"
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        inner = (f"{_text(k)}:{compact(item, depth + 1)}" for k, item in pairs)
        return "{" + ",".join(inner) + "}"
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number_facet(numeral: Numeral) -> Facet:
    number = Decimal(numeral)
    raw = str(numeral)
    if not fits_double(number):
        return Facet(CellKind.ERROR, text="#NUM!", raw=raw)
    return Facet(CellKind.NUMBER, plain_text(number), raw=raw)


def _record(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotStrict(f"the name {twice!r} stands twice in one record")
    return record


def _numeral(text: str) -> Numeral:
    if len(text) > LONGEST_NUMBER:
        raise NotStrict(f"a number has {len(text):,} digits")
    return Numeral(text)


def _refuse(text: str) -> NoReturn:
    raise NotStrict(f"{text} is no JSON")
