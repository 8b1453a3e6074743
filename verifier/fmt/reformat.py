"""What a report's canonical form is, and whether it says the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.bind import bind, convention_of
from verifier.errors import ReportError
from verifier.fmt.edits import Edit, applied
from verifier.fmt.evidence import evidence_edits, without_places
from verifier.fmt.links import link_edits
from verifier.model.lines import LineTable
from verifier.readers import mark_duplicates
from verifier.readers.markdown import read_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.claim import Claim
    from verifier.model.report import Report

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Reformatted:
    """A report in its canonical form.

    Attributes:
        text: of it.
        took_claims: whether it holds the claims that stood elsewhere.
    """

    text: str
    took_claims: bool = False


def reformat(
    text: str, path: str, given: Sequence[Claim] = (), *, anchors: bool = False
) -> Reformatted:
    r"""Returns a report in Markdown in its canonical form; its verdicts stay the same.

    Reference links and footnotes become inline links; claims in several fences, in
    footnotes and elsewhere become one fence; dollar signs that may be taken for
    mathematics are escaped. All other text stays as it is, line ends included.

    Args:
        text: of the report.
        path: as the user gave it.
        given: claims that stand in a file beside it.
        anchors: whether each claim gets a place for its links to jump to.

    Raises:
        ReportError: if it cannot be read, or would not say the same.

    Example:
        >>> print(reformat("It was $3 of $4[^c1].\n\n[^c1]: d.csv!F2 =F2\n", "a").text)
        It was \$3 of [\$4](#c1).
        <BLANKLINE>
        ```claims
        [c1] d.csv!F2
        =F2
        ```
        <BLANKLINE>
    """
    mark = _MARK if text.startswith(_MARK) else ""
    written = text.removeprefix(_MARK)
    cell = read_cell(written, path)
    whole = mark_duplicates((*cell.report.claims, *given))
    report = replace(cell.report, claims=whole)
    taken = () if any(claim.flaw for claim in given) else tuple(given)
    edits = [
        *(Edit(place, place, "\\") for place in cell.dollars),
        *link_edits(cell, {claim.id for claim in whole}),
        *evidence_edits(
            cell,
            taken,
            LineTable.of(cell.report.text),
            convention_of(report),
            anchors=anchors,
        ),
    ]
    changed = applied(written, edits)
    again = read_cell(changed, path).report
    if not taken:
        again = replace(again, claims=mark_duplicates((*again.claims, *given)))
    if _says(again) != _says(report):
        raise ReportError(
            path,
            "its canonical form would not say the same",
            "links and claims that can be rewritten",
            "Write its links as [figure](#id) and its claims in one fence by hand.",
        )
    return Reformatted(mark + changed, took_claims=bool(taken))


def _says(report: Report) -> tuple[object, ...]:
    """Returns what a report says: its figures with their claims, and the claims.

    A noun behind a footnote's mark is read with the figure, one behind a link is not:
    units that are nouns count for nothing here.
    """
    figures = [
        (
            case.figure.quantity and replace(case.figure.quantity, unit="", taken=""),
            case.claim_id,
            [objection.reason for objection in case.objections],
        )
        for case in bind(report).cases
    ]
    claims = sorted(map(without_places, report.claims), key=lambda claim: claim.id)
    return (figures, claims)
