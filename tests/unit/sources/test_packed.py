"""Packed files: what is unpacked, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from functools import partial
from pathlib import Path

import pytest

from verifier.sources import unpacking

# the time in the head would make names of tests differ from run to run
gzipped = partial(gzip.compress, mtime=0)

CSV = b"a,b\n1,x\n2,y\n"
RAW = [["a", "b"], ["1", "x"], ["2", "y"]]


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        gzipped(CSV),
        gzipped(CSV, 0),
        gzipped(CSV[:5]) + gzipped(CSV[5:]),
        gzipped(CSV) + b"\0" * 512,
        gzipped(b"") + gzipped(CSV),
    ],
)
def test_gzip_is_unpacked(loaded, content):
    found = loaded(content, "a.csv.gz")
    assert found.raw() == RAW
    assert found.source.digest == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert found.decision("compression") == "gzip"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (CSV, "damaged"),
        (b"", ""),
        (gzipped(CSV)[:-6], "ends too early"),
        (gzipped(CSV)[:-4] + b"\0\0\0\1", "damaged"),
        (gzipped(CSV) + b"rest", "damaged"),
        (b"\x1f\x8b\x08", "ends too early"),
        (gzipped(b"\0" * (12 * 2**20)), "unpacks to more"),
        (gzipped(gzipped(CSV)), ""),
    ],
)
def test_gzip_that_is_broken_or_swells_is_a_problem(opened, content, says):
    source = opened(content, "a.csv.gz").source
    if says:
        assert says in source.problem
    else:
        assert source.problem or not source.sheets[0].rows


def test_what_is_packed_twice_is_not_read(opened):
    content = gzipped(gzipped(CSV))
    assert "format" in opened(content, "a.csv.gz.gz").source.problem


@pytest.mark.parametrize(
    ("members", "declared"),
    [
        ({"a_csv": CSV}, {}),
        ({"q3__a_csv": CSV, "read_me": b"x"}, {}),
        ({"a_csv": CSV, "b_csv": b"c\n9\n"}, {"member": "a.csv"}),
        ({"a_csv_gz": gzipped(CSV)}, {}),
        (
            {"__MACOSX__a_csv": b"x", "a_csv": CSV, "q____DS_csv": b"x"},
            {"member": "a.csv"},
        ),
    ],
)
def test_a_member_is_unpacked(loaded, members, declared):
    assert loaded(packed(**members), "a.zip", **declared).raw() == RAW


@pytest.mark.parametrize(
    ("members", "declared", "says"),
    [
        ({"a_csv": CSV, "b_csv": CSV}, {}, "2 files"),
        ({"read_me": CSV}, {}, "0 files"),
        ({}, {}, "0 files"),
        ({"a_csv": CSV}, {"member": "b.csv"}, "0 files"),
        ({"a_csv": CSV}, {"member": "../a.csv"}, "0 files"),
        ({"a_zip": packed(a_csv=CSV)}, {"member": "a.zip"}, "format"),
        ({"a_csv": b"\0" * (12 * 2**20)}, {}, "unpacks to more"),
    ],
)
def test_an_archive_that_is_unclear_is_a_problem(opened, members, declared, says):
    assert says in opened(packed(**members), "a.zip", **declared).source.problem


def test_a_damaged_member_is_a_problem(opened):
    content = bytearray(packed(a_csv=CSV * 50))
    content[40] ^= 255
    assert "damaged" in opened(bytes(content), "a.zip").source.problem


def test_what_is_no_archive_is_a_problem(opened):
    assert "damaged" in opened(CSV, "a.zip").source.problem
    assert "member" in opened(CSV, "a.csv", member="x").source.problem


def test_a_member_that_stands_twice_is_a_problem(opened):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.csv", CSV)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", b"other\n1\n")
    assert "2 files" in opened(target.getvalue(), "a.zip").source.problem


def test_sizes_are_counted_not_believed(opened, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_BYTES", 100)
    assert "at most" in opened(packed(a_csv=CSV * 50), "a.zip").source.problem


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a.zip/b.csv", ("a.zip", "b.csv")),
        ("x/a.ZIP/q/b.csv", ("x/a.ZIP", "q/b.csv")),
        ("x\\a.zip\\q\\b.csv", ("x\\a.zip", "q/b.csv")),
        ("a.zipper/b.csv", ("a.zipper/b.csv", "")),
        ("a.csv", ("a.csv", "")),
    ],
)
def test_a_member_is_named_behind_its_archive(path, parts):
    assert unpacking.split_member(path) == parts


def test_descriptors_are_closed_where_unpacking_fails(opened):
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("the system does not list open descriptors")
    before = len(list(folder.iterdir()))
    for _ in range(5):
        opened(gzipped(b"\0" * (12 * 2**20)), "a.csv.gz")
    assert len(list(folder.iterdir())) == before
