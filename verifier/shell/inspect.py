"""Paths of data in, an inspection out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.model.brief import Brief
from verifier.model.source import Declarer, SourceRequest
from verifier.shell.briefs import read_brief
from verifier.shell.check import refuse_unreadable
from verifier.shell.configuration import settings_for
from verifier.shell.discover import real_path
from verifier.shell.memory import bytes_of
from verifier.shell.server_address import is_postgres, shown_address
from verifier.shell.snapshot import settled
from verifier.worker import Worker
from verifier.worker.client import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.inspection import Inspection
    from verifier.shell.configuration import Command, Settings


def inspect_paths(
    paths: tuple[str, ...], command: Command, progress: Callable[[str], None]
) -> Inspection:
    """Returns what is told of the files at these paths.

    The configuration above the first of them holds for all: a source that it declares
    at one of the paths is read as it says.

    Raises:
        PolicyError: if the configuration or the brief cannot be read.
        SourceError: if a file cannot be read.
    """
    settings = settings_for(paths[0], command)
    told = read_brief(settings.brief, settings.brief_by) if settings.brief else None
    requests = _requests(tuple(dict.fromkeys(paths)), settings)
    memory = bytes_of(settings.memory) if settings.memory else MEMORY
    with Worker(settings.seconds, memory=memory) as worker:
        progress("reading")
        sources = worker.open_sources(requests)
        for source in sources:
            refuse_unreadable(source)
        from verifier.inspection import inspect_sources  # noqa: PLC0415 - the worker starts first

        progress("inspecting")
        inspection = inspect_sources(sources, worker, told[0] if told else Brief())
    from verifier.shell.versions import tool_versions  # noqa: PLC0415 - likewise

    return replace(
        inspection,
        brief=told[1] if told else None,
        remedies=_remedies(inspection),
        tool=tool_versions(),
    )


def _requests(paths: tuple[str, ...], settings: Settings) -> tuple[SourceRequest, ...]:
    """Returns one request a path, each with a name of its own."""
    declared = {real_path(request.path): request for request in settings.sources}
    names = Counter(Path(path).name for path in paths)
    found: list[SourceRequest] = []
    for path in paths:
        if is_postgres(path):
            found.append(_on_server(path))
            continue
        known = declared.get(real_path(path))
        name = Path(path).name if names[Path(path).name] == 1 else path
        found.append(
            SourceRequest(
                name=known.name if known else name,
                path=real_path(path),
                shown_path=path,
                declared_by=Declarer.COMMAND,
                declared=known.declared if known else (),
            )
        )
    return tuple(found)


def _on_server(path: str) -> SourceRequest:
    """Returns a request with the rows that a server has now."""
    shown = shown_address(path)
    return settled(SourceRequest(shown, path, shown, Declarer.COMMAND))


def _remedies(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    """Returns what the page of each code that was found says to do."""
    from verifier.shell.explain import explain  # noqa: PLC0415 - the worker starts first

    codes = sorted({finding.code for finding in inspection.every_finding})
    return tuple((code, explain(code).remedy) for code in codes)
