"""Styles of a document: which are headings, code or hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.readers.docx.archive import Archive

_DEEPEST = 9
_OFF = ("0", "false", "off", "none")
_CODE = ("code", "verbatim", "preformatted", "html preformatted", "claims", "listing")


@dataclass(slots=True)
class Style:
    """A style.

    Attributes:
        name: as people call it, in lower case.
        parent: id of the style that it is based on.
        level: of a heading, 1 to 9, else 0.
        hidden: whether its text is hidden; None where it says nothing.
    """

    name: str = ""
    parent: str = ""
    level: int = 0
    hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document, by id."""

    by_id: dict[str, Style] = field(default_factory=dict[str, Style])

    def level(self, name: str) -> int:
        """Returns the level of a heading's style, or 0."""
        return next((s.level for s in self._chain(name) if s.level), 0)

    def is_code(self, name: str) -> bool:
        """Returns whether a style is one of code, by its name."""
        return any(word in s.name for s in self._chain(name) for word in _CODE)

    def is_hidden(self, name: str) -> bool:
        """Returns whether a style hides its text."""
        said = (s.hidden for s in self._chain(name) if s.hidden is not None)
        return next(said, False)

    def _chain(self, name: str) -> list[Style]:
        """Returns a style and those that it is based on, nearest first."""
        found: list[Style] = []
        while name in self.by_id and len(found) < _DEEPEST:
            found.append(self.by_id[name])
            name = self.by_id[name].parent
        return found


def is_on(attributes: dict[str, str]) -> bool:
    """Returns whether a switch such as `w:vanish` is on."""
    return attributes.get("w:val", "1").lower() not in _OFF


def read_styles(archive: Archive, part: str) -> Styles:
    """Returns the styles of a document; none where it has no such part.

    Raises:
        ReportError: if the part is broken.
    """
    styles = Styles()
    if not archive.has(part):
        return styles
    current = Style()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        value = attributes.get("w:val", "")
        match name:
            case "w:style":
                current = Style()
                styles.by_id[attributes.get("w:styleId", "")] = current
            case "w:name":
                current.name = value.lower()
                current.level = current.level or _level_of(current.name)
            case "w:basedOn":
                current.parent = value
            case "w:outlineLvl" if value.isdecimal() and int(value) < _DEEPEST:
                current.level = int(value) + 1
            case "w:vanish":
                current.hidden = is_on(attributes)
            case _:
                pass

    archive.parse(part, start)
    return styles


def _level_of(name: str) -> int:
    if name == "title":
        return 1
    word, _, number = name.partition(" ")
    is_heading = word == "heading" and number.isdecimal()
    return min(int(number), _DEEPEST) if is_heading and int(number) else 0
