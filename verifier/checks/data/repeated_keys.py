"""Rows with the same key are counted or added up more than once.

Finds: rows of a range whose key (as the brief names it, else the column headed id,
number, code or the like) stands in an earlier row of the range, and rows that repeat an
earlier one in every cell (of at most 1 000 columns). Who is headed by such an id may
come again on another day, so that of persons the days must be the same, too. Lines of a
file are counted as such: the export holds 181 lines.

Why it matters: exports repeat rows; the arithmetic is right and the number too large.

What to do: count distinct keys, or drop the repeated rows in the calculation. Where
they are no duplicates, name the key in the brief.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.counted import counted_by
from verifier.checks.data._items import are_items, ask_items
from verifier.checks.keys import key_columns
from verifier.checks.measures import meets
from verifier.checks.question import Question, asked, question
from verifier.checks.row_nouns import numbers_others
from verifier.checks.rule import Rule, Subject
from verifier.checks.stems import stem, tokens_of
from verifier.checks.vocabulary import texts_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import words
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlglot.expressions import Expr

    from verifier.checks.question import Answer
    from verifier.checks.region import Region
    from verifier.model.brief import Brief
    from verifier.model.source import SheetKey
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("D004", "repeated-keys", Level.WARNING, Reason.DUPLICATES_COUNTED)

PASSES = (
    "We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",
    (
        "We have [4](#c1) deals.\n\n```claims\n[c1] twice!A2:A6\n"
        "= COUNTA(UNIQUE(A2:A6))\n```\n"
    ),
    (
        "We have [1](#c1) row twice.\n\n```claims\n[c1] twice!A2:A6\n"
        "= COUNTA(A2:A6)-COUNTA(UNIQUE(A2:A6))\n```\n"
    ),
)
FAILS = ("We won [485](#c1).\n\n```claims\n[c1] twice!C2:C6\n= SUM(C2:C6)\n```\n",)

_LINES = words("sentence.lines")
_PERSONS = frozenset(stem(word) for word in LEXICON.persons)
_COUNTED = frozenset({Statistic.SUM, Statistic.COUNT, Statistic.MEAN, Statistic.MEDIAN})
_MOST_REPEATED = 0.5  # of the rows: a key that repeats more is none
_MOST_ODD = 0.1  # of the rows: those of a key that the rows are said not to be named by
_FEWEST_COLUMNS = 4  # of a sheet whose rows may be compared as wholes
_MOST_COLUMNS = 1000


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the question whether a range holds fewer keys than rows, or rows twice."""
    for region in _regions(subject):
        columns = _columns(region, subject.brief)
        if columns:
            yield Question(_any_key(region), partial(_are_fewer, region, columns))


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question which rows they are, under the criteria of a calculation."""
    for region in _regions(subject):
        columns = _columns(region, subject.brief)
        answer = subject.answers.get(_any_key(region))
        if columns and answer and (answer.count or answer.problem):
            yield question(f"{RULE.code}/{region.key}", _repeated(region, columns))
            keys = _keys(region, subject.brief)
            items = ask_items(region, keys, RULE.code) if keys else None
            if items is not None:
                yield items


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every region that holds duplicates, claim by claim."""
    found = [*_repeating(subject)]
    lines = _told_as_lines(subject) if found else frozenset[str]()
    for region, answer in found:
        if answer.count > _MOST_REPEATED * region.cells.rows and not _is_stated(
            region, subject.brief
        ):
            continue
        keys = _keys(region, subject.brief)
        is_none = _is_led(region, keys, subject)
        is_none = is_none or are_items(region, keys, RULE.code, subject.answers)
        is_none = is_none or _is_of_others(region, keys, subject)
        if is_none and not _is_stated(region, subject.brief):
            continue
        what = _what(region, keys, answer.texts[0])
        rows = "row" if answer.count == 1 else "rows"
        cells = region.names(keys[0] if keys else 1, *answer.rows)
        if region.use is not None:
            cells = (f"row {answer.rows[0]}",)
        for place in region.places(*cells):
            if place.claim in lines and _counts(region):
                continue
            yield RULE.finding(
                f"{answer.count} {rows} of {region.cells} repeat an earlier one "
                f"({what}, again in row {answer.rows[0]})"
                + (" and are counted along" if region.use else ""),
                place,
            )


def _repeating(subject: Subject) -> Iterator[tuple[Region, Answer]]:
    """Yields the regions that hold duplicates, each with which rows they are."""
    for region in _regions(subject):
        answer = subject.answers.get(f"{RULE.code}/{region.key}")
        if answer is not None and answer.count:
            yield region, answer


def _counts(region: Region) -> bool:
    return region.use is not None and region.use.statistic is Statistic.COUNT


def _told_as_lines(subject: Subject) -> frozenset[str]:
    """Returns the claims whose figure counts lines of a file, each of which is one."""
    return frozenset(
        case.claim_id
        for case in subject.cases
        if case.claim_id
        and any(one.noun.text.casefold() in _LINES for one in counted_by(case)[:1])
    )


def _is_of_others(region: Region, keys: tuple[int, ...], subject: Subject) -> bool:
    """Returns whether the key numbers something that several rows belong to."""
    answer = subject.answers.get(_any_key(region))
    is_many = answer is not None and answer.count > _MOST_ODD * region.cells.rows
    return is_many and bool(keys) and numbers_others(region.ground, keys[0], subject)


def _is_led(region: Region, keys: tuple[int, ...], subject: Subject) -> bool:
    """Returns whether the first column names every row, so that the key is none.

    `EM-707, Linden 4, flat 1A`: a meter is named by its number, and not by its flat.
    """
    first = min(region.ground.columns, default=0)
    rows = region.ground.sheet.rows - region.ground.sheet.header_row
    texts = texts_of(subject, region.ground, first)
    return bool(keys) and first not in keys and len(texts) == rows


def _regions(subject: Subject) -> Iterator[Region]:
    told = set(_counting_keys(subject))
    for region in subject.regions:
        use = region.use
        if use is None:
            yield region
        elif use.statistic in _COUNTED and not use.deduplicates:
            claims = region.claims
            if use.statistic is Statistic.COUNT:
                sheet = region.ground.sheet.key
                claims = tuple(one for one in claims if (one, sheet) not in told)
            if claims:
                yield replace(region, claims=claims)


def _counting_keys(subject: Subject) -> Iterator[tuple[str, SheetKey]]:
    """Yields the claims that count the different keys of a sheet, too.

    `count(*) - count(DISTINCT id)` is how many rows repeat a key.
    """
    for region in subject.regions:
        if region.use and region.use.statistic is Statistic.DISTINCT:
            keys = key_columns(region.ground, subject.brief)
            if region.cells.first_column in keys:
                for claim in region.claims:
                    yield claim, region.ground.sheet.key


def _any_key(region: Region) -> str:
    first, last = region.rows
    return f"{RULE.code}/any/{region.ground.sheet.table}/{first}-{last}"


def _columns(region: Region, brief: Brief) -> tuple[int, ...]:
    return _keys(region, brief) or _all_columns(region)


def _keys(region: Region, brief: Brief) -> tuple[int, ...]:
    """Returns the columns of the key; of a person's id with the days beside it."""
    columns = region.ground.columns
    keys = key_columns(region.ground, brief)
    words = [t for key in keys for t in tokens_of(_spaced(columns[key].header))]
    is_person = any(t.stem in _PERSONS for t in words)
    if not is_person or _is_stated(region, brief):
        return keys
    days = (n for n, column in columns.items() if CellKind.DATE in column.kinds)
    return (*keys, *days)


def _spaced(header: str) -> str:
    return header.replace("_", " ")


def _are_fewer(region: Region, columns: tuple[int, ...]) -> str:
    """Returns SQL of an answer that counts how many rows repeat a key, about at most.

    Hashes are compared: equal rows have equal ones, so none that repeats is missed.
    """
    raws = [region.ground.raw(column) for column in columns]
    key = sql.alias(sql.call("hash", *raws), "key")
    filled = _any_filled(raws)
    rows = region.ground.read(key, rows=region.rows).where(exp.Paren(this=filled))
    many = sql.call("count", exp.Star())
    different = sql.call("count", sql.distinct(exp.column("key")))
    answer = sql.call("json_object", sql.text("count"), sql.subtract(many, different))
    query = exp.select(sql.cast(answer, "VARCHAR"))
    return asked(query.from_(sql.subquery(rows, "keys")))


def _any_filled(raws: Sequence[Expr]) -> Expr:
    """Returns the test whether some text is not empty, as deep for many as for two."""
    return exp.NEQ(this=sql.call("greatest", *raws), expression=sql.text(""))


def _is_stated(region: Region, brief: Brief) -> bool:
    return any(
        field.is_key and field.source in {"", region.ground.sheet.key.source}
        for field in brief.fields
    )


def _what(region: Region, keys: tuple[int, ...], text: str) -> str:
    if not keys:
        return "equal in every cell"
    header = region.ground.columns[keys[0]].header or column_letter(keys[0])
    return f"{header} {text}"


def _all_columns(region: Region) -> tuple[int, ...]:
    """Returns every column of the sheet where all are loaded, else none."""
    columns = tuple(region.ground.columns)
    whole = len(columns) == region.ground.sheet.columns
    is_apt = _FEWEST_COLUMNS <= len(columns) <= _MOST_COLUMNS
    return columns if whole and is_apt else ()


def _adds_up(use: Use) -> bool:
    """Returns whether a use takes the numbers of one column."""
    is_one = len(use.cells) == 1 and use.cells[0].columns == 1
    return is_one and use.statistic is not Statistic.COUNT


def _repeated(region: Region, columns: tuple[int, ...]) -> exp.Select:
    """Returns the rows whose cells in some columns stand in an earlier row as well."""
    raws: list[Expr] = [region.ground.raw(column) for column in columns]
    names = [f"k{place}" for place in range(len(raws))]
    aliased = (sql.alias(raw, name) for raw, name in zip(raws, names, strict=True))
    rows = region.read(*aliased)
    for criterion in region.use.criteria if region.use else ():
        condition = meets(criterion, region.ground)
        rows = rows if condition is None else rows.where(condition)
    for column in region.columns if region.use and _adds_up(region.use) else ():
        cell = region.ground.raw(column)  # a blank one adds nothing
        rows = rows.where(sql.unequal(cell, sql.text("")))
    keys = [exp.column(name) for name in names]
    filled = _any_filled(keys)
    numbered = exp.select(
        exp.column("_row"),
        sql.alias(keys[0].copy(), "text"),
        exp.alias_(
            exp.Window(
                this=exp.RowNumber(),
                partition_by=[key.copy() for key in keys],
                order=exp.Order(expressions=[exp.Ordered(this=exp.column("_row"))]),
            ),
            "place",
        ),
    ).from_(sql.subquery(rows.where(sql.TRUE), "cells"))
    return (
        exp.select(exp.column("_row"), exp.column("text"))
        .from_(sql.subquery(numbered.where(filled), "numbered"))
        .where(sql.less(sql.ONE, exp.column("place")))
    )
