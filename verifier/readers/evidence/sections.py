"""Lines of evidence -> claims: one section from `[id]` to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.model.claim import CalculationKind, Claim
from verifier.model.report import Remark
from verifier.readers.evidence.lines import quoted
from verifier.readers.evidence.opening import read_opening
from verifier.readers.evidence.statements import Statements, is_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.claim import Flaw
    from verifier.model.quantity import Convention
    from verifier.readers.evidence.lines import EvidenceLine
    from verifier.readers.evidence.opening import Opening

_QUERY_WORDS = {"select", "with"}
_CALCULATION_SIGNS = ("=", "(", "--", "/*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an evidence block says.

    Attributes:
        claims: in order, ids that occur twice not yet marked.
        remarks: about lines that belong to no claim.
    """

    claims: tuple[Claim, ...]
    remarks: tuple[Remark, ...] = ()


def read_evidence(lines: Sequence[EvidenceLine], convention: Convention) -> Evidence:
    """Returns the claims in the lines of one evidence block.

    Every line that begins with `[` opens a claim. Where it does so wrongly, the claim
    that it opens is flawed; so is the claim above, unless a blank line parts the two,
    for the line may have been meant as a part of its calculation.

    Args:
        lines: of the block, without its fences.
        convention: how the report writes numbers.
    """
    starts = [n for n, line in enumerate(lines) if line.text.startswith("[")]
    claims: list[Claim] = []
    for start, end in pairwise([*starts, len(lines)]):
        claim, opening = _read_section(lines[start:end], convention)
        if opening.flaw and claims and not _is_apart(lines, start, opening):
            claims[-1] = _flawed(claims[-1], opening.flaw)
        claims.append(claim)
    stray = [
        line for line in lines[: starts[0] if starts else None] if line.text.strip()
    ]
    return Evidence(tuple(claims), tuple(_remark(line) for line in stray[:1]))


def _read_section(
    lines: Sequence[EvidenceLine], convention: Convention
) -> tuple[Claim, Opening]:
    end = 1
    while end < len(lines) and _continues(lines[end]):
        end += 1
    opening = read_opening(lines[:end])
    statements = Statements(convention)
    while end < len(lines) and (lines[end].is_blank or is_statement(lines[end])):
        statements.read(lines[end])
        end += 1
    calculation = calculation_of("\n".join(line.text for line in lines[end:]))
    claim = Claim(
        id=opening.id,
        citations=opening.citations,
        external=opening.external,
        reads=tuple(statements.reads),
        rows=statements.rows,
        assumptions=tuple(statements.assumptions),
        calculation=calculation,
        kind=kind_of(calculation),
        line=lines[0].line,
        calculation_line=lines[end].line if calculation else 0,
        flaw=opening.flaw or next(iter(statements.flaws), None),
    )
    problem = external_problem(claim)
    if problem:
        claim = _flawed(claim, lines[0].flaw(problem))
    return claim, opening


def calculation_of(text: str) -> str:
    """Returns a calculation verbatim, but for blank lines and blanks around it."""
    return text.strip()


def kind_of(calculation: str) -> CalculationKind:
    """Returns in which language a calculation is written."""
    if not calculation:
        return CalculationKind.NONE
    is_formula = calculation.startswith("=")
    return CalculationKind.FORMULA if is_formula else CalculationKind.SQL


def external_problem(claim: Claim) -> str:
    """Returns what is wrong with a third party's claim, or nothing."""
    if not claim.external:
        return ""
    if claim.calculation:
        return "an external claim has no calculation; expected one 'assumes' line alone"
    if len(claim.assumptions) != 1 and claim.flaw is None:
        count = len(claim.assumptions)
        return f"an external claim has exactly one 'assumes' line, not {count}"
    return ""


def _continues(line: EvidenceLine) -> bool:
    """Returns whether an indented line goes on with ranges, not a calculation."""
    if not line.is_indented:
        return False
    start = line.text.strip().lower()
    is_query = start.split(maxsplit=1)[0] in _QUERY_WORDS
    return not is_query and not start.startswith(_CALCULATION_SIGNS)


def _is_apart(lines: Sequence[EvidenceLine], start: int, opening: Opening) -> bool:
    return bool(opening.id) and lines[start - 1].is_blank


def _flawed(claim: Claim, flaw: Flaw) -> Claim:
    return claim if claim.flaw else replace(claim, flaw=flaw)


def _remark(line: EvidenceLine) -> Remark:
    return Remark(
        "evidence-without-claim",
        f"{quoted(line.text.strip())} is in no claim; expected '[id] ranges' first",
        line.line,
        line.column,
    )
