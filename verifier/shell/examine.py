"""An order from the command line carried out: every report, then what people said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.model.record import Verification
from verifier.review.select import Selection, select_findings
from verifier.shell.baseline import apply_baseline, write_baseline
from verifier.shell.check import check_reports
from verifier.shell.configuration import FILE, PROJECT_FILE, group_by_settings
from verifier.shell.configuration_keys import LEVELS
from verifier.shell.explain import refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.shell.configuration import Command, Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for.

    Attributes:
        reports: paths; `-` is standard input.
        command: what it says about settings.
        claims: path of claims in the JSON form, or None.
        stdin: what standard input held, where it was asked for.
        write_baseline: path of the baseline to record, or empty.
    """

    reports: tuple[str, ...]
    command: Command
    claims: str | None = None
    stdin: bytes | None = None
    write_baseline: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of an order.

    Attributes:
        verification: of all reports, in the order given.
        output_format: of the first report's settings.
        exit_status: 0 or 1.
        touched: paths of the reports and sources, which no output may overwrite.
        recorded: number of figures written to a baseline, None if none was asked for.
    """

    verification: Verification
    output_format: str
    exit_status: int
    touched: tuple[str, ...]
    recorded: int | None = None


def examine(order: Order, progress: Callable[[str], None]) -> Examination:
    """Returns what came of an order. Reports with other settings are checked apart.

    Raises:
        VerifierError: if something could not be checked.
    """
    reports = tuple(dict.fromkeys(order.reports))
    groups = group_by_settings(reports, order.command)
    for settings, _ in groups:
        # mistakes in settings show before the work, not after it
        _ = _selection(settings)
    settings = groups[0][0]
    checked = [_check(s, paths, order, progress) for s, paths in groups]
    whole = _joined(checked, reports)
    recorded = None
    touched = _touched(order, groups, whole)
    if order.write_baseline:
        recorded = write_baseline(whole, order.write_baseline, touched)
        whole = apply_baseline(whole, order.write_baseline)
    fails = any(
        _fails(part, s.fail_on)
        for part, (s, _) in zip(_parted(whole, groups), groups, strict=True)
    )
    return Examination(
        verification=whole,
        output_format=settings.output_format,
        exit_status=1 if fails else whole.exit_status,
        touched=touched,
        recorded=recorded,
    )


def _check(
    settings: Settings,
    paths: tuple[str, ...],
    order: Order,
    progress: Callable[[str], None],
) -> Verification:
    verification = check_reports(
        paths, settings, claims=order.claims, stdin=order.stdin, progress=progress
    )
    if settings.baseline and not order.write_baseline:
        verification = apply_baseline(verification, settings.baseline)
    return select_findings(verification, _selection(settings))


def _selection(settings: Settings) -> Selection:
    selection = Selection(settings.select, settings.ignore)
    refuse_unknown((*settings.select, *settings.ignore))
    return selection


def _joined(parts: list[Verification], paths: tuple[str, ...]) -> Verification:
    """Returns one verification of several, with the reports in the order given."""
    if len(parts) == 1:
        return parts[0]
    place = {path: number for number, path in enumerate(paths)}
    reports = [report for part in parts for report in part.reports]
    return Verification(
        reports=tuple(sorted(reports, key=lambda r: place.get(r.report.path, 0))),
        sources=tuple(dict.fromkeys(s for part in parts for s in part.sources)),
        tool=parts[0].tool,
    )


def _parted(
    whole: Verification, groups: tuple[tuple[Settings, tuple[str, ...]], ...]
) -> list[Verification]:
    return [
        replace(
            whole, reports=tuple(r for r in whole.reports if r.report.path in paths)
        )
        for _, paths in groups
    ]


def _fails(verification: Verification, fail_on: str) -> bool:
    """Returns whether findings of a level, or worse ones, fail the run."""
    failing = LEVELS[1 : LEVELS.index(fail_on) + 1]
    of_verdicts = (f for v in verification.verdicts for f in v.findings)
    return any(
        finding.level.value in failing and not finding.accepted
        for finding in (*of_verdicts, *verification.findings)
    )


def _touched(
    order: Order,
    groups: tuple[tuple[Settings, tuple[str, ...]], ...],
    verification: Verification,
) -> tuple[str, ...]:
    """Returns the paths of everything that was read for an order."""
    baselines = {s.baseline for s, _ in groups if s.baseline != order.write_baseline}
    origins = (origin for s, _ in groups for _, _, origin in s.origins)
    files = (origin for origin in origins if origin.endswith((FILE, PROJECT_FILE)))
    sources = (source.path for source in verification.sources)
    claims = (order.claims or "",)
    briefs = (s.brief for s, _ in groups)
    found = (*order.reports, *briefs, *sources, *claims, *sorted(baselines), *files)
    return tuple(dict.fromkeys(path for path in found if path))
