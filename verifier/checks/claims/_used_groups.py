"""Which groups a calculation uses: by its criteria, and by the rows themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.checks.measures import meets
from verifier.checks.question import Question, question
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import MOST_GROUPS, keys_of, text_columns
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verifier.checks.region import Ground, Region
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_MOST_RANGES = 12
_PAIR = 2
_NUMBER = "_number"
_EXTREMES = frozenset({Statistic.MAXIMUM, Statistic.MINIMUM})
_SKIPS = frozenset(  # what passes over blank cells
    {Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN, Statistic.QUANTILE, *_EXTREMES}
)


@dataclass(frozen=True, slots=True)
class UsedGroups:
    """The groups of one sheet that a calculation uses.

    Attributes:
        chosen: column → folded values that criteria or rows choose; a column that is
            not there is not restricted.
        left_out: column → folded values that criteria leave out.
        implied: column → folded values that all rows share which criteria on other
            columns, or a maximum or minimum, choose.
        headers: folded stems of the headers of the cells that are used.
        is_known: whether every use is understood, so that what is not restricted is
            known to be whole.
    """

    chosen: Mapping[int, frozenset[str]] = field(
        default_factory=dict[int, "frozenset[str]"]
    )
    left_out: Mapping[int, frozenset[str]] = field(
        default_factory=dict[int, "frozenset[str]"]
    )
    implied: Mapping[int, frozenset[str]] = field(
        default_factory=dict[int, "frozenset[str]"]
    )
    headers: frozenset[str] = frozenset()
    is_known: bool = False

    def names(self, values: set[str]) -> bool:
        """Returns whether a header of the used cells names one of the values."""
        return any(
            {token.stem for token in tokens_of(value)} <= self.headers
            for value in values
        )


def ask_used(subject: Subject) -> Iterator[Question]:
    """Yields the questions which values stand in the rows that are used."""
    for case in subject.cases:
        for cells in _ranges(case):
            ground = subject.grounds.get(cells.sheet)
            if ground is not None and text_columns(ground):
                yield question(_key(ground, cells), partial(_held, ground, cells), 1)
        for cells, ground in _with_gaps(case, subject):
            yield question(_gap_key(ground, cells), partial(_filled, ground, cells), 1)
    for region in _restricted(subject):
        yield question(_region_key(region), partial(_of_region, region), 1)


def _held(ground: Ground, cells: CellRange) -> exp.Select:
    """Returns what all rows of a range hold."""
    return _texts(ground, _rows(ground, cells))


def _filled(ground: Ground, cells: CellRange) -> exp.Select:
    """Returns what those hold in which a cell of the range has a number."""
    number = sql.is_present(ground.cell(cells.first_column, "n"))
    return _texts(ground, _rows(ground, cells).where(number, copy=False))


def _of_region(region: Region) -> exp.Select:
    """Returns what those hold that criteria choose."""
    if region.use is not None and region.use.statistic is Statistic.CELL:
        return _texts(region.ground, *_first(region, region.use))
    return _texts(region.ground, _chosen(region))


def regions_by_claim(subject: Subject) -> dict[str, tuple[Region, ...]]:
    """Returns by claim id the regions of which its criteria choose rows."""
    found: dict[str, list[Region]] = {}
    for region in _restricted(subject):
        for claim in region.claims:
            found.setdefault(claim, []).append(region)
    return {claim: tuple(regions) for claim, regions in found.items()}


def used_groups(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    regions: tuple[Region, ...],
    subject: Subject,
) -> UsedGroups:
    """Returns the groups of a sheet that a figure's calculation uses.

    Args:
        case: the figure.
        ground: the sheet.
        groups: column → the values that name groups.
        regions: of the figure's claim, as `regions_by_claim` has them.
        subject: with the answers.
    """
    chosen: dict[int, set[str]] = {}
    left_out: dict[int, set[str]] = {}
    uses = case.uses
    for use in uses:
        taken_off = _taken_off(use, uses)
        for criterion in use.criteria:
            into = (left_out, chosen) if criterion in taken_off else (chosen, left_out)
            _note(criterion, ground, groups, into)
    for cells in _ranges(case):
        if cells.sheet != ground.sheet.key:
            continue
        for column, text in texts_of_rows(cells, ground, subject).items():
            if column in groups:
                chosen.setdefault(column, set()).add(text.casefold())
    implied = _implied(case, ground, regions, subject)
    named = [header for use in uses for header in (*use.headers, *_bounded(use))]
    headers = {token.stem for header in named for token in tokens_of(header)}
    return UsedGroups(
        {column: frozenset(values) for column, values in chosen.items()},
        {column: frozenset(values) for column, values in left_out.items()},
        {column: frozenset(values) for column, values in implied.items()},
        frozenset(headers),
        bool(uses) and all(map(_is_understood, uses)),
    )


def _taken_off(use: Use, uses: tuple[Use, ...]) -> set[Criterion]:
    """Returns what a use is limited to, where it is taken off the same without it.

    All less the active ones are those that are not active.
    """
    if use.side is not Side.SUBTRAHEND or len(uses) != _PAIR:
        return set()
    every = next((one for one in uses if one.side is Side.MINUEND), None)
    is_same = every is not None and _measured(every) == _measured(use)
    if every is None or not is_same or not set(every.criteria) < set(use.criteria):
        return set()
    return set(use.criteria) - set(every.criteria)


def _measured(use: Use) -> tuple[object, ...]:
    """Returns what tells whether two uses measure the same: rows, by any column."""
    headers = () if use.statistic is Statistic.COUNT else use.headers
    place = use.place
    rows = (place.sheet, place.first_row, place.last_row) if place is not None else ()
    return use.statistic, headers, rows


def _bounded(use: Use) -> list[str]:
    """Returns the headers that criteria bound: of those `cancelled_on` in May."""
    return [c.header for c in use.criteria if c.operator not in {"=", "<>"}]


def texts_of_rows(cells: CellRange, ground: Ground, subject: Subject) -> dict[int, str]:
    """Returns column → its only text in the rows of a range without criteria."""
    answer = subject.answers.get(_key(ground, cells))
    return _only_texts(answer.texts[0]) if answer and answer.texts else {}


def texts_by_use(
    use: Use, ground: Ground, regions: tuple[Region, ...], subject: Subject
) -> dict[int, str]:
    """Returns column → the only text of the rows that one use takes.

    Rows that criteria other than equal texts leave out are looked at as well.
    """
    if not use.criteria:
        found = [
            texts_of_rows(cells, ground, subject) for cells in use.cells or use.rows
        ]
    else:
        answers = [
            subject.answers.get(_region_key(region))
            for region in regions
            if region.use == use and region.ground is ground
        ]
        found = [_only_texts(a.texts[0]) for a in answers if a and a.texts]
    return dict(found[0]) if len(found) == 1 else {}


def _implied(
    case: Case, ground: Ground, regions: tuple[Region, ...], subject: Subject
) -> dict[int, set[str]]:
    """Returns the values that the chosen rows share, whatever chose them."""
    implied: dict[int, set[str]] = {}
    keys = [_region_key(region) for region in regions if region.ground is ground]
    gaps = _with_gaps(case, subject)
    keys += [_gap_key(sheet, cells) for cells, sheet in gaps if sheet is ground]
    for key in keys:
        answer = subject.answers.get(key)
        if answer and answer.texts:
            for column, text in _only_texts(answer.texts[0]).items():
                implied.setdefault(column, set()).add(text.casefold())
    return implied


def _is_understood(use: Use) -> bool:
    """Returns whether criteria are known: by values, or by a column beside them."""
    return all(c.values or c.beside is not None for c in use.criteria)


def _note(
    criterion: Criterion,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    found: tuple[dict[int, set[str]], dict[int, set[str]]],
) -> None:
    column = criterion.cells.first_column
    if criterion.cells.sheet != ground.sheet.key or column not in groups:
        return
    chosen, left_out = found
    known = {value.casefold() for value in groups[column]}
    if all(v.isdecimal() and v not in known for v in criterion.values):
        return  # HAVING count(DISTINCT wave) = 2
    into = left_out if criterion.operator in {"<>", "not like"} else chosen
    for value in criterion.values:
        folded = value.casefold()
        if criterion.operator.endswith("like"):
            every = [v.casefold() for v in groups[column]]
            hits = [v for v in every if _fits(folded, v)]
            into.setdefault(column, set()).update(hits)
        else:
            into.setdefault(column, set()).add(folded)


def _fits(pattern: str, value: str) -> bool:
    """Returns whether a value begins, ends or goes on as `closed%` or `*east*` says."""
    bare = pattern.strip("*%")
    if pattern[:1] in "*%":
        return bare in value if pattern[-1:] in "*%" else value.endswith(bare)
    return value.startswith(bare)


def _ranges(case: Case) -> list[CellRange]:
    """Returns the ranges whose rows speak for themselves: criteria choose none."""
    uses = case.uses
    found = [
        cells for use in uses if not use.criteria for cells in (use.cells or use.rows)
    ]
    return list(dict.fromkeys(found))[:_MOST_RANGES]


def _with_gaps(case: Case, subject: Subject) -> Iterator[tuple[CellRange, Ground]]:
    """Yields columns without criteria whose blank cells a calculation passes over.

    The mean fare of all rides is that of those that took place.
    """
    uses = case.uses
    for use in uses:
        ground = subject.grounds.get(use.cells[0].sheet) if use.cells else None
        if use.criteria or use.statistic not in _SKIPS or ground is None:
            continue
        for cells in use.cells:
            layout = ground.columns.get(cells.first_column)
            is_gappy = layout is not None and CellKind.BLANK in layout.kinds
            if cells.columns == 1 and is_gappy and text_columns(ground):
                yield cells, ground


def _restricted(subject: Subject) -> list[Region]:
    """Returns the regions of which criteria that are looked at choose rows."""
    return [
        region
        for region in subject.regions
        if region.use is not None
        and region.claims
        and text_columns(region.ground)
        and (
            region.use.statistic in _EXTREMES
            or any(_chooses(criterion) for criterion in region.use.criteria)
        )
    ]


def _chooses(criterion: Criterion) -> bool:
    """Returns whether a criterion may choose rows of one group.

    Those with an adopter are those adopted.
    """
    is_filled = criterion.operator == "<>" and criterion.values == ("",)
    return is_filled or (criterion.operator == "=" and bool(criterion.values))


def _rows(ground: Ground, cells: CellRange) -> exp.Select:
    """Returns the texts of some rows."""
    header = ground.sheet.header_row
    rows = (max(cells.first_row, header + 1), max(cells.last_row, header + 1))
    return ground.read(*_cells(ground), rows=rows)


def _chosen(region: Region) -> exp.Select:
    """Returns the texts of the rows that criteria, or a maximum of them, choose."""
    use, columns = region.use, region.columns
    if use is None or use.statistic not in _EXTREMES or len(columns) != 1:
        return region.read(*_cells(region.ground))
    number = sql.alias(region.ground.cell(columns[0], "n"), _NUMBER)
    inner = region.read(*_cells(region.ground), number)
    name = "max" if use.statistic is Statistic.MAXIMUM else "min"
    end = exp.select(sql.alias(sql.call(name, exp.column(_NUMBER)), "_end"))
    end = end.from_(sql.subquery(inner.copy(), "every"))
    letters = [column_letter(column) for column in text_columns(region.ground)]
    return (
        exp.select(
            exp.column("_row"), *(exp.column(letter, quoted=True) for letter in letters)
        )
        .from_(sql.subquery(inner, "numbered"))
        .join(sql.subquery(end, "extreme"), join_type="cross")
        .where(sql.equal(exp.column(_NUMBER), exp.column("_end")))
    )


def _first(region: Region, use: Use) -> tuple[exp.Select, list[int]]:
    """Returns the texts and days of the row that a lookup finds, and their columns.

    It is the first that meets it all.
    """
    keys = keys_of(region.ground)
    cells = [sql.alias(cell, column_letter(number)) for number, cell in keys]
    rows = region.ground.read(*cells, rows=region.rows)
    for criterion in use.criteria:
        condition = meets(criterion, region.ground)
        rows = rows.where(sql.FALSE if condition is None else condition)
    first = rows.order_by(exp.column("_row")).limit(1)
    return first, [number for number, _ in keys]


def _cells(ground: Ground) -> Iterator[exp.Expr]:
    for column in text_columns(ground):
        yield sql.alias(ground.cell(column, "t"), column_letter(column))


def _texts(
    ground: Ground, inner: exp.Select, columns: Iterable[int] | None = None
) -> exp.Select:
    """Returns one row: for each column of texts its only one in some rows, or NULL."""
    columns = text_columns(ground) if columns is None else columns
    parts: list[exp.Expr] = []
    for column in columns:
        own = exp.column(column_letter(column), quoted=True)
        alike = sql.both(
            sql.equal(sql.call("min", own), sql.call("max", own)),
            sql.equal(sql.call("count", own), sql.call("count", exp.Star())),
        )
        parts += [
            sql.text(column_letter(column)),
            sql.case((alike or sql.FALSE, sql.call("min", own))),
        ]
    said = sql.cast(sql.call("json_object", *parts), "VARCHAR")
    first = sql.alias(sql.call("min", exp.column("_row")), "_row")
    return exp.select(first, sql.alias(said, "text")).from_(
        sql.subquery(inner, "cells")
    )


def _only_texts(answer: str) -> dict[int, str]:
    found = cast("dict[str, str | None]", json.loads(answer)) if answer else {}
    letters = {column_letter(n): n for n in range(1, MOST_GROUPS)}
    return {letters[k]: text for k, text in found.items() if text and k in letters}


def _key(ground: Ground, cells: CellRange) -> str:
    return f"used/{ground.sheet.table}!{cells.first_row}:{cells.last_row}"


def _gap_key(ground: Ground, cells: CellRange) -> str:
    return f"filled/{ground.sheet.table}!{cells.local}"


def _region_key(region: Region) -> str:
    return f"chosen/{region.key}"
