"""What a Word document declares in its properties: its sources, and its brief.

A Word document has no front matter. Lines such as these stand among its comments, where
File > Info shows them, or a custom property `sources` or `brief` holds what is behind:

    sources: deals=exports/deals.csv; costs=costs.csv
    brief: brief.toml

Other lines and other properties are other people's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.readers.docx.archive import relations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.readers.docx.archive import Archive

_PARTS = ("core-properties", "custom-properties")
_LINE = re.compile(r"\s*(sources|brief)\s*:(?!//)(.*)", re.IGNORECASE)
_COMMENTS = "description"  # what Word calls comments is dc:description in the file
_CUSTOM = "property"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Declared:
    """What the properties declare.

    Attributes:
        sources: alias and path pairs.
        brief: path of the brief, or empty.
        unreadable: what is said about pieces that declare no source.
    """

    sources: tuple[tuple[str, str], ...] = ()
    brief: str = ""
    unreadable: tuple[str, ...] = ()


def declared_in(archive: Archive) -> Declared:
    """Returns what a document declares in its properties.

    Source: ECMA-376, part 2, section 11 (core properties), and part 1, section 22.3
    (custom properties).

    Raises:
        ReportError: if a part that holds them is broken.
    """
    sources: dict[str, str] = {}
    unreadable: list[str] = []
    brief = ""
    for key, value in _pairs_in(archive):
        if key == "brief":
            brief = brief or value.strip()
            continue
        for piece in filter(str.strip, value.split(";")):
            alias, _, path = (part.strip() for part in piece.partition("="))
            if alias and path:
                sources.setdefault(alias, path)
            else:
                unreadable.append(_said_of(piece.strip()))
    return Declared(tuple(sources.items()), brief, tuple(unreadable))


def _said_of(piece: str) -> str:
    shown = piece if len(piece) <= _LONGEST else piece[:_LONGEST] + "…"
    return (
        f"{shown!r} in the document's properties is no source; "
        "expected 'sources: deals=data/deals.csv; costs=data/costs.csv'"
    )


def _pairs_in(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yields `sources` or `brief` with what is declared so, comments first."""
    parts = {k: t for k, t in relations_of(archive, "").values() if k in _PARTS}
    for part in (parts[kind] for kind in _PARTS if kind in parts):
        if not archive.has(part):
            continue
        properties = _Properties()
        archive.parse(part, properties.start, properties.end, properties.text)
        yield from properties.pairs


class _Properties:
    """The texts of a part of properties.

    Attributes:
        pairs: found so far.
    """

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._name = ""
        self._texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enters an element."""
        if name == _COMMENTS:
            self._name, self._texts = name, []
        elif name == _CUSTOM:
            self._name, self._texts = attributes.get("name", "").strip().lower(), []

    def text(self, text: str) -> None:
        """Takes text of the element that was entered last."""
        self._texts.append(text)

    def end(self, name: str) -> None:
        """Leaves an element."""
        text = "".join(self._texts)
        if name == _COMMENTS:
            found = filter(None, map(_LINE.fullmatch, text.splitlines()))
            self.pairs += [(line[1].lower(), line[2]) for line in found]
        elif name == _CUSTOM and self._name in {"sources", "brief"}:
            self.pairs.append((self._name, text))
