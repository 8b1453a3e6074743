"""Opens what a request names, by the format that its name's suffix says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.registry import modules_of
from verifier.sources.frame import open_frame
from verifier.sources.opened import OpenedSource, SourceFormat, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.source import SourceRequest

_FORMATS = "verifier.sources.formats"


def open_source(request: SourceRequest, first_table: int) -> OpenedSource:
    """Returns the opened source; one that cannot be read says so in `problem`.

    Args:
        request: what to open.
        first_table: its sheets' tables are `sheet_<n>`, counted from here.
    """
    try:
        if request.frame is not None:
            return open_frame(request, first_table)
        return _format_of(request).open(request, first_table)
    except SourceError as error:
        return unreadable(request, str(error))


def _format_of(request: SourceRequest) -> SourceFormat:
    known: list[str] = []
    for found in _formats():
        if (request.path or request.shown_path).lower().endswith(found.suffixes):
            return found
        known.extend(found.suffixes)
    raise SourceError(
        request.shown_path,
        "is of a format that is not read",
        f"a file name that ends with {', '.join(known)}",
        "Save it in one of these formats.",
    )


def _formats() -> Iterator[SourceFormat]:
    for module in modules_of(_FORMATS):
        found = getattr(module, "SOURCE_FORMAT", None)
        if isinstance(found, SourceFormat):
            yield found
