"""Finds claims that are defined more than once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model.claim import Flaw
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.claim import Claim


def mark_duplicates(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Returns the claims; each whose id another has too is flawed."""
    listed = tuple(claims)
    counts = Counter(claim.id for claim in listed)
    lines: dict[str, list[str]] = {}
    for claim in listed:
        lines.setdefault(claim.id, []).append(str(claim.line))
    return tuple(
        claim if counts[claim.id] == 1 else _marked(claim, lines[claim.id])
        for claim in listed
    )


def _marked(claim: Claim, lines: list[str]) -> Claim:
    message = f"the claim [{claim.id}] is defined {len(lines)} times"
    shown = ", ".join(lines[:8])
    where = f", on lines {shown}" if claim.line else ""
    flaw = Flaw(Reason.DUPLICATE_CLAIM, message + where, claim.line, 1)
    return replace(claim, flaw=flaw)
