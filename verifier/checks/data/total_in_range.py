"""A row of totals stands among the rows that are added up.

Finds: a row of the range that a label in any column of the sheet calls a total or
subtotal, a last row that is the sum of all rows above it, and rows that part a short
range into blocks, each the sum of its block.

Why it matters: the same amounts are counted twice, and a recomputation agrees with the
figure all the same.

What to do: end the range above the row of totals, or leave such rows out by a
criterion.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.data._subtotals import MOST_ROWS, numbers_of, subtotals_in
from verifier.checks.question import Question, question
from verifier.checks.region import MOST_NAMED
from verifier.checks.rule import Rule, Subject
from verifier.checks.vocabulary import text_columns
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import alternatives, words
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.question import Answer
    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D002", "total-in-range", Level.WARNING, Reason.TOTALS_ROW)

PASSES = (
    "We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",
    (
        "In all we won [455](#c1).\n\n```claims\n[c1] totals!B2:C6\n"
        '= SUMIFS(C2:C6,B2:B6,"Total")\n```\n'
    ),
)
FAILS = ("We won [910](#c1).\n\n```claims\n[c1] totals!C2:C6\n= SUM(C2:C6)\n```\n",)

_TOTALS = sorted(LEXICON.totals - words("sentence.other_totals"), key=len)
_LONE = "|".join(
    re.escape(word) for word in sorted(LEXICON.totals - words("sentence.shy_totals"))
)
_BEGINS = "|".join(re.escape(word) for word in reversed(_TOTALS))
_WHOLE = "|".join(re.escape(word) for word in sorted(LEXICON.wholes))
_OVER = "|".join(sorted(LEXICON.totals_over))
_LABEL = (
    rf"(?:{_LONE})\s*:?|(?:{_WHOLE})\s+\S+(?:\s+\S+)?"
    rf"|(?:{_BEGINS})\s+(?:{_OVER})\s+.+"
)
"""Says of a row that it is one of totals, whatever stands beside it."""
_IS_TOTAL = re.compile(_LABEL)
_LABEL_OF_A_GROUP = (
    rf"(?:{_BEGINS})[\s:,–-]+(?:\S+\s*){{1,4}}"
    rf"|(?:\S+\s+){{1,3}}(?:{_BEGINS})"
)
"""`Total EMEA` may be a name; it says so where the other texts are blank, or EMEA."""
_IS_OF_A_GROUP = re.compile(_LABEL_OF_A_GROUP)
_HINT = rf"{alternatives('total_in_range.hint')}|^ *(?:{_WHOLE})\s"
_FEWEST_ABOVE = 3
_ADDED = frozenset(
    {
        Statistic.SUM,
        Statistic.MEAN,
        Statistic.MEDIAN,
        Statistic.COUNT,
        Statistic.MAXIMUM,
        Statistic.OTHER,
    }
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields questions: which rows bear a label, and is the last one a sum."""
    for region in subject.regions:
        if region.use and region.use.statistic not in _ADDED:
            continue
        if text_columns(region.ground):
            yield question(_label_key(region), partial(_labelled, region))
        for column in _numbers(region):
            if region.cells.rows <= MOST_ROWS:
                every = partial(numbers_of, region, column)
                yield question(_blocks_key(region, column), every)
            total = partial(_sum_of_those_above, region, column)
            yield question(_key(region, column_letter(column)), total)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question which of these rows the criteria of a calculation choose."""
    for region in subject.regions:
        found = subject.answers.get(_label_key(region))
        is_labelled = bool(found and found.count and text_columns(region.ground))
        if is_labelled and region.use and region.use.criteria:
            yield question(_key(region, "label"), partial(_labelled_and_chosen, region))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every region that holds a row of totals, claim by claim."""
    for region in subject.regions:
        if region.use and region.use.statistic not in _ADDED:
            continue  # a total is no minimum
        words = "; ".join(_found_in(region, subject))
        cells = _rows_of(region, subject) or (str(region.cells),)
        for place in region.places(*cells) if words else ():
            yield RULE.finding(
                f"{region.cells} holds {words}"
                + (", and it is counted along" if region.use else ""),
                place,
            )


def _rows_of(region: Region, subject: Subject) -> tuple[str, ...]:
    """Returns the rows of totals, as the cells of a sheet that is inspected."""
    label = _label(region, subject)
    if region.use is not None or not label or not label.count:
        return ()
    cells = (replace(region.cells, first_row=r, last_row=r) for r in label.rows)
    return tuple(row.local for row in cells)[:MOST_NAMED]


def _label(region: Region, subject: Subject) -> Answer | None:
    if region.use and region.use.criteria:
        return subject.answers.get(_key(region, "label"))
    return subject.answers.get(_label_key(region))


def _key(region: Region, what: str) -> str:
    """Returns a question's name, with the criteria on a region if there are any."""
    has_criteria = region.use is not None and bool(region.use.criteria)
    return f"{RULE.code}/{what}/{region.key if has_criteria else region.name}"


def _blocks_key(region: Region, column: int) -> str:
    return f"{RULE.code}/blocks/{region.key}/{column_letter(column)}"


def _found_in(region: Region, subject: Subject) -> Iterator[str]:
    if _takes_totals_alone(region):
        return
    label = _label(region, subject)
    if label and label.count:
        yield f"row {label.rows[0]}, labelled {label.texts[0]!r}"
        return
    for column in _numbers(region):
        letter = column_letter(column)
        found = subject.answers.get(_key(region, letter))
        if found and found.count:
            yield f"row {found.rows[0]}, whose {letter} is the sum of the rows above it"
            continue
        blocks = subject.answers.get(_blocks_key(region, column))
        places = subtotals_in(blocks.texts[0]) if blocks and blocks.texts else ()
        if places:
            yield (
                f"{len(places)} rows whose {letter} is the sum of the rows since the "
                "one before: it parts the range into blocks with their totals"
            )


def _takes_totals_alone(region: Region) -> bool:
    """Returns whether a criterion names the rows of totals: nothing is added twice."""
    criteria = region.use.criteria if region.use else ()
    return any(
        criterion.operator == "="
        and not criterion.part
        and bool(criterion.values)
        and all(_names_a_total(value.strip().lower()) for value in criterion.values)
        for criterion in criteria
    )


def _names_a_total(label: str) -> bool:
    return bool(_IS_TOTAL.fullmatch(label) or _IS_OF_A_GROUP.fullmatch(label))


def _label_key(region: Region) -> str:
    first, last = region.rows
    return f"{RULE.code}/label/{region.ground.sheet.table}/{first}-{last}"


def _labelled_and_chosen(region: Region) -> exp.Select:
    """Returns those of them that the criteria of a calculation choose."""
    return region.chosen(_labelled(region))


def _labelled(region: Region) -> exp.Select:
    """Returns the rows that a cell of the sheet, one of texts, calls a total."""
    texts = text_columns(region.ground)
    ways: list[tuple[Expr, Expr]] = []
    for number in texts:
        text = region.ground.cell(number, "t")
        folded = sql.call("lower", sql.call("trim", text))
        others = [other for other in texts if other != number]
        alone = [_is_no_text(region, other) for other in others]
        matches = sql.call("regexp_full_match", folded, sql.text(_LABEL))
        of_group = sql.call("regexp_full_match", folded, sql.text(_LABEL_OF_A_GROUP))
        if alone:
            named = (_is_named_in(folded, region, other) for other in others)
            is_sure = exp.or_(sql.both(*alone), *named)
            matches = exp.or_(matches, exp.and_(is_sure, of_group))
        # the short pattern spares most texts the long ones
        hint = sql.call("regexp_matches", sql.call("lower", text), sql.text(_HINT))
        ways.append((exp.and_(hint, matches), text))
    said = sql.alias(sql.case(*ways), "text")
    rows = region.ground.read(said, rows=region.rows)
    return rows.where(exp.or_(*(match for match, _ in ways)))


def _is_named_in(label: Expr, region: Region, column: int) -> Expr:
    """Returns whether a label has another cell's text: `Providence`, total of it."""
    text = sql.call("lower", sql.call("trim", region.ground.cell(column, "t")))
    is_text = sql.less(sql.ONE, sql.call("length", text))
    return exp.and_(is_text, sql.call("contains", label.copy(), text.copy()))


def _is_no_text(region: Region, column: int) -> Expr:
    kind = sql.number(int(CellKind.TEXT))
    return sql.unequal(region.ground.cell(column, "k"), kind)


def _numbers(region: Region) -> list[int]:
    columns = region.ground.columns
    return [
        number
        for number in region.columns
        if number in columns
        and CellKind.NUMBER in columns[number].kinds
        and region.cells.rows > _FEWEST_ABOVE
    ]


def _sum_of_those_above(region: Region, column: int) -> exp.Select:
    """Returns the last row, where its number is the sum of all numbers above."""
    value = region.ground.cell(column, "n")
    first, last = region.rows
    above = region.ground.read(sql.alias(value, "v"), rows=(first, last - 1))
    total = exp.select(
        sql.alias(sql.call("sum", exp.column("v")), "total"),
        sql.alias(sql.call("count", exp.column("v")), "numbers"),
    ).from_(sql.subquery(above, "above"), copy=False)
    end = region.chosen(region.ground.read(sql.alias(value, "v"), rows=(last, last)))
    conditions = (
        sql.equal(exp.column("v"), exp.column("total")),
        sql.at_most(sql.number(_FEWEST_ABOVE), exp.column("numbers")),
        sql.unequal(exp.column("v"), sql.ZERO),
    )
    # nothing is copied: the parts are made here
    return (
        exp.select(exp.column("_row"), sql.alias(sql.text(""), "text"))
        .from_(sql.subquery(end, "ends"), copy=False)
        .join(sql.subquery(total, "totals"), join_type="cross", copy=False)
        .where(*conditions, copy=False)
    )
