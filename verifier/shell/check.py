"""Paths in, a verification out: reads reports, starts the worker, runs the pipeline."""

from __future__ import annotations

import errno
import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.errors import ReportError, SourceError
from verifier.model.source import Declarer
from verifier.shell.briefs import brief_of_report, read_brief
from verifier.shell.discover import (
    Named,
    cited_names,
    real_path,
    request_key,
    scope_of,
    sources_named_by,
)
from verifier.shell.memory import bytes_of
from verifier.shell.nearby import did_you_mean, names_below
from verifier.shell.read import read_file
from verifier.shell.sidecar import text_of_claims, with_claims, with_sidecar
from verifier.shell.snapshot import settled
from verifier.worker import Worker
from verifier.worker.client import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.brief import Brief
    from verifier.model.record import BriefUse, Verification
    from verifier.model.report import Report
    from verifier.model.scope import Scope
    from verifier.model.source import Source, SourceRequest
    from verifier.shell.configuration import Settings

STDIN = "-"
MOST_OF_REPORT = 2_000_000


@dataclass(frozen=True, slots=True)
class Desk:
    """A report to be checked, and the folder below which it may name files."""

    report: Report
    folder: str


def check_reports(
    paths: tuple[str, ...],
    settings: Settings,
    *,
    claims: str | None = None,
    stdin: bytes | None = None,
    progress: Callable[[str], None] | None = None,
) -> Verification:
    """Returns the verification of the reports at these paths.

    Args:
        paths: of reports; `-` is standard input.
        settings: sources and how to check.
        claims: path of claims in the JSON form, for a single report.
        stdin: what standard input held, where `-` is among the paths.
        progress: told what is being done.

    Raises:
        ReportError: if a report or its claims cannot be read.
        SourceError: if a declared source cannot be read.
    """
    say = progress or _silent
    declared = tuple(named_request(settled(one)) for one in settings.sources)
    brief = read_brief(settings.brief, settings.brief_by) if settings.brief else None
    memory = bytes_of(settings.memory) if settings.memory else MEMORY
    with Worker(settings.seconds, memory=memory) as worker:
        worker.request_open(tuple(named.request for named in declared))
        say("reading")
        alone = claims is None
        desks = tuple(read_desk(path, stdin, sidecar=alone) for path in paths)
        desks = tuple(_with_numbers(desk, settings.numbers) for desk in desks)
        if claims is not None:
            desks = (_with_claims(desks, claims),)
        return check_desks(
            desks,
            declared,
            worker,
            strict=settings.strict_sources,
            roots=settings.roots,
            brief=brief,
        )


def named_request(request: SourceRequest) -> Named:
    """Returns a declared source with the names by which a report may cite it.

    It may lie anywhere, and be a link: what it leads to is what is read.
    """
    if request.path:
        request = replace(request, path=real_path(request.path))
    names = (request.name, Path(request.shown_path).name, request.shown_path)
    return Named(tuple(dict.fromkeys(name for name in names if name)), request)


def check_desks(  # noqa: PLR0913 - one word each of what a caller settles
    desks: tuple[Desk, ...],
    declared: tuple[Named, ...],
    worker: Worker,
    *,
    strict: bool,
    roots: tuple[str, ...] = (),
    brief: tuple[Brief, BriefUse] | None = None,
) -> Verification:
    """Returns the verification of reports that were read.

    Args:
        desks: the reports with their folders.
        declared: sources that the caller names.
        worker: started, perhaps opening the declared sources already.
        strict: whether a source that only a report names is suspect.
        roots: further folders below which a report may name files.
        brief: that is declared. A report may name its own where there is none, unless
            `strict`.

    Raises:
        PolicyError: if a brief that a report names cannot be read.
        SourceError: if a declared source cannot be read.
    """
    briefs = [
        brief or (None if strict else brief_of_report(d.report, d.folder, roots))
        for d in desks
    ]
    named = [sources_named_by(d.report, declared, d.folder, roots) for d in desks]
    requests = _distinct([n.request for names in (declared, *named) for n in names])
    sources = worker.open_sources(tuple(requests.values()))
    opened = dict(zip(requests, sources, strict=True))
    for source in sources:
        if source.declared_by is not Declarer.REPORT:
            refuse_unreadable(source)
    from verifier.pipeline import verify_reports  # noqa: PLC0415 - the worker starts first

    reports = tuple(
        (desk.report, _told(scope_of(names, opened, strict=strict), told, desk))
        for desk, names, told in zip(desks, named, briefs, strict=True)
    )
    from verifier.shell.versions import tool_versions  # noqa: PLC0415 - likewise

    verification = verify_reports(reports, sources, worker)
    return replace(verification, tool=tool_versions())


def _told(scope: Scope, brief: tuple[Brief, BriefUse] | None, desk: Desk) -> Scope:
    """Returns a scope with what is known beside its sources."""
    names = {name for entry in scope.entries for name in entry.names}
    if not names.issuperset(cited_names(desk.report)):
        scope = replace(scope, nearby=names_below(desk.folder))
    if brief is None:
        return scope
    return replace(scope, brief=brief[0], brief_use=brief[1])


def _distinct(requests: list[SourceRequest]) -> dict[str, SourceRequest]:
    """Returns requests by key, each with a name that no other has."""
    by_key: dict[str, SourceRequest] = {}
    for request in requests:
        by_key.setdefault(request_key(request), request)
    counts = Counter(request.name for request in by_key.values())
    return {
        key: request
        if counts[request.name] == 1
        else replace(request, name=request.shown_path)
        for key, request in by_key.items()
    }


def refuse_unreadable(source: Source) -> None:
    """Refuses a source with a problem, and names the file that may have been meant.

    Raises:
        SourceError: if it has one.
    """
    if source.problem:
        told = SourceError.of_text(source.path, source.problem)
        is_missing = told.read.endswith(os.strerror(errno.ENOENT))
        meant = did_you_mean(source.path) if is_missing else ""
        raise SourceError(told.where, told.read, told.expected, meant or told.remedy)


def read_desk(path: str, stdin: bytes | None = None, *, sidecar: bool = True) -> Desk:
    """Returns the report at a path, or of standard input, with its folder.

    Args:
        path: of the report; `-` is standard input.
        stdin: what that held.
        sidecar: whether claims in a file beside the report belong to it.

    Raises:
        ReportError: if it cannot be read.
    """
    from verifier.readers import read_report  # noqa: PLC0415 - the worker starts first

    if path == STDIN:
        return Desk(read_report(stdin or b"", STDIN), ".")
    try:
        content = read_file(path, MOST_OF_REPORT)
    except OSError as error:
        raise ReportError(
            path,
            f"the report cannot be read: {error.strerror or error}",
            f"a file of at most {MOST_OF_REPORT:,} bytes that you may read",
            did_you_mean(path)
            or "Check the path and its permissions; - reads standard input.",
        ) from None
    report = read_report(content, path)
    return Desk(with_sidecar(report) if sidecar else report, str(Path(path).parent))


def _with_numbers(desk: Desk, numbers: str) -> Desk:
    """Returns a report that states no convention of its own with the declared one."""
    if desk.report.numbers or not numbers:
        return desk
    return replace(desk, report=replace(desk.report, numbers=numbers))


def _with_claims(desks: tuple[Desk, ...], path: str) -> Desk:
    if len(desks) != 1:
        raise ReportError(
            path,
            f"claims in one file were given for {len(desks)} reports",
            "one report",
            "Check the reports one by one.",
        )
    report = with_claims(desks[0].report, text_of_claims(path))
    return replace(desks[0], report=replace(report, claims_from=(path,)))


def _silent(_message: str) -> None:
    """Says nothing."""
