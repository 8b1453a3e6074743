"""Report + figures -> one case a figure, and the numbers that are none."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from verifier.bind.conventions import convention_of, is_doubtful, may_be_grouped
from verifier.bind.edges import Edges, beside_link
from verifier.bind.signs import with_sign
from verifier.figures import Surroundings, read_mentions
from verifier.model.case import Case, Objection, Sentence
from verifier.model.lines import LineTable, locate
from verifier.model.quantity import NotFigureReason
from verifier.model.reason import Reason
from verifier.model.report import Figure, PassageKind
from verifier.model.verdict import NotFigure

if TYPE_CHECKING:
    from verifier.model.claim import Claim
    from verifier.model.quantity import Convention, Mention
    from verifier.model.report import Link, Passage, Report

_SKIP = "skip"
_MOST_WORDS = 6  # a hedge of two words, and four of unit and noun
_MOST_COMPARED = 100  # for each of perhaps thousands of links
_MOST_CLAIMS_SHOWN = 8
_NO_PROSE = {
    PassageKind.OTHER: NotFigureReason.CODE,
    PassageKind.HIDDEN: NotFigureReason.HIDDEN,
}


@dataclass(frozen=True, slots=True)
class Binding:
    """What a report's numbers are.

    Attributes:
        cases: one a figure, in the order of the text.
        not_figures: numbers that need no citation, in the order of the text.
        convention: how the report writes numbers.
    """

    cases: tuple[Case, ...]
    not_figures: tuple[NotFigure, ...]
    convention: Convention


@dataclass(frozen=True, slots=True)
class _Page:
    """A report with what reading its passages needs."""

    report: Report
    lines: LineTable
    convention: Convention
    claims: dict[str, Claim]
    is_doubtful: bool


def bind(report: Report) -> Binding:
    """Returns the report's figures, each with its claim, and the other numbers."""
    convention = convention_of(report)
    claims: dict[str, Claim] = {}
    for claim in report.claims:
        claims.setdefault(claim.id, claim)
    doubtful = is_doubtful(report)
    page = _Page(report, LineTable.of(report.text), convention, claims, doubtful)
    cases: list[Case] = []
    others: list[NotFigure] = []
    for passage in report.passages:
        found = _bind_passage(passage, page)
        cases += [item for item in found if isinstance(item, Case)]
        others += [item for item in found if isinstance(item, NotFigure)]
    return Binding(tuple(cases), tuple(others), convention)


def _bind_passage(passage: Passage, page: _Page) -> list[Case | NotFigure]:
    links = tuple(link for link in passage.links if _names_a_claim(link, page))
    mentions = read_mentions(
        passage.text,
        page.convention,
        links=tuple((link.start, link.end) for link in links),
        surroundings=_surroundings(passage),
    )
    if passage.kind in _NO_PROSE:
        reason = _NO_PROSE[passage.kind]
        return [_aside(m, reason, passage, page) for m in mentions]
    if not mentions and not links:
        return []
    figures = tuple(
        (m.start, m.end) for m in mentions if m.quantity is not None or m.ambiguity
    )
    found: list[tuple[int, Case | NotFigure]] = []
    linked: set[int] = set()
    starts = [m.start for m in mentions]
    for link in links:
        first, last = (bisect_left(starts, end) for end in (link.start, link.end))
        inside = list(mentions[first:last])
        linked.update(m.start for m in inside)
        found += _bind_link(link, inside, figures, passage, page)
    for mention in mentions:
        if mention.start not in linked:
            found.append(
                (mention.start, _bind_unlinked(mention, figures, passage, page))
            )
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _names_a_claim(link: Link, page: _Page) -> bool:
    return link.target in page.claims or link.target not in page.report.anchors


def _bind_link(
    link: Link,
    inside: list[Mention],
    figures: tuple[tuple[int, int], ...],
    passage: Passage,
    page: _Page,
) -> list[tuple[int, Case | NotFigure]]:
    if link.target == _SKIP:
        return [
            (m.start, _aside(m, NotFigureReason.SKIPPED, passage, page, link.title))
            for m in inside
        ]
    claim = page.claims.get(link.target)
    if not inside and claim is None:
        return []  # a link to somewhere else, not to a figure
    mention, objections = _one_figure(link, inside, passage, page)
    if claim is None:
        objections.append(_no_such_claim(link, page))
    if mention:
        case = _case(mention.start, mention.end, passage, page, figures)
        printed, quantity = with_sign(Edges(mention, link, passage, page.report.text))
        figure = replace(case.figure, text=printed, quantity=quantity)
    else:
        case = _case(link.start, link.end, passage, page, figures)
        figure = case.figure
    case = replace(
        case,
        figure=figure,
        claim_id=link.target,
        claim=claim,
        objections=tuple(objections),
    )
    beside = [m for m in inside if m is not mention and m.reason is not None]
    asides = [(m.start, _aside(m, m.reason, passage, page)) for m in beside if m.reason]
    return [(case.sentence.start, case), *asides]


def _one_figure(
    link: Link, inside: list[Mention], passage: Passage, page: _Page
) -> tuple[Mention | None, list[Objection]]:
    figures = [m for m in inside if m.quantity is not None or m.ambiguity]
    text = passage.text[link.start : link.end]
    if len(figures) != 1:
        count = "no figure" if not figures else f"{len(figures)} figures"
        return None, [
            Objection(
                Reason.AMBIGUOUS_FIGURE,
                f"the link text {text!r} holds {count}; expected exactly one",
                "Link one figure at a time, with its sign, unit and noun.",
            )
        ]
    mention = figures[0]
    if mention.quantity is None:
        return mention, [Objection(Reason.AMBIGUOUS_FIGURE, mention.ambiguity)]
    words = _words_beside(text, link, mention)
    if words > _MOST_WORDS:
        return mention, [
            Objection(
                Reason.AMBIGUOUS_FIGURE,
                f"the link text {text!r} holds {words} words beside the figure; "
                f"at most {_MOST_WORDS} are read as its unit and noun",
                "Link the figure alone.",
            )
        ]
    edges = Edges(mention, link, passage, page.report.text)
    return mention, [
        Objection(Reason.AMBIGUOUS_FIGURE, *said)
        for said in (
            beside_link(edges, page.convention),
            may_be_grouped(mention, page.convention) if page.is_doubtful else None,
        )
        if said
    ]


def _words_beside(text: str, link: Link, mention: Mention) -> int:
    before = text[: max(mention.start - link.start, 0)]
    after = text[mention.end - link.start :]
    return len(before.split()) + len(after.split())


def _no_such_claim(link: Link, page: _Page) -> Objection:
    known = ", ".join(list(page.claims)[:_MOST_CLAIMS_SHOWN]) or "none"
    nearest = _nearest(link.target, list(page.claims))
    return Objection(
        Reason.NO_SUCH_CLAIM,
        f"the figure links to #{link.target}, and no claim [{link.target}] is defined "
        f"(claims: {known})",
        f"Link to #{nearest} if that is meant, or define [{link.target}]."
        if nearest
        else "",
    )


def _nearest(name: str, known: list[str]) -> str:
    """Returns the id most like a name, the case of letters aside first; else empty."""
    folded = (id_ for id_ in known if id_.casefold() == name.casefold())
    return next(chain(folded, get_close_matches(name, known[:_MOST_COMPARED], 1)), "")


def _bind_unlinked(
    mention: Mention,
    figures: tuple[tuple[int, int], ...],
    passage: Passage,
    page: _Page,
) -> Case | NotFigure:
    if mention.reason is not None:
        return _aside(mention, mention.reason, passage, page)
    case = _case(mention.start, mention.end, passage, page, figures)
    figure = replace(case.figure, quantity=mention.quantity)
    return replace(case, figure=figure)


def _case(
    start: int,
    end: int,
    passage: Passage,
    page: _Page,
    figures: tuple[tuple[int, int], ...],
) -> Case:
    span = locate(passage, start, end, page.lines)
    figure = Figure(passage.text[start:end], span, None)
    context = [passage.column_header, passage.row_label, passage.caption]
    sentence = Sentence(
        passage.text,
        start,
        end,
        figures,
        passage.headings,
        "\n".join(part for part in context if part),
    )
    return Case(figure, None, None, sentence)


def _aside(
    mention: Mention,
    reason: NotFigureReason,
    passage: Passage,
    page: _Page,
    note: str = "",
) -> NotFigure:
    span = locate(passage, mention.start, mention.end, page.lines)
    return NotFigure(mention.text, span, reason, note)


def _surroundings(passage: Passage) -> Surroundings:
    return Surroundings(
        column_header=passage.column_header,
        row_label=passage.row_label,
        caption=passage.caption,
        fills_cell=passage.kind is PassageKind.CELL,
    )
