"""Rows at the very plan, deadline or limit are counted with those beyond it, or not.

Finds: `later than due` or `over budget` where one column is compared with another by
`>=`, `on time` or `met the plan` where it is by `<` or `>`, and rows hold the same in
both; likewise `late` over a delay `>=0`; and `above plan` over rows below it.

Why it matters: what was ready on the very day was not late, and there are many of it.

What to do: compare as the sentence does, or say that the very number belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.question import Question, question
from verifier.checks.reach import own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.formula.dialect import sql
from verifier.languages import alternatives, compiled
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Criterion
    from verifier.model.verdict import Finding

RULE = Rule("C062", "other-edge", Level.WARNING, Reason.UNSTATED_CRITERION)

_BODY = (
    "\n\n```claims\n[c1] takings!B2:C4\n"
    "= SUMPRODUCT(--(C2:C4{}C2:C4),--(B2:B4>12))\n```\n"
)
PASSES = ("Of those above 12, within budget: [2](#c1)." + _BODY.format("<="),)
FAILS = ("Of those above 12, over budget: [2](#c1)." + _BODY.format(">="),)

_ORDERED = frozenset({"<", "<=", ">", ">="})


def _words(key: str) -> str:
    return rf"(?<!\w)(?:{alternatives(key)})(?!\w)"


_WITHIN = compiled(_words("other_edge.within"))
_LATE, _EARLY = (
    compiled(_words("other_edge.late")),
    compiled(_words("other_edge.early")),
)
_OVER, _UNDER = (
    compiled(_words("other_edge.over")),
    compiled(_words("other_edge.under")),
)
_PLAN = compiled(rf"(?<![^\W_])(?:{alternatives('other_edge.plan')})(?![^\W_])")
_TURNS = compiled(_words("other_edge.turns"))


@dataclass(frozen=True, slots=True)
class _Edge:
    """A criterion that compares with another column, or with zero.

    Attributes:
        criterion: with its operator as written.
        other: header of the column beside; empty for zero.
    """

    criterion: Criterion
    other: str

    @property
    def is_strict(self) -> bool:
        """Whether rows that are equal are left out."""
        return self.criterion.operator in {"<", ">"}

    @property
    def is_above(self) -> bool | None:
        """Whether what is above the plan is taken; None where none is the plan."""
        side = self.criterion.operator[0] == ">"
        plans = [bool(_PLAN.search(h)) for h in (self.criterion.header, self.other)]
        return None if plans[0] is plans[1] else side is plans[1]

    def may_be(self, *, is_above: bool | None) -> bool:
        """Returns whether words may speak of it: `late` of a delay `>=0`."""
        operator = {True: ">=", False: "<=", None: "<"}[is_above]
        return self.criterion.beside is not None or self.criterion.operator == operator


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions whether rows lie at the edge."""
    for case in claimed(subject):
        for edge in _edges(case, subject):
            ground = subject.grounds[edge.criterion.cells.sheet]
            yield from _asked(edge, ground)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure with rows of an edge on the other side."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    edges = _edges(case, subject)
    if len(edges) != 1:
        return ""
    (edge,) = edges
    is_above, is_strict = _said(case, is_of_zero=edge.criterion.beside is None)
    shown = f"{edge.criterion.header} {edge.criterion.operator} {edge.other or 0}"
    if None not in {is_above, edge.is_above} and is_above is not edge.is_above:
        return f"the calculation takes rows with {shown}, which are on the other side"
    ground = subject.grounds[edge.criterion.cells.sheet]
    answer = subject.answers.get(_key(edge, ground))
    if is_strict is None or is_strict is edge.is_strict or answer is None:
        return ""
    if not edge.may_be(is_above=is_above):
        return ""
    does = "takes" if is_strict else "leaves out"
    count = answer.count
    told = (
        f"with {shown} the calculation {does} {count} rows that hold the same in both"
    )
    return told if count else ""


def _said(case: Case, *, is_of_zero: bool) -> tuple[bool | None, bool | None]:
    """Returns whether words tell what is above, and whether equal rows are left out."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    own = f"{clause.text[first : clause.start]} {clause.text[clause.end : last]}"
    texts = (own, case.sentence.context)
    for text in texts:
        above, strict = _told(text, is_of_zero=is_of_zero)
        if strict is not None:
            return above, strict
    return None, None


def _told(text: str, *, is_of_zero: bool) -> tuple[bool | None, bool | None]:
    if _TURNS.search(text):
        return None, None
    is_within = _WITHIN.search(text) is not None
    rest = _WITHIN.sub(" ", text)
    is_above = _LATE.search(rest) or (not is_of_zero and _OVER.search(rest))
    is_below = _EARLY.search(rest) or (not is_of_zero and _UNDER.search(rest))
    said = [bool(is_above), bool(is_below), is_within]
    if sum(said) != 1:
        return None, None
    return (None, False) if is_within else (bool(is_above), True)


def _edges(case: Case, subject: Subject) -> list[_Edge]:
    """Returns the criteria with an edge; none where rows are taken away."""
    uses = case.uses
    if any(use.side is Side.SUBTRAHEND for use in uses):
        return []
    found: list[_Edge] = []
    for criterion in dict.fromkeys(c for use in uses for c in use.criteria):
        ground = subject.grounds.get(criterion.cells.sheet)
        if ground is None or criterion.operator not in _ORDERED or criterion.part:
            continue
        beside = criterion.beside
        other = ground.columns.get(beside.first_column) if beside else None
        is_same = beside is not None and beside.sheet == criterion.cells.sheet
        if other is not None and is_same:
            found.append(_Edge(criterion, other.header))
        elif criterion.values == ("0",):
            found.append(_Edge(criterion, ""))
    return found


def _asked(edge: _Edge, ground: Ground) -> Iterator[Question]:
    criterion, beside = edge.criterion, edge.criterion.beside
    if criterion.cells.first_column not in ground.columns:
        return
    cell = ground.cell(criterion.cells.first_column, "n")
    other = ground.cell(beside.first_column, "n") if beside else sql.ZERO
    rows = ground.read(sql.alias(sql.text(""), "text"), rows=_rows(edge, ground))
    yield question(_key(edge, ground), rows.where(sql.equal(cell, other)), 1)


def _rows(edge: _Edge, ground: Ground) -> tuple[int, int]:
    cells = edge.criterion.cells
    return max(cells.first_row, ground.sheet.header_row + 1), cells.last_row


def _key(edge: _Edge, ground: Ground) -> str:
    first, last = _rows(edge, ground)
    beside = edge.criterion.beside
    letter = column_letter(edge.criterion.cells.first_column)
    other = column_letter(beside.first_column) if beside else "0"
    return f"edge/{ground.sheet.table}!{letter}{first}:{last}={other}"
