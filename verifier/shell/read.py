"""Files in: regular ones alone, and no more of them than is of use."""

from __future__ import annotations

import errno
import os
import stat

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_CHUNK = 1 << 20


def read_file(path: str, most: int) -> bytes:
    """Returns the bytes of a file; a link is followed.

    A pipe is not waited for, and a device is not read for ever.

    Args:
        path: of the file.
        most: bytes that it may have.

    Raises:
        OSError: if it cannot be read, is no regular file, or is longer.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        return _read(descriptor, most)
    finally:
        os.close(descriptor)


def _read(descriptor: int, most: int) -> bytes:
    content = bytearray()
    while chunk := os.read(descriptor, _CHUNK):
        content += chunk
        if len(content) > most:
            raise OSError(errno.EFBIG, f"it has more than {most:,} bytes")
    return bytes(content)
