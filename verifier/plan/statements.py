"""The SELECTs that answer a compiled claim."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from verifier.model.claim import CalculationKind
from verifier.model.plan import Disturbance, Statement, Trial

if TYPE_CHECKING:
    from verifier.model.claim import Claim
    from verifier.model.plan import Compiled


def statements_for(key: str, claim: Claim, compiled: Compiled) -> tuple[Statement, ...]:
    """Returns a claim's statements: every trial, and VALUE over disturbed cells."""
    guarded = claim.kind is CalculationKind.SQL
    statements = [
        Statement(
            f"{key}/{trial}",
            sql,
            guarded=guarded,
            written=compiled.written,
            names=compiled.names,
        )
        for trial, sql in compiled.statements
    ]
    value = compiled.sql(Trial.VALUE)
    if value is not None:
        statements += _disturbed(key, value, claim, compiled)
    return tuple(statements)


def digest_of(claim: Claim) -> str:
    """Returns the claim's digest: the seed of its disturbances.

    It covers what is recomputed, not where it stands in the report.
    """
    parts = [claim.calculation, *map(str, claim.citations)]
    parts += [f"{a.text}:{a.origin}" for a in claim.assumptions]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _disturbed(key: str, sql: str, claim: Claim, compiled: Compiled) -> list[Statement]:
    seed = digest_of(claim)
    kinds = {Trial.DISTURBED: Disturbance.NUMBERS}
    if compiled.traits.counts:
        kinds[Trial.THINNED] = Disturbance.BLANKS
    if compiled.traits.picks:
        kinds[Trial.REORDERED] = Disturbance.ORDER
    guarded = claim.kind is CalculationKind.SQL
    return [
        Statement(
            f"{key}/{trial}", sql, disturbance, seed, compiled.used, guarded=guarded
        )
        for trial, disturbance in kinds.items()
    ]
