"""Opens what a request names, by the format that its name's suffix says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.source import Decision
from verifier.registry import modules_of
from verifier.sources.frame import open_frame
from verifier.sources.opened import OpenedSource, SourceFormat, unreadable
from verifier.sources.signatures import check_signature
from verifier.sources.unpacking import GZIP, ZIP, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.source import SourceRequest
    from verifier.sources.unpacking import Unpacked

_FORMATS = "verifier.sources.formats"
_MEMBER = "member"


def open_source(request: SourceRequest, first_table: int) -> OpenedSource:
    """Returns the opened source; one that cannot be read says so in `problem`.

    Args:
        request: what to open.
        first_table: its sheets' tables are `sheet_<n>`, counted from here.
    """
    try:
        if request.frame is not None:
            return open_frame(request, first_table)
        return _open_file(request, first_table)
    except SourceError as error:
        place = f"{request.shown_path}: "  # who tells the problem names the file
        return unreadable(request, str(error).removeprefix(place))


def source_formats() -> Iterator[SourceFormat]:
    """Yields every file format that is read."""
    for module in modules_of(_FORMATS):
        found = getattr(module, "SOURCE_FORMAT", None)
        if isinstance(found, SourceFormat):
            yield found


def _open_file(request: SourceRequest, first_table: int) -> OpenedSource:
    formats = tuple(source_formats())
    suffixes = tuple(suffix for found in formats for suffix in found.suffixes)
    name = (request.path or request.shown_path).lower()
    if not name.removesuffix(GZIP).endswith((*suffixes, ZIP)):
        raise _unknown(request.shown_path, suffixes)
    stated = dict(request.declared)
    member = stated.pop(_MEMBER, "")
    found = unpack(request.path, request.shown_path, member, suffixes)
    for form in formats:
        if found.name.lower().endswith(form.suffixes):
            check_signature(found.file, form.suffixes)
            inner = replace(request, declared=tuple(stated.items()))
            return _as_packed(form.open(inner, found.file, first_table), found)
    raise _unknown(f"{request.shown_path}: {found.name}", suffixes)


def _as_packed(opened: OpenedSource, found: Unpacked) -> OpenedSource:
    """Returns a source with the digest of the file that the user has."""
    if not found.digest:
        return opened
    decisions = tuple(Decision(name, value) for name, value in found.decisions)
    source = replace(
        opened.source,
        digest=found.digest,
        decisions=decisions + opened.source.decisions,
    )
    return replace(opened, source=source)


def _unknown(shown: str, suffixes: tuple[str, ...]) -> SourceError:
    return SourceError(
        shown,
        "is of a format that is not read",
        f"a file name that ends with {', '.join(suffixes)}",
        "Save it in one of these formats.",
    )
