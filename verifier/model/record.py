"""The record of a verification: all verdicts and findings, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.model.lookup import shown_cells
from verifier.model.reason import Status
from verifier.model.visible import defused, one_line

if TYPE_CHECKING:
    from verifier.model.report import Report
    from verifier.model.source import Declarer, SheetLayout, Source
    from verifier.model.verdict import Finding, NotFigure, Verdict

SCHEMA_VERSION = "1.2"

Tabulate = Callable[[tuple[dict[str, str], ...]], object]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures there are, and what became of them.

    `figures = cited + uncited`, `cited = verified + hallucinated + suspect +
    undecided`.
    """

    figures: int = 0
    cited: int = 0
    verified: int = 0
    assumed: int = 0
    hallucinated: int = 0
    suspect: int = 0
    undecided: int = 0
    uncited: int = 0
    not_figures: int = 0
    skipped: int = 0
    accepted: int = 0

    def __str__(self) -> str:
        assumed = f" ({self.assumed} assumed)" if self.assumed else ""
        skipped = f" ({self.skipped} skipped)" if self.skipped else ""
        accepted = f" · accepted {self.accepted}" if self.accepted else ""
        return (
            f"figures {self.figures} · cited {self.cited} · "
            f"verified {self.verified}{assumed} · "
            f"hallucinated {self.hallucinated} · suspect {self.suspect} · "
            f"undecided {self.undecided} · uncited {self.uncited} · "
            f"not figures {self.not_figures}{skipped}{accepted}"
        )


@dataclass(frozen=True, slots=True)
class BriefUse:
    """Which brief was applied.

    Attributes:
        path: as the user or the report names it.
        digest: `sha256:…` of its bytes.
        declared_by: who named it.
    """

    path: str
    digest: str
    declared_by: Declarer


@dataclass(frozen=True, slots=True)
class ReportVerification:
    """Verdicts and findings for one report.

    Attributes:
        report: the report that was read.
        verdicts: one a figure, in the order of the text.
        findings: about the report, its claims and its sources, in order.
        not_figures: numbers that need no citation.
        brief: which brief was applied, or None.
    """

    report: Report
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...] = ()
    not_figures: tuple[NotFigure, ...] = ()
    brief: BriefUse | None = None

    @property
    def coverage(self) -> Coverage:
        """Counts of what was found."""
        statuses = [verdict.status for verdict in self.verdicts]
        uncited = statuses.count(Status.UNCITED)
        return Coverage(
            figures=len(statuses),
            cited=len(statuses) - uncited,
            verified=statuses.count(Status.VERIFIED),
            assumed=sum(
                verdict.status is Status.VERIFIED and bool(verdict.assumptions)
                for verdict in self.verdicts
            ),
            hallucinated=statuses.count(Status.HALLUCINATED),
            suspect=statuses.count(Status.SUSPECT),
            undecided=statuses.count(Status.UNDECIDED),
            uncited=uncited,
            not_figures=len(self.not_figures),
            skipped=sum(n.reason.value == "skipped" for n in self.not_figures),
            accepted=sum(bool(v.accepted) for v in self.verdicts),
        )

    @property
    def passed(self) -> bool:
        """Whether there is a figure and every one is verified or accepted."""
        return bool(self.verdicts) and all(v.passes for v in self.verdicts)


@dataclass(frozen=True, slots=True)
class Verification:
    """All verdicts and findings of a run.

    Attributes:
        reports: in the order given.
        sources: every source that was opened.
        layouts: how the loaded sheets lie in DuckDB, for the SQL that is shown.
        tool: versions of what computed, as (name, version).
        tabulate: makes a table of rows for `to_frame`.
    """

    reports: tuple[ReportVerification, ...]
    sources: tuple[Source, ...] = ()
    layouts: tuple[SheetLayout, ...] = ()
    tool: tuple[tuple[str, str], ...] = ()
    tabulate: Tabulate | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Returns the coverage of every report, and what is not verified."""
        lines: list[str] = []
        for report in self.reports:
            lines += [
                f"{one_line(report.report.path)}:{_line_of(v)}: {v.status} {v.reason}: "
                f"{one_line(v.figure.text)}: {one_line(v.message)}"
                for v in report.verdicts
                if not v.passes
            ]
            lines.append(f"{one_line(report.report.path)}: {report.coverage}")
        return defused("\n".join(lines))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts of every report, in order."""
        return tuple(v for report in self.reports for v in report.verdicts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of every report, in order."""
        return tuple(f for report in self.reports for f in report.findings)

    @property
    def passed(self) -> bool:
        """Whether every report passed."""
        return bool(self.reports) and all(r.passed for r in self.reports)

    def to_frame(self) -> object:
        """Returns a pandas DataFrame with one row a figure.

        Raises:
            RuntimeError: if this value did not come from `verify` or `verify_path`.
        """
        if self.tabulate is None:
            raise RuntimeError("only what verify() returns can be made a DataFrame")
        return self.tabulate(tuple(map(_row_of, self.verdicts)))

    @property
    def exit_status(self) -> int:
        """0 where all passed, else 1; not being able to check is an exception."""
        return 0 if self.passed else 1


def _line_of(verdict: Verdict) -> str:
    span = verdict.figure.span
    return f"{span.part}:{span.line}" if span.part else str(span.line)


def _row_of(verdict: Verdict) -> dict[str, str]:
    recomputed = "" if verdict.recomputed is None else str(verdict.recomputed)
    return {
        "figure": verdict.figure.text,
        "part": verdict.figure.span.part,
        "line": str(verdict.figure.span.line),
        "claim": verdict.claim or "",
        "status": verdict.status.value,
        "reason": verdict.reason.value if verdict.reason else "",
        "recomputed": recomputed,
        "suggested": verdict.suggested,
        "message": verdict.message,
        "calculation": verdict.calculation,
        "cells": ", ".join(shown_cells(verdict.cells, verdict.keyed)),
    }
