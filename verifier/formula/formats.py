"""Number formats as SQL: numbers, percents, exponents, dates and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.format_date import date_text
from verifier.formula.format_number import number_text
from verifier.formula.format_sections import Section, refuse, sections_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

_LAST_DAY = sql.number(2_958_466)
_COMPARISONS = {"<": sql.less, "<=": sql.at_most, "=": sql.equal, "<>": sql.unequal}
_TEXT_SECTION = 3
_LONGEST = 255  # characters, as in a spreadsheet


def formatted(number: Expr, written: str) -> Expr:
    """Returns a number as text in a format; NULL for a date that is none.

    Raises:
        FormulaError: for formats that are not recomputed here.
    """
    if not written:
        return sql.text("")
    if len(written) > _LONGEST:
        raise FormulaError(
            f"a format of {len(written)} characters",
            f"at most {_LONGEST}",
            "Use a shorter format.",
            reason="limit",
        )
    sections = sections_of(written)[:_TEXT_SECTION]
    branches = [
        (condition, _section_text(number, one, sections, written))
        for condition, one in _conditions(number, sections)
    ]
    last = branches.pop()[1]
    return sql.case(*branches, default=last) if branches else last


def text_section(written: str, text: Expr) -> Expr:
    """Returns a text in a format: as the section with `@` has it, else itself."""
    sections = sections_of(written) if written else ()
    spoken = [one for one in sections if one.has("text")]
    if len(sections) <= _TEXT_SECTION and not spoken:
        return text if written else sql.text("")
    fourth = list(sections)[_TEXT_SECTION:]
    section = (fourth or spoken)[0]
    parts: list[Expr] = [
        text if token.kind == "text" else sql.text(token.text)
        for token in section.tokens
    ]
    return sql.call("concat", *parts) if parts else sql.text("")


def _conditions(
    number: Expr, sections: Sequence[Section]
) -> list[tuple[Expr, Section]]:
    """Returns which numbers each section writes; the last one takes all others."""
    if any(section.operator for section in sections):
        return [
            (_compared(number, one) if one.operator else sql.TRUE, one)
            for one in sections
        ]
    positive = sql.less(sql.ZERO, number)
    negative = sql.less(number, sql.ZERO)
    match len(sections):
        case 1:
            return [(sql.TRUE, sections[0])]
        case 2:
            return [(negative, sections[1]), (sql.TRUE, sections[0])]
        case _:
            return [
                (positive, sections[0]),
                (negative, sections[1]),
                (sql.TRUE, sections[2]),
            ]


def _compared(number: Expr, section: Section) -> Expr:
    limit = sql.number(section.limit)
    compare = _COMPARISONS.get(section.operator)
    if compare is not None:
        return compare(number, limit)
    turned = sql.less if section.operator == ">" else sql.at_most
    return turned(limit, number)


def _section_text(
    number: Expr, section: Section, sections: Sequence[Section], written: str
) -> Expr:
    if section.has("text"):
        return _as_it_stands(number, section)
    if section.is_date:
        outside = sql.either(sql.less(number, sql.ZERO), sql.at_most(_LAST_DAY, number))
        safe = sql.case((sql.negation(outside or sql.FALSE), number))
        return sql.case(
            (sql.is_present(safe), date_text(safe, section, written)),
        )
    size = sql.call("abs", number)
    if section.has("general"):
        shown = _around_general(size, section, written)
    else:
        shown = number_text(size, section, written)
    is_for_negatives = section is not sections[0] and not section.operator
    if is_for_negatives or not section.tokens:
        return shown
    sign = sql.case((sql.less(number, sql.ZERO), sql.text("-")), default=sql.text(""))
    return sql.call("concat", sign, shown)


def _around_general(size: Expr, section: Section, written: str) -> Expr:
    if section.has("digit", "point", "exponent"):
        refuse(written)
    parts: list[Expr] = [
        _general(size) if token.kind == "general" else sql.text(token.text)
        for token in section.tokens
    ]
    return sql.call("concat", *parts)


def _as_it_stands(number: Expr, section: Section) -> Expr:
    parts: list[Expr] = [
        _general(number) if token.kind == "text" else sql.text(token.text)
        for token in section.tokens
    ]
    return sql.call("concat", *parts)


def _general(number: Expr) -> Expr:
    return sql.call("printf", sql.text("%.15g"), sql.double(number))
