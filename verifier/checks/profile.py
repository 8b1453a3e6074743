"""One look at a column: how many cells of which kind, their range, what stands out.

Rules that ask for more ask it of those columns alone in which something stands out, so
that a clean column costs one pass.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.checks.missing import is_missing_mark
from verifier.checks.question import Question, asked
from verifier.formula.dialect import sql
from verifier.languages import alternatives
from verifier.model.address import column_letter
from verifier.model.inspection import Profile
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground, Region
    from verifier.checks.rule import Subject


HIGH = (999, 9999, 99999, 999999, 9999999, 99999999)
LOW = (-1, -9, -99, -999, -9999)
DAYS = (1, 2, 25569, 2958465)  # 1900-01-01 as two systems have it, 1970, 9999-12-31
DAMAGE = (
    "\ufffd|Ã[\u0080-\u00bf]|â€|Ð[\u0080-\u00bf]|Ñ[\u0080-\u00bf]|"
    # two letters of Russian in UTF-8, read as cp1251
    "(?:[РС][\u0080-\u00bf\u0402-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122]){2}"
)

_EXAMPLES = 3
_LONGEST = 60
_UNIT = rf"([$€£¥₽₴₸₹%]|\b(?:{alternatives('profile.units')})\b)"


@dataclass(frozen=True, slots=True)
class Column:
    """What a profile's answer holds beyond the profile.

    Attributes:
        profile: what is told of the column.
        padded: texts with blanks around them, or several in a row.
        damaged: texts that were decoded otherwise than they were encoded.
        marks: texts that stand for a missing value.
        numeric: texts that arithmetic takes for numbers.
        units: currencies and units that the raw texts show.
        plain: numbers that are written as nothing but digits.
        low: the least number; high likewise.
        is_constant: whether one value stands in all cells that are not blank.
        least: the least number that is no placeholder; greatest likewise.
        middle: the median of the numbers' magnitudes.
        upper: what nineteen in twenty magnitudes do not exceed.
        placeholders: number or serial → how often it stands there.
    """

    profile: Profile
    padded: int = 0
    damaged: int = 0
    marks: int = 0
    numeric: int = 0
    units: tuple[str, ...] = ()
    plain: int = 0
    low: float = 0.0
    high: float = 0.0
    is_constant: bool = False
    least: float | None = None
    greatest: float | None = None
    middle: float | None = None
    upper: float | None = None
    placeholders: Mapping[str, int] = field(default_factory=dict[str, int])

    def count(self, *kinds: CellKind) -> int:
        """Returns how many cells are of these kinds."""
        return sum(n for kind, n in self.profile.counts if kind in kinds)

    @property
    def filled(self) -> int:
        """How many cells are not blank."""
        return sum(n for kind, n in self.profile.counts if kind is not CellKind.BLANK)


def inspected(subject: Subject) -> Iterator[Region]:
    """Yields the regions that are inspected, not used by a claim."""
    for region in subject.regions:
        if region.use is None:
            yield region


def ask_profiles(subject: Subject) -> Iterator[Question]:
    """Yields a question for every column that is inspected."""
    for region in inspected(subject):
        for number in region.columns:
            key = _key(region.ground, number)
            yield Question(key, partial(_asked, region, number))


def profiles_of(subject: Subject, region: Region) -> dict[int, Column]:
    """Returns the columns of a region by number, those without an answer left out."""
    found: dict[int, Column] = {}
    for number in region.columns:
        answer = subject.answers.get(_key(region.ground, number))
        if answer is None:
            continue
        if answer.problem or not answer.texts:
            found[number] = Column(Profile(problem=answer.problem or "no answer"))
        else:
            facts = cast("dict[str, object]", json.loads(answer.texts[0]))
            found[number] = _column(number, facts)
    return found


def _key(ground: Ground, number: int) -> str:
    return f"profile/{ground.sheet.table}/{column_letter(number)}"


def _asked(region: Region, number: int) -> str:
    """Returns SQL of one row: the facts of a column as JSON, in an answer's form."""
    ground, kinds = region.ground, region.ground.columns[number].kinds
    names = {f: sql.alias(ground.cell(number, f), f) for f in "kntcr"}
    raw = sql.alias(ground.raw(number), "raw")
    cells = ground.read(*names.values(), raw, rows=region.rows)
    facts = dict(_facts_of_all())
    if CellKind.NUMBER in kinds or CellKind.DATE in kinds:
        facts |= dict(_facts_of_numbers())
    if CellKind.TEXT in kinds:
        facts |= dict(_facts_of_texts())
    pairs = [part for name, value in facts.items() for part in (sql.text(name), value)]
    whole = sql.cast(sql.call("json_object", *pairs), "VARCHAR")
    answer = sql.call(
        "json_object",
        *(sql.text("count"), sql.call("count", exp.Star())),
        *(sql.text("rows"), sql.elements([])),
        *(sql.text("texts"), sql.elements([whole])),
    )
    query = exp.select(sql.cast(answer, "VARCHAR"))
    return asked(query.from_(sql.subquery(cells, "cells")))


def _facts_of_all() -> Iterator[tuple[str, Expr]]:
    kind, raw, row = exp.column("k"), exp.column("raw"), exp.column("_row")
    for each in CellKind:
        yield f"kind {each.value}", _counted(sql.equal(kind, sql.number(each.value)))
    filled = sql.unequal(kind, sql.ZERO)
    for name in ("min", "max"):
        yield f"{name} raw", sql.filtered(sql.call(name, raw), filled)
    yield "distinct", sql.filtered(sql.call("approx_count_distinct", raw), filled)
    shown = sql.call("left", raw, sql.number(_LONGEST))
    most = sql.number(_EXAMPLES)
    yield "rows", sql.filtered(sql.call("min", row, most), filled)
    yield "texts", sql.filtered(sql.call("arg_min", shown, row, most), filled)
    yield (
        "units",
        sql.filtered(
            sql.call("list", sql.distinct(_unit_in(raw))),
            sql.both(filled, sql.is_present(exp.column("r"))),
        ),
    )


def _unit_in(raw: Expr) -> Expr:
    # text in which no digit stands is a word, not an amount
    has_digit = sql.call("regexp_matches", raw, sql.text("[0-9]"))
    unit = sql.call("regexp_extract", sql.call("lower", raw), sql.text(_UNIT))
    return sql.case((has_digit, unit), default=sql.text(""))


def _facts_of_numbers() -> Iterator[tuple[str, Expr]]:
    number, raw = exp.column("n"), exp.column("raw")
    is_number = sql.equal(exp.column("k"), sql.number(CellKind.NUMBER.value))
    yield "plain", _counted(sql.both(is_number, sql.is_null(exp.column("r"))))
    yield "lowest", sql.double(sql.call("min", number))
    yield "highest", sql.double(sql.call("max", number))
    yield "low", sql.call("arg_min", raw, number)
    yield "high", sql.call("arg_max", raw, number)
    special = (*HIGH, *LOW, 0, *DAYS)
    ordinary = exp.Not(
        this=exp.In(this=number, expressions=[sql.number(n) for n in special])
    )
    yield "least", sql.double(sql.filtered(sql.call("min", number), ordinary))
    yield "greatest", sql.double(sql.filtered(sql.call("max", number), ordinary))
    size = sql.call("abs", sql.double(number))
    positive = sql.less(sql.ZERO, size)
    for name, share in (("middle", "0.5"), ("upper", "0.95")):
        quantile = sql.call("approx_quantile", size, exp.Literal.number(share))
        yield name, sql.filtered(quantile, positive)
    for value in special:
        yield f"n {value}", _counted(sql.equal(number, sql.number(value)))


def _facts_of_texts() -> Iterator[tuple[str, Expr]]:
    text = exp.column("t")
    is_text = sql.equal(exp.column("k"), sql.number(CellKind.TEXT.value))
    yield "first", sql.filtered(sql.call("min", text), is_text)
    yield "last", sql.filtered(sql.call("max", text), is_text)
    conditions = {
        "padded": sql.unequal(text, tidied(text)),
        "damaged": sql.call("regexp_matches", text, sql.text(DAMAGE)),
        "marks": is_missing_mark(text),
        "numeric": sql.is_present(exp.column("c")),
    }
    for name, condition in conditions.items():
        yield name, _counted(sql.both(is_text, condition))


def tidied(text: Expr) -> Expr:
    """Returns a text without blanks around it, and single ones within."""
    one = sql.call(
        "regexp_replace", text, sql.text(r"[\s\x{a0}]+"), sql.text(" "), sql.text("g")
    )
    return sql.call("trim", one)


def _counted(condition: Expr | None) -> Expr:
    return sql.filtered(sql.call("count", exp.Star()), condition)


def _column(number: int, facts: dict[str, object]) -> Column:
    letter = column_letter(number)
    rows = cast("list[int] | None", facts["rows"]) or []
    texts = cast("list[str] | None", facts["texts"]) or []
    counts = ((kind, _whole(facts, f"kind {kind.value}")) for kind in CellKind)
    profile = Profile(
        counts=tuple((kind, count) for kind, count in counts if count),
        low=_words(facts, "low") or _words(facts, "first"),
        high=_words(facts, "high") or _words(facts, "last"),
        distinct=_whole(facts, "distinct"),
        examples=tuple((f"{letter}{r}", t) for r, t in zip(rows, texts, strict=True)),
    )
    units = cast("list[str] | None", facts["units"]) or []
    return Column(
        profile=profile,
        padded=_whole(facts, "padded"),
        damaged=_whole(facts, "damaged"),
        marks=_whole(facts, "marks"),
        numeric=_whole(facts, "numeric"),
        units=tuple(sorted(units)),
        plain=_whole(facts, "plain"),
        low=_real(facts, "lowest") or 0.0,
        high=_real(facts, "highest") or 0.0,
        is_constant=facts["min raw"] == facts["max raw"] is not None,
        least=_real(facts, "least"),
        greatest=_real(facts, "greatest"),
        middle=_real(facts, "middle"),
        upper=_real(facts, "upper"),
        placeholders={
            name[2:]: _whole(facts, name) for name in facts if name.startswith("n ")
        },
    )


def _whole(facts: dict[str, object], name: str) -> int:
    return cast("int | None", facts.get(name)) or 0


def _real(facts: dict[str, object], name: str) -> float | None:
    return cast("float | None", facts.get(name))


def _words(facts: dict[str, object], name: str) -> str:
    found = cast("str | None", facts.get(name)) or ""
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
