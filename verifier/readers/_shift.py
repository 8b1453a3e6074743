"""A report that is a part of a larger one -> the same, with places in the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.claim import Claim
    from verifier.model.lines import LineTable
    from verifier.model.report import Passage, Remark, Report, Suppression


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a part stands from the start of the whole.

    Attributes:
        offset: of its first character.
        lines: of the whole text.
        name: of the part, as people call it.
    """

    offset: int
    lines: LineTable
    name: str

    @property
    def _down(self) -> int:
        return self.lines.place(self.offset)[0] - 1

    def report(self, part: Report) -> Report:
        """Returns a report whose places are those in the whole."""
        return replace(
            part,
            passages=tuple(map(self.passage, part.passages)),
            claims=tuple(map(self.claim, part.claims)),
            suppressions=tuple(map(self._suppression, part.suppressions)),
            remarks=tuple(map(self._remark, part.remarks)),
        )

    def passage(self, passage: Passage) -> Passage:
        """Returns a passage of the whole."""
        far = self.offset
        pieces = tuple(
            replace(p, origin_start=p.origin_start + far, origin_end=p.origin_end + far)
            for p in passage.pieces
        )
        links = tuple(
            replace(x, span=self.lines.span(x.span.start + far, x.span.end + far))
            for x in passage.links
        )
        return replace(passage, pieces=pieces, links=links)

    def claim(self, claim: Claim) -> Claim:
        """Returns a claim of the whole; the message of its flaw names the part."""
        down, flaw = self._down, claim.flaw
        if flaw is not None and flaw.line:
            message = f"{self.name}, {flaw.message}"
            flaw = replace(flaw, message=message, line=flaw.line + down)
        began = claim.calculation_line
        return replace(
            claim,
            line=claim.line + down if claim.line else 0,
            calculation_line=began + down if began else 0,
            reads=tuple(replace(r, line=r.line + down) for r in claim.reads),
            assumptions=tuple(
                replace(a, line=a.line + down) for a in claim.assumptions
            ),
            flaw=flaw,
        )

    def _suppression(self, said: Suppression) -> Suppression:
        first, last = said.covers
        down = self._down
        return replace(said, line=said.line + down, covers=(first + down, last + down))

    def _remark(self, remark: Remark) -> Remark:
        return replace(remark, line=remark.line + self._down)
