"""What archives really hold, and what becomes of it.

A row is: what is odd, the file's name, its bytes, what is declared of it, and what must
come of it: the rows that are read, or a word of the problem.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

# the time in the head would make names of tests differ from run to run
gzipped = partial(gzip.compress, mtime=0)

CSV = b"a,b\n1,x\n2,y\n"
ROWS = [["a", "b"], ["1", "x"], ["2", "y"]]
SOURCES = Path(__file__).resolve().parents[3] / "fixtures" / "sources"


def member(content: bytes, flags: int = 0, *parts: bytes) -> bytes:
    """Returns a member of gzip with the optional parts of its head (RFC 1952, 2.3)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\xff" + b"".join(parts)
    if flags & 2:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    return head + body + struct.pack("<II", zlib.crc32(content), len(content))


def archive(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as made:
        for name, content in members:
            made.writestr(name, content)
    return target.getvalue()


def changed(content: bytes, signature: bytes, at: int, value: bytes) -> bytes:
    """Returns an archive with a field of each head of one sort overwritten."""
    whole, start = bytearray(content), 0
    while (start := whole.find(signature, start)) >= 0:
        whole[start + at : start + at + len(value)] = value
        start += 4
    return bytes(whole)


def flagged(content: bytes, value: int) -> bytes:
    """Returns an archive whose members have these flags."""
    local = changed(content, b"PK\3\4", 6, struct.pack("<H", value))
    return changed(local, b"PK\1\2", 8, struct.pack("<H", value))


def tar(content: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as made:
        entry = tarfile.TarInfo("a.csv")
        entry.size = len(content)
        made.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def streamed() -> bytes:
    """Returns an archive whose sizes stand behind the members, as pipes write them."""

    class Pipe:
        def __init__(self) -> None:
            self.pieces: list[bytes] = []

        def write(self, piece: bytes) -> int:
            self.pieces.append(bytes(piece))
            return len(piece)

        def flush(self) -> None:
            """Does nothing."""

    pipe: Any = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.csv", CSV)
    return b"".join(pipe.pieces)


def large_form() -> bytes:
    """Returns an archive that uses the fields for files beyond four gigabytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w") as made,
        made.open("a.csv", "w", force_zip64=True) as stream,
    ):
        stream.write(CSV)
    return target.getvalue()


def linked() -> bytes:
    """Returns an archive with a symbolic link, whose content is where it leads."""
    mode = struct.pack("<I", 0o120777 << 16)
    return changed(archive(("a.csv", b"/etc/passwd")), b"PK\1\2", 38, mode)


GZIP = [
    ("one member", "a.csv.gz", gzipped(CSV), ROWS),
    ("no compression at all", "a.csv.gz", gzipped(CSV, 0), ROWS),
    ("the name of another file in the head", "a.csv.gz", member(CSV, 8, b"b.xlsx\0"), ROWS),
    ("a comment in the head", "a.csv.gz", member(CSV, 16, b"made by us\0"), ROWS),
    ("an extra field, as bgzip writes it", "a.csv.gz",
     member(CSV, 4, struct.pack("<H", 6), b"BC\2\0\x1b\0"), ROWS),
    ("a checksum of the head", "a.csv.gz", member(CSV, 2), ROWS),
    ("a mark for text", "a.csv.gz", member(CSV, 1), ROWS),
    ("blocks one behind the other", "a.csv.gz", b"".join(member(bytes([b])) for b in CSV), ROWS),
    ("an empty block at the end", "a.csv.gz", member(CSV) + member(b""), ROWS),
    ("zeros to a full block of tape", "a.csv.gz", gzipped(CSV) + b"\0" * 512, ROWS),
    ("capital letters", "A.CSV.GZ", gzipped(CSV), ROWS),
    ("UTF-16 within", "a.csv.gz", gzipped(CSV.decode().encode("utf-16")), ROWS),
    ("a byte order mark within", "a.csv.gz", gzipped(b"\xef\xbb\xbf" + CSV), ROWS),
    ("tabs", "a.tsv.gz", gzipped(CSV.replace(b",", b"\t")), ROWS),
    ("records of JSON", "a.ndjson.gz", gzipped(b'{"a":1,"b":"x"}\n{"a":2,"b":"y"}'), ROWS),
    ("nothing packed", "a.csv.gz", gzipped(b""), []),
    ("a file that is not packed", "a.csv.gz", CSV, "damaged"),
    ("an empty file", "a.csv.gz", b"", []),
    ("cut off in the body", "a.csv.gz", gzipped(CSV)[:-12], "ends too early"),
    ("cut off in the checksum", "a.csv.gz", gzipped(CSV)[:-6], "ends too early"),
    ("cut off in the second block", "a.csv.gz", member(CSV) + member(CSV)[:-9], "ends too early"),
    ("a wrong checksum", "a.csv.gz", gzipped(CSV)[:-8] + b"\1\2\3\4" + gzipped(CSV)[-4:], "damaged"),
    ("a wrong length", "a.csv.gz", gzipped(CSV)[:-4] + b"\0\0\0\1", "damaged"),
    ("something behind", "a.csv.gz", gzipped(CSV) + b"\r\n", "damaged"),
    ("a bomb", "a.csv.gz", gzipped(b"1\n" * (6 * 2**20)), "unpacks to more"),
    ("packed twice under one suffix", "a.csv.gz", gzipped(gzipped(CSV)), "gzip"),
    ("packed twice", "a.csv.gz.gz", gzipped(gzipped(CSV)), "format"),
    ("bzip2", "a.csv.gz", bz2.compress(CSV), "damaged"),
    ("xz", "a.csv.gz", lzma.compress(CSV), "damaged"),
    ("a tape archive", "a.tar.gz", gzipped(tar(CSV)), "format"),
    ("no suffix of what is packed", "a.gz", gzipped(CSV), "format"),
    ("the suffix was lost", "a.csv", gzipped(CSV), "gzip"),
]  # fmt: skip

ZIP = [
    ("one member", "a.zip", archive(("a.csv", CSV)), ROWS),
    ("in a folder", "a.zip", archive(("q3/x/a.csv", CSV)), ROWS),
    ("stored", "a.zip", archive(("a.csv", CSV), how=zipfile.ZIP_STORED), ROWS),
    ("bzip2", "a.zip", archive(("a.csv", CSV), how=zipfile.ZIP_BZIP2), ROWS),
    ("LZMA", "a.zip", archive(("a.csv", CSV), how=zipfile.ZIP_LZMA), ROWS),
    ("folders of their own", "a.zip", archive(("q3/", b""), ("q3/a.csv", CSV)), ROWS),
    ("a note beside", "a.zip", archive(("README.md", b"# x"), ("a.csv", CSV)), ROWS),
    ("what a Mac leaves", "a.zip",
     archive(("__MACOSX/._a.csv", b"\0\5"), (".DS_Store", b"\0"), ("a.csv", CSV)), ROWS),
    ("sizes behind the members", "a.zip", streamed(), ROWS),
    ("fields for large files", "a.zip", large_form(), ROWS),
    ("a program in front that unpacks", "a.zip", b"#!/bin/sh\nexit\n" + archive(("a.csv", CSV)), ROWS),
    ("letters of other scripts in the name", "a.zip", archive(("выручка.csv", CSV)), ROWS),
    ("a name in an old code page", "a.zip",
     flagged(archive(("aä.csv", CSV)), 0), ROWS),
    ("capital letters", "A.ZIP", archive(("A.CSV", CSV)), ROWS),
    ("a member that is packed itself", "a.zip", archive(("a.csv.gz", gzipped(CSV))), ROWS),
    ("records of JSON", "a.zip", archive(("a.json", b'[{"a":1,"b":"x"},{"a":2,"b":"y"}]')), ROWS),
    ("a name that leads elsewhere", "a.zip", archive(("../../a.csv", CSV)), "0 files"),
    ("a name from the root is a name", "a.zip", archive(("/etc/a.csv", CSV)), ROWS),
    ("a link is the text of where it leads", "a.zip", linked(), [["/etc/passwd"]]),
    ("two members", "a.zip", archive(("a.csv", CSV), ("b.csv", CSV)), "2 files"),
    ("no member that is data", "a.zip", archive(("a.pdf", b"%PDF")), "0 files"),
    ("no member", "a.zip", archive(), "0 files"),
    ("an archive within", "a.zip", archive(("b.zip", archive(("a.csv", CSV)))), "0 files"),
    ("a password", "a.zip", flagged(archive(("a.csv", CSV)), 1), "password"),
    ("a way of packing that is not known", "a.zip",
     changed(changed(archive(("a.csv", CSV)), b"PK\3\4", 8, b"\x62\0"), b"PK\1\2", 10, b"\x62\0"), "damaged"),
    ("a wrong checksum", "a.zip", changed(archive(("a.csv", CSV)), b"PK\1\2", 16, b"\1\2\3\4"), "damaged"),
    ("another name in the member's own head", "a.zip",
     changed(archive(("a.csv", CSV)), b"PK\3\4", 30, b"b"), "damaged"),
    ("the list of members was cut off", "a.zip", archive(("a.csv", CSV))[:-40], "damaged"),
    ("the members were cut off", "a.zip", archive(("a.csv", CSV * 9))[30:], "damaged"),
    ("a bomb", "a.zip", archive(("a.csv", b"1\n" * (6 * 2**20))), "unpacks to more"),
    ("a text", "a.zip", CSV, "damaged"),
    ("an empty file", "a.zip", b"", "damaged"),
    ("gzip", "a.zip", gzipped(CSV), "damaged"),
    ("the suffix was lost", "a.csv", archive(("a.csv", CSV)), "ZIP"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [row[1:] for row in GZIP + ZIP],
    ids=[f"{kind} {row[0]}" for kind, rows in (("gzip", GZIP), ("zip", ZIP)) for row in rows],
)  # fmt: skip
def test_what_becomes_of_it(opened, load, name, content, wanted):
    found = opened(content, name)
    if isinstance(wanted, str):
        assert wanted in found.source.problem
        return
    assert not found.source.problem
    assert load(found).raw() == wanted


@pytest.mark.parametrize(
    "name",
    [
        *("deals.xlsx", "deals.xlsb", "deals.xls", "deals.ods", "deals.sqlite"),
        *("deals.duckdb", "deals.parquet", "deals.json", "deals.ndjson", "deals.tsv"),
    ],
)
@pytest.mark.parametrize("way", ["gzip", "zip"])
def test_every_format_may_be_packed(opened, load, name, way):
    content = (SOURCES / name).read_bytes()
    plain = load(opened(content, name))
    if way == "gzip":
        packed = load(opened(gzipped(content), f"{name}.gz"))
    else:
        packed = load(opened(archive((name, content)), "all.zip"))
    assert packed.raw() == plain.raw()


def test_a_packed_database_in_the_mode_of_logs_is_read(opened, load, tmp_path):
    path = tmp_path / "made.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (5)")
    connection.close()
    found = load(opened(gzipped(path.read_bytes()), "a.sqlite.gz"))
    assert found.raw() == [["a"], ["5"]]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [("q3/b.csv", ""), ("q3\\b.csv", "0 files"), ("Q3/B.csv", "0 files")],
)
def test_a_member_is_named_as_the_archive_does(opened, wanted, says):
    content = archive(("a.csv", CSV), ("q3/b.csv", CSV))
    assert says in opened(content, "a.zip", member=wanted).source.problem


def test_there_are_enough_oddities():
    assert len(GZIP) >= 20 <= len(ZIP)
