"""Which groups the cells name: the few distinct texts of a column."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.question import Question, question
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground, Region
    from verifier.checks.rule import Subject

MOST_GROUPS = 300

_EARLY = 10_000  # rows that tell whether texts repeat

_FEWEST_REPEATS = 2  # rows a value, on average, of a column of groups


def ask_groups(subject: Subject) -> Iterator[Question]:
    """Yields the questions that `groups_of` needs the answers to."""
    for ground in subject.grounds.values():
        for column in text_columns(ground):
            groups = partial(_groups, ground, column)
            yield question(_key(ground, column), groups, MOST_GROUPS)


def _groups(ground: Ground, column: int) -> exp.Select:
    """Returns each text of a column once."""
    rows = ground.read(sql.alias(ground.cell(column, "t"), "text"))
    rows.where(sql.is_present(ground.cell(column, "t")), copy=False)
    return _distinct(rows, ground.sheet.header_row, MOST_GROUPS)


def groups_of(subject: Subject, ground: Ground) -> dict[int, tuple[str, ...]]:
    """Returns column → its distinct texts, for columns whose texts repeat.

    Texts that differ in case and blanks alone are all there. A column with more than
    `MOST_GROUPS` texts, or with hardly a text twice, names no groups.
    """
    found: dict[int, tuple[str, ...]] = {}
    rows = ground.sheet.rows - ground.sheet.header_row
    for column in text_columns(ground):
        answer = subject.answers.get(_key(ground, column))
        if answer is None or answer.problem or not answer.count:
            continue
        is_small = answer.count <= min(MOST_GROUPS, max(rows // _FEWEST_REPEATS, 1))
        if is_small:
            found[column] = answer.texts
    return found


def labels_of(subject: Subject, ground: Ground) -> dict[int, dict[int, str]]:
    """Returns column → row → its text, for columns whose texts label single rows.

    Of a text that stands in several rows only the first is there; of a column with
    more than `MOST_GROUPS` texts, none.
    """
    found: dict[int, dict[int, str]] = {}
    groups = groups_of(subject, ground)
    for column in text_columns(ground):
        answer = subject.answers.get(_key(ground, column))
        if column in groups or answer is None or answer.problem:
            continue
        found[column] = dict(zip(answer.rows, answer.texts, strict=False))
    return found


def texts_of(subject: Subject, ground: Ground, column: int) -> tuple[str, ...]:
    """Returns the distinct texts of a column; none of one with too many."""
    answer = subject.answers.get(_key(ground, column))
    return answer.texts if answer and not answer.problem else ()


def ask_constants(subject: Subject) -> Iterator[Question]:
    """Yields the questions that `constants_in` needs the answers to."""
    for region in subject.regions:
        for column, cell in keys_of(region.ground) if region.use else ():
            only = partial(_constant, region, cell)
            yield question(_constant_key(region, column), only, 2)


def _constant(region: Region, cell: Expr) -> exp.Select:
    """Returns what a cell holds in all rows, or no row where it is not one thing."""
    rows = region.ground.read(sql.alias(cell, "text"), rows=region.rows)
    return _distinct(rows, region.rows[0], 1)


def constants_in(subject: Subject, region: Region) -> dict[int, str]:
    """Returns column → its only text or day, for columns that hold one in all rows."""
    found: dict[int, str] = {}
    for column, _ in keys_of(region.ground):
        answer = subject.answers.get(_constant_key(region, column))
        if answer and answer.count == 1 and answer.texts[0]:
            found[column] = answer.texts[0]
    return found


def keys_of(ground: Ground) -> list[tuple[int, Expr]]:
    """Returns the columns of texts or days, ascending, with what to read of them."""
    days = {n for n, each in ground.columns.items() if CellKind.DATE in each.kinds}
    return [
        (n, ground.raw(n) if n in days else ground.cell(n, "t"))
        for n in sorted(days.union(text_columns(ground)))
    ]


def text_columns(ground: Ground) -> list[int]:
    """Returns the columns in which texts stand, ascending."""
    columns = ground.columns
    return [n for n, layout in columns.items() if CellKind.TEXT in layout.kinds]


def _distinct(rows: exp.Select, start: int, most: int) -> exp.Select:
    """Returns each text once, with the first row that holds it.

    Where the first rows hold more than the most texts nothing is returned: there are
    more in all, too, and a column of a million different texts is costly to group.
    """
    early = sql.less(exp.column("_row"), sql.number(start + _EARLY))
    different = sql.call("count", sql.distinct(exp.column("text")))
    probe = exp.select(sql.alias(different, "different"))
    probe = probe.from_(sql.subquery(rows, "probed")).where(early, copy=False)
    few = sql.at_most(exp.column("different"), sql.number(most))
    first = sql.alias(sql.call("min", exp.column("_row")), "_row")
    return (
        exp.select(first, exp.column("text"))
        .from_(sql.subquery(rows, "texts"))
        .join(sql.subquery(probe, "early"), join_type="cross")
        .where(few, copy=False)
        .group_by(exp.column("text"))
    )


def _key(ground: Ground, column: int) -> str:
    return f"groups/{ground.sheet.table}/{column_letter(column)}"


def _constant_key(region: Region, column: int) -> str:
    first, last = region.rows
    rows = f"{region.ground.sheet.table}/{first}-{last}"
    return f"constant/{rows}/{column_letter(column)}"
