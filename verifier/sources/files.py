"""Opens a file of the user's as what it is: a regular file that stays the same."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2 * 1024**3
CHUNK = 4 * 1024**2

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Tells whether a file is still the one that was read."""

    device: int
    inode: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A regular file on disk.

    Attributes:
        path: where it is opened.
        shown: its path as the user knows it.
        identity: what it was when it was first opened.
        is_ours: whether the path is that of a descriptor of ours, a link by nature.
    """

    path: str
    shown: str
    identity: FileIdentity
    is_ours: bool = False


def find_file(path: str, shown: str) -> SourceFile:
    """Returns the regular file at a path.

    Raises:
        SourceError: if there is none, it is no regular file, or it is too large.
    """
    try:
        found = os.lstat(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(
            shown, f"cannot be opened: {reason}", "a file", "Check the path."
        ) from None
    if not stat.S_ISREG(found.st_mode):
        raise SourceError(
            shown,
            f"is {_kind_of(found.st_mode)}",
            "a regular file",
            "Name the file itself.",
        )
    if found.st_size > MOST_BYTES:
        raise SourceError(
            shown,
            f"has {found.st_size:,} bytes",
            f"at most {MOST_BYTES:,}",
            "Cite a part of it, cut into a file of its own.",
        )
    return SourceFile(path, shown, identity_of(found))


def open_file(file: SourceFile) -> int:
    """Returns a descriptor of the file, for the caller to close.

    Raises:
        SourceError: if it cannot be opened, or is not the file that was found.
    """
    try:
        flags = _FLAGS & ~getattr(os, "O_NOFOLLOW", 0) if file.is_ours else _FLAGS
        descriptor = os.open(file.path, flags)
    except OSError as error:
        raise SourceError(
            file.shown,
            f"cannot be opened: {error.strerror}",
            "a readable file",
            "Check its permissions.",
        ) from None
    try:
        check_unchanged(file, descriptor)
    except SourceError:
        os.close(descriptor)
        raise
    return descriptor


def check_unchanged(file: SourceFile, descriptor: int) -> None:
    """Checks that a descriptor still shows the file as it was found.

    Raises:
        SourceError: if the file was replaced or written to.
    """
    if identity_of(os.fstat(descriptor)) != file.identity:
        raise SourceError(
            file.shown,
            "changed while it was read",
            "a file that stays as it is",
            "Run the check again when nothing writes to it.",
        )


def chunks_of(descriptor: int) -> Iterator[bytes]:
    """Yields the bytes of a file from its beginning."""
    position = 0
    while chunk := _read_at(descriptor, position):
        position += len(chunk)
        yield chunk


def identity_of(found: os.stat_result) -> FileIdentity:
    """Returns the identity of a file."""
    return FileIdentity(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _read_at(descriptor: int, position: int) -> bytes:
    os.lseek(descriptor, position, os.SEEK_SET)
    return os.read(descriptor, CHUNK)


def _kind_of(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((name for test, name in kinds if test(mode)), "a special file")
