"""Files in archives: unpacked within limits, into memory of ours that has no name."""

from __future__ import annotations

import hashlib
import lzma
import os
import struct
import sys
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError
from verifier.sources.files import (
    CHUNK,
    SourceFile,
    check_unchanged,
    chunks_of,
    find_file,
    identity_of,
    open_file,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

MOST_BYTES = 1024**3
MOST_RATIO = 300
FREE_BYTES = 10 * 1024**2
"""Below this size nobody is hurt, whatever the ratio."""
MOST_MEMBERS = 10_000

GZIP = ".gz"
ZIP = ".zip"
_GZIP_MODE = 16 + zlib.MAX_WBITS
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(OSError, OverflowError, struct.error, lzma.LZMAError),
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file that may have been packed.

    Attributes:
        file: what is to be read.
        name: its name, by whose suffix the format is known.
        digest: of the packed bytes; empty where nothing was packed.
        decisions: (name, value) of how it was unpacked.
    """

    file: SourceFile
    name: str
    digest: str = ""
    decisions: tuple[tuple[str, str], ...] = ()


def split_member(path: str) -> tuple[str, str]:
    """Returns the path of an archive and the member that is named behind it.

    Example:
        >>> split_member("q3/exports.zip/deals.csv"), split_member("deals.csv")
        (('q3/exports.zip', 'deals.csv'), ('deals.csv', ''))
    """
    at = path.lower().replace("\\", "/").find(f"{ZIP}/")
    if at < 0:
        return path, ""
    end = at + len(ZIP)
    return path[:end], path[end + 1 :].replace("\\", "/")


def unpack(path: str, shown: str, member: str, suffixes: Iterable[str]) -> Unpacked:
    """Returns the file at a path, unpacked where it is packed.

    Args:
        path: where it is.
        shown: the path as the user knows it.
        member: the member of an archive that is declared, or empty.
        suffixes: of the formats that are read.

    Raises:
        SourceError: if there is no such file or member, or it would swell beyond all
            limits.
    """
    outer, named = split_member(path)
    shown_outer, _ = split_member(shown)
    file = find_file(outer, shown_outer)
    name = outer or shown_outer
    decisions: list[tuple[str, str]] = []
    digest = ""
    if name.lower().endswith(ZIP):
        digest = _digest_of(file)
        file, name = _member_of(file, named or member, tuple(suffixes))
        decisions.append(("member", name))
    elif member:
        raise SourceError(shown, "is declared with 'member'", "an archive", "Drop it.")
    if name.lower().endswith(GZIP):
        digest = digest or _digest_of(file)
        file, name = _expanded(file), name[: -len(GZIP)]
        decisions.append(("compression", "gzip"))
    return Unpacked(file, name, digest, tuple(decisions))


def _digest_of(file: SourceFile) -> str:
    digest = hashlib.sha256()
    descriptor = open_file(file)
    try:
        for chunk in chunks_of(descriptor):
            digest.update(chunk)
        check_unchanged(file, descriptor)
    finally:
        os.close(descriptor)
    return f"sha256:{digest.hexdigest()}"


def _expanded(file: SourceFile) -> SourceFile:
    """Returns what a gzip file holds, all of its members one behind the other.

    Source: RFC 1952, 2.2: a file may be a series of members.
    """
    descriptor = open_file(file)
    try:
        return _kept(_gunzipped(file, descriptor), file.shown, file.identity.size)
    finally:
        os.close(descriptor)


def _gunzipped(file: SourceFile, descriptor: int) -> Iterator[bytes]:
    reader = zlib.decompressobj(_GZIP_MODE)
    is_begun = False
    try:
        for chunk in chunks_of(descriptor):
            rest = chunk
            while rest:
                if reader.eof:
                    rest = rest.lstrip(b"\0")  # archivers pad to a full block
                    reader, is_begun = zlib.decompressobj(_GZIP_MODE), False
                    continue
                is_begun = True
                yield reader.decompress(rest, CHUNK)
                rest = reader.unconsumed_tail or reader.unused_data
    except zlib.error as error:
        _refuse(file.shown, str(error))
    if is_begun and not reader.eof:
        _refuse(file.shown, "it ends too early")


def _member_of(
    file: SourceFile, wanted: str, suffixes: tuple[str, ...]
) -> tuple[SourceFile, str]:
    """Returns a member of an archive: the wanted one, or the only one that is data.

    Raises:
        SourceError: if there is none, or it is damaged or encrypted.
    """
    with _opened(file) as archive:
        entry = _entry_of(archive, file.shown, wanted, suffixes)
        try:
            with archive.open(entry) as stream:
                pieces = iter(lambda: stream.read(CHUNK), b"")
                shown = f"{file.shown}/{entry.filename}"
                packed = max(entry.compress_size, 1)
                return _kept(pieces, shown, packed), entry.filename
        except _DAMAGED as error:
            _refuse(file.shown, f"{entry.filename}: {error}")
        except RuntimeError as error:  # so zipfile says that a password is needed
            raise SourceError(file.shown, str(error), "an open archive") from None


@contextmanager
def _opened(file: SourceFile) -> Generator[zipfile.ZipFile]:
    descriptor = open_file(file)
    with os.fdopen(descriptor, "rb") as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            _refuse(file.shown, str(error))
        with archive:
            yield archive
        check_unchanged(file, descriptor)


def _entry_of(
    archive: zipfile.ZipFile, shown: str, wanted: str, suffixes: tuple[str, ...]
) -> zipfile.ZipInfo:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise SourceError(
            shown, f"holds {len(entries):,} files", f"at most {MOST_MEMBERS:,}"
        )
    if wanted:
        found = [entry for entry in entries if entry.filename == wanted]
    else:
        found = [e for e in entries if _is_data(e.filename, suffixes)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(entry.filename for entry in entries[:8])
    raise SourceError(
        shown,
        f"holds {len(found)} files {'of that name' if wanted else 'that can be read'}",
        f"one file; it holds {names or 'none'}",
        "Name one: ARCHIVE.zip/FILE, or declare member = FILE.",
    )


def _is_data(name: str, suffixes: tuple[str, ...]) -> bool:
    inner = name.lower().removesuffix(GZIP)
    is_litter = name.startswith("__MACOSX/") or "/." in f"/{name}"
    return inner.endswith(suffixes) and not is_litter


def _kept(pieces: Iterable[bytes], shown: str, packed: int) -> SourceFile:
    """Returns a file in memory that holds the pieces.

    Raises:
        SourceError: if they are too many for what they were packed in.
    """
    descriptor = _nameless()
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            _check_size(shown, size, packed)
            _write(descriptor, piece)
    except BaseException:
        os.close(descriptor)
        raise
    identity = identity_of(os.fstat(descriptor))
    return SourceFile(f"/dev/fd/{descriptor}", shown, identity, is_ours=True)


def _check_size(shown: str, size: int, packed: int) -> None:
    if size > MOST_BYTES or (size > FREE_BYTES and size > MOST_RATIO * packed):
        raise SourceError(
            shown,
            f"unpacks to more than {size:,} bytes from {packed:,}",
            f"at most {MOST_BYTES:,} bytes, and {MOST_RATIO} fold",
            "Unpack it yourself, if it may be so large.",
        )


def _write(descriptor: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _nameless() -> int:
    if sys.platform == "linux":
        return os.memfd_create("unpacked", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _refuse(shown: str, words: str) -> NoReturn:
    raise SourceError(
        shown, f"is damaged: {words}", "a whole archive", "Pack it anew."
    ) from None
