"""Report + figures -> one case a figure, and the numbers that are none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.figures import (
    Surroundings,
    find_convention,
    find_language,
    named_convention,
    read_mentions,
)
from verifier.model.case import Case, Objection, Sentence
from verifier.model.lines import LineTable, locate
from verifier.model.quantity import NotFigureReason
from verifier.model.reason import Reason
from verifier.model.report import Figure, PassageKind
from verifier.model.verdict import NotFigure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from verifier.model.claim import Claim
    from verifier.model.quantity import Convention, Mention
    from verifier.model.report import Link, Passage, Report

_SKIP = "skip"
_MOST_WORDS = 6  # a hedge of two words, and four of unit and noun
_MOST_GROUP_WORDS = 3
_MOST_WORDS_BEFORE = 2
_LONGEST_NAME = 80
_CLAUSE_ENDS = (". ", "! ", "? ", "; ")


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


def bind(report: Report) -> Binding:
    """Returns the report's figures, each with its claim, and the other numbers."""
    convention = convention_of(report)
    claims: dict[str, Claim] = {}
    for claim in report.claims:
        claims.setdefault(claim.id, claim)
    page = _Page(report, LineTable.of(report.text), convention, claims)
    cases: list[Case] = []
    others: list[NotFigure] = []
    for passage in report.passages:
        found = _bind_passage(passage, page)
        cases += [item for item in found if isinstance(item, Case)]
        others += [item for item in found if isinstance(item, NotFigure)]
    return Binding(tuple(cases), tuple(others), convention)


def convention_of(report: Report) -> Convention:
    """Returns the one number convention of a report.

    Front matter states it, else its unambiguous figures do, else its language.
    """
    stated = named_convention(report.numbers) if report.numbers else None
    if stated:
        return stated
    texts = [passage.text for passage in report.passages]
    return find_convention(texts, report.language or find_language(texts))


def _bind_passage(passage: Passage, page: _Page) -> list[Case | NotFigure]:
    links = tuple(link for link in passage.links if _names_a_claim(link, page))
    mentions = read_mentions(
        passage.text,
        page.convention,
        links=tuple((link.start, link.end) for link in links),
        surroundings=_surroundings(passage),
    )
    if passage.kind is PassageKind.OTHER:
        return [_aside(m, NotFigureReason.CODE, passage, page) for m in mentions]
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
    mention, objections = _one_figure(link, inside, passage)
    if claim is None:
        objections.append(_no_such_claim(link, page))
    if mention:
        case = _case(mention.start, mention.end, passage, page, figures)
        figure = replace(case.figure, quantity=mention.quantity)
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
    link: Link, inside: list[Mention], passage: Passage
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
    return mention, []


def _words_beside(text: str, link: Link, mention: Mention) -> int:
    before = text[: max(mention.start - link.start, 0)]
    after = text[mention.end - link.start :]
    return len(before.split()) + len(after.split())


def _no_such_claim(link: Link, page: _Page) -> Objection:
    known = ", ".join(list(page.claims)[:8]) or "none"
    return Objection(
        Reason.NO_SUCH_CLAIM,
        f"the figure links to #{link.target}, and no claim [{link.target}] is defined "
        f"(claims: {known})",
    )


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


def group_names(binding: Binding) -> tuple[tuple[Case, tuple[str, ...]], ...]:
    """Returns for each uncited figure the texts that might be a group's name.

    `18–24`, `wave 2` and `1–10 employees` are no figures where a cell reads so: the
    text itself, with up to two words before it and three behind it.
    """
    return tuple(
        (case, _names_from(case.sentence))
        for case in binding.cases
        if case.claim_id is None
    )


def set_aside(
    binding: Binding,
    parameters: Mapping[str, frozenset[Decimal]],
    names: frozenset[str],
    fold: Callable[[str], str],
) -> Binding:
    """Returns a binding in which unlinked parameters and group names are no figures.

    Args:
        binding: as bound.
        parameters: by claim id: criteria, k and windows of its calculation.
        names: folded names that are cells' texts.
        fold: folds a name for comparison.
    """
    cases: list[Case] = []
    others = list(binding.not_figures)
    stated = _stated(binding.cases, parameters)
    for case in binding.cases:
        reason = _reason_aside(case, stated, names, fold)
        if reason is None:
            cases.append(case)
        else:
            others.append(NotFigure(case.figure.text, case.figure.span, reason))
    others.sort(key=lambda other: other.span.start)
    return replace(binding, cases=tuple(cases), not_figures=tuple(others))


@dataclass(frozen=True, slots=True)
class _Stated:
    """Parameters of linked claims, by where their figures stand.

    Attributes:
        clauses: a text → where its clauses begin.
        beside: a text and a clause of it → parameters of the claims linked there.
        below: a heading's text → parameters of the claims linked below it.
    """

    clauses: dict[str, list[int]]
    beside: dict[tuple[str, int], set[Decimal]]
    below: dict[str, set[Decimal]]

    def clause_of(self, sentence: Sentence) -> tuple[str, int]:
        """Returns the text of a sentence, and in which of its clauses a figure is."""
        text = sentence.text
        if text not in self.clauses:
            self.clauses[text] = _clauses(text)
        return text, bisect_right(self.clauses[text], sentence.start)


def _stated(
    cases: tuple[Case, ...], parameters: Mapping[str, frozenset[Decimal]]
) -> _Stated:
    stated = _Stated({}, {}, {})
    for case in cases:
        found = parameters.get(case.claim_id or "")
        if not found:
            continue
        place = stated.clause_of(case.sentence)
        stated.beside.setdefault(place, set()).update(found)
        for heading in case.sentence.headings:
            stated.below.setdefault(heading, set()).update(found)
    return stated


def _clauses(text: str) -> list[int]:
    """Returns where clauses begin, but for the first."""
    places = range(len(text) - 1)
    return [p + 2 for p in places if text[p : p + 2] in _CLAUSE_ENDS]


def _reason_aside(
    case: Case, stated: _Stated, names: frozenset[str], fold: Callable[[str], str]
) -> NotFigureReason | None:
    if case.claim_id is not None or case.figure.quantity is None:
        return None
    if any(fold(name) in names for name in _names_from(case.sentence)):
        return NotFigureReason.GROUP_NAME
    value = case.figure.quantity.value
    place = stated.clause_of(case.sentence)
    if value in stated.beside.get(place, ()):
        return NotFigureReason.PARAMETER
    if value in stated.below.get(case.sentence.text, ()):
        return NotFigureReason.PARAMETER
    return None


def _names_from(sentence: Sentence) -> tuple[str, ...]:
    text = sentence.text[sentence.start : sentence.end]
    before = _plain(
        sentence.text[max(sentence.start - _LONGEST_NAME, 0) : sentence.start]
    )
    after = _plain(sentence.text[sentence.end :][:_LONGEST_NAME])
    return tuple(
        " ".join([*before[len(before) - left :], text, *after[:right]]).strip(
            " .,;:!?()"
        )
        for left in range(min(len(before), _MOST_WORDS_BEFORE) + 1)
        for right in range(min(len(after), _MOST_GROUP_WORDS) + 1)
    )


def _plain(text: str) -> list[str]:
    return text.replace("\ufffc", " ").split()
