"""Opens a file of the user's as what it is: a regular file that stays the same."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2 * 1024**3
CHUNK = 4 * 1024**2
SMALL = 64 * 1024**2
"""Up to here a file is read once more to see that its bytes are still the same."""

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = (
    os.O_RDONLY
    | _NO_LINKS
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Tells whether a file is still the one that was read.

    Attributes:
        device: on which it lies.
        inode: its number there.
        size: in bytes.
        changed: when its bytes were last written, as anybody may set it.
        touched: when the system last saw a change, which nobody can set.
    """

    device: int
    inode: int
    size: int
    changed: int
    touched: int


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


def find_file(path: str, shown: str, most: int = MOST_BYTES) -> SourceFile:
    """Returns the regular file at a path.

    Args:
        path: where it is; no part of it is a link.
        shown: its path as the user knows it.
        most: bytes that it may have.

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
    if found.st_size > most:
        raise SourceError(
            shown,
            f"has {found.st_size:,} bytes",
            f"at most {most:,}",
            "Cite a part of it, cut into a file of its own.",
        )
    return SourceFile(path, shown, identity_of(found))


def open_file(file: SourceFile) -> int:
    """Returns a descriptor of the file, for the caller to close.

    Raises:
        SourceError: if it cannot be opened, or is not the file that was found.
    """
    try:
        if file.is_ours:
            descriptor = os.open(file.path, _FLAGS & ~_NO_LINKS)
        else:
            descriptor = _open_without_links(file.path)
    except OSError as error:
        is_linked = error.errno in (errno.ELOOP, errno.ENOTDIR)
        raise SourceError(
            file.shown,
            "is reached through a symbolic link"
            if is_linked
            else f"cannot be opened: {error.strerror}",
            "a readable file",
            "Name the file itself." if is_linked else "Check its permissions.",
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
        refuse_change(file)


def refuse_change(file: SourceFile) -> NoReturn:
    """Refuses a file that did not stay as it was.

    Raises:
        SourceError: always.
    """
    raise SourceError(
        file.shown,
        "changed while it was read",
        "a file that stays as it is",
        "Run the check again when nothing writes to it.",
    )


def check_digest(file: SourceFile, digest: str) -> None:
    """Checks that a file still has the bytes of which a digest was taken.

    A write within the very tick of the clock in which the file was found shows in no
    time stamp; reading a larger file takes longer than such a tick.

    Raises:
        SourceError: if it was replaced or written to.
    """
    descriptor = open_file(file)
    try:
        if file.identity.size <= SMALL and digest_of(descriptor) != digest:
            refuse_change(file)
    finally:
        os.close(descriptor)


def digest_of(descriptor: int) -> str:
    """Returns `sha256:…` of all bytes of a file."""
    digest = hashlib.sha256()
    for chunk in chunks_of(descriptor):
        digest.update(chunk)
    return f"sha256:{digest.hexdigest()}"


def chunks_of(descriptor: int) -> Iterator[bytes]:
    """Yields the bytes of a file from its beginning."""
    position = 0
    while chunk := _read_at(descriptor, position):
        position += len(chunk)
        yield chunk


def identity_of(found: os.stat_result) -> FileIdentity:
    """Returns the identity of a file."""
    return FileIdentity(
        found.st_dev,
        found.st_ino,
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )


def _read_at(descriptor: int, position: int) -> bytes:
    os.lseek(descriptor, position, os.SEEK_SET)
    return os.read(descriptor, CHUNK)


def _open_without_links(path: str) -> int:
    """Returns a descriptor of a file, reached folder by folder through no link.

    So a folder that becomes a link between the check of a path and its opening leads
    nowhere. Where a system cannot do so, its path is looked at again.

    Raises:
        OSError: if it cannot be opened, or a part of its path is a link.
    """
    path = os.path.abspath(path)  # noqa: PTH100 - the child has no use for pathlib
    if not hasattr(os, "O_PATH") or os.open not in os.supports_dir_fd:
        descriptor = os.open(path, _FLAGS)
        if os.path.realpath(path) != path:
            os.close(descriptor)
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        return descriptor
    through = os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC | _NO_LINKS
    *folders, name = path.strip(os.sep).split(os.sep)  # noqa: PTH206 - see above
    here = os.open(os.sep, through)
    try:
        for folder in folders:
            there = os.open(folder, through, dir_fd=here)
            os.close(here)
            here = there
        return os.open(name, _FLAGS, dir_fd=here)
    finally:
        os.close(here)


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
