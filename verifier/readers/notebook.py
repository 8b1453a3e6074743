"""Reports in Jupyter notebooks: their text cells, and what their code printed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn, cast

from verifier.errors import ReportError
from verifier.model.lines import LineTable
from verifier.model.report import Part, PassageKind, Report
from verifier.readers._convention import convention_in
from verifier.readers._decode import decode, normalised
from verifier.readers._plain import line_passages
from verifier.readers._reader import Reader
from verifier.readers._shift import Shift
from verifier.readers._stretch import Stretch
from verifier.readers.claims_json import parse_claims_json
from verifier.readers.evidence import (
    lines_of,
    mark_duplicates,
    opens_evidence,
    read_evidence,
)
from verifier.readers.html import read_html
from verifier.readers.markdown import read_cell
from verifier.readers.markdown.asides import remark_on, states_a_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.claim import Claim
    from verifier.model.report import Passage

MOST_BYTES = 50_000_000  # pictures stand in the file as text
VERSION = 4
_LONGEST_QUOTE = 60
_CLAIMS = "claims"
_TEXTS = (
    ("text/html", "html"),
    ("text/markdown", "markdown"),
    ("text/plain", "plain"),
    ("text/latex", "aside"),
)

_Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A text of the notebook: where it stands, in which form, and what it says.

    Attributes:
        name: of the part: `cell 3`, `cell 3 output 1`.
        form: `markdown`, `html`, `plain`, `raw`, or `aside` for what is no prose.
        text: as it is.
    """

    name: str
    form: str
    text: str


def read_notebook(text: str, path: str) -> Report:
    """Returns a report written as a notebook.

    Its text is that of the cells one below the other; lines are counted in each cell.
    Cells of code are no prose, what they printed is.

    Source: nbformat 4, as its JSON Schema describes it.

    Args:
        text: JSON.
        path: as the user gave it.

    Raises:
        ReportError: for what is no notebook of version 4.
    """
    notebook = _object(_loaded(text, path), path, "the notebook")
    version = notebook.get("nbformat")
    if version != VERSION:
        raise ReportError(
            path,
            f"nbformat is {_quoted(version)}",
            f"a notebook of version {VERSION}",
            "Convert it: jupyter nbconvert --to notebook --nbformat 4.",
        )
    stretches = [s for s in _stretches(notebook, path) if s.text.strip()]
    whole = normalised("".join(map(_ended, stretches)), path)
    gathering = _Gathering(path, whole, LineTable.of(whole))
    for stretch in stretches:
        gathering.read(stretch)
    return gathering.report(_given_claims(notebook, path))


@dataclass(slots=True)
class _Gathering:
    """What was read of a notebook so far."""

    path: str
    text: str
    lines: LineTable
    offset: int = 0
    parts: list[Part] = field(default_factory=list[Part])
    reports: list[Report] = field(default_factory=list[Report])
    raw: list[tuple[_Stretch, Shift]] = field(
        default_factory=list[tuple["_Stretch", Shift]]
    )
    above: tuple[tuple[int, str], ...] = ()

    def read(self, stretch: _Stretch) -> None:
        """Reads one text of the notebook."""
        shift = Shift(self.offset, self.lines, stretch.name)
        self.parts.append(Part(stretch.name, self.lines.place(self.offset)[0]))
        end = self.offset + len(stretch.text)
        match stretch.form:
            case "markdown":
                cell = read_cell(stretch.text, self.path, self.above)
                self.above = cell.above
                self.reports.append(shift.report(cell.report))
            case "html":
                self.reports.append(shift.report(read_html(stretch.text, self.path)))
            case "raw":
                self._raw(stretch, shift)
            case "plain":
                passages = line_passages(self.text, self.offset, end)
                found = tuple(replace(p, headings=self._titles) for p in passages)
                self.reports.append(Report(self.path, "", found))
            case _:
                self._aside(end)
        self.offset += len(_ended(stretch))

    def report(self, given: str) -> Report:
        """Returns the whole, with claims that the notebook's metadata hold."""
        passages = tuple(p for report in self.reports for p in report.passages)
        first = self.reports[0] if self.reports else Report(self.path, "")
        convention = convention_in(passages, first.numbers, first.language)
        claims: list[Claim] = [c for report in self.reports for c in report.claims]
        for stretch, shift in self.raw:
            read = read_evidence(lines_of(stretch.text, 1), convention)
            claims += map(shift.claim, read.claims)
        if given:
            claims += parse_claims_json(given, convention)
        parts = tuple(self.parts)
        return Report(
            path=self.path,
            text=self.text,
            passages=tuple(passages),
            claims=mark_duplicates(sorted(claims, key=lambda c: c.line), parts),
            numbers=first.numbers,
            language=first.language,
            sources=tuple(s for report in self.reports for s in report.sources),
            anchors=frozenset(a for report in self.reports for a in report.anchors),
            suppressions=tuple(s for r in self.reports for s in r.suppressions),
            remarks=tuple(r for report in self.reports for r in report.remarks),
            parts=parts,
        )

    def _raw(self, stretch: _Stretch, shift: Shift) -> None:
        """Reads a raw cell: claims as they are, or in a fence; a front matter."""
        first = next(line for line in lines_of(stretch.text, 1) if not line.is_blank)
        if opens_evidence(first):
            self.raw.append((stretch, shift))
            return
        alone = shift.report(read_cell(stretch.text, self.path).report)
        listed = tuple(
            replace(passage, kind=PassageKind.OTHER, links=())
            for passage in alone.passages
            if _states(passage)
        )
        self.reports.append(replace(alone, passages=listed))

    def _aside(self, end: int) -> None:
        passages = tuple(
            replace(passage, kind=PassageKind.OTHER)
            for passage in line_passages(self.text, self.offset, end)
            if _states(passage)
        )
        remarks = (remark_on(passages, self.lines),) if passages else ()
        self.reports.append(Report(self.path, "", passages, remarks=remarks))

    @property
    def _titles(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.above)


def _states(passage: Passage) -> bool:
    return states_a_figure(Stretch(passage.text, passage.pieces))


def _ended(stretch: _Stretch) -> str:
    return stretch.text if stretch.text.endswith("\n") else stretch.text + "\n"


def _stretches(notebook: _Json, path: str) -> Iterator[_Stretch]:
    cells = _array(notebook.get("cells"), path, "cells")
    for number, item in enumerate(cells, start=1):
        place = f"cells/{number - 1}"
        cell = _object(item, path, place)
        kind = cell.get("cell_type")
        source = _text(cell.get("source", ""), path, f"{place}/source")
        name = f"cell {number}"
        if kind == "markdown" or kind == "raw":  # noqa: PLR1714 - it may be no text
            yield _Stretch(name, str(kind), source)
        elif kind == "code":
            yield from _outputs(cell, name, path, place)
        else:
            _refuse(path, f"{place}/cell_type", kind, "markdown, code or raw")


def _outputs(cell: _Json, name: str, path: str, place: str) -> Iterator[_Stretch]:
    listed = _array(cell.get("outputs", []), path, f"{place}/outputs")
    for number, item in enumerate(listed, start=1):
        where = f"{place}/outputs/{number - 1}"
        output = _object(item, path, where)
        part = f"{name} output {number}"
        kind = output.get("output_type")
        if kind == "stream":
            text = _text(output.get("text", ""), path, f"{where}/text")
            yield _Stretch(part, "plain", text)
        elif kind == "error":
            said = f"{output.get('ename')}: {output.get('evalue')}"
            yield _Stretch(part, "aside", said)
        elif kind == "display_data" or kind == "execute_result":  # noqa: PLR1714 - likewise
            shown = _object(output.get("data", {}), path, f"{where}/data")
            yield from _shown(shown, part, path, f"{where}/data")
        else:
            _refuse(path, f"{where}/output_type", kind, "an output of nbformat 4")


def _shown(forms: _Json, part: str, path: str, where: str) -> Iterator[_Stretch]:
    """Yields the richest text of an output, as a notebook's page would show it.

    Text beside a picture or a widget stands in for it where it cannot be shown.
    """
    stands_in = any(map(_is_picture, forms))
    for key, form in _TEXTS:
        if key in forms:
            text = _text(forms[key], path, f"{where}/{key}")
            is_prose = form != "plain" or not stands_in
            yield _Stretch(part, form if is_prose else "aside", text)
            return


def _is_picture(form: str) -> bool:
    is_program = form.startswith("application/") and form != "application/json"
    return is_program or form.startswith("image/") or form == "text/latex"


def _given_claims(notebook: _Json, path: str) -> str:
    """Returns claims in the JSON form that the notebook's metadata hold."""
    metadata = _object(notebook.get("metadata", {}), path, "metadata")
    given = metadata.get(_CLAIMS)
    if given is None:
        return ""
    whole = cast("_Json", given) if isinstance(given, dict) else {_CLAIMS: given}
    return json.dumps(whole, ensure_ascii=False)


def _loaded(text: str, path: str) -> object:
    try:
        return cast(
            "object",
            json.loads(text, parse_constant=_no_constant, object_pairs_hook=_distinct),
        )
    except json.JSONDecodeError as error:
        raise ReportError(
            path,
            f"line {error.lineno}, column {error.colno} is no JSON: {error.msg}",
            "a notebook",
        ) from None
    except (RecursionError, ValueError) as error:
        raise ReportError(
            path, f"this JSON cannot be read: {error}", "a notebook"
        ) from None


def _distinct(pairs: list[tuple[str, object]]) -> _Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _object(value: object, path: str, where: str) -> _Json:
    if not isinstance(value, dict):
        _refuse(path, where, value, "an object")
    return cast("_Json", value)


def _array(value: object, path: str, where: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(path, where, value, "an array")
    return cast("list[object]", value)


def _text(value: object, path: str, where: str) -> str:
    """Returns a text that may be written as a list of its lines."""
    listed = isinstance(value, list)
    parts = cast("list[object]", value) if listed else [value]
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) < len(parts):
        _refuse(path, where, parts, "a string or an array of strings")
    return "".join(texts).removeprefix("\ufeff")


def _refuse(path: str, where: str, value: object, expected: str) -> NoReturn:
    raise ReportError(path, f"{where} is {_quoted(value)}", expected)


def _quoted(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def _read(content: bytes, path: str) -> Report:
    return read_notebook(decode(content, path, most=MOST_BYTES), path)


READER = Reader(suffixes=(".ipynb",), read=_read)
