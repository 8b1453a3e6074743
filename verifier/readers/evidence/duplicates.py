"""Finds claims that are defined more than once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model.claim import Flaw
from verifier.model.parts import spoken_place
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.claim import Claim
    from verifier.model.report import Part


def mark_duplicates(
    claims: Iterable[Claim], parts: tuple[Part, ...] = ()
) -> tuple[Claim, ...]:
    """Returns the claims; each whose id another has too is flawed.

    Args:
        claims: of a report.
        parts: of the report, where it has parts that count their own lines.
    """
    listed = tuple(claims)
    counts = Counter(claim.id for claim in listed)
    lines: dict[str, list[str]] = {}
    for claim in listed:
        lines.setdefault(claim.id, []).append(_place(claim.line, parts))
    return tuple(
        claim if counts[claim.id] == 1 else _marked(claim, lines[claim.id])
        for claim in listed
    )


def _place(line: int, parts: tuple[Part, ...]) -> str:
    return spoken_place(parts, line) if parts else str(line)


def _marked(claim: Claim, lines: list[str]) -> Claim:
    message = f"the claim [{claim.id}] is defined {len(lines)} times"
    said = ", ".join(lines[:8])
    shown = f"lines {said}" if lines[0].isdecimal() else said
    where = f", on {shown}" if claim.line else ""
    flaw = Flaw(Reason.DUPLICATE_CLAIM, message + where, claim.line, 1)
    return replace(claim, flaw=flaw)
