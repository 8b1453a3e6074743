from __future__ import annotations

from dataclasses import replace

import pytest

import verifier
from verifier.errors import ReportError


def test_a_verification_prints_what_is_not_verified_and_the_coverage() -> None:
    text = "It was 7, then [9](#none).\n"
    lines = str(verifier.verify(text)).splitlines()
    assert lines[0].startswith("report:1: uncited uncited: 7: ")
    assert lines[1].startswith("report:1: hallucinated no-such-claim: 9: ")
    assert lines[2].startswith("report: figures 2 · cited 1 · verified 0")


def test_public_names_are_listed_before_they_are_used() -> None:
    assert set(verifier.__all__) <= set(dir(verifier))


def test_what_is_no_text_is_no_report() -> None:
    with pytest.raises(ReportError, match="NoneType"):
        verifier.verify(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("It was [7\x1b[31m%](#none).\n", "\x1b"),
        ("It was [7](#a\u202eb).\n", "\u202e"),
        ("It was [7](#a\u200bb\x9b2J).\n", "\x9b"),
    ],
    ids=["escape", "bidi", "control"],
)
def test_what_is_printed_steers_no_terminal(text: str, forbidden: str) -> None:
    assert forbidden not in str(verifier.verify(text))


def test_no_line_that_is_printed_is_a_command() -> None:
    found = verifier.verify("It was 7.\n")
    report = replace(found.reports[0].report, path="::error ::no")
    made = replace(found, reports=(replace(found.reports[0], report=report),))
    assert not str(made).startswith("::")
    assert "\n::" not in str(made)
