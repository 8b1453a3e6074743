"""Laws of every entry point: any input gives a value or the entry point's own error.

What must hold is written down once, in tests/fuzz; here Hypothesis makes the input, of
bytes, of letters and of the words that mean something there.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.fuzz.targets import TARGETS
from verifier.errors import AddressError
from verifier.model.address import Area, CellRange, Reference
from verifier.model.plan import Outcome, Quote, QuotedCell
from verifier.model.reason import Reason
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Declarer,
    Sheet,
    SheetKey,
    SheetLayout,
    SourceRequest,
)
from verifier.sources import open_source
from verifier.worker.wire import Failure, decode_answer, encode_answer

SLOW = {"verification", "csv", "xlsx", "compile", "query"}
MANY = settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def contents(words: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """Returns bytes, texts, and the words in any order, with what stands between."""
    texts = st.text(max_size=60)
    pieces = st.sampled_from(words or ("",)) | st.text(max_size=4)
    written = st.lists(pieces, max_size=20).map("".join) | texts
    return st.binary(max_size=80) | written.map(lambda t: t.encode("utf-8"))


@pytest.mark.parametrize("name", sorted(set(TARGETS) - SLOW))
@given(given_data=st.data())
@MANY
def test_any_input_is_a_value_or_its_own_error(
    name: str, given_data: st.DataObject
) -> None:
    target = TARGETS[name]
    target.run(given_data.draw(contents(target.words)))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW - {"xlsx"}))
@given(given_data=st.data())
@settings(MANY, max_examples=40)
def test_any_input_is_a_value_or_its_own_error_after_a_while(
    name: str, given_data: st.DataObject
) -> None:
    target = TARGETS[name]
    target.run(given_data.draw(contents(target.words)))


names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=6)
corners = st.tuples(st.integers(1, 16_384), st.integers(1, 1_048_576))


@given(st.lists(names, max_size=2).map(tuple), corners, corners)
def test_an_address_is_refused_or_read_again(
    prefixes: tuple[str, ...], one: tuple[int, int], other: tuple[int, int]
) -> None:
    columns, rows = (sorted(pair) for pair in zip(one, other, strict=True))
    area = Area(columns[0], rows[0], columns[1], rows[1])
    written = str(Reference(prefixes, area))
    try:
        found = Reference.parse(written)
    except AddressError:
        assert any(not prefix.strip() for prefix in prefixes)
        return
    assert found.area == area
    assert str(found) == written


keys = st.builds(SheetKey, st.text(max_size=9), st.text(max_size=9))
kinds = st.sampled_from(CellKind)
numbers = st.none() | st.decimals(allow_nan=False)
ranges = st.builds(CellRange, keys, *[st.integers(1, 9)] * 4)
sheets = st.builds(
    Sheet,
    keys,
    st.just("sheet_1"),
    st.integers(0, 10**9),
    st.integers(0, 99),
    st.integers(0, 9),
    st.lists(st.text(max_size=5)).map(tuple),
)
layouts = st.builds(
    ColumnLayout,
    st.text(max_size=2),
    st.none() | st.integers(0, 9),
    st.frozensets(kinds),
)
answers = st.one_of(
    st.builds(Failure, st.text(), st.text(), st.text(), st.text()),
    st.builds(
        Outcome,
        st.none() | kinds,
        numbers,
        st.text(),
        exact=st.booleans(),
        problem=st.none() | st.sampled_from(Reason),
    ),
    st.builds(SheetLayout, sheets, st.dictionaries(st.integers(1, 99), layouts)),
    st.builds(
        Quote,
        ranges,
        st.lists(st.integers(1, 99)).map(tuple),
        st.lists(
            st.builds(
                QuotedCell,
                st.integers(1, 9),
                st.integers(1, 9),
                kinds,
                st.text(),
                numbers,
            )
        ).map(tuple),
    ),
)


@given(answers)
def test_an_answer_over_the_wire_comes_back(answer: object) -> None:
    assert decode_answer(encode_answer(answer)) == answer


@given(answers, st.data())
def test_an_answer_with_a_byte_changed_is_an_answer_or_broken(
    answer: object, given_data: st.DataObject
) -> None:
    content = bytearray(encode_answer(answer))
    at = given_data.draw(st.integers(0, len(content) - 1))
    content[at] = given_data.draw(st.integers(0, 255))
    TARGETS["wire"].run(bytes(content))


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=9),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.binary(max_size=3),
    st.just([1]),
    st.just(Decimal("1E999999")),
)


@given(st.lists(st.tuples(values, values), max_size=6))
def test_any_frame_is_a_source_or_a_problem(rows: list[tuple[object, object]]) -> None:
    frame = (("a", "b"), *rows)
    request = SourceRequest("t", "", "t", Declarer.COMMAND, frame=frame)
    source = open_source(request, 1).source
    assert bool(source.problem) != bool(source.sheets)
