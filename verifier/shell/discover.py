"""Finds the files that a report cites, and what it may call them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.model.scope import Entry, Scope
from verifier.model.source import Declarer, SourceRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.model.report import Report
    from verifier.model.source import Source

_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])"
    r"(?:[ .]|$)",
    re.IGNORECASE,
)
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
    report: Report,
    declared: Iterable[Named],
    folder: str,
    roots: tuple[str, ...] = (),
) -> tuple[Named, ...]:
    """Returns the sources that a report may cite: the declared ones, then its own.

    A name that only the report gives is a path relative to the report, or an alias of
    its front matter for such a path. It must lie below the report's folder, or below
    one of the roots, and what counts is where it really lies.

    Args:
        report: as read.
        declared: by the command, the configuration or a library call.
        folder: the report's folder.
        roots: further folders, which somebody else than the report declares.
    """
    below = (folder, *roots)
    found = list(declared)
    known = {name for named in found for name in named.names}
    aliases = dict(report.sources)
    for alias, path in aliases.items():
        if alias not in known:
            found += _named_file((alias, path), path, below)
            known |= {alias, path}
    for name in cited_names(report):
        if name not in known:
            found += _named_file((name,), name, below)
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
        return real_path(request.path)
    return f"frame:{request.name}"


def real_path(path: str) -> str:
    """Returns where a path leads, or the path itself where that cannot be known."""
    try:
        return str(Path(path).resolve())
    except (OSError, ValueError, RuntimeError):
        return path  # opening it will say what is wrong with it


def cited_names(report: Report) -> list[str]:
    """Returns what a report calls its sources in citations, in order."""
    names = [
        citation.prefixes[0]
        for claim in report.claims
        for citation in claim.citations
        if citation.prefixes
    ]
    return list(dict.fromkeys(names))


def _named_file(
    names: tuple[str, ...], path: str, folders: tuple[str, ...]
) -> list[Named]:
    real = file_below(folders, path)
    if real is None:
        return []
    request = SourceRequest(
        name=names[0],
        path=str(real),
        shown_path=str(Path(folders[0]) / path),
        declared_by=Declarer.REPORT,
    )
    return [Named(names, request)]


def file_below(folders: tuple[str, ...], path: str) -> Path | None:
    """Returns the file that a path means, seen from the first folder, if it may be.

    So it may where it is a file below one of the folders.
    """
    if is_foreign(path, on_windows=os.name == "nt"):
        return None
    try:
        roots = [Path(folder).resolve() for folder in folders]
        real = (roots[0] / path).resolve()
        file = next((p for p in real.parents if p.suffix.lower() == _ARCHIVE), real)
        is_file = real.is_file() or file.is_file()
        is_there = any(map(real.is_relative_to, roots)) and is_file
    except (OSError, ValueError, RuntimeError):
        return None  # longer than a name may be, a loop of links, not to be looked at
    return real if is_there else None


def is_foreign(path: str, *, on_windows: bool) -> bool:
    r"""Returns whether a path must not even be looked at.

    A share on the network sends the user's name and more to whoever owns it when it is
    only looked at, and Windows gives devices and streams the names of files.

    Source: learn.microsoft.com, Naming Files, Paths, and Namespaces.

    Example:
        >>> is_foreign("\\\\host\\share\\a.csv", on_windows=False)
        True
        >>> is_foreign("more/a.csv", on_windows=True)
        False
        >>> [is_foreign(p, on_windows=True) for p in ("con.csv", "a.csv:b", "a.csv.")]
        [True, True, True]
    """
    if path.startswith(("//", "\\\\", "\\/", "/\\")) or "\0" in path:
        return True
    if not on_windows:
        return False
    parts = [part for part in path.replace("\\", "/").split("/") if part.strip(".")]
    return ":" in path or any(
        part.endswith((".", " ")) or _DEVICE.match(part) for part in parts
    )


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
