"""The stages from reports and opened sources to a verification, in order.

bind        numbers of the report -> figures with their claims
find        citations by key -> the rows that they mean
draft       claims -> resolved citations, parsed calculations
load        the cited columns -> the recomputer's tables
compile     calculations -> SELECTs over these tables
recompute   SELECTs -> outcomes
set aside   unlinked numbers that restate a criterion or name a group
check       rules over the report, its claims and its data -> findings, doubts
judge       figure + claim + outcomes + doubts -> verdict
quote       cells of what is not verified, for the reader
accept      what a person suppressed, with the reason
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from verifier import query
from verifier.bind import Binding, bind, group_names, set_aside
from verifier.checks import Subject, answer_in, check_all, ground_of, regions_of
from verifier.checks.prepared import prepared
from verifier.judge import judge
from verifier.model.brief import Brief
from verifier.model.parts import within_parts
from verifier.model.plan import Compiled, LiteralRole, Statement, Trial
from verifier.model.reason import Reason
from verifier.model.record import ReportVerification, Verification
from verifier.plan import (
    Draft,
    Located,
    against,
    compile_draft,
    draft_claim,
    fold_name,
    key_numbers,
    keyed_cells,
    loads_for,
    membership_statement,
    names_in,
    neighbours_for,
    probes_of,
    rows_of,
    statements_for,
    without_unloaded,
)
from verifier.quote import check_reads, rows_by_key, with_grids
from verifier.review.suppress import accept_suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from verifier.checks import Answer, Ground, Question
    from verifier.model.case import Case, Objection, ReadCheck
    from verifier.model.lookup import Answers
    from verifier.model.plan import Outcome
    from verifier.model.recompute import Recomputer
    from verifier.model.report import Report
    from verifier.model.scope import Scope
    from verifier.model.source import (
        CellKind,
        SheetKey,
        SheetLayout,
        Source,
        Trouble,
    )

_Layouts = dict["SheetKey", "SheetLayout"]
_Answers = dict[str, "Outcome"]
_Kinds = dict[str, dict[tuple["SheetKey", int], frozenset["CellKind"]]]
_HARMLESS = {Reason.RANGE_OVERRUNS, Reason.UNDECLARED_SOURCE}
_NO_BRIEF = Brief()
_RULE = "rule/"  # begins the key of a rule's question
_PARAMETERS = {LiteralRole.CRITERION, LiteralRole.SETTING, LiteralRole.POSITION}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One report on its way through the stages.

    Attributes:
        number: its place among the reports; names its statements.
        report: as read.
        scope: what it may cite.
        binding: its figures and other numbers.
        drafts: by claim id.
        compiled: by claim id, for calculations that can run.
        refused: by claim id: what stands against calculations that cannot.
        outcomes: by claim id and trial.
    """

    number: int
    report: Report
    scope: Scope
    binding: Binding
    drafts: dict[str, Draft]
    compiled: dict[str, Compiled]
    refused: dict[str, Objection]
    outcomes: dict[str, tuple[tuple[Trial, Outcome], ...]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What all reports share.

    Attributes:
        grounds: the loaded sheets.
        brief: what a person says of the data.
        unloaded: what stands against claims on sheets that could not be loaded.
    """

    grounds: dict[SheetKey, Ground]
    brief: Brief
    unloaded: dict[SheetKey, Objection]


def verify_reports(
    reports: tuple[tuple[Report, Scope], ...],
    sources: tuple[Source, ...],
    recomputer: Recomputer,
    brief: Brief = _NO_BRIEF,
) -> Verification:
    """Returns the verification of reports over sources that are open already.

    Args:
        reports: each with what it may cite.
        sources: every open source, for the record.
        recomputer: answers loads, statements and quotes.
        brief: what a person says of the data of reports whose scope says nothing.
    """
    found = rows_by_key(reports, recomputer)
    chapters = [_open(number, *pair, found) for number, pair in enumerate(reports)]
    shelf = _load(chapters, sources, recomputer, brief)
    chapters = [
        replace(c, drafts=without_unloaded(c.drafts, shelf.unloaded)) for c in chapters
    ]
    by_sheet = {key: ground.cited for key, ground in shelf.grounds.items()}
    probed = [_probe(chapter, by_sheet, recomputer) for chapter in chapters]
    chapters = [_compile(c, by_sheet, k) for c, k in zip(chapters, probed, strict=True)]
    chapters = _recompute(chapters, by_sheet, probed, recomputer)
    chapters = _set_aside(chapters, by_sheet, recomputer)
    verified = tuple(_close(chapter, shelf, recomputer) for chapter in chapters)
    layouts = tuple(by_sheet.values())
    return Verification(reports=verified, sources=sources, layouts=layouts)


def _load(
    chapters: list[Chapter],
    sources: tuple[Source, ...],
    recomputer: Recomputer,
    brief: Brief,
) -> Shelf:
    drafts = chain.from_iterable(chapter.drafts.values() for chapter in chapters)
    loads = loads_for(drafts)
    sheets = chain.from_iterable(source.sheets for source in sources)
    near = neighbours_for(loads, sheets)
    layouts = recomputer.load(loads + near)
    beside = {layout.sheet.key: layout for layout in layouts[len(loads) :]}
    unloaded = {x.sheet.key: x.objection for x in layouts if x.objection is not None}
    grounds = {
        layout.sheet.key: ground_of(layout, beside.get(layout.sheet.key), sources)
        for layout in layouts[: len(loads)]
        if layout.sheet.key not in unloaded
    }
    return Shelf(grounds, brief, unloaded)


def _open(number: int, report: Report, scope: Scope, found: Answers) -> Chapter:
    binding = bind(report)
    drafts = {
        case.claim.id: draft_claim(case.claim, scope, found)
        for case in binding.cases
        if case.claim is not None
    }
    return Chapter(number, report, scope, binding, drafts, {}, {}, {})


def _probe(chapter: Chapter, layouts: _Layouts, recomputer: Recomputer) -> _Kinds:
    """Returns by claim id the kinds of cited cells that its calculation is typed by."""
    probes = {n: probes_of(d, layouts) for n, d in _runnable(chapter).items()}
    statements = [
        Statement(f"{name}/{place}", probe.sql)
        for name, asked in probes.items()
        for place, probe in enumerate(asked)
    ]
    answers = _run(statements, recomputer)
    return {
        name: query.kinds_of(
            asked,
            (int(answers[f"{name}/{n}"].number or 0) for n in range(len(asked))),
        )
        if asked
        else {}
        for name, asked in probes.items()
    }


def _runnable(chapter: Chapter) -> dict[str, Draft]:
    """Returns the drafts against which nothing stands that ends their recomputation."""
    return {
        name: draft
        for name, draft in chapter.drafts.items()
        if all(objection.reason in _HARMLESS for objection in draft.objections)
    }


def _compile(chapter: Chapter, layouts: _Layouts, kinds: _Kinds) -> Chapter:
    compiled: dict[str, Compiled] = {}
    refused: dict[str, Objection] = {}
    for name, draft in _runnable(chapter).items():
        result = compile_draft(draft, layouts, kinds[name])
        if isinstance(result, Compiled):
            compiled[name] = result
        elif result is not None:
            refused[name] = result
    return replace(chapter, compiled=compiled, refused=refused)


def _recompute(
    chapters: list[Chapter],
    layouts: _Layouts,
    probed: list[_Kinds],
    recomputer: Recomputer,
) -> list[Chapter]:
    statements = [
        statement
        for chapter in chapters
        for name, compiled in chapter.compiled.items()
        for statement in statements_for(
            _key(chapter, name), chapter.drafts[name].claim, compiled
        )
    ]
    answers = _run(statements, recomputer)
    pairs = zip(chapters, probed, strict=True)
    again = [s for c, k in pairs for s in _overflowed(c, layouts, k, answers)]
    answers |= _run(again, recomputer)
    return [replace(c, outcomes=_outcomes_of(c, answers)) for c in chapters]


def _overflowed(
    chapter: Chapter, layouts: _Layouts, kinds: _Kinds, answers: _Answers
) -> Iterator[Statement]:
    """Yields the statements in DOUBLE for what failed, perhaps by overflow."""
    for name, compiled in chapter.compiled.items():
        key, draft = _key(chapter, name), chapter.drafts[name]
        if answers[f"{key}/{Trial.VALUE}"].problem is not Reason.CALCULATION_FAILED:
            continue
        again = compile_draft(draft, layouts, kinds[name], exact=False)
        if not isinstance(again, Compiled):
            continue
        if again.sql(Trial.VALUE) != compiled.sql(Trial.VALUE):
            yield from statements_for(key, draft.claim, again)


def _key(chapter: Chapter, name: str) -> str:
    return f"{chapter.number}/{name}"


def _run(statements: list[Statement], recomputer: Recomputer) -> _Answers:
    outcomes = recomputer.run(tuple(statements)) if statements else ()
    return {s.key: o for s, o in zip(statements, outcomes, strict=True)}


def _outcomes_of(
    chapter: Chapter, answers: _Answers
) -> dict[str, tuple[tuple[Trial, Outcome], ...]]:
    return {
        name: tuple(
            (trial, answers[key])
            for trial in Trial
            if (key := f"{_key(chapter, name)}/{trial}") in answers
        )
        for name in chapter.compiled
    }


def _set_aside(
    chapters: list[Chapter], layouts: _Layouts, recomputer: Recomputer
) -> list[Chapter]:
    questions: dict[int, Statement] = {}
    for chapter in chapters:
        names = chain.from_iterable(n for _, n in group_names(chapter.binding))
        question = membership_statement(
            f"{chapter.number}//groups", map(fold_name, names), layouts.values()
        )
        if question:
            questions[chapter.number] = question
    answers = _run(list(questions.values()), recomputer)
    return [
        _set_aside_in(chapter, answers.get(f"{chapter.number}//groups"))
        for chapter in chapters
    ]


def _set_aside_in(chapter: Chapter, found: Outcome | None) -> Chapter:
    parameters = {
        name: _parameters(c) | key_numbers(chapter.drafts[name].cited)
        for name, c in chapter.compiled.items()
    }
    names: frozenset[str] = names_in(found) if found else frozenset()
    binding = set_aside(chapter.binding, parameters, names, fold_name)
    return replace(chapter, binding=binding)


def _parameters(compiled: Compiled) -> frozenset[Decimal]:
    literals = compiled.traits.literals
    return frozenset(x.value for x in literals if x.role in _PARAMETERS)


def _close(
    chapter: Chapter, shelf: Shelf, recomputer: Recomputer
) -> ReportVerification:
    drafts = chapter.drafts.items()
    loaded = {name: d for name, d in drafts if not against(d, shelf.unloaded)}
    reads = check_reads(loaded, recomputer)
    cases = [_complete(case, chapter, reads) for case in chapter.binding.cases]
    checked = check_all(_subject(chapter, cases, shelf), partial(_ask, recomputer))
    cases = [
        replace(case, objections=case.objections + checked.against(case))
        for case in cases
    ]
    verdicts = with_grids([judge(case) for case in cases], cases, recomputer)
    verification = ReportVerification(
        report=chapter.report,
        verdicts=tuple(verdicts),
        findings=checked.findings,
        not_figures=chapter.binding.not_figures,
        brief=chapter.scope.brief_use,
    )
    return within_parts(accept_suppressed(verification))


def _subject(chapter: Chapter, cases: list[Case], shelf: Shelf) -> Subject:
    cases = list(prepared(cases, chapter.report))
    return Subject(
        report=chapter.report,
        cases=tuple(cases),
        cited={name: draft.shown_ranges for name, draft in chapter.drafts.items()},
        grounds=shelf.grounds,
        regions=regions_of(cases, shelf.grounds),
        troubles=_troubles(chapter.drafts.values()),
        brief=chapter.scope.brief or shelf.brief,
    )


def _ask(recomputer: Recomputer, questions: tuple[Question, ...]) -> dict[str, Answer]:
    statements = [Statement(f"{_RULE}{q.key}", q.text) for q in questions]
    answers = _run(statements, recomputer)
    return {key.removeprefix(_RULE): answer_in(o) for key, o in answers.items()}


def _complete(
    case: Case, chapter: Chapter, reads: dict[str, tuple[ReadCheck, ...]]
) -> Case:
    """Returns a case with everything that the stages found about its claim."""
    if case.claim is None:
        return case
    name = case.claim.id
    draft = chapter.drafts[name]
    refused = (chapter.refused[name],) if name in chapter.refused else ()
    return replace(
        case,
        objections=case.objections + draft.objections + refused,
        compiled=chapter.compiled.get(name),
        outcomes=chapter.outcomes.get(name, ()),
        reads=reads.get(name, ()),
        rows_read=_rows_read(draft.cited),
        keyed=keyed_cells(draft.cited),
    )


def _rows_read(cited: tuple[Located, ...]) -> int | None:
    """Returns the number of cited rows, header rows apart."""
    if not cited:
        return None
    headers = {x.cells.sheet: x.place.sheet.header_row for x in cited}
    count = 0
    for sheet, runs in rows_of(x.cells for x in cited).items():
        header = headers[sheet]
        count += sum(last - first + 1 for first, last in runs)
        count -= any(first <= header <= last for first, last in runs)
    return count


def _troubles(drafts: Iterable[Draft]) -> tuple[Trouble, ...]:
    """Returns troubles of cited sheets, without repeats."""
    found: dict[Trouble, None] = {}
    for draft in drafts:
        for located in draft.cited:
            for trouble in located.place.entry.source.troubles:
                if trouble.sheet == located.cells.sheet:
                    found[trouble] = None
    return tuple(found)
