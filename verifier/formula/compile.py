"""A formula to the SELECTs that recompute it, one for each way of running it."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.draft import Draft
from verifier.formula.ends import refuse_endless
from verifier.formula.evaluate import Evaluator
from verifier.formula.magnitude import adds_quotients, magnitude, sums_payments
from verifier.formula.sheet import holds_doubles
from verifier.formula.traits import traits_of
from verifier.formula.trials import variants
from verifier.formula.values import NUMERIC, Cell, number_cell
from verifier.model.plan import Compiled, Trial
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlglot.expressions import Expr

    from verifier.formula.nodes import Formula, Node
    from verifier.model.address import CellRange, Reference
    from verifier.model.source import SheetKey, SheetLayout


def compile_formula(
    formula: Formula,
    locate: Callable[[Reference], CellRange],
    layouts: Mapping[SheetKey, SheetLayout],
    *,
    exact: bool = True,
) -> Compiled:
    """Returns the statements of a formula, the cells it reads and its traits.

    Args:
        formula: as parsed.
        locate: resolves a reference.
        layouts: the loaded columns.
        exact: whether DECIMAL columns stay DECIMAL; False for what overflows, which
            then runs wholly in DOUBLE.

    Shape: every statement gives one row `kind`, `number`, `text`; errors are values
        of kind ERROR. VALUE comes first.

    Raises:
        FormulaError: for functions that are not recomputed here, several cells where
            one is needed, or a formula that needs too much SQL.
    """
    refuse_endless(formula)
    roots = variants(formula.root)
    statements: dict[Trial, str] = {}
    beside: dict[Trial, str] = {}
    read: set[CellRange] = set()
    for trial, root in roots.items():
        draft = Draft(layouts, exact=exact)
        statements[trial] = _written(root, draft, locate)
        if trial in {Trial.VALUE, Trial.WRITTEN}:
            read |= draft.read
        if trial is Trial.VALUE and draft.doubts:
            beside[Trial.UNSORTED] = draft.select(_outputs(draft, _count_of(draft)))
    root = roots[Trial.VALUE]
    rounds = not exact or adds_quotients(root) or sums_payments(root)
    if rounds or any(holds_doubles(layouts[c.sheet], c) for c in read):
        draft = Draft(layouts, exact=exact)
        beside[Trial.MAGNITUDE] = _sizes(roots[Trial.VALUE], draft, locate)
    value = statements.pop(Trial.VALUE)
    kept = {trial: sql for trial, sql in statements.items() if sql != value}
    every = {Trial.VALUE: value} | kept | {t: sql for t, sql in beside.items() if sql}
    traits = traits_of(formula.root, locate, layouts)
    return Compiled(tuple(every.items()), _outermost(read), traits)


def _written(root: Node, draft: Draft, locate: Callable[[Reference], CellRange]) -> str:
    cell = Evaluator(draft, locate).whole(root)
    return draft.select(_outputs(draft, cell))


def _sizes(
    root: Node,
    draft: Draft,
    locate: Callable[[Reference], CellRange],
) -> str:
    """Returns the SQL of the sizes of all terms, nothing where none can cancel."""
    made = magnitude(root)
    if made is None:
        return ""
    try:
        return _written(made, draft, locate)
    except FormulaError:
        return ""  # then it is held to the usual bound alone


def _count_of(draft: Draft) -> Cell:
    """Returns how many searches by halves are accidents."""
    holding = [
        sql.case((doubted(), sql.ONE), default=sql.ZERO) for doubted in draft.doubts
    ]
    return number_cell(reduce(sql.add, holding), 0)


def _outputs(draft: Draft, cell: Cell) -> dict[str, Expr]:
    """Returns the three columns of an answer; a blank is the number 0."""
    if cell.error is not None:
        cell = replace(cell, error=draft.named(cell.error))
    number = _number(cell)
    text: Expr = cell.text if cell.may_be(CellKind.TEXT) and cell.text else sql.NULL
    kind = _kind(cell)
    if cell.error is not None:
        failed = sql.is_present(cell.error)
        kind = sql.case((failed, sql.number(int(CellKind.ERROR))), default=kind)
        number = sql.case((sql.is_null(cell.error), number))
        text = cell.error if text == sql.NULL else sql.first_of(cell.error, text)
    if text == sql.NULL:
        text = sql.cast(sql.NULL, "VARCHAR")
    return {"kind": sql.cast(kind, "UTINYINT"), "number": number, "text": text}


def _kind(cell: Cell) -> Expr:
    blank = int(CellKind.BLANK)
    if len(cell.kinds) == 1:
        (kind,) = cell.kinds
        return sql.number(int(kind) if kind else int(CellKind.NUMBER))
    kind = cell.kind or sql.ONE
    if CellKind.BLANK not in cell.kinds:
        return kind
    is_blank = sql.equal(kind, sql.number(blank))
    return sql.case((is_blank, sql.ONE), default=kind)


def _number(cell: Cell) -> Expr:
    parts: list[tuple[Expr | None, Expr]] = []
    if cell.may_be(*NUMERIC) and cell.number is not None:
        parts.append((cell.is_kind(*NUMERIC), cell.number))
    if cell.may_be(CellKind.BOOLEAN) and cell.coerced is not None:
        scale = cell.scale if parts else 0
        value = cell.coerced if scale is None else sql.cast(cell.coerced, "TINYINT")
        parts.append((cell.is_kind(CellKind.BOOLEAN), value))
    if cell.may_be(CellKind.BLANK):
        parts.append((cell.is_kind(CellKind.BLANK), sql.ZERO))
    if len(parts) == 1 and parts[0][0] is None:
        return parts[0][1]
    if not parts:
        return sql.cast(sql.NULL, "DOUBLE")
    return sql.case(*((c if c is not None else sql.TRUE, v) for c, v in parts))


def _outermost(cells: Iterable[CellRange]) -> tuple[CellRange, ...]:
    """Returns the ranges that lie in no other, sorted."""
    ordered = sorted(set(cells))
    return tuple(
        one
        for one in ordered
        if not any(other != one and other.contains(one) for other in ordered)
    )
