"""Workbooks under the fuzzer: the XML of a part is mutated, the archive stays whole."""

from __future__ import annotations

import io
import random  # noqa: TID251 - dice with the fuzzer's own seed
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable

_WHEN = (1980, 1, 1, 0, 0, 0)
_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_VALUE = re.compile(r'"[^"]*"|(?<=>)[^<]+(?=<)')
_VALUES = (
    *("", "0", "1", "-1", "A1", "XFD1048576", "ZZZZ9", "A1:A1048576", "1E400", "NaN"),
    *(
        "s",
        "str",
        "inlineStr",
        "b",
        "e",
        "n",
        "d",
        "#N/A",
        "99999999999",
        "rId1",
        "../x",
    ),
    *(
        "2025-01-01",
        "60",
        "1904",
        "hidden",
        "é",
        "&#x10FFFF;",
        "_x0041_",
        "A1 B2",
        "0.1",
    ),
)


def small_books() -> list[bytes]:
    """Returns workbooks with one cell of each kind."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "amount", "day", "flag"])
    sheet.append(["east", 10, date(2025, 1, 2), True])
    sheet.append(["west", 20.5, "=B2*2", "12"])
    sheet.append(["#N/A", None, 0.25, "long text"])
    sheet.merge_cells("A6:B7")
    sheet.row_dimensions[3].hidden = True
    sheet["B2"].number_format = "0.0%"
    book.create_sheet("Second")["C3"] = "far"
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    return [_packed(parts)]


def mutated_book(
    content: bytes, longest: int, seed: int, mutate: Callable[[bytes, int], bytes]
) -> bytes:
    """Returns a workbook with one part changed, by token or by byte."""
    dice = random.Random(seed)  # noqa: S311 - no secret, and the seed is the fuzzer's
    parts = _parts(content)
    name = dice.choice(sorted(parts))
    if dice.random() < 0.1:
        other = dice.choice(sorted(parts))
        parts[name] = parts[other]
        if dice.random() < 0.5:
            del parts[name]
    elif dice.random() < 0.2:
        parts[name] = mutate(parts[name], longest // 4)
    else:
        for _ in range(dice.randint(1, 3)):
            text = parts[name].decode("utf-8", "replace")
            parts[name] = _changed(text, dice).encode()
    packed = _packed(parts)
    return packed if parts and len(packed) <= longest else small_books()[0]


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        found = {}
    return found or _parts(small_books()[0])


def _changed(text: str, dice: random.Random) -> str:
    """Returns XML with a value replaced, or a tag copied, moved or left out."""
    values = list(_VALUE.finditer(text))
    if values and dice.random() < 0.6:
        found = dice.choice(values)
        other = dice.choice([dice.choice(_VALUES), dice.choice(values)[0].strip('"')])
        quoted = f'"{other}"' if found[0].startswith('"') else other
        return text[: found.start()] + quoted + text[found.end() :]
    tokens = _TOKEN.findall(text)
    if not tokens:
        return text
    at, length = dice.randrange(len(tokens)), dice.randint(1, 6)
    taken = tokens[at : at + length]
    if dice.random() < 0.5:
        del tokens[at : at + length]
    if dice.random() < 0.7:
        place = dice.randrange(len(tokens) + 1)
        tokens[place:place] = taken
    return "".join(tokens)


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content)
    return stream.getvalue()
