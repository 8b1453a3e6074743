"""Keys of rows: a table of what is read and refused, and print after parse."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from verifier.errors import AddressError
from verifier.model.address import Area, Reference
from verifier.model.keyed import Key

TABLE = Path(__file__).resolve().parents[3] / "fixtures" / "keyed" / "grammar.tsv"
ROWS = list(
    csv.reader(
        TABLE.read_text(encoding="utf-8").splitlines()[1:],
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


@pytest.mark.parametrize(("written", "canonical"), [r[:2] for r in ROWS if r[1]])
def test_keys_are_read_and_printed_in_one_way(written: str, canonical: str) -> None:
    reference = Reference.parse(written)
    assert str(reference) == canonical
    assert Reference.parse(canonical) == reference


@pytest.mark.parametrize(("written", "words"), [(r[0], r[2]) for r in ROWS if r[2]])
def test_what_names_no_rows_says_why(written: str, words: str) -> None:
    with pytest.raises(AddressError, match=re.escape(words)):
        Reference.parse(written)


def test_number_and_text_are_two_values() -> None:
    number, text = (
        Reference.parse(f"deals[amount] where id = {value}").keys[0].value
        for value in ("1042", "'1042'")
    )
    assert (number, text) == (Decimal(1042), "1042")


def test_a_value_of_several_lines_is_refused() -> None:
    with pytest.raises(AddressError, match="several lines"):
        Reference.parse("deals[amount] where note = 'a\nb'")


HEADERS = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() == text)
VALUES = st.one_of(
    st.text(min_size=1, max_size=12).filter(
        lambda text: text.strip() and not {"\r", "\n"} & set(text)
    ),
    st.integers(-(10**29), 10**29).map(Decimal),
    st.decimals(-(10**9), 10**9, places=4),
)


@given(HEADERS, st.dictionaries(HEADERS, VALUES, min_size=1, max_size=4))
def test_what_is_printed_is_read_again(
    column: str, found: dict[str, str | Decimal]
) -> None:
    folded = {" ".join(header.split()).casefold() for header in found}
    keys = tuple(Key(*pair) for pair in found.items())
    reference = Reference(("deals",), Area(header=column), keys)
    if len(folded) < len(keys):
        with pytest.raises(AddressError, match="stands twice"):
            Reference.parse(str(reference))
    else:
        assert Reference.parse(str(reference)) == reference


@given(st.text(alphabet="da[]' =1.x'where", max_size=40))
def test_any_text_is_an_address_or_an_address_error(text: str) -> None:
    try:
        reference = Reference.parse(f"deals[amount] where {text}")
    except AddressError:
        return
    assert Reference.parse(str(reference)) == reference
