"""A section of a number format for plain numbers, percents and exponents, as SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.format_fraction import fraction_text, fractions_of
from verifier.formula.format_sections import Section, Token, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

MOST_DIGITS = 15  # behind the sign: more a number does not have
_LONGEST = 22  # digits of a whole number that DECIMAL(38, 15) holds
_GROUPED = r"(\d)(\d{3})(,|$)"


@dataclass(frozen=True, slots=True)
class _Layout:
    """The parts of a section around the decimal sign.

    Attributes:
        before: literals before the first digit.
        whole: digits before the sign, with literals among them.
        fraction: digits behind it.
        exponent: `e+` or `e-` and its digits, empty where there is none.
        behind: literals behind the last digit.
        has_point: whether the decimal sign is written.
        groups: whether thousands are grouped.
        power: of ten by which the number is multiplied: percents and thousands.
    """

    before: str
    whole: tuple[Token, ...]
    fraction: str
    exponent: str
    behind: str
    has_point: bool
    groups: bool
    power: int


def number_text(value: Expr, section: Section, written: str) -> Expr:
    """Returns a number that is not negative as text.

    Source: ECMA-376 part 1, 18.8.31.

    Raises:
        FormulaError: for formats that are not recomputed here.
    """
    if not section.has("digit"):
        return sql.text("".join(_shown(section.tokens, written)))
    fractions = fractions_of(section)
    if fractions is not None:
        return fraction_text(value, fractions)
    layout = _laid_out(section, written)
    if layout.exponent:
        return _scientific(value, layout, written)
    shown = fixed(value, len(layout.fraction), layout.power)
    return sql.once("shown", shown, lambda one: _written(one, layout, written))


def fixed(value: Expr, digits: int, power: int = 0) -> Expr:
    """Returns a number times a power of ten with so many digits behind the sign.

    A half is rounded away from zero, on the decimal value of 15 digits.
    """
    fifteen = sql.call("printf", sql.text("%.14e"), sql.double(value))

    def rounded(shown: Expr) -> Expr:
        mantissa = sql.call("split_part", shown, sql.text("e"), sql.ONE)
        exponent = sql.add(_exponent(shown), sql.number(power))
        pieces: list[Expr] = [
            mantissa,
            sql.text("e"),
            sql.cast(exponent, "VARCHAR"),
        ]
        exact = sql.try_cast(sql.call("concat", *pieces), "DECIMAL(38, 15)")
        near = sql.call("round", exact, sql.number(digits))
        small = sql.cast(sql.cast(near, f"DECIMAL(38, {digits})"), "VARCHAR")
        return sql.first_of(small, _long(mantissa, exponent, digits))

    return sql.once("fifteen", fifteen, rounded)


def _exponent(shown: Expr) -> Expr:
    part = sql.call("split_part", shown, sql.text("e"), sql.number(2))
    return sql.try_cast(part, "INTEGER")


def _long(mantissa: Expr, exponent: Expr, digits: int) -> Expr:
    """Returns a number too long for DECIMAL: its 15 digits, then zeros."""
    bare = sql.call("replace", mantissa, sql.text("."), sql.text(""))
    width = sql.call("greatest", sql.add(exponent, sql.ONE), sql.ZERO)
    whole = sql.call("rpad", bare, sql.cast(width, "INTEGER"), sql.text("0"))
    return sql.call("concat", whole, sql.text("." + "0" * digits if digits else ""))


def _laid_out(section: Section, written: str) -> _Layout:
    tokens = list(section.tokens)
    places = [n for n, token in enumerate(tokens) if token.kind == "digit"]
    point = next((n for n, t in enumerate(tokens) if t.kind == "point"), None)
    exponent = next((n for n, t in enumerate(tokens) if t.kind == "exponent"), None)
    ends = [n for n in (point, exponent) if n is not None]
    first, last = min([*places, *ends]), max([*places, *ends])
    end_of_whole = min([*ends, last + 1])
    whole, groups, thousands = _without_commas(tokens[first:end_of_whole])
    fraction, tail = "", tokens[last + 1 :]
    if point is not None:
        stop = last + 1 if exponent is None else exponent
        fraction = _digits_only(tokens[point + 1 : stop], written)
    while tail and tail[0].kind == "comma":
        thousands += 1
        tail = tail[1:]
    power = 2 * sum(token.kind == "percent" for token in tokens) - 3 * thousands
    shown = ""
    if exponent is not None:
        shown = tokens[exponent].text + _digits_only(tokens[exponent + 1 :], written)
        tail = []
    if len(fraction) > MOST_DIGITS:
        refuse(written)
    return _Layout(
        "".join(_shown(tokens[:first], written)),
        tuple(whole),
        fraction,
        shown,
        "".join(_shown(tail, written)),
        has_point=point is not None,
        groups=groups,
        power=power,
    )


def _without_commas(tokens: Sequence[Token]) -> tuple[list[Token], bool, int]:
    """Returns digits without commas, whether they group, and how many only scale."""
    kept = list(tokens)
    scaling = 0
    while kept and kept[-1].kind == "comma":
        kept.pop()
        scaling += 1
    groups = any(token.kind == "comma" for token in kept)
    return [token for token in kept if token.kind != "comma"], groups, scaling


def _digits_only(tokens: Sequence[Token], written: str) -> str:
    """Returns the digits; literals among them are refused."""
    if any(token.kind != "digit" for token in tokens):
        refuse(written)
    return "".join(token.text for token in tokens)


def _shown(tokens: Sequence[Token], written: str) -> list[str]:
    """Returns the texts of tokens that stand for themselves."""
    if any(token.kind not in {"literal", "percent", "comma"} for token in tokens):
        refuse(written)
    return [token.text for token in tokens]


def _written(shown: Expr, layout: _Layout, written: str) -> Expr:
    """Returns digits such as `1234.50` as a section writes them."""
    whole = sql.call("split_part", shown, sql.text("."), sql.ONE)
    parts: list[Expr] = [sql.text(layout.before)]
    parts += _whole(sql.call("ltrim", whole, sql.text("0")), layout, written)
    if layout.has_point:
        digits = sql.call("split_part", shown, sql.text("."), sql.number(2))
        parts += [sql.text("."), *_fraction(digits, layout.fraction, written)]
    parts.append(sql.text(layout.behind))
    return sql.call("concat", *parts)


def _whole(digits: Expr, layout: _Layout, written: str) -> list[Expr]:
    """Returns the digits before the sign, filled up and grouped."""
    signs = [token.text for token in layout.whole if token.kind == "digit"]
    zeros = len(signs) - signs.index("0") if "0" in signs else 0
    blanks = len(signs) - signs.index("?") if "?" in signs else 0
    if any(token.kind not in {"digit", "literal", "percent"} for token in layout.whole):
        refuse(written)
    if any(token.text == "/" for token in layout.whole):
        refuse(written)  # a fraction
    is_plain = all(token.kind == "digit" for token in layout.whole)
    if layout.groups and not (is_plain and blanks <= zeros):
        refuse(written)
    filled = _filled(_filled(digits, zeros, "0"), blanks, " ")
    if layout.groups:
        return [_grouped(filled)]
    return [filled] if is_plain else _among_literals(filled, layout.whole)


def _filled(digits: Expr, width: int, sign: str) -> Expr:
    if not width:
        return digits
    size = sql.call("greatest", sql.call("length", digits), sql.number(width))
    return sql.call("lpad", digits, sql.cast(size, "INTEGER"), sql.text(sign))


def _grouped(digits: Expr) -> Expr:
    """Returns digits with commas, set from the end of the turned text."""
    threes = sql.call(
        "regexp_replace",
        sql.call("reverse", digits),
        sql.text(r"(\d{3})"),
        sql.text(r"\1,"),
        sql.text("g"),
    )
    return sql.call("ltrim", sql.call("reverse", threes), sql.text(","))


def _among_literals(digits: Expr, tokens: Sequence[Token]) -> list[Expr]:
    """Returns digits from the right one by one, the first place takes all others."""
    count = sum(token.kind == "digit" for token in tokens)
    parts: list[Expr] = []
    seen = 0
    for token in tokens:
        if token.kind != "digit":
            parts.append(sql.text(token.text))
            continue
        behind = count - seen - 1
        length = sql.call("length", digits)
        upto = sql.call("greatest", sql.subtract(length, sql.number(behind)), sql.ZERO)
        front = sql.call("left", digits, upto)
        parts.append(front if seen == 0 else _last_of(front, length, behind))
        seen += 1
    return parts


def _last_of(front: Expr, length: Expr, behind: int) -> Expr:
    """Returns the last digit of what stands up to a place, nothing where none does."""
    is_there = sql.less(sql.number(behind), length)
    return sql.case((is_there, sql.call("right", front, sql.ONE)), default=sql.text(""))


def _fraction(digits: Expr, signs: str, written: str) -> list[Expr]:
    """Returns the digits behind the sign; `#` at the end writes no zero."""
    fixed_size = signs.rfind("0") + 1
    rest = signs[fixed_size:]
    if not rest:
        return [digits] if signs else []
    if len(set(rest)) > 1:
        refuse(written)
    kept = sql.call("left", digits, sql.number(fixed_size))
    tail = sql.call("substr", digits, sql.number(fixed_size + 1))
    shown = sql.call("rtrim", tail, sql.text("0"))
    if rest[0] == "?":
        shown = sql.call("rpad", shown, sql.number(len(rest)), sql.text(" "))
    return [kept, shown]


def _scientific(value: Expr, layout: _Layout, written: str) -> Expr:
    """Returns a number as mantissa and exponent."""
    if any(token.kind != "digit" for token in layout.whole) or layout.power:
        refuse(written)
    step, digits = len(layout.whole), len(layout.fraction)
    if step > 1 and layout.whole[0].text == "0":
        refuse(written)
    fifteen = sql.call("printf", sql.text("%.14e"), sql.double(value))

    def parted(shown: Expr) -> Expr:
        exponent = _exponent(shown)
        rest = sql.call("mod", exponent, sql.number(step))
        shift = sql.call("mod", sql.add(rest, sql.number(step)), sql.number(step))
        mantissa = sql.call("split_part", shown, sql.text("e"), sql.ONE)
        moved = sql.call("concat", mantissa, sql.text("e"), sql.cast(shift, "VARCHAR"))
        exact = sql.cast(moved, "DECIMAL(38, 15)")
        near = sql.call("round", exact, sql.number(digits))
        over = sql.at_most(sql.number(10**step), near)
        down = sql.multiply(
            near, sql.cast(sql.text("1e-" + str(step)), "DECIMAL(9, 8)")
        )
        kept = sql.case((over, sql.double(down)), default=sql.double(near))
        base = sql.subtract(exponent, shift)
        raised = sql.add(base, sql.case((over, sql.number(step)), default=sql.ZERO))
        plain = replace(layout, exponent="", behind="", groups=False, power=0)
        inner = _written(fixed(kept, digits), plain, written)
        return sql.call(
            "concat", inner, *_power_text(raised, layout), sql.text(layout.behind)
        )

    return sql.once("parted", fifteen, parted)


def _power_text(power: Expr, layout: _Layout) -> list[Expr]:
    sign, digits = layout.exponent[:2], layout.exponent[2:]
    plus = "+" if sign[1] == "+" else ""
    signed = sql.case(
        (sql.less(power, sql.ZERO), sql.text(sign[0] + "-")),
        default=sql.text(sign[0] + plus),
    )
    size = sql.cast(sql.call("abs", power), "VARCHAR")
    return [signed, _filled(size, len(digits), "0")]
