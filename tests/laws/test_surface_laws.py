"""Laws of what people see and type, for any text."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from decimal import Decimal
from pathlib import Path

from hypothesis import given, strategies as st

from verifier.errors import PolicyError
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Report, Span
from verifier.model.visible import visible
from verifier.renderers._json import json_text
from verifier.renderers._numbers import grouped, plain
from verifier.renderers._paint import painter
from verifier.renderers._snippet import snippet
from verifier.renderers._visible import shorten, width
from verifier.shell.baseline import apply_baseline
from verifier.shell.configuration import Command, Settings, settings_for

TEXT = st.text(st.characters(codec=None), max_size=80)
LINE = st.text(st.characters(exclude_characters="\n\r"), max_size=200)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6)
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(TEXT)
def test_visible_text_holds_nothing_unseen_and_is_its_own_visible_form(
    text: str,
) -> None:
    seen = visible(text)
    assert not {c for c in seen if unicodedata.category(c) in UNSEEN}
    assert visible(seen) == seen


@given(TEXT, st.integers(1, 30))
def test_shortened_text_fits(text: str, columns: int) -> None:
    seen = visible(text)
    short = shorten(seen, columns)
    assert width(short) <= max(columns, 1)
    assert short == seen or short.endswith("…")


@given(
    LINE, st.text("0123456789.,%", min_size=1, max_size=9), LINE, st.integers(40, 99)
)
def test_carets_stand_below_the_figure_in_any_line(
    before: str, figure: str, behind: str, columns: int
) -> None:
    text = f"first\n{before}{figure}{behind}\nlast"
    start = len(f"first\n{before}")
    column = len(before) + 1
    span = Span(start, start + len(figure), 2, column, 2, column + len(figure))
    _, line, carets = snippet(text, span, columns, painter(color=False))
    assert set(carets[4:]) <= {" ", "^"}
    assert carets.count("^") == len(figure)
    at = width(carets[: carets.index("^")])
    ahead = next(i for i in range(len(line) + 1) if width(line[:i]) >= at)
    # letters that fill no column belong to the one before them
    while unicodedata.category(line[ahead]) in {"Mn", "Me"}:
        ahead += 1
    assert line[ahead:].startswith(figure)
    assert width(line) <= columns


@given(NUMBERS)
def test_a_plain_number_reads_back_as_itself(value: Decimal) -> None:
    assert Decimal(plain(value)) == value


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_grouped_number_of_few_digits_loses_none(value: Decimal) -> None:
    assert Decimal(grouped(value).replace(" ", "")) == value


@given(st.dictionaries(TEXT, st.none() | st.booleans() | TEXT | st.integers()))
def test_json_reads_back_as_itself(record: dict[str, object]) -> None:
    assert json.loads(json_text(record)) == record


@given(st.text(max_size=60))
def test_any_config_option_is_settings_or_its_own_error(text: str) -> None:
    where = ""
    try:
        settings = settings_for("-", Command(config=(text,), isolated=True))
    except PolicyError as error:
        settings, where = None, error.where
    assert where.startswith("--config") or isinstance(settings, Settings)


@given(st.binary(max_size=60) | st.sampled_from([b"[[]]", b'{"version": 1}', b"1"]))
def test_any_baseline_is_read_or_its_own_error(content: bytes) -> None:
    empty = Verification((ReportVerification(Report("r.md", ""), ()),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.json"
        path.write_bytes(content)
        where = ""
        try:
            after = apply_baseline(empty, str(path))
        except PolicyError as error:
            after, where = empty, error.where
    assert where in {"", str(path)}
    assert after == empty
