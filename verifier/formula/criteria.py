"""The criteria of COUNTIF and its relatives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.coerce import as_number, as_text, value_of
from verifier.formula.dialect import sql
from verifier.formula.numerals import is_dotted_date, number_from_text, number_of
from verifier.formula.tokens import ERROR_CODES
from verifier.formula.values import JUST_TEXT, NUMERIC, Cell, text_cell
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

OPERATORS = ("<>", "<=", ">=", "=", "<", ">")
# marks that stand for ~*, ~? and ~~ while the other wildcards are replaced
_LITERALLY = (("*", "\ue000"), ("?", "\ue001"), ("~", "\ue002"))
_ORDERS = {"<": sql.less, "<=": sql.at_most}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion that is known while compiling.

    Attributes:
        operator: one of OPERATORS, or empty where none is written.
        operand: a number, text, boolean or error code, or empty text.
        written: the text of an operand that is a date with points: cells of text may
            hold it too.
    """

    operator: str
    operand: Decimal | str | bool
    written: str = ""

    @property
    def is_error(self) -> bool:
        """Whether cells that hold an error are meant."""
        return isinstance(self.operand, str) and self.operand.upper() in ERROR_CODES


@dataclass(frozen=True, slots=True)
class Parsed:
    """A criterion that is known only when it runs, taken apart.

    Attributes:
        operator: SQL of its operator, empty text where none is written.
        operand: SQL of the text behind the operator.
        number: SQL of the number that the operand writes, NULL if none.
    """

    operator: Expr
    operand: Expr
    number: Expr


def operator_in(written: Expr) -> Expr:
    """Returns the operator that a criterion's text begins with, or empty text."""
    return sql.call("regexp_extract", written, sql.text("^(<>|<=|>=|=|<|>)"))


def operand_in(written: Expr, operator: Expr) -> Expr:
    """Returns the text behind a criterion's operator."""
    return sql.call("substr", written, sql.add(sql.call("length", operator), sql.ONE))


def meets_each(cell: Cell, criterion: Cell, parsed: Parsed) -> Expr:
    """Returns the condition that a cell meets a criterion that stands over rows.

    Args:
        cell: the cell that is tested.
        criterion: the kind and number of the criterion.
        parsed: its text, taken apart.
    """
    written = _meets_parsed(cell, parsed)
    branches: list[tuple[Expr, Expr]] = []
    if criterion.error is not None:
        same = (
            sql.FALSE if cell.error is None else sql.equal(cell.error, criterion.error)
        )
        branches.append((sql.is_present(criterion.error), same))
    branches += _by_kind(cell, criterion)
    if criterion.may_be(*NUMERIC) and criterion.number is not None:
        same = _equals_number(cell, criterion.number)
        branches.append((criterion.is_kind(*NUMERIC) or sql.TRUE, same))
    return sql.case(*branches, default=written) if branches else written


def criterion_of(value: Decimal | str | bool) -> Criterion:  # noqa: FBT001 - a value
    """Returns the criterion that a constant writes.

    Source: Excel, COUNTIF: operator, then a value that is typed as in a cell.

    Example:
        >>> criterion_of(">= 50%"), criterion_of("emea")
        ... # doctest: +NORMALIZE_WHITESPACE
        (Criterion(operator='>=', operand=Decimal('0.5'), written=''),
         Criterion(operator='', operand='emea', written=''))
    """
    if not isinstance(value, str):
        return Criterion("", value)
    operator = next((one for one in OPERATORS if value.startswith(one)), "")
    rest = value[len(operator) :]
    if rest.strip().upper() in {"TRUE", "FALSE"}:
        return Criterion(operator, rest.strip().upper() == "TRUE")
    found = number_of(rest)
    if found is None:
        return Criterion(operator, rest)
    return Criterion(operator, found, rest.strip() if is_dotted_date(rest) else "")


def meets(draft: Draft, cell: Cell, criterion: Cell) -> Expr:  # noqa: PLR0911 - one return for each kind
    """Returns the condition that a cell meets a criterion; it may be NULL for no."""
    if criterion.error is not None:
        return _meets_or_fails(draft, cell, criterion)
    if criterion.kinds <= {CellKind.BLANK}:
        return _meets(cell, Criterion("", Decimal(0)))
    if criterion.constant is not None:
        return _meets(cell, criterion_of(criterion.constant))
    if criterion.kinds <= NUMERIC | {CellKind.BLANK}:
        return _equals_number(cell, value_of(as_number(draft, criterion)))
    if criterion.joined is not None:
        operator, operand = criterion.joined
        if operator in OPERATORS and operand.kinds <= NUMERIC:
            return _compared(cell, operator, operand.number or sql.NULL)
    return _meets_any_kind(draft, cell, criterion)


def _meets_or_fails(draft: Draft, cell: Cell, criterion: Cell) -> Expr:
    """Returns the condition for a criterion that may be an error: equal errors meet."""
    failed = criterion.error or sql.NULL
    same = sql.FALSE if cell.error is None else sql.equal(cell.error, failed)
    plain = meets(draft, cell, replace(criterion, error=None))
    return sql.case((sql.is_present(failed), same), default=plain)


def named_criterion(draft: Draft, criterion: Cell | None) -> Cell:
    """Returns a criterion whose expressions are short."""
    if criterion is None:
        return Cell(frozenset({CellKind.BLANK}))
    return draft.let(criterion)


def _meets(cell: Cell, criterion: Criterion) -> Expr:  # noqa: PLR0911 - one return for each kind
    operator, operand = criterion.operator, criterion.operand
    if operator in {"", "="}:
        return _equals(cell, criterion)
    if operator == "<>":
        same = _equals(cell, Criterion("=", operand, criterion.written))
        return sql.negation(sql.first_of(same, sql.FALSE))
    if isinstance(operand, bool):
        return sql.FALSE
    if isinstance(operand, Decimal):
        if not cell.may_be(*NUMERIC):
            return sql.FALSE
        return _ordered(operator, cell.number or sql.NULL, sql.number(operand))
    if not cell.may_be(CellKind.TEXT) or cell.text is None:
        return sql.FALSE
    lower = sql.call("lower", cell.text)
    ordered = _ordered(operator, lower, sql.text(operand.lower()))
    return sql.both(_text_only(cell), ordered) or ordered


def _equals(cell: Cell, criterion: Criterion) -> Expr:  # noqa: PLR0911 - one return for each kind
    operand = criterion.operand
    if isinstance(operand, bool):
        return _equals_truth(cell, operand=operand)
    if isinstance(operand, Decimal):
        same = _equals_number(cell, sql.number(operand))
        written = _equals_text(cell, criterion.written) if criterion.written else None
        return sql.either(same, written) or same
    if criterion.is_error:
        if cell.error is None:
            return sql.FALSE
        return sql.equal(cell.error, sql.text(operand.upper()))
    if operand == "":
        return _is_empty(cell, blank_only=criterion.operator == "=")
    return _equals_text(cell, operand)


def _equals_truth(cell: Cell, *, operand: bool) -> Expr:
    if not cell.may_be(CellKind.BOOLEAN) or cell.coerced is None:
        return sql.FALSE
    same = sql.equal(cell.coerced, sql.ONE if operand else sql.ZERO)
    return sql.both(cell.is_kind(CellKind.BOOLEAN), same) or same


def _equals_number(cell: Cell, operand: Expr) -> Expr:
    same = None
    if cell.may_be(*NUMERIC) and cell.number is not None:
        same = sql.equal(cell.number, operand)
    written = None
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        number = cell.coerced or number_from_text(cell.text)
        written = sql.both(_text_only(cell), sql.equal(number, operand))
    return sql.either(same, written) or sql.FALSE


def _is_empty(cell: Cell, *, blank_only: bool) -> Expr:
    blank = cell.is_kind(CellKind.BLANK)
    is_blank = sql.TRUE if blank is None and cell.error is None else blank
    if blank_only or not cell.may_be(CellKind.TEXT) or cell.text is None:
        return is_blank or sql.FALSE
    empty = sql.both(_text_only(cell), sql.equal(cell.text, sql.text("")))
    return sql.either(is_blank, empty) or sql.FALSE


def _equals_text(cell: Cell, operand: str) -> Expr:
    if not cell.may_be(CellKind.TEXT) or cell.text is None:
        return sql.FALSE
    same = matches(cell.text, operand)
    return sql.both(_text_only(cell), same) or same


def matches(text: Expr, wanted: str) -> Expr:
    """Returns the condition that a text is the wanted one, case aside, wildcards read.

    Source: `*` any characters, `?` one, `~` takes the next one literally.
    """
    pattern = _pattern(wanted)
    if pattern is None:
        plain = re.sub(r"~([*?~])", r"\1", wanted)
        return sql.equal(sql.call("lower", text), sql.text(plain.lower()))
    return sql.call("regexp_full_match", text, sql.text(pattern), sql.text("is"))


def _pattern(wanted: str) -> str | None:
    """Returns the regular expression of a text with wildcards, None if it has none."""
    pieces: list[str] = []
    found = False
    place = 0
    while place < len(wanted):
        sign = wanted[place]
        if sign == "~" and wanted[place + 1 : place + 2] in {"*", "?", "~"}:
            place += 1
            pieces.append(re.escape(wanted[place]))
        elif sign in "*?":
            found = True
            pieces.append(".*" if sign == "*" else ".")
        else:
            pieces.append(re.escape(sign))
        place += 1
    return "".join(pieces) if found else None


def _text_only(cell: Cell) -> Expr | None:
    """Returns the condition that a cell is a text, None where only texts have text."""
    if cell.kinds <= JUST_TEXT and cell.error is None:
        return None
    return cell.is_kind(CellKind.TEXT)


def _ordered(operator: str, left: Expr, right: Expr) -> Expr:
    if operator in _ORDERS:
        return _ORDERS[operator](left, right)
    return _ORDERS[operator.replace(">", "<")](right, left)


def _compared(cell: Cell, operator: str, operand: Expr) -> Expr:
    """Returns the condition that a cell compares with a computed number."""
    same = _equals_number(cell, operand)
    if operator == "=":
        return same
    if operator == "<>":
        return sql.negation(sql.first_of(same, sql.FALSE))
    if not cell.may_be(*NUMERIC):
        return sql.FALSE
    return _ordered(operator, cell.number or sql.NULL, operand)


def _meets_any_kind(draft: Draft, cell: Cell, criterion: Cell) -> Expr:
    """Returns the condition for a criterion whose kind only running tells."""
    written = _meets_computed(draft, cell, criterion)
    branches = _by_kind(cell, criterion)
    return sql.case(*branches, default=written) if branches else written


def _by_kind(cell: Cell, criterion: Cell) -> list[tuple[Expr, Expr]]:
    """Returns the conditions for a criterion that is blank or a boolean."""
    branches: list[tuple[Expr, Expr]] = []
    blank = criterion.is_kind(CellKind.BLANK)
    if criterion.may_be(CellKind.BLANK) and blank is not None:
        branches.append((blank, _equals_number(cell, sql.ZERO)))
    truth = criterion.is_kind(CellKind.BOOLEAN)
    if criterion.may_be(CellKind.BOOLEAN) and criterion.coerced is not None:
        same: Expr = sql.FALSE
        if cell.may_be(CellKind.BOOLEAN) and cell.coerced is not None:
            equal = sql.equal(cell.coerced, criterion.coerced)
            same = sql.both(cell.is_kind(CellKind.BOOLEAN), equal) or equal
        branches.append((truth or sql.TRUE, same))
    return branches


def _meets_computed(draft: Draft, cell: Cell, criterion: Cell) -> Expr:
    """Returns the condition for a criterion whose text only running tells."""
    written = draft.let(as_text(draft, criterion)).text or sql.NULL
    sign = operator_in(written)
    rest = operand_in(written, sign)
    operator = draft.let(text_cell(sign)).text or sql.NULL
    operand = draft.let(text_cell(rest)).text or sql.NULL
    number = (
        draft.let(Cell(frozenset(), number=number_from_text(operand))).number
        or sql.NULL
    )
    return _meets_parsed(cell, Parsed(operator, operand, number))


def _meets_parsed(cell: Cell, parsed: Parsed) -> Expr:
    """Returns the condition for a criterion whose parts only running tells."""
    operator, operand, number = parsed.operator, parsed.operand, parsed.number
    same = _computed_equality(cell, operator, operand, number)
    branches: list[tuple[exp.Expr, exp.Expr]] = [
        (
            sql.equal(operator, sql.text("<>")),
            sql.negation(sql.first_of(same, sql.FALSE)),
        )
    ]
    branches += [
        (
            sql.equal(operator, sql.text(sign)),
            _computed_order(cell, sign, operand, number),
        )
        for sign in ("<=", ">=", "<", ">")
    ]
    return sql.case(*branches, default=same)


def _computed_equality(cell: Cell, operator: Expr, operand: Expr, number: Expr) -> Expr:
    same_number = _equals_number(cell, number)
    same_text: Expr = sql.FALSE
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        same = matches_computed(cell.text, operand)
        same_text = sql.both(_text_only(cell), same) or same
    empty = sql.case(
        (sql.equal(operator, sql.text("")), _is_empty(cell, blank_only=False)),
        default=_is_empty(cell, blank_only=True),
    )
    upper = sql.call("upper", operand)
    words = [(word, Criterion("=", word == "TRUE")) for word in ("TRUE", "FALSE")]
    typed = [(sql.equal(upper, sql.text(w)), _equals(cell, c)) for w, c in words]
    codes: list[Expr] = [sql.text(code) for code in ERROR_CODES]
    # an error's code means the error, never a text that looks like it
    failed = sql.FALSE if cell.error is None else sql.equal(cell.error, upper)
    coded = exp.In(this=upper, expressions=codes)
    typed.append((coded, sql.first_of(failed, sql.FALSE)))
    return sql.case(
        (sql.equal(operand, sql.text("")), empty),
        *typed,
        (sql.is_present(number), same_number),
        default=same_text,
    )


def matches_computed(text: Expr, wanted: Expr) -> Expr:
    """Returns the condition of `matches` for a text that only running tells."""
    lower = sql.equal(sql.call("lower", text), sql.call("lower", wanted))
    like = sql.call(
        "regexp_full_match", text, _computed_pattern(wanted), sql.text("is")
    )
    has_wildcard = sql.call("regexp_matches", wanted, sql.text("[*?~]"))
    return sql.case((has_wildcard, like), default=lower)


def _computed_pattern(operand: Expr) -> Expr:
    """Returns the regular expression of a text; `~` takes the next sign literally."""
    pattern = sql.call("regexp_escape", operand)
    for sign, mark in _LITERALLY:
        pattern = sql.call("replace", pattern, sql.text(rf"\~\{sign}"), sql.text(mark))
    pattern = sql.call("replace", pattern, sql.text(r"\*"), sql.text(".*"))
    pattern = sql.call("replace", pattern, sql.text(r"\?"), sql.text("."))
    for sign, mark in _LITERALLY:
        pattern = sql.call("replace", pattern, sql.text(mark), sql.text(rf"\{sign}"))
    return pattern


def _computed_order(cell: Cell, sign: str, operand: Expr, number: Expr) -> Expr:
    numeric: Expr = sql.FALSE
    if cell.may_be(*NUMERIC) and cell.number is not None:
        numeric = _ordered(sign, cell.number, number)
    textual: Expr = sql.FALSE
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        lower = sql.call("lower", operand)
        ordered = _ordered(sign, sql.call("lower", cell.text), lower)
        textual = sql.both(_text_only(cell), ordered) or ordered
    return sql.case((sql.is_present(number), numeric), default=textual)
