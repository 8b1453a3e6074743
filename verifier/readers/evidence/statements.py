"""The lines between ranges and calculation: `reads` and `assumes`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.errors import AddressError
from verifier.figures import read_number
from verifier.model.claim import Assumption, Flaw, ReadCell
from verifier.model.keyed import read_keys, split_keys
from verifier.readers.evidence.lines import quoted
from verifier.readers.evidence.opening import LONGEST_REFERENCE, parse_reference
from verifier.readers.evidence.split import first_outside, split_outside

if TYPE_CHECKING:
    from verifier.model.address import Reference
    from verifier.model.quantity import Convention
    from verifier.readers.evidence.lines import EvidenceLine

_READS, _ASSUMES, _ROWS = "reads", "assumes", "rows"
_MOST_DIGITS = 18
_GROUPING = str.maketrans("", "", ", \u00a0\u202f\u2009")


def is_statement(line: EvidenceLine) -> bool:
    """Returns whether a line begins, at column 0, with `reads` or `assumes`."""
    return _keyword(line.text) in {_READS, _ASSUMES}


@dataclass(slots=True)
class Statements:
    """What the statements of a claim say, and what is wrong with them."""

    convention: Convention
    reads: list[ReadCell] = field(default_factory=list[ReadCell])
    rows: int | None = None
    assumptions: list[Assumption] = field(default_factory=list[Assumption])
    flaws: list[Flaw] = field(default_factory=list[Flaw])

    def read(self, line: EvidenceLine) -> None:
        """Reads one statement; a blank line says nothing."""
        match _keyword(line.text):
            case "reads":
                self._read_cells(line)
            case "assumes":
                self._read_assumption(line)
            case _:
                pass

    def _read_cells(self, line: EvidenceLine) -> None:
        offset = len(_READS)
        parts = split_outside(line.text[offset:].rstrip().removesuffix(";"), ";")
        for part, at in parts:
            wrong = self._read_pair(part, line)
            if wrong:
                form = "expected 'cell = value', as 'reads F2 = 1,200; rows = 411'"
                self.flaws.append(line.flaw(f"{wrong}; {form}", offset + at))

    def _read_pair(self, part: str, line: EvidenceLine) -> str | None:
        try:
            place = place_of_value(part)
        except AddressError as error:
            return str(error)
        if place < 0:
            return f"no '=' stands in {quoted(part)}"
        cell, written = part[:place].strip(), part[place + 1 :].strip()
        value = unquoted(written)
        if value is None:
            return f"text stands behind the closing quote of {quoted(written)}"
        if cell.lower() == _ROWS:
            self.rows = row_count(value)
            return (
                None
                if self.rows is not None
                else f"{quoted(value)} is no number of rows"
            )
        return self._read_cell(cell, value, line)

    def _read_cell(self, cell: str, value: str, line: EvidenceLine) -> str | None:
        try:
            reference = parse_reference(cell)
        except AddressError as error:
            return str(error)
        if not is_one_cell(reference):
            return f"{quoted(cell)} is more than one cell"
        self.reads.append(ReadCell(reference, value, line.line))
        return None

    def _read_assumption(self, line: EvidenceLine) -> None:
        offset = len(_ASSUMES)
        number, colon, origin = line.text[offset:].partition(":")
        assumption = read_assumption(
            number.strip(), origin.strip(), line.line, self.convention
        )
        self.assumptions.append(assumption)
        wrong = assumption_problem(assumption)
        if not colon:
            wrong = "no ':' parts the number from its origin"
        if wrong:
            form = "expected 'assumes number: origin', as 'assumes 21%: Gartner, p. 4'"
            self.flaws.append(line.flaw(f"{wrong}; {form}", offset + 1))


def read_assumption(
    text: str, origin: str, line: int, convention: Convention
) -> Assumption:
    """Returns an assumption; its value is None where the text is no number."""
    quantity = read_number(text, convention)
    return Assumption(
        text=text,
        value=quantity.value if quantity else None,
        last_digit=quantity.last_digit if quantity else None,
        origin=origin,
        line=line,
    )


def assumption_problem(assumption: Assumption) -> str:
    """Returns what is wrong with an assumption, or nothing."""
    if assumption.value is None:
        return f"{quoted(assumption.text)} is no number"
    return "" if assumption.origin else "the number's origin is missing"


def is_one_cell(reference: Reference) -> bool:
    """Returns whether a reference means a single cell, as one by key should."""
    area = reference.area
    return bool(reference.keys) or (
        area.header is None
        and area.first_column is not None
        and area.first_row is not None
        and (area.first_column, area.first_row) == (area.last_column, area.last_row)
    )


def place_of_value(part: str) -> int:
    """Returns the offset of the `=` between a cell and its value, or -1.

    The keys of a citation by key hold one each.

    Raises:
        AddressError: if what stands behind `where` names no rows.

    Example:
        >>> place_of_value("F2 = 1,200"), place_of_value("d[x] where id = 7 = 1,200")
        (3, 18)
    """
    before, keys = split_keys(part[:LONGEST_REFERENCE])
    if keys is None or first_outside(before, "=") >= 0:
        return first_outside(part, "=")
    start = len(part[:LONGEST_REFERENCE]) - len(keys)
    _, behind = read_keys(part[start:], quoted(part))
    rest = part[start + behind :]
    is_value = rest.lstrip().startswith("=")
    return start + behind + rest.index("=") if is_value else -1


def row_count(text: str) -> int | None:
    """Returns a number of rows, or None for text that is none.

    Example:
        >>> row_count("1,200"), row_count("many")
        (1200, None)
    """
    digits = text.translate(_GROUPING)
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        return None
    return int(digits)


def unquoted(text: str) -> str | None:
    """Returns a value without its double quotes; None where text stands behind them.

    Example:
        >>> unquoted('"a; b"'), unquoted("1,200"), unquoted('"a" b')
        ('a; b', '1,200', None)
    """
    if not text.startswith('"'):
        return text
    inside = text[1:-1]
    if len(text) == 1 or text[-1] != '"' or '"' in inside.replace('""', ""):
        return None
    return inside.replace('""', '"')


def _keyword(text: str) -> str:
    if not text[:1].isalpha():
        return ""
    return text.split(maxsplit=1)[0].lower()
