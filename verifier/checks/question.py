"""What a rule asks the engine, and the answer.

A question is a SELECT of offending rows, so that it works on ten million of them: what
comes back is how many there are, and the first few.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.formula.dialect.write import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.plan import Outcome

SHOWN = 20
NEAR = "n"
"""What the columns beside are called in a reading of a sheet."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        key: names it; equal keys are asked once.
        write: gives its SQL, one row; called where it is asked, which most are not.
    """

    key: str
    write: Callable[[], str] = field(compare=False)

    @property
    def text(self) -> str:
        """Its SQL."""
        return self.write()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer.

    Attributes:
        count: how many rows there are.
        rows: the first of them: sheet rows, ascending.
        texts: what was asked of each of these, in the same order.
        problem: why there is no answer, or empty.
        asked_by: the code of the rule that is told so, where there is a problem.
    """

    count: int = 0
    rows: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    problem: str = ""
    asked_by: str = ""


def question(
    key: str, offending: exp.Select | Callable[[], exp.Select], most: int = SHOWN
) -> Question:
    """Returns the question how many rows a SELECT gives, and which come first.

    Args:
        key: names it.
        offending: gives the columns `_row` and `text` (VARCHAR), or makes it.
        most: how many rows come back.
    """
    return Question(key, lambda: _framed(offending, most))


def _framed(offending: exp.Select | Callable[[], exp.Select], most: int) -> str:
    """Returns the SQL of a question."""
    rows = offending if isinstance(offending, exp.Select) else offending()
    row, text = exp.column("_row"), exp.column("text")
    first = sql.number(most)
    filled = sql.call("coalesce", text, sql.text(""))
    answer = sql.call(
        "json_object",
        *(sql.text("count"), sql.call("count", exp.Star())),
        *(sql.text("rows"), sql.call("min", row, first)),
        *(sql.text("texts"), sql.call("arg_min", filled, row, first)),
    )
    query = exp.select(sql.cast(answer, "VARCHAR"))
    return asked(query.from_(sql.subquery(rows, "offending"), copy=False))


def asked(query: exp.Select) -> str:
    """Returns the SQL of a question, columns beside left out where none is looked at.

    A join to them neither adds rows nor takes any away; the engine cannot know that.
    """
    for select in query.find_all(exp.Select):
        joins: list[exp.Join] = select.args.get("joins") or []
        kept = [join for join in joins if not _is_idle(join, select)]
        select.set("joins", kept)
    return written(query)


def _is_idle(join: exp.Join, select: exp.Select) -> bool:
    """Returns whether a join brings columns beside of which none is looked at."""
    if join.alias_or_name != NEAR:
        return False
    looked_at = sum(column.table == NEAR for column in select.find_all(exp.Column))
    return looked_at == sum(
        column.table == NEAR for column in join.find_all(exp.Column)
    )


def answer_in(outcome: Outcome) -> Answer:
    """Returns the answer that an outcome holds.

    Example:
        >>> from verifier.model.plan import Outcome
        >>> from verifier.model.source import CellKind
        >>> text = '{"count":1,"rows":[7],"texts":["Total"]}'
        >>> answer_in(Outcome(CellKind.TEXT, text=text)).rows
        (7,)
    """
    if outcome.problem is not None or not outcome.text:
        return Answer(problem=outcome.message or "it gave nothing")
    found = cast("dict[str, object]", json.loads(outcome.text))
    rows = cast("list[int] | None", found.get("rows")) or []
    texts = cast("list[str] | None", found.get("texts")) or []
    return Answer(cast("int", found["count"]), tuple(rows), tuple(texts))
