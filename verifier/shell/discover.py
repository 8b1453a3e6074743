"""Finds the files that a report cites, and what it may call them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.model.scope import Entry, Scope
from verifier.model.source import Declarer, SourceRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.model.report import Report
    from verifier.model.source import Source

_ARCHIVE = ".zip"  # a member of one is written like a file in a folder


@dataclass(frozen=True, slots=True)
class Named:
    """A request, with the names by which a report may cite the source.

    Attributes:
        names: most specific first.
        request: what to open; equal requests are opened once.
    """

    names: tuple[str, ...]
    request: SourceRequest


def sources_named_by(
    report: Report, declared: Iterable[Named], folder: str
) -> tuple[Named, ...]:
    """Returns the sources that a report may cite: the declared ones, then its own.

    A name that only the report gives is a path relative to the report, or an alias of
    its front matter for such a path. It must lie below the report's folder.

    Args:
        report: as read.
        declared: by the command, the configuration or a library call.
        folder: the report's folder.
    """
    found = list(declared)
    known = {name for named in found for name in named.names}
    aliases = dict(report.sources)
    for alias, path in aliases.items():
        if alias not in known:
            found += _named_file((alias, path), path, folder)
            known |= {alias, path}
    for name in _cited_names(report):
        if name not in known:
            found += _named_file((name,), name, folder)
            known.add(name)
    return _joined(found)


def scope_of(
    named: Iterable[Named], opened: Mapping[str, Source], *, strict: bool
) -> Scope:
    """Returns what a report may cite, over sources that were opened by key."""
    entries = tuple(Entry(n.names, opened[request_key(n.request)]) for n in named)
    return Scope(entries, strict)


def request_key(request: SourceRequest) -> str:
    """Returns what makes two requests one: the real path, or the name of a frame."""
    if request.path:
        return str(Path(request.path).resolve())
    return f"frame:{request.name}"


def _cited_names(report: Report) -> list[str]:
    names = [
        citation.prefixes[0]
        for claim in report.claims
        for citation in claim.citations
        if citation.prefixes
    ]
    return list(dict.fromkeys(names))


def _named_file(names: tuple[str, ...], path: str, folder: str) -> list[Named]:
    real = _file_below(Path(folder), path)
    if real is None:
        return []
    request = SourceRequest(
        name=names[0],
        path=str(real),
        shown_path=str(Path(folder) / path),
        declared_by=Declarer.REPORT,
    )
    return [Named(names, request)]


def _file_below(folder: Path, path: str) -> Path | None:
    """Returns the file that a path means, if it or its archive is below a folder."""
    try:
        root = folder.resolve()
        real = (root / path).resolve()
        file = next((p for p in real.parents if p.suffix.lower() == _ARCHIVE), real)
        is_there = real.is_relative_to(root) and (real.is_file() or file.is_file())
    except (OSError, ValueError, RuntimeError):
        return None  # longer than a name may be, a loop of links, not to be looked at
    return real if is_there else None


def _joined(found: list[Named]) -> tuple[Named, ...]:
    """Returns sources by real path: names that mean one file are one source's."""
    joined: dict[str, Named] = {}
    for named in found:
        key = request_key(named.request)
        if key in joined:
            names = tuple(dict.fromkeys(joined[key].names + named.names))
            joined[key] = Named(names, joined[key].request)
        else:
            joined[key] = named
    return tuple(joined.values())
