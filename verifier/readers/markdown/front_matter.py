"""The lines between `---` at the top of a report -> what they declare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.figures import named_convention
from verifier.model.report import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_OPEN = "---"
_CLOSE = ("---", "...")
_QUOTES = ("'", '"')
_SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a report says about itself before it begins.

    Attributes:
        end: offset behind it; 0 where there is none.
        numbers: how numbers are written, as `ru`, or empty.
        language: of the text, or empty.
        sources: alias and path pairs.
        remarks: about lines that could not be read.
        brief: path of the brief, or empty.
    """

    end: int = 0
    numbers: str = ""
    language: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    brief: str = ""


def read_front_matter(text: str) -> FrontMatter:
    r"""Returns the front matter of a text.

    Four keys are read: `numbers`, `lang` or `language`, `brief`, and `sources` with
    one `alias: path` to a line below it. Other keys are other programs' business.

    Example:
        >>> read_front_matter("---\nsources:\n  deals: d.csv\n---\n").sources
        (('deals', 'd.csv'),)
    """
    lines = _lines_between(text)
    if lines is None:
        return FrontMatter()
    found, end = lines
    entries = tuple(_entries(found))
    scalars = {entry.key: entry for entry in entries if not entry.is_inside}
    named = [e for e in entries if e.is_inside and e.parent == _SOURCES]
    wrong = [e for e in named if not (e.key and e.value)]
    if _SOURCES in scalars and scalars[_SOURCES].value:
        wrong.append(scalars[_SOURCES])
    remarks = [_unreadable(entry) for entry in wrong]
    numbers = _value(scalars, "numbers")
    if numbers and named_convention(numbers) is None:
        remarks.append(_unknown_numbers(scalars["numbers"]))
        numbers = ""
    return FrontMatter(
        end=end,
        numbers=numbers,
        language=_value(scalars, "lang") or _value(scalars, "language"),
        sources=tuple({e.key: e.value for e in named if e.key and e.value}.items()),
        brief=_value(scalars, "brief"),
        remarks=tuple(sorted(remarks, key=lambda remark: remark.line)),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the front matter that is neither blank nor a comment."""

    parent: str
    key: str
    value: str
    line: str
    number: int
    is_inside: bool


def _entries(lines: list[str]) -> Iterator[_Entry]:
    parent = ""
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, value = _pair(line)
        is_inside = line[0].isspace() or line.startswith("-")
        if not is_inside:
            parent = "" if value else key
        yield _Entry(parent, key, value, line, number, is_inside)


def _value(scalars: dict[str, _Entry], key: str) -> str:
    return scalars[key].value if key in scalars else ""


def _lines_between(text: str) -> tuple[list[str], int] | None:
    """Returns the lines of the front matter and the offset behind it."""
    first = _LINE.match(text)
    if not first or first[1].rstrip() != _OPEN or not first[2]:
        return None
    found: list[str] = []
    place = first.end()
    while place < len(text):
        line = _LINE.match(text, place)
        if not line:
            break
        place = line.end()
        if line[1].rstrip() in _CLOSE:
            return found, place
        found.append(line[1])
    return None


def _pair(line: str) -> tuple[str, str]:
    """Returns key and value of a line, unquoted, without comment, or empty ones."""
    key, rest = _split_key(line.strip())
    value = rest.strip()
    if value[:1] in _QUOTES:
        close = value.find(value[0], 1)
        return key, value[1:close] if close > 0 else value
    return key, f" {value}".partition(" #")[0].strip()


def _split_key(line: str) -> tuple[str, str]:
    if line[:1] in _QUOTES:
        close = line.find(line[0], 1)
        rest = line[close + 1 :].lstrip()
        return (line[1:close], rest[1:]) if rest.startswith(":") else ("", "")
    key, colon, rest = f"{line} ".partition(": ")
    return (key.strip(), rest) if colon else ("", "")


def _unreadable(entry: _Entry) -> Remark:
    message = (
        f"{entry.line.strip()!r} declares no source; expected lines such as "
        "'  deals: data/deals.csv' below 'sources:'"
    )
    column = len(entry.line) - len(entry.line.lstrip()) + 1
    return Remark("unreadable-front-matter", message, entry.number, column)


def _unknown_numbers(entry: _Entry) -> Remark:
    message = f"{entry.line.strip()!r} names no way to write numbers; expected en or ru"
    return Remark("unknown-numbers", message, entry.number, 1)
