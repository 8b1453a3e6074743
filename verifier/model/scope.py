"""The sources that a report may cite, and the names it may cite them by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.brief import Brief
    from verifier.model.record import BriefUse
    from verifier.model.source import Source


@dataclass(frozen=True, slots=True)
class Entry:
    """A source with the names by which one report may cite it.

    Attributes:
        names: aliases and file names as written, most specific first.
        source: the opened source.
    """

    names: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Scope:
    """What one report may cite.

    Attributes:
        entries: in the order in which the sources were declared.
        strict: whether figures on a source that only the report names are suspect.
        brief: what a person says of these sources.
        brief_use: where that is from; None where nothing is said.
        nearby: files below the report's folder, where it cites one that is not there.
    """

    entries: tuple[Entry, ...] = ()
    strict: bool = False
    brief: Brief | None = None
    brief_use: BriefUse | None = None
    nearby: tuple[str, ...] = ()
