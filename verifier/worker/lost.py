"""What stands in the place of an answer that the process did not live to give."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.case import Objection
from verifier.model.lookup import NOTHING_FOUND
from verifier.model.reason import Reason
from verifier.model.source import SheetLayout, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.lookup import Found, Lookup
    from verifier.model.plan import Load
    from verifier.model.source import SheetKey, SourceRequest
    from verifier.worker.child import ChildEnded


def unreadable(request: SourceRequest, ended: ChildEnded, seconds: float) -> Source:
    """Returns the source that the process was opening when it ended."""
    problem = (
        f"reading took more than {seconds:g} seconds"
        if ended.was_slow
        else f"the process that read it broke down: {ended.words}"
    )
    return Source(
        request.name, request.shown_path, "", request.declared_by, problem=problem
    )


def unfound(lookup: Lookup, ended: ChildEnded, seconds: float) -> Found:
    """Returns what was found in the sheet that was searched when the process ended."""
    return replace(NOTHING_FOUND, objection=_objection(lookup.sheet, ended, seconds))


def unloaded(
    sources: Iterable[Source], load: Load, ended: ChildEnded, seconds: float
) -> SheetLayout:
    """Returns the sheet that the process was loading when it ended, without columns.

    Raises:
        SourceError: if there is no such sheet.
    """
    for sheet in chain.from_iterable(source.sheets for source in sources):
        if sheet.key == load.sheet:
            return SheetLayout(sheet, {}, _objection(load.sheet, ended, seconds))
    raise SourceError(str(load.sheet), "there is no such sheet", "an open source")


def _objection(sheet: SheetKey, ended: ChildEnded, seconds: float) -> Objection:
    words = (
        f"loading took more than {seconds:g} seconds" if ended.was_slow else ended.words
    )
    message = f"{sheet}: its columns cannot be loaded: {words}"
    return Objection(Reason.LIMIT, message)
