"""What is opened at all, and how it is quoted."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.safety.archives import cell, parts_of, zipped
from verifier.errors import SourceError
from verifier.model.address import CellRange
from verifier.model.source import Declarer, Sheet, SheetKey, SourceRequest
from verifier.sources import files, open_source, quote_cells
from verifier.sources.dates import DateOrder, read_date, text_of_serial
from verifier.sources.files import MOST_BYTES
from verifier.sources.sql import name


def problem(path: Path) -> str:
    request = SourceRequest("a", str(path), path.name, Declarer.REPORT)
    opened = open_source(request, 1)
    assert opened.source.sheets == ()
    with pytest.raises(SourceError):
        opened.load(None, Sheet(SheetKey("a"), "sheet_1", 0, 0, 0, ()), ())  # type: ignore[arg-type]
    return opened.source.problem


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("a,b\n1,2\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    assert "symbolic link" in problem(tmp_path / "link.csv")
    assert "a folder" in problem(tmp_path / "folder.csv")
    assert "a pipe" in problem(tmp_path / "pipe.csv")
    assert "No such file" in problem(tmp_path / "none.csv")
    assert "cannot be opened" in problem(tmp_path / "nul\0.csv")


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # a hole: takes no space on disk
    assert "at most 2,147,483,648" in problem(path)


def opened_then(path: Path, content: bytes, change) -> str:
    """Returns what is said when a file changes between opening and loading."""
    path.write_bytes(content)
    opened = open_source(SourceRequest("a", str(path), path.name, Declarer.REPORT), 1)
    assert not opened.source.problem
    change(path)
    with duckdb.connect() as connection, pytest.raises(SourceError) as caught:
        opened.load(connection, opened.source.sheets[0], (1,))
    return str(caught.value)


def rewritten(path: Path) -> None:
    """Writes other cells of the same length, and sets the time of the file back."""
    before = path.stat()
    content = path.read_bytes()
    with path.open("r+b") as file:
        file.write(content.replace(b"5", b"6"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path) -> None:
    content = path.read_bytes()
    path.rename(path.with_name("old"))
    path.write_bytes(content)


def cut(path: Path) -> None:
    os.truncate(path, 3)


def grown(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"9\n")


def led_elsewhere(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    path.parent.symlink_to("moved")


LARGE = b"n,m\n" + b"5,7\n" * 1_200_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"n\n5\n"),
        ("a.csv", LARGE),
        ("a.xlsx", zipped(parts_of(cell("5")), 0)),
    ],
    ids=["small", "large", "workbook"],
)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (rewritten, "changed while it was read"),
        (replaced, "changed while it was read"),
        (led_elsewhere, "reached through a symbolic link"),
        (Path.unlink, "No such file"),
        (cut, "changed while it was read"),
        (grown, "changed while it was read"),
    ],
)
def test_a_file_that_changes_between_opening_and_loading_is_refused(
    tmp_path: Path, name: str, content: bytes, change, words: str
) -> None:
    (tmp_path / "here").mkdir()
    assert words in opened_then(tmp_path / "here" / name, content, change)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"n\n5\n"), ("a.xlsx", zipped(parts_of(cell("5")), 0))],
)
def test_a_write_that_no_time_stamp_shows_is_seen_by_the_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    monkeypatch.setattr(
        files, "identity_of", lambda _: files.FileIdentity(1, 2, 3, 4, 5)
    )
    said = opened_then(tmp_path / name, content, rewritten)
    assert "changed while it was read" in said


def test_no_folder_on_the_way_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.csv").write_text("n\n5\n")
    (tmp_path / "link").symlink_to("real")
    assert "reached through a symbolic link" in problem(tmp_path / "link" / "a.csv")


@pytest.mark.parametrize("path_flag", [True, False])
def test_without_help_of_the_system_the_path_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, path_flag: bool
) -> None:
    if not path_flag:
        monkeypatch.delattr(os, "O_PATH")
    test_no_folder_on_the_way_may_be_a_link(tmp_path)
    path = tmp_path / "real" / "a.csv"
    request = SourceRequest("a", str(path), path.name, Declarer.REPORT)
    assert not open_source(request, 1).source.problem


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.pages"
    path.write_bytes(b"PAR1")
    found = problem(path)
    for suffix in (".csv", ".tsv", ".txt", ".xlsx", ".xlsm"):
        assert suffix in found


def test_a_name_like_a_pattern_is_one_file(loaded) -> None:
    found = loaded(b"a,b\n1,2\n", "[a-z]*.csv")
    assert found.raw() == [["a", "b"], ["1", "2"]]


def test_long_ranges_show_first_rows_and_last(loaded) -> None:
    found = loaded(b"n,x\n" + b"".join(b"%d,y\n" % n for n in range(100)))
    cells = CellRange(found.sheet.key, 1, 2, 2, 90)
    quote = quote_cells(found.connection, found.layout, cells, 4)
    assert quote.rows == (2, 3, 4, 90)
    assert [cell.raw for cell in quote.quoted if cell.column == 1] == [
        *("0", "1", "2", "88"),
    ]
    past = CellRange(found.sheet.key, 1, 100, 3, 200)
    quote = quote_cells(found.connection, found.layout, past, 4)
    assert quote.rows == (100, 101)
    assert {cell.column for cell in quote.quoted} == {1, 2}
    beyond = CellRange(found.sheet.key, 1, 500, 1, 600)
    assert quote_cells(found.connection, found.layout, beyond, 4).rows == ()
    single = CellRange(found.sheet.key, 1, 5, 1, 5)
    assert quote_cells(found.connection, found.layout, single, 1).rows == (5,)


def test_names_in_sql_are_ours() -> None:
    with pytest.raises(SourceError):
        name('a"; DROP TABLE x; --')


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("1899-12-31", None),
        ("1900-01-01", 1),
        ("1900-02-28", 59),
        ("1900-03-01", 61),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("15 Jan 2024", 45306),
        ("15-January-2024", 45306),
        ("Jan 15, 2024", 45306),
        ("15 Foo 2024", None),
        ("2024-01-15T25:00", None),
        ("2024/1/15", 45306),
        ("2024-01/15", None),
        ("1.2.24", None),
        ("١٥.٠١.٢٠٢٤", None),
        ("05/05/2024", 45417),
    ],
)
def test_dates(text: str, serial: int | None) -> None:
    assert read_date(text, DateOrder.AMBIGUOUS) == serial


def test_serials_beyond_the_calendar_stay_numbers() -> None:
    assert text_of_serial(Decimal(3_000_000)) == "3000000"
    assert text_of_serial(Decimal("45305.999999999")) == "2024-01-15"
