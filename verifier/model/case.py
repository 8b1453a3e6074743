"""Everything that a verdict on one figure rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.claim import Claim, ReadCell
    from verifier.model.lookup import KeyedCells
    from verifier.model.plan import Compiled, Outcome, Quote, QuotedCell, Trial
    from verifier.model.reason import Reason
    from verifier.model.report import Figure
    from verifier.model.use import Use


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words round a figure.

    Attributes:
        text: the passage's text.
        start: offset of the figure in it, inclusive.
        end: exclusive.
        figures: offsets of every figure of the passage, this one included.
        headings: the headings above, outermost first.
        context: further words that state criteria: row label, column header, caption,
            the brief.
        ahead: sentences without figures that open the section; filled in for rules.
    """

    text: str
    start: int
    end: int
    figures: tuple[tuple[int, int], ...] = ()
    headings: tuple[str, ...] = ()
    context: str = ""
    ahead: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against a figure, with its wording.

    Attributes:
        reason: one of the specification's words.
        message: neutral wording: what was found, what was expected.
        advice: what to do; empty for the reason's usual advice.
    """

    reason: Reason
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ReadCheck:
    """A cell that the author says it read, beside what stands there.

    Attributes:
        read: the author's word.
        cell: what stands there; None where the address is not one cited cell.
    """

    read: ReadCell
    cell: QuotedCell | None


@dataclass(frozen=True, slots=True)
class Case:
    """A figure with its claim, the calculation's outcomes, and early objections.

    Attributes:
        figure: the printed figure; its quantity is None where it is ambiguous.
        claim_id: None if uncited.
        claim: the claim, None where there is none of that id.
        sentence: the words round the figure.
        objections: found before anything was run: by the report, the addresses, the
            plan. In no order.
        compiled: the calculation; None where an objection stopped it.
        outcomes: by trial, for the trials that were run.
        quotes: a few of the cited cells.
        reads: the author's `reads`, checked.
        rows_read: number of data rows that the citation holds, for `rows = n`.
        keyed: the citations by key, with the cells that they mean.
    """

    figure: Figure
    claim_id: str | None
    claim: Claim | None
    sentence: Sentence
    objections: tuple[Objection, ...] = ()
    compiled: Compiled | None = None
    outcomes: tuple[tuple[Trial, Outcome], ...] = ()
    quotes: tuple[Quote, ...] = ()
    reads: tuple[ReadCheck, ...] = ()
    rows_read: int | None = None
    keyed: tuple[KeyedCells, ...] = ()

    @property
    def uses(self) -> tuple[Use, ...]:
        """What the calculation takes; nothing where an objection stopped it."""
        return self.compiled.traits.uses if self.compiled else ()

    def outcome(self, trial: Trial) -> Outcome | None:
        """Returns the outcome of a trial, or None where it was not run."""
        return dict(self.outcomes).get(trial)
