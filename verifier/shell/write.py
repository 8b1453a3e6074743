"""Files out: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from verifier.errors import PolicyError
from verifier.shell.discover import real_path


def write_file(path: str, text: str, untouchable: tuple[str, ...] = ()) -> None:
    """Writes a text so that the file holds either all of it or what it held before.

    A link is followed; a device such as /dev/null is written to as it is.

    Args:
        path: the file.
        text: written in UTF-8.
        untouchable: files that must not be written over: the reports and sources.

    Raises:
        PolicyError: if the file cannot be written.
    """
    target = Path(real_path(path))
    if any(target == Path(real_path(other)) for other in untouchable):
        raise PolicyError(
            path,
            "the output would be written over a file that is being checked",
            "another file",
            "Give -o a file of its own.",
        )
    content = text.encode("utf-8", "backslashreplace")
    try:
        if Path(path).exists() and not target.is_file():
            _write_through(path, content)
        else:
            _replace(target, content)
    except (OSError, ValueError) as error:
        raise PolicyError(
            path,
            f"the output cannot be written: {getattr(error, 'strerror', '') or error}",
            "a file in a folder that you may write to, with room for it",
            "Check the path, its permissions and the room that is left.",
        ) from None


def keep_file(path: str) -> None:
    """Refuses a path at which something is written already.

    Raises:
        PolicyError: where a file is there and is not empty.
    """
    target = Path(real_path(path))
    if target.is_file() and target.stat().st_size:
        raise PolicyError(
            path,
            "a file is there, and a draft would be written over it",
            "a path at which nothing is written yet",
            "Give -o another file, or delete this one first.",
        )


def _write_through(path: str, content: bytes) -> None:
    """Writes to a device or a pipe; one that nobody reads is not waited for."""
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    if os.name == "posix":
        os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f".verifier.{os.getpid()}.draft")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(draft, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
