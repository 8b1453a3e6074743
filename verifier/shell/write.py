"""Files out: whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from verifier.errors import PolicyError


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
    target = Path(os.path.realpath(path))
    if any(target == Path(os.path.realpath(other)) for other in untouchable):
        raise PolicyError(
            path,
            "the output would be written over a file that is being checked",
            "another file",
            "Give -o a file of its own.",
        )
    content = text.encode("utf-8", "backslashreplace")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        raise PolicyError(
            path,
            f"the output cannot be written: {error.strerror or error}",
            "a file in a folder that you may write to",
        ) from None


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(draft, flags, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
