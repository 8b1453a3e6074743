"""Rows of a table stand in one report, where one contradicts another on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verifier.checks.claims import told_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", autouse=True)
def contradicting_rows(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is told twice with two values is looked at in one module alone."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.module.__name__.endswith("test_told_twice"):
            patch.setattr(told_otherwise, "check", lambda _subject: iter(()))
        yield
