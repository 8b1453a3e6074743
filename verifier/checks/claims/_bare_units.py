"""Figures without the unit or scale of their cells: impressions, hours of shifts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from verifier.checks.stems import tokens_of
from verifier.checks.units import MONEY, TIME, speaks_of_time, sure_unit, units_in
from verifier.checks.words import LEXICON
from verifier.figures import header_scale
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.plan import LiteralRole
from verifier.model.quantity import QuantityKind
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.case import Case, Sentence
    from verifier.model.use import Use

_K = re.compile(r"[^\W\d_]{4}[ -]k", re.IGNORECASE)  # impressions_k, no top_k
_SCALED = compiled(rf"(?<!\w)(?:{alternatives('units.scaled')})")
_THINGS = words_of("units.things")
_VAGUE = words_of("units.vague") | LEXICON.quantities | LEXICON.of_quantity
_THOUSAND = 3
_MOST = 2000  # figures among which one in the same column is looked for
_FEWEST = 3  # letters of a word for a scale
_LAST = 6  # letters of a header: the end of its noun, and a `k` behind it


def scale_of(header: str) -> int:
    """Returns the power of ten in which a header says that its cells are.

    Example:
        >>> scale_of("impressions_k"), scale_of("recall_top_k"), scale_of("arr_kusd")
        (3, 0, 3)
    """
    folded = header.replace("_", " ").strip()
    is_in_k = _K.fullmatch(folded[-_LAST:]) is not None
    return header_scale(folded) or (_THOUSAND if is_in_k else 0)


def unscaled(case: Case, uses: tuple[Use, ...], subject: Subject) -> str:
    """Returns what stands against impressions that are thousands of them.

    Another figure takes the same column a thousand times, or no word of the report
    says that it tells thousands.
    """
    quantity = case.figure.quantity
    headers = {header for use in uses for header in use.headers}
    scales = {scale_of(header) for header in headers}
    if quantity is None or quantity.kind is not QuantityKind.NUMBER:
        return ""
    if len(scales) != 1 or 0 in scales or not headers:
        return ""
    sentence = case.sentence
    own = _without_others(sentence, headers)
    near = "\n".join((own, sentence.context, *sentence.headings))
    if _SCALED.search(near):
        return ""
    is_sure = any(
        _scales(other, headers) and _is_beside(case, other)
        for other in islice(subject.cases, _MOST)
        if other.claim_id != case.claim_id
    )
    if not is_sure and _tells_a_scale(subject.report.text):
        return ""
    return (
        f"the header {min(headers)!r} says that the cells are in 10^{scales.pop()}; no "
        "factor of the calculation turns them into what the report prints"
    )


def _without_others(sentence: Sentence, headers: set[str]) -> str:
    """Returns a passage without other figures in a scale that no header tells.

    `1,823 sheets, and 1.28 million at Harbour`: no word of it tells thousands.
    """
    known, parts, end = " ".join(headers).casefold(), list[str](), 0
    for start, stop in sorted(sentence.figures):
        said = _SCALED.search(sentence.text, start, stop)
        word = said[0].strip().casefold()[:_FEWEST] if said else ""
        is_it = (start, stop) == (sentence.start, sentence.end)
        if len(word) == _FEWEST and word not in known and not is_it:
            parts.append(sentence.text[end : max(start, end)])
            end = max(stop, end)
    return " ".join((*parts, sentence.text[end:]))


@lru_cache(maxsize=2)
def _tells_a_scale(text: str) -> bool:
    return _SCALED.search(text) is not None


def _is_beside(case: Case, other: Case) -> bool:
    """Returns whether two figures are of one column of a table, if they are of one."""
    one, two = case.sentence.context, other.sentence.context
    return not one or one.partition("\n")[0] == two.partition("\n")[0]


def _scales(case: Case, headers: set[str]) -> bool:
    """Returns whether a calculation takes one of the columns a thousand times."""
    traits = case.compiled.traits if case.compiled else None
    if traits is None or headers.isdisjoint(
        h for use in traits.uses for h in use.headers
    ):
        return False
    return any(
        x.role is LiteralRole.FACTOR and str(x.value).rstrip("0") == "1" and x.value > 1
        for x in traits.literals
    )


def of_column_in_unit(
    uses: tuple[Use, ...], said: Mapping[str, str], subject: Subject
) -> str:
    """Returns what stands against tonnes of wagons, where another column has tonnes."""
    columns = {(c.sheet, c.first_column, c.last_column) for u in uses for c in u.cells}
    headers = {header for use in uses for header in use.headers}
    if len(columns) != 1 or len(headers) != 1 or len(said) != 1:
        return ""
    ((sheet, number, _),) = columns
    ground = subject.grounds.get(sheet)
    ((dimension, unit),) = said.items()
    words = tokens_of(min(headers))
    is_vague = any(word.text.casefold() in _VAGUE for word in words)
    is_told = dimension == TIME and any(map(_may_be_time, words))
    if ground is None or dimension == MONEY or is_vague or is_told or not words:
        return ""
    if units_in(min(headers).replace("_", " ")) or scale_of(min(headers)):
        return ""
    others = [
        layout.header
        for column, layout in ground.columns.items()
        if column != number
        and CellKind.NUMBER in layout.kinds
        and sure_unit(layout.header, subject.brief) == (dimension, unit)
    ]
    if len(others) != 1:
        return ""
    return (
        f"the report says {unit}, and so does the column {others[0]!r}; the "
        f"calculation uses {min(headers)!r}"
    )


def _may_be_time(word: Token) -> bool:
    """Returns whether a word of a header may be of a time, of any unit: tenure."""
    text = word.text.casefold()
    return speaks_of_time([text]) or text in LEXICON.time_units


def of_things(uses: tuple[Use, ...], said: Mapping[str, str]) -> str:
    """Returns what stands against hours of which the cells are shifts."""
    headers = [header.replace("_", " ") for use in uses for header in use.headers]
    for header in headers if len(set(headers)) == 1 and len(said) == 1 else ():
        is_of_things = any(t.text.casefold() in _THINGS for t in tokens_of(header))
        if is_of_things and not units_in(header) and not scale_of(header):
            return (
                f"the report says {next(iter(said.values()))}; the cells are {header}"
            )
    return ""
