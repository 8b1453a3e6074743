from __future__ import annotations

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
