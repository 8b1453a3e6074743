from __future__ import annotations

import pytest

from verifier.errors import PolicyError
from verifier.shell.memory import bytes_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1GB", 2**30), ("2 GB", 2**31), ("1500mb", 1500 * 2**20), ("4G", 2**32)],
)
def test_an_amount_is_read(text: str, expected: int) -> None:
    assert bytes_of(text) == expected


@pytest.mark.parametrize(
    "text", ["", "GB", "two GB", "2TB", "2", "-2GB", "1.5GB", "8MB"]
)
def test_what_is_no_amount_says_so(text: str) -> None:
    with pytest.raises(PolicyError, match=r"limits\.memory"):
        bytes_of(text)
