"""Which units a figure and a header state: time, money, mass, length, and so on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.units import CUBES, LENGTHS, SQUARES, UNITS
from verifier.languages import alternatives, compiled, listed, words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.brief import Brief
    from verifier.model.case import Case

TIME, MONEY = "time", "money"
DIMENSIONS: Mapping[str, Mapping[str, str]] = {
    TIME: LEXICON.time_units,
    MONEY: LEXICON.currencies,
    **UNITS,
}

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
"""Units of time that are equally long whenever they are."""

_SPLIT = re.compile(r"[\s_\-.,;()\[\]/]+")
_SIGN = re.compile(r"[$€£¥₽₹₸₴]")
_SUPERSCRIPTS = str.maketrans("²³", "23")
_LENGTH = "|".join(sorted(LENGTHS, key=len, reverse=True))
_POWERS = tuple(
    (
        re.compile(rf"(?<!\w){words}[\s.\-]*(?P<of>{_LENGTH})(?!\w)", re.IGNORECASE),
        power,
    )
    for words, power in ((SQUARES, "2"), (CUBES, "3"))
)
_PER = compiled(rf"[\s_]+(?:{alternatives('units.per')})[\s_]+.*|/.*")
_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]")
_TAIL = re.compile(r"[,(\[](?P<unit>[^,(\[]*)$")
_ONE_OF = words_of("units.one_of")  # `sales_month` is no number of months
_COUNTED_FIRST = words_of("units.counted_first")  # `Days to close`
_MINIMA = words_of("cells.also_minutes")
_SPANS = listed("units.spans")
_PLURALS = listed("units.plural_endings")
_PAIR = 2
_LOOK_AHEAD = 64  # characters that a word behind a figure may take


def units_said(case: Case) -> dict[str, str]:
    """Returns dimension → unit, that a figure or the word behind it states."""
    quantity = case.figure.quantity
    unit = quantity.unit if quantity is not None else ""
    end = case.sentence.end
    after = _folded(case.sentence.text[end : end + _LOOK_AHEAD])
    word = re.match(r"\s+([^\W\d_]\w*)", after)
    rest = re.match(r"[·*]?[^\W\d_]+", after)  # kW, and ·h behind it
    text = case.figure.text + (rest[0] if rest else "")
    return _units_in(_folded(f"{unit} {text} {word[1] if word else ''}"))


def units_in(text: str) -> dict[str, str]:
    """Returns dimension → unit, of the units that a text states.

    Example:
        >>> units_in("litres of 100 km"), units_in("€")
        ({'length': 'km', 'volume': 'l'}, {'money': 'EUR'})
    """
    return _units_in(_folded(text))


def unit_of_cells(header: str, brief: Brief, dimension: str) -> str:
    """Returns the unit of a dimension that brief or header state, or nothing.

    Example:
        >>> from verifier.model.brief import Brief
        >>> unit_of_cells("Часов до ответа", Brief(), TIME)
        'hour'
        >>> unit_of_cells("Days to close", Brief(), TIME)
        'day'
    """
    return _only(_stated(header, brief), DIMENSIONS[dimension])


def sure_unit(header: str, brief: Brief) -> tuple[str, str]:
    """Returns dimension and unit that a header surely states, or nothing twice.

    `Weight (kg)`, `area_m2` and `Расход, л` do; `price_min` and `sales_month` do not.
    Of `rate_usd_km` it is the currency.

    Example:
        >>> from verifier.model.brief import Brief
        >>> sure_unit("Area_m2", Brief()), sure_unit("price_min", Brief())
        (('area', 'm2'), ('', ''))
    """
    said = _stated_by_brief(header, brief)
    text = _PER.sub("", _folded(header))
    tail = _TAIL.search(text)
    words = _without_base([word for word in _SPLIT.split(text.casefold()) if word])
    last = words[-1] if words else ""
    if not said and tail:
        said = tail["unit"]
    elif not said and len(last) > 1 and last not in _ONE_OF:
        is_alone = len(words) == 1
        is_time = last not in _MINIMA or speaks_of_time(words[:-1])
        said = last if is_time and (not is_alone or _is_plural(last)) else ""
    found = _units_in(said)
    return next(iter(found.items())) if len(found) == 1 else ("", "")


def speaks_of_time(words: list[str]) -> bool:
    """Returns whether words of a header, in small letters, may tell a time: length."""
    return any(word.startswith((*LEXICON.times, *_SPANS)) for word in words)


def _stated_by_brief(header: str, brief: Brief) -> str:
    for field in brief.fields:
        if field.name.casefold() == header.casefold() and field.unit:
            return field.unit
    return ""


def _stated(header: str, brief: Brief) -> str:
    """Returns what stands in a header's brackets, or its last word."""
    said = _stated_by_brief(header, brief)
    if said:
        return said
    header = _folded(header)
    inside = _BRACKETS.search(header)
    if inside:
        return inside[1]
    words = _without_base([word for word in _SPLIT.split(header) if word])
    if words and words[0].casefold() in _COUNTED_FIRST and not _SIGN.search(header):
        return words[0]  # Часов до ответа
    if len(words) == 1 and len(tokens_of(header)) == 1:
        return words[0] if _is_plural(words[0]) else ""
    return words[-1] if words else ""


def _without_base(words: list[str]) -> list[str]:
    """Returns a header's words without the unit per which an amount is: `usd_km`.

    None of two other units that may be multiplied or divided: `load_t_km`.
    """
    above, below = (_units_in(word) for word in ("", "", *words)[-_PAIR:])
    if not above or not below or above.keys() & below.keys():
        return words
    return words[:-1] if MONEY in above else []


def _is_plural(word: str) -> bool:
    return word.casefold().endswith(_PLURALS)


def _folded(text: str) -> str:
    text = text.translate(_SUPERSCRIPTS)
    for pattern, power in _POWERS:
        text = pattern.sub(lambda m, p=power: LENGTHS[m["of"].casefold()] + p, text)
    return text


def _units_in(text: str) -> dict[str, str]:
    found = {name: _only(text, table) for name, table in DIMENSIONS.items()}
    return {name: unit for name, unit in found.items() if unit}


def _only(text: str, table: Mapping[str, str]) -> str:
    found = {
        table[word]
        for word in [*_SPLIT.split(text.casefold()), *_SIGN.findall(text)]
        if word in table
    }
    return found.pop() if len(found) == 1 else ""
