"""Logins stay out of what is shown, however long it is."""

from __future__ import annotations

import time

import pytest

from verifier.shell.server_address import without_logins


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ann:pw@db/crm is gone", "postgresql://db/crm is gone"),
        ("'postgres://ann@db/crm'", "'postgres://db/crm'"),
        ("at https://ann:p@w@db/x and ann@firm.de", "at https://db/x and ann@firm.de"),
        ("postgresql:ann:pw@db", "postgresql:db"),
        ("MySQL://ann:pw@db", "MySQL://db"),
        ("ann@firm.de of https://firm.de", "ann@firm.de of https://firm.de"),
        ("see ann@x://db", "see ann@x://db"),
        ("no address", "no address"),
    ],
)
def test_user_and_password_are_left_out(text, shown):
    assert without_logins(text) == shown


def _seconds(text: str) -> float:
    started = time.process_time()
    without_logins(text)
    return time.process_time() - started


@pytest.mark.parametrize("piece", ["a", "a@", "a://", "postgres", "a.", "@ "])
def test_the_cost_grows_with_the_text(piece):
    short, long = 2_000, 64_000
    fastest = min(_seconds(piece * short) for _ in range(5))
    ratio = _seconds(piece * long) / max(fastest, 1e-4)
    assert ratio < 8 * long / short
