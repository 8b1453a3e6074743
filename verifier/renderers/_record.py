"""A verification as the record that the result schema describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.record import SCHEMA_VERSION
from verifier.renderers._numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from verifier.model.claim import Assumption
    from verifier.model.lookup import KeyedCells
    from verifier.model.quantity import Interval
    from verifier.model.record import (
        BriefUse,
        Coverage,
        ReportVerification,
        Verification,
    )
    from verifier.model.report import Span
    from verifier.model.source import Source
    from verifier.model.verdict import Finding, NotFigure, Verdict
    from verifier.renderers._renderer import RenderOptions

    Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]
    Record = dict[str, Value]


def summary_record(verification: Verification, options: RenderOptions) -> Record:
    """Returns what a record says of the whole run."""
    status = options.exit_status
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": dict(verification.tool),
        "passed": verification.passed,
        "exit_status": verification.exit_status if status is None else status,
    }


def report_record(report: ReportVerification) -> Record:
    """Returns a report's record without its verdicts."""
    return {
        "path": report.report.path,
        "claims_from": list(report.report.claims_from),
        "coverage": _coverage(report.coverage),
        "findings": [finding_record(finding) for finding in report.findings],
        "brief": brief_record(report.brief),
        "not_figures": [_not_figure(item) for item in report.not_figures],
    }


def source_record(source: Source) -> Record:
    """Returns a source's record."""
    return {
        "name": source.name,
        "path": source.path,
        "digest": source.digest,
        "declared_by": source.declared_by.value,
        "decisions": [
            {
                "name": decision.name,
                "value": decision.value,
                "declared": decision.declared,
                "sheet": decision.sheet,
            }
            for decision in source.decisions
        ],
    }


def verdict_records(verdicts: tuple[Verdict, ...]) -> Iterator[Record]:
    """Yields the records of a report's verdicts.

    The id of a verdict is its claim's id and the number of the link to it: `c1#1`; of
    an uncited figure `#1`. A claim's id holds no `#`.
    """
    seen: dict[str, int] = {}
    for verdict in verdicts:
        claim = verdict.claim or ""
        seen[claim] = seen.get(claim, 0) + 1
        yield {"id": f"{claim}#{seen[claim]}"} | _verdict(verdict)


def _verdict(verdict: Verdict) -> Record:
    return {
        "claim": verdict.claim,
        "status": verdict.status.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "also": [reason.value for reason in verdict.also],
        "material": verdict.material,
        "figure": verdict.figure.text,
        **_place(verdict.figure.span),
        "allowed": _allowed(verdict),
        "recomputed": _number(verdict.recomputed),
        "unit": verdict.unit,
        "suggested": verdict.suggested or None,
        "message": verdict.message,
        "advice": verdict.advice,
        "calculation": verdict.calculation or None,
        "sql": verdict.sql or None,
        "cells": list(verdict.cells),
        "keyed": [_keyed(found) for found in verdict.keyed],
        "assumptions": [_assumption(item) for item in verdict.assumptions],
        "accepted": verdict.accepted or None,
        "findings": [finding_record(finding) for finding in verdict.findings],
        "diagnosis": verdict.diagnosis or None,
        "notes": list(verdict.notes),
    }


def _keyed(found: KeyedCells) -> Record:
    return {
        "written": found.written,
        "rows": found.rows,
        "cells": [str(cells) for cells in found.cells],
    }


def _place(span: Span) -> Record:
    return {
        "part": span.part or None,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _allowed(verdict: Verdict) -> Value:
    """Returns the interval; of two, the one that holds the value, else the first."""
    if not verdict.allowed:
        return None
    value = verdict.recomputed
    holding = [i for i in verdict.allowed if value is not None and i.holds(value)]
    return _interval((holding or verdict.allowed)[0])


def _interval(interval: Interval) -> Record:
    return {
        "low": _number(interval.low),
        "low_open": interval.low_open,
        "high": _number(interval.high),
        "high_open": interval.high_open,
    }


def _assumption(assumption: Assumption) -> Record:
    return {
        "text": assumption.text,
        "value": _number(assumption.value),
        "origin": assumption.origin,
        "line": assumption.line,
    }


def brief_record(brief: BriefUse | None) -> Record | None:
    """Returns the record of the brief that was applied, or None."""
    if brief is None:
        return None
    by = brief.declared_by.value
    return {"path": brief.path, "digest": brief.digest, "declared_by": by}


def finding_record(finding: Finding) -> Record:
    """Returns a finding's record."""
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.value,
        "message": finding.message,
        "part": finding.part or None,
        "line": finding.line,
        "column": finding.column,
        "claim": finding.claim or None,
        "cells": list(finding.cells),
        "accepted": finding.accepted or None,
    }


def _not_figure(item: NotFigure) -> Record:
    return {
        "text": item.text,
        **_place(item.span),
        "reason": item.reason.value,
        "note": item.note,
    }


def _coverage(coverage: Coverage) -> Record:
    return {
        "figures": coverage.figures,
        "cited": coverage.cited,
        "verified": coverage.verified,
        "assumed": coverage.assumed,
        "hallucinated": coverage.hallucinated,
        "suspect": coverage.suspect,
        "undecided": coverage.undecided,
        "uncited": coverage.uncited,
        "not_figures": coverage.not_figures,
        "skipped": coverage.skipped,
        "accepted": coverage.accepted,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
