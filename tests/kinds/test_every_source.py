"""Every source format: its fixture is read as it was written, junk gives a problem."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import random
import shutil
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from verifier.errors import SourceError
from verifier.model.address import CellRange
from verifier.model.plan import Load
from verifier.model.source import CellKind, Declarer, SourceRequest
from verifier.shell.configuration_keys import SOURCE_KEYS
from verifier.sources import compact, open_source, quote_cells
from verifier.sources.opening import source_formats
from verifier.worker import Worker

if TYPE_CHECKING:
    from verifier.model.plan import QuotedCell
    from verifier.sources import OpenedSource

pytestmark = pytest.mark.no_cover

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FOLDER = FIXTURES / "sources"
FORMATS = tuple(source_formats())
SUFFIXES = tuple(suffix for found in FORMATS for suffix in found.suffixes)
PACKED = ("deals.csv.gz", "deals.ndjson.gz", "deals.parquet.gz")
FILES = (*(f"deals{suffix}" for suffix in SUFFIXES), *PACKED)
ROUNDS = 24


def truth():
    """Returns the module that wrote the fixtures, for its table."""
    sys.path.insert(0, str(FIXTURES))
    try:
        spec = importlib.util.spec_from_file_location(
            "making_sources", FIXTURES / "making" / "sources.py"
        )
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FIXTURES))
    return module


TRUTH = truth()


def fixture_of(name: str, folder: Path) -> Path:
    """Returns a file of that name: the fixture, or a copy for another suffix."""
    if (FOLDER / name).exists():
        return FOLDER / name
    suffix = name.removeprefix("deals")
    form = next(found for found in FORMATS if suffix in found.suffixes)
    path = folder / name
    shutil.copy(FOLDER / f"deals{form.suffixes[0]}", path)
    return path


def opened(path: Path, **declared: str) -> OpenedSource:
    stated = tuple(declared.items())
    name = path.name
    return open_source(SourceRequest("a", str(path), name, Declarer.COMMAND, stated), 1)


def cells_of(
    source: OpenedSource, *steps: tuple[int, ...]
) -> dict[tuple[int, int], QuotedCell]:
    """Returns the cells of the first sheet, loaded in these steps."""
    sheet = source.source.sheets[0]
    every = tuple(range(1, sheet.columns + 1))
    with duckdb.connect(config={"threads": "1"}) as connection:
        for step in steps:
            source.load(connection, sheet, step)
        layout = source.load(connection, sheet, every)
        cells = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows)
        quote = quote_cells(connection, layout, cells, sheet.rows)
    return {(cell.row, cell.column): cell for cell in quote.quoted}


def meaning(cell) -> object:
    """Returns a cell as the value that was written."""
    match cell.kind:
        case CellKind.BLANK:
            return None
        case CellKind.BOOLEAN:
            return cell.raw == "TRUE"
        case CellKind.NUMBER:
            return cell.number
        case CellKind.DATE:
            return TRUTH.FIRST_DAY + dt.timedelta(days=int(cell.number))
        case _:
            return cell.raw


@pytest.mark.parametrize("name", FILES)
def test_the_fixture_is_read_as_it_was_written(name, tmp_path):
    path = fixture_of(name, tmp_path)
    source = opened(path)
    assert not source.source.problem
    assert source.source.sheets[0].headers == TRUTH.HEADERS
    assert source.source.sheets[0].header_row == 1
    found = cells_of(source)
    rows = (TRUTH.HEADERS, *TRUTH.ROWS)
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values[:6], 1):
            assert meaning(found[row, column]) == value, (row, column)
    assert len(found) == len(rows) * len(TRUTH.HEADERS)


@pytest.mark.parametrize("name", FILES)
def test_texts_are_kept_as_they_are(name, tmp_path):
    found = cells_of(opened(fixture_of(name, tmp_path)))
    notes = [found[row, 7].raw for row in range(2, len(TRUTH.ROWS) + 2)]
    assert notes == [row[6] or "" for row in TRUTH.ROWS]


@pytest.mark.parametrize("name", FILES)
def test_sums_are_exact(name, tmp_path):
    source = opened(fixture_of(name, tmp_path))
    sheet = source.source.sheets[0]
    with duckdb.connect(config={"threads": "1"}) as connection:
        source.load(connection, sheet, (3,))
        total = connection.execute(f"SELECT sum(C_n) FROM {sheet.table}").fetchall()
    assert total == [(sum(row[2] or Decimal() for row in TRUTH.ROWS),)]


@pytest.mark.parametrize("name", FILES)
def test_columns_may_come_in_any_steps(name, tmp_path):
    source = opened(fixture_of(name, tmp_path))
    at_once = cells_of(source)
    assert cells_of(source, (7,), (1, 3), (2, 4, 5), (6, 7)) == at_once


@pytest.mark.parametrize("name", FILES)
def test_a_long_table_shows_the_same_cells(name, tmp_path, monkeypatch):
    source = opened(fixture_of(name, tmp_path))
    plain = cells_of(source)
    monkeypatch.setattr(compact, "LONG_ROWS", 0)
    assert cells_of(source) == plain
    assert cells_of(source, (7,), (1, 3), (2, 4, 5), (6, 7)) == plain


@pytest.mark.parametrize("name", FILES)
def test_the_digest_is_that_of_the_file(name, tmp_path):
    path = fixture_of(name, tmp_path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert opened(path).source.digest == f"sha256:{digest}"


@pytest.mark.parametrize("name", FILES)
def test_what_it_does_not_know_may_not_be_declared(name, tmp_path):
    source = opened(fixture_of(name, tmp_path), colour="red")
    assert "colour" in source.source.problem


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_changed_is_not_loaded(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(fixture_of(name, tmp_path).read_bytes())
    source = opened(path)
    path.write_bytes(path.read_bytes() + b"\n")
    if name in PACKED:
        pytest.skip("what was unpacked stands in memory and stays as it was")
    with duckdb.connect() as connection, pytest.raises(SourceError):
        source.load(connection, source.source.sheets[0], (1,))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffixes[0])
def test_every_word_can_be_written_in_the_configuration(form):
    assert set(form.words) <= set(SOURCE_KEYS)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(content=st.binary(max_size=300))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_bytes_are_a_source_or_a_problem(suffix, content, tmp_path):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    source = opened(path).source
    assert bool(source.problem) != bool(source.sheets)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffixes[0])
def test_a_damaged_file_is_a_source_or_a_problem(form, tmp_path):
    dice = random.Random(form.suffixes[0])
    whole = (FOLDER / f"deals{form.suffixes[0]}").read_bytes()
    requests = []
    for number in range(ROUNDS):
        path = tmp_path / f"{number}{form.suffixes[0]}"
        path.write_bytes(damaged(whole, dice))
        requests.append(
            SourceRequest(str(number), str(path), path.name, Declarer.REPORT)
        )
    with Worker() as worker:
        sources = worker.open_sources(tuple(requests))
        assert all(bool(one.problem) != bool(one.sheets) for one in sources)
        for source in sources[:ROUNDS]:
            assert "defect" not in source.problem
    for source in sources:
        if source.sheets:
            load_alone(requests[int(source.name)], source)


def load_alone(request: SourceRequest, source) -> None:
    """Loads what was opened, in a process of its own: it loads or says why not."""
    sheet = source.sheets[0]
    with Worker() as worker:
        worker.open_sources((request,))
        with suppress(SourceError):
            worker.load((Load(sheet.key, tuple(range(1, sheet.columns + 1))),))


def damaged(whole: bytes, dice: random.Random) -> bytes:
    content = bytearray(whole)
    match dice.randrange(3):
        case 0:
            return bytes(content[: dice.randrange(len(content))])
        case 1:
            for _ in range(dice.randrange(1, 4)):
                content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        case _:
            at = dice.randrange(len(content))
            content[at : at + dice.randrange(64)] = dice.randbytes(dice.randrange(64))
    return bytes(content)


def test_no_two_formats_share_a_suffix():
    assert len(SUFFIXES) == len(set(SUFFIXES))
    assert all(one.startswith(".") and one == one.lower() for one in SUFFIXES)
