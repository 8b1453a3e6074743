"""Opened sources -> what is told of them before anybody analyses them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verifier.checks import (
    Ground,
    Region,
    Subject,
    answer_all,
    answer_in,
    findings_of,
    key_columns,
)
from verifier.checks.profile import Column, ask_profiles, profiles_of
from verifier.checks.vocabulary import groups_of
from verifier.errors import LoadError
from verifier.model.address import CellRange
from verifier.model.inspection import (
    InspectedColumn,
    InspectedSheet,
    Inspection,
    Profile,
)
from verifier.model.plan import Load, Statement
from verifier.model.report import Report
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from verifier.checks import Answer, Question
    from verifier.model.brief import Brief, Field
    from verifier.model.recompute import Recomputer
    from verifier.model.source import SheetLayout, Source
    from verifier.model.verdict import Finding

MOST_GROUPS = 30

_LEVELS = tuple(Level)
_UNKNOWN = Column(Profile(problem="it was not looked at"))


def inspect_sources(
    sources: tuple[Source, ...], recomputer: Recomputer, brief: Brief
) -> Inspection:
    """Returns what is told of every sheet of sources that are open already.

    Args:
        sources: every one readable.
        recomputer: answers loads and statements.
        brief: what a person says of the data.

    Raises:
        LoadError: if the columns of a sheet cannot be loaded.
    """
    sheets = [sheet for source in sources for sheet in source.sheets]
    loads = (Load(s.key, tuple(range(1, s.columns + 1))) for s in sheets if s.columns)
    layouts = recomputer.load(tuple(loads))
    for layout in layouts:
        if layout.objection:
            raise LoadError("", layout.objection.message)
    by_key = {layout.sheet.key: layout for layout in layouts}
    regions = tuple(
        _region(layout, number)
        for number, layout in enumerate(layouts)
        if layout.sheet.rows > layout.sheet.header_row
    )
    subject = Subject(
        report=Report("", ""),
        grounds={key: Ground(layout) for key, layout in by_key.items()},
        regions=regions,
        troubles=tuple(t for source in sources for t in source.troubles),
        brief=brief,
    )
    asked = ask_profiles(subject)
    subject = answer_all(subject, partial(_ask, recomputer), asked)
    findings = findings_of(subject)
    inspected = tuple(_sheet(subject, region, findings) for region in regions)
    told = {finding for sheet in inspected for finding in sheet.findings}
    rest = tuple(finding for finding in findings if finding not in told)
    return Inspection(sources, inspected, rest)


def _ask(recomputer: Recomputer, questions: tuple[Question, ...]) -> dict[str, Answer]:
    statements = tuple(Statement(question.key, question.text) for question in questions)
    outcomes = recomputer.run(statements)
    pairs = zip(questions, outcomes, strict=True)
    return {question.key: answer_in(outcome) for question, outcome in pairs}


def _region(layout: SheetLayout, number: int) -> Region:
    sheet = layout.sheet
    first = sheet.header_row + 1
    cells = CellRange(sheet.key, 1, first, sheet.columns, sheet.rows)
    return Region(Ground(layout), cells, number=number)


def _sheet(
    subject: Subject, region: Region, findings: tuple[Finding, ...]
) -> InspectedSheet:
    ground = region.ground
    profiles = profiles_of(subject, region)
    groups = groups_of(subject, ground)
    keys = key_columns(ground, subject.brief)
    columns = tuple(
        InspectedColumn(
            letter=layout.letter,
            header=layout.header,
            profile=profiles.get(number, _UNKNOWN).profile,
            meaning=_meaning(subject.brief, ground, layout.header),
            groups=_few(groups.get(number, ())),
            is_key=number in keys,
        )
        for number, layout in ground.columns.items()
    )
    own = f"{ground.sheet.key}"
    found = (f for f in findings if any(_is_in(cell, own) for cell in f.cells))
    worst = sorted(found, key=lambda f: (_LEVELS.index(f.level), f.code, f.cells))
    return InspectedSheet(ground.sheet, columns, tuple(worst))


def _is_in(cell: str, sheet: str) -> bool:
    return cell == sheet or cell.rpartition("!")[0] == sheet


def _few(groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(groups)) if len(groups) <= MOST_GROUPS else ()


def _meaning(brief: Brief, ground: Ground, header: str) -> str:
    for field in brief.fields:
        if field.name.casefold() == header.strip().casefold() and field.source in {
            "",
            ground.sheet.key.source,
        }:
            return _said(field)
    return ""


def _said(field: Field) -> str:
    ignored = "not to be cited" if field.ignored else ""
    return ", ".join(part for part in (field.meaning, field.unit, ignored) if part)
