"""Addresses: what is printed is read again, what has no name is refused."""

from __future__ import annotations

import pytest

from verifier.errors import AddressError
from verifier.model.address import Reference


@pytest.mark.parametrize(
    "text",
    [
        "F2",
        "f2:F$9",
        "[Book.xlsx]Deals!F2",
        "'[Q3 b]S'!F2",
        "'[b]\x1d'!F7",
        "t[a b]",
        "2:2",
    ],
)
def test_what_is_printed_is_read_again(text: str) -> None:
    reference = Reference.parse(text)
    assert Reference.parse(str(reference)) == reference


@pytest.mark.parametrize("text", ["[]d!F4", "[ ]d!F4", "''!F4", "!F4", "a!b!c!F4"])
def test_a_prefix_has_a_name(text: str) -> None:
    with pytest.raises(AddressError):
        Reference.parse(text)
