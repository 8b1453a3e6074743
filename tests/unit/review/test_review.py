from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.errors import PolicyError
from verifier.model.pages import page_of
from verifier.model.reason import Reason, Status, status_of
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Figure, Report, Span, Suppression
from verifier.model.verdict import Finding, Level, Verdict
from verifier.review.baseline import Entry, accept_baselined, record_baseline
from verifier.review.select import Selection, select_findings
from verifier.review.suppress import accept_suppressed

WIDE = Finding("C003", "wide-citation", Level.NOTE, "wide", line=5, column=1)
UNUSED = Finding("C002", "unused-claim", Level.WARNING, "unused", line=9, column=1)


def verdict(
    reason: Reason | None,
    line: int = 5,
    *,
    claim: str | None = "c1",
    text: str = "4.1M",
    also: tuple[Reason, ...] = (),
) -> Verdict:
    span = Span(0, len(text), line, 1, line, 1 + len(text))
    status = status_of(reason) if reason else Status.VERIFIED
    return Verdict(Figure(text, span, None), claim, status, reason, also)


def report(
    *verdicts: Verdict,
    codes: tuple[str, ...] = (),
    why: str = "seen by Ann",
    findings: tuple[Finding, ...] = (),
) -> ReportVerification:
    comments = (Suppression(codes, why, 4, (4, 6)),) if codes else ()
    return ReportVerification(
        Report("r.md", "", suppressions=comments), verdicts, findings
    )


@pytest.mark.parametrize(
    ("reason", "code", "is_accepted"),
    [
        # hallucinated and undecided: by the whole code or name alone
        (Reason.VALUE, "H015", True),
        (Reason.VALUE, "h015", True),
        (Reason.VALUE, "value", True),
        (Reason.VALUE, "H", False),
        (Reason.VALUE, "H01", False),
        (Reason.VALUE, "H014", False),
        (Reason.LIMIT, "U208", True),
        (Reason.LIMIT, "U2", False),
        # suspect and uncited: also by a prefix
        (Reason.EXTERNAL, "S101", True),
        (Reason.EXTERNAL, "external", True),
        (Reason.EXTERNAL, "S1", True),
        (Reason.EXTERNAL, "S102", False),
        (Reason.UNCITED, "N", True),
        (Reason.UNCITED, "", False),
    ],
)
def test_who_may_accept_what(reason: Reason, code: str, *, is_accepted: bool) -> None:
    accepted = accept_suppressed(report(verdict(reason), codes=(code,)))
    assert accepted.verdicts[0].accepted == ("seen by Ann" if is_accepted else "")
    assert accepted.passed == is_accepted
    assert accepted.verdicts[0].status is status_of(reason), "a status never changes"


@pytest.mark.parametrize("line", [3, 7])
def test_other_lines_are_not_covered(line: int) -> None:
    accepted = accept_suppressed(report(verdict(Reason.VALUE, line), codes=("H015",)))
    assert not accepted.passed


def test_a_comment_without_reason_accepts_nothing() -> None:
    accepted = accept_suppressed(report(verdict(Reason.VALUE), codes=("H015",), why=""))
    assert not accepted.passed
    assert accepted.findings == ()


def test_every_reason_must_be_named_but_other_words_for_one_difference() -> None:
    both = verdict(Reason.DIRECTION, also=(Reason.VALUE,))
    assert not accept_suppressed(report(both, codes=("direction",))).passed
    assert accept_suppressed(report(both, codes=("direction", "value"))).passed
    same = verdict(Reason.SCALE, also=(Reason.VALUE,))
    assert accept_suppressed(report(same, codes=("scale",))).passed


def test_two_comments_may_accept_together_and_both_reasons_are_kept() -> None:
    both = verdict(Reason.DIRECTION, also=(Reason.VALUE,))
    one = Suppression(("direction",), "word agreed", 4, (4, 6))
    two = Suppression(("value",), "old data", 3, (3, 6))
    found = ReportVerification(Report("r", "", suppressions=(one, two)), (both,))
    assert accept_suppressed(found).verdicts[0].accepted == "word agreed; old data"


def test_findings_are_accepted_by_prefix_too() -> None:
    accepted = accept_suppressed(report(codes=("C",), findings=(WIDE, UNUSED)))
    assert [f.accepted for f in accepted.findings] == ["seen by Ann", ""]


def test_findings_of_a_verdict_are_accepted() -> None:
    held = replace(verdict(None), findings=(WIDE,))
    accepted = accept_suppressed(report(held, codes=("wide-citation",)))
    assert accepted.verdicts[0].findings[0].accepted == "seen by Ann"
    assert accepted.verdicts[0].accepted == "", "what is verified needs no acceptance"


def test_an_unused_code_is_a_finding_each() -> None:
    found = accept_suppressed(report(verdict(None), codes=("S101", "C003")))
    assert [(f.code, f.name, f.line) for f in found.findings] == [
        ("A401", "unused-suppression", 4),
        ("A401", "unused-suppression", 4),
    ]


def test_a_prefix_on_a_hallucination_is_a_finding_that_names_the_code() -> None:
    found = accept_suppressed(report(verdict(Reason.VALUE), codes=("H",)))
    assert [f.code for f in found.findings] == ["A402"]
    assert "H015" in found.findings[0].message


def test_a_used_comment_makes_no_finding() -> None:
    assert (
        accept_suppressed(report(verdict(Reason.VALUE), codes=("H015",))).findings == ()
    )


def test_without_comments_nothing_changes() -> None:
    before = report(verdict(Reason.VALUE), findings=(WIDE,))
    assert accept_suppressed(before) is before


@pytest.mark.parametrize(
    ("select", "ignore", "shown"),
    [
        (("ALL",), (), ["C003", "C002"]),
        (("ALL",), ("C",), []),
        (("ALL",), ("C003",), ["C002"]),
        (("ALL",), ("wide-citation",), ["C002"]),
        (("C002",), (), ["C002"]),
        (("C002",), ("C",), ["C002"]),  # the longer one wins
        (("C",), ("C00",), []),
        (("C00",), ("C00",), []),  # ignore wins a tie
        ((), (), []),
    ],
)
def test_selection_of_findings(
    select: tuple[str, ...], ignore: tuple[str, ...], shown: list[str]
) -> None:
    held = replace(verdict(None), findings=(WIDE, UNUSED))
    before = Verification((report(held, findings=(WIDE, UNUSED)),))
    after = select_findings(before, Selection(select, ignore))
    assert [f.code for f in after.findings] == shown
    assert [f.code for f in after.verdicts[0].findings] == shown


@pytest.mark.parametrize("word", ["H015", "value", "S", "S101", "N", "uncited", "u2"])
def test_verdicts_cannot_be_ignored_away(word: str) -> None:
    with pytest.raises(PolicyError, match="verdict"):
        Selection(ignore=(word,))


def test_a_baseline_accepts_what_it_recorded_and_nothing_new() -> None:
    old = Verification(
        (report(verdict(Reason.VALUE), verdict(None), verdict(Reason.VALUE)),)
    )
    entries = record_baseline(old, str)
    assert entries == (
        Entry("r.md", "c1", "4.1M", "value", 1),
        Entry("r.md", "c1", "4.1M", "value", 2),
    )
    assert accept_baselined(old, entries, str).passed
    moved = Verification(
        (report(verdict(Reason.VALUE, 80), verdict(Reason.VALUE, 90)),)
    )
    assert accept_baselined(moved, entries, str).passed
    third = report(*[verdict(Reason.VALUE)] * 3)
    after = accept_baselined(Verification((third,)), entries, str)
    assert [v.accepted for v in after.verdicts] == ["baseline", "baseline", ""]


@pytest.mark.parametrize(
    "changed",
    [
        verdict(Reason.VALUE, text="9.9M"),
        verdict(Reason.SCALE),
        verdict(Reason.VALUE, claim="c2"),
        verdict(Reason.UNCITED, claim=None),
    ],
)
def test_a_changed_figure_is_a_new_one(changed: Verdict) -> None:
    entries = record_baseline(Verification((report(verdict(Reason.VALUE)),)), str)
    after = accept_baselined(Verification((report(changed),)), entries, str)
    assert not after.passed
    assert [f.code for f in after.findings] == ["A403"]


def test_what_is_accepted_already_is_not_recorded() -> None:
    accepted = replace(verdict(Reason.VALUE), accepted="seen")
    assert record_baseline(Verification((report(accepted),)), str) == ()


def test_entries_of_other_reports_are_not_stale() -> None:
    entry = Entry("other.md", "c1", "4.1M", "value", 1)
    after = accept_baselined(Verification((report(verdict(None)),)), (entry,), str)
    assert after.findings == ()


def test_every_reason_has_a_page() -> None:
    assert len({page_of(reason).code for reason in Reason}) == len(Reason)
