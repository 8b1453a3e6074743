"""Where a search by halves is an accident: cells that are not sorted.

A spreadsheet looks for the nearest value by halves. In sorted cells every such search
finds the same; in others the result hangs on which cells it happens to look at, which
is published nowhere. What must hold is less than sorted cells: those below the value,
those equal to it and those above it follow one another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.values import Array, Cell

    Test = Callable[[Draft, Cell, Cell, str], Expr]

_SIGNS = (
    r"[\\[\]^_`{|}~]"  # behind the letters in Unicode, before them in a spreadsheet
)

_ORDER = {
    CellKind.BLANK: 0,
    CellKind.NUMBER: 0,
    CellKind.DATE: 0,
    CellKind.TEXT: 1,
    CellKind.BOOLEAN: 2,
    CellKind.ERROR: 3,
}
_FULL = (CellKind.NUMBER, CellKind.DATE, CellKind.TEXT, CellKind.BOOLEAN)


@dataclass(frozen=True, slots=True)
class Search:
    """A search by halves.

    Attributes:
        wanted: the value that is looked for.
        array: the cells, over the rows of a frame or one by one.
        falls: whether the cells should fall rather than rise.
        is_unique: whether a value that stands there twice is a doubt as well.
    """

    wanted: Cell
    array: Array
    falls: bool
    is_unique: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """A search for the nearest value on one side.

    Numbers come before texts and texts before truths, so that the next larger cell
    than a number may be a text. Programs differ in whether they say so.

    Attributes:
        wanted: the value that is looked for.
        array: the cells, over the rows of a frame or one by one.
        side: `below` or `above`.
        is_halved: whether the search goes by halves and may meet any cell.
    """

    wanted: Cell
    array: Array
    side: str
    is_halved: bool

    @property
    def rivals(self) -> frozenset[CellKind]:
        """The kinds of cells, other than the value's own, that may be met."""
        return self._others if self.is_halved else self._beside

    @property
    def _others(self) -> frozenset[CellKind]:
        low, high = self._ranks
        held = {kind for row in self.array.grid for cell in row for kind in cell.kinds}
        return frozenset(
            kind for kind in held & set(_FULL) if not low <= _ORDER[kind] <= high
        )

    @property
    def _beside(self) -> frozenset[CellKind]:
        """Those of them that lie on the side on which the value is looked for."""
        low, _ = self._ranks
        is_below = self.side == "below"
        return frozenset(k for k in self._others if (_ORDER[k] < low) == is_below)

    @property
    def _ranks(self) -> tuple[int, int]:
        places = [_ORDER[kind] for kind in self.wanted.kinds]
        return min(places), max(places)

    def may_be_rival(self, draft: Draft, not_beyond: Test) -> Expr:
        """Returns the condition that the nearest cell may be of another kind."""
        cells = [cell for row in self.array.grid for cell in row]
        fitting = [not_beyond(draft, c, self.wanted, self.side) for c in cells]
        found = self._any(draft, fitting)
        beside = self._kept(draft, self._beside)
        doubted = sql.both(beside, sql.negation(found)) or beside
        if not self.is_halved:
            return doubted
        low, high = self._ranks
        own = self._kept(draft, frozenset(k for k in _FULL if low <= _ORDER[k] <= high))
        mixed = sql.both(self._kept(draft, self._others), own)
        return sql.either(mixed, doubted) or doubted

    def _kept(self, draft: Draft, kinds: frozenset[CellKind]) -> Expr:
        cells = [cell for row in self.array.grid for cell in row]
        if not kinds:
            return sql.FALSE
        return self._any(draft, [cell.is_kind(*kinds) or sql.TRUE for cell in cells])

    def _any(self, draft: Draft, tests: list[Expr]) -> Expr:
        known = [sql.first_of(test, sql.FALSE) for test in tests]
        every = sql.either(*known) or sql.FALSE
        relation = draft.relation(self.array.frame)
        if relation is None:
            return every
        made = draft.aggregate(relation, sql.call("bool_or", every))
        return sql.first_of(made, sql.FALSE)


def is_accident(draft: Draft, search: Search, not_beyond: Test) -> Expr:
    """Returns the condition under which a search by halves proves nothing.

    Args:
        draft: the statement.
        search: what is looked for, and where.
        not_beyond: the condition that a cell is not `below` or `above` a value.
    """
    wanted, array, falls = search.wanted, search.array, search.falls
    if wanted.text is None:
        found = _Places(draft, array, wanted, not_beyond, falls=falls)
        return found.are_mixed(is_unique=search.is_unique)
    # texts are sorted by rules of a language: where two of them differ, it is a doubt
    plain, bare = (
        _Places(
            draft,
            _folded(array, fold),
            replace(wanted, text=fold(wanted.text), constant=None),
            not_beyond,
            falls=falls,
        )
        for fold in (_without_case, _without_signs)
    )
    apart = sql.either(
        _differ(plain.first_part, bare.first_part),
        plain.are_mixed(is_unique=search.is_unique),
        bare.are_mixed(is_unique=False),
    )
    return apart or sql.FALSE


class _Places:
    """Where cells before, equal to and behind a value stand."""

    def __init__(
        self,
        draft: Draft,
        array: Array,
        wanted: Cell,
        not_beyond: Test,
        *,
        falls: bool,
    ) -> None:
        self._draft = draft
        self._array = array
        near, far = ("above", "below") if falls else ("below", "above")
        self._tests = [
            tuple(not_beyond(draft, cell, wanted, way) for way in (near, far))
            for row in array.grid
            for cell in row
        ]
        self.first_part = self._place("max", lambda near, _: near)

    def are_mixed(self, *, is_unique: bool) -> Expr:
        """Returns the condition that the three parts do not follow one another."""
        behind = self._place("min", lambda near, far: _only(far, near))
        before = self._place("max", _only)
        rest = self._place("min", lambda _, far: far)
        found = [sql.less(behind, self.first_part), sql.less(rest, before)]
        if is_unique:
            first = self._place("min", _equal)
            found.append(sql.less(first, self._place("max", _equal)))
        known = [sql.first_of(each, sql.FALSE) for each in found]
        return sql.either(*known) or sql.FALSE

    def _place(self, name: str, test: Callable[[Expr, Expr], Expr]) -> Expr:
        """Returns the first (`min`) or last (`max`) place of cells that meet a test."""
        conditions = [test(near, far) for near, far in self._tests]
        frame = self._array.frame
        relation = self._draft.relation(frame)
        if frame is not None and relation is not None and len(conditions) == 1:
            made = sql.filtered(sql.call(name, frame.row), conditions[0])
            return self._draft.aggregate(relation, made)
        places = [
            sql.case((sql.first_of(condition, sql.FALSE), sql.number(place)))
            for place, condition in enumerate(conditions, 1)
        ]
        pick = "least" if name == "min" else "greatest"
        return self._draft.named(sql.call(pick, *places, sql.NULL))


def _differ(one: Expr, other: Expr) -> Expr:
    return sql.unequal(sql.first_of(one, sql.ZERO), sql.first_of(other, sql.ZERO))


def _only(one: Expr, other: Expr) -> Expr:
    return sql.both(one, sql.negation(sql.first_of(other, sql.FALSE))) or one


def _equal(near: Expr, far: Expr) -> Expr:
    return sql.both(near, far) or near


def _folded(array: Array, fold: Callable[[Expr], Expr]) -> Array:
    grid = tuple(
        tuple(
            cell
            if cell.text is None
            else replace(cell, text=fold(cell.text), constant=None)
            for cell in row
        )
        for row in array.grid
    )
    return replace(array, grid=grid)


def _without_case(text: Expr) -> Expr:
    lower = sql.call("lower", text)
    blank = sql.text(" ")
    return sql.call("regexp_replace", lower, sql.text(_SIGNS), blank, sql.text("g"))


def _without_signs(text: Expr) -> Expr:
    """Returns a text without accents, hyphens and apostrophes, other signs as one.

    Source: Microsoft, sort order: hyphens and apostrophes are passed over, other signs
        come between digits and letters; in Unicode they come before digits.
    """
    plain = sql.call("strip_accents", sql.call("lower", text))
    signs, nothing = sql.text("['\u2019\\-\u2010\u2011\u2013]"), sql.text("")
    bare = sql.call("regexp_replace", plain, signs, nothing, sql.text("g"))
    others, one = sql.text(r"[^\pL\pN]"), sql.text(":")
    return sql.call("regexp_replace", bare, others, one, sql.text("g"))
