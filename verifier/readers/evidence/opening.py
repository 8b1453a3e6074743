"""The line that opens a claim: `[id] ranges`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import AddressError
from verifier.model.address import Reference
from verifier.readers.evidence.lines import quoted
from verifier.readers.evidence.split import split_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.claim import Flaw
    from verifier.readers.evidence.lines import EvidenceLine

EXTERNAL = "external"
LONGEST_ID = 64
LONGEST_REFERENCE = 1_000

_FORM = "[id] ranges, as '[c1] deals.csv!F2:F412'"


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of a claim, with the lines that continue its ranges.

    Attributes:
        id: as written between the brackets, even where that is no id.
        citations: with the prefixes that they take from the range before.
        external: whether `external` stands instead.
        flaw: the first thing that is wrong, or None.
    """

    id: str
    citations: tuple[Reference, ...] = ()
    external: bool = False
    flaw: Flaw | None = None


def is_claim_id(text: str) -> bool:
    """Returns whether a text can name a claim.

    Example:
        >>> is_claim_id("c1.a-b"), is_claim_id("1c"), is_claim_id("c 1")
        (True, False, False)
    """
    return (
        0 < len(text) <= LONGEST_ID
        and text[0].isalpha()
        and all(sign.isalpha() or sign.isdecimal() or sign in "_-." for sign in text)
    )


def opens_evidence(line: EvidenceLine) -> bool:
    """Returns whether a line is `[id] ranges`, without a flaw."""
    return line.text.startswith("[") and read_opening((line,)).flaw is None


def read_opening(lines: Sequence[EvidenceLine]) -> Opening:
    """Returns what the first line of a claim says, with its continuation lines."""
    first = lines[0]
    name, closing, rest = first.text[1:].partition("]")
    if not closing:
        return Opening("", flaw=first.flaw(f"no ']' closes the id; expected {_FORM}"))
    if not is_claim_id(name):
        rule = "a letter, then letters, digits, _ - ."
        message = f"{quoted(name)} is no id of a claim ({rule}); expected {_FORM}"
        flaw = first.flaw(message, 1)
        return Opening(name[:LONGEST_ID], flaw=flaw)
    offset = len(name) + 2
    if rest and not rest[0].isspace():
        message = f"no blank stands behind [{name}]; expected {_FORM}"
        return Opening(name, flaw=first.flaw(message, offset))
    if rest.strip() == EXTERNAL and len(lines) == 1:
        return Opening(name, external=True)
    return _read_ranges(name, lines, offset)


def parse_reference(text: str) -> Reference:
    """Returns the reference that a text writes.

    Raises:
        AddressError: if it is none, or longer than any address is.
    """
    if len(text) > LONGEST_REFERENCE:
        raise AddressError(
            "",
            f"{quoted(text)} has {len(text)} characters",
            "an address such as deals.csv!F2:F412",
        )
    if text.strip() == EXTERNAL:
        raise AddressError("", f"{quoted(text)} is no address of cells", "cells")
    return Reference.parse(text)


def read_citations(
    parts: Sequence[str],
) -> tuple[tuple[Reference, ...], int, AddressError | None]:
    """Returns references with inherited prefixes, up to the first that is none.

    Returns:
        The references; the number of the part that is no address; and why, or None.
    """
    found: list[Reference] = []
    prefixes: tuple[str, ...] = ()
    for number, part in enumerate(parts):
        try:
            reference = parse_reference(part)
        except AddressError as error:
            return tuple(found), number, error
        prefixes = reference.prefixes or prefixes
        found.append(reference.within(prefixes))
    return tuple(found), len(parts), None


def _read_ranges(name: str, lines: Sequence[EvidenceLine], offset: int) -> Opening:
    parts: list[tuple[str, EvidenceLine, int]] = []
    for number, line in enumerate(lines):
        skipped = offset if number == 0 else 0
        found = split_outside(line.text[skipped:], ",")
        placed = [(text, line, at + skipped) for text, at in found]
        if not number:
            parts += placed
        elif not parts[-1][0]:
            parts[-1:] = placed  # a comma, or nothing, ends the line before
        elif not placed[0][0]:
            parts += placed[1:]
        else:
            message = "a comma must part the ranges on this line from those above"
            return Opening(name, flaw=line.flaw(message, placed[0][2]))
    citations, place, error = read_citations([text for text, _, _ in parts])
    if error is None:
        return Opening(name, citations)
    text, line, at = parts[place]
    message = str(error) if text else f"a range is missing; expected {_FORM}"
    return Opening(name, citations, flaw=line.flaw(message, at))
