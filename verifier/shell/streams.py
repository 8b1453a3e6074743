"""The standard streams: results out, and in four parts what stands against them."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from verifier.errors import PolicyError, VerifierError
from verifier.shell.server_address import without_logins

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator

COULD_NOT_CHECK = 2

_CHUNK = 1 << 16
_SHOW_PROGRESS_AFTER = 1.0  # seconds: short work needs no progress


def standard_input(most: int) -> bytes:
    """Returns what standard input holds, a byte more than the most at most.

    Raises:
        PolicyError: if it is closed.
    """
    if sys.stdin is None:  # closed by whoever started this
        raise PolicyError(
            "-", "standard input is closed", "a report", "Give it one, or a path."
        )
    stream = cast("io.BufferedReader", sys.stdin.buffer)
    chunks: list[bytes] = []
    left = most + 1
    with _woken_by_signals() as wait_for:
        while left:
            wait_for(stream)
            chunk = stream.read1(min(left, _CHUNK))
            if not chunk:
                break
            chunks.append(chunk)
            left -= len(chunk)
    return b"".join(chunks)


@contextmanager
def _woken_by_signals() -> Generator[Callable[[io.BufferedReader], None]]:
    """Yields what waits for input or a signal.

    A signal that comes right before a read would wait for the next input; a byte that
    it leaves in a pipe is there whenever it came.

    Source: docs.python.org, signal.set_wakeup_fd; main thread and POSIX alone.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if os.name != "posix" or not is_main:
        yield lambda _: None
        return
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    before = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
    try:
        yield lambda stream: _wait_for(stream, reads)
    finally:
        signal.set_wakeup_fd(before)
        os.close(reads)
        os.close(writes)


def _wait_for(stream: io.BufferedReader, signals: int) -> None:
    """Returns when there is input; a signal's handler runs meanwhile."""
    try:
        source = stream.fileno()
    except (OSError, AttributeError):  # no file of the system's
        return
    woken: list[int] = []
    while source not in woken:
        woken, _, _ = select.select([source, signals], [], [])
        if signals in woken:
            os.read(signals, _CHUNK)


def write(text: str) -> None:
    """Writes to standard output; what its encoding lacks is written as an escape.

    Raises:
        PolicyError: if it is closed.
    """
    if sys.stdout is None:  # closed by whoever started this
        raise PolicyError(
            "standard output", "it is closed", "a place for results", "Give -o FILE."
        )
    text = _safe(text)
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def flush() -> None:
    """Brings what was written to where it goes, which may be a full disk.

    Raises:
        BrokenPipeError: if its reader has gone away.
        PolicyError: if it cannot be written.
    """
    if sys.stdout is None:  # see _write
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        leave_quietly(COULD_NOT_CHECK)
        raise PolicyError(
            "standard output",
            f"it cannot be written: {error.strerror or error}",
            "room for the results",
            "Make room, or give -o FILE.",
        ) from None


def complain(text: str) -> None:
    """Writes to standard error, where there is one; a login is in no message."""
    if sys.stderr is None:  # closed by whoever started this
        return
    text = without_logins(_safe(text))
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
    except OSError:  # nobody can be told; the exit status says it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def report_error(error: VerifierError) -> int:
    """Returns exit status 2, having said where, what, what else and what to do."""
    from verifier.renderers import one_line  # noqa: PLC0415

    facts = (
        ("found", error.read),
        ("expected", error.expected or "what can be checked"),
        ("do", error.remedy or "Correct it and run the check again."),
    )
    lines = [f"error: {one_line(error.where) or 'verifier'}"]
    lines += [f"  {label:<10}{one_line(text)}" for label, text in facts if text]
    complain("\n".join(lines) + "\n")
    return COULD_NOT_CHECK


def report_defect(error: Exception) -> int:
    """Returns exit status 2, having shown where the verifier or the machine failed."""
    name = type(error).__name__
    if isinstance(error, OSError | MemoryError | RecursionError):
        return report_error(
            VerifierError(
                "the machine",
                f"{name}: {error}",
                "files, memory and processes as they are needed",
                "Free some, or check fewer reports at once.",
            )
        )
    from traceback import format_exception  # noqa: PLC0415

    from verifier.renderers import one_line  # noqa: PLC0415

    trace = "".join(format_exception(error)).splitlines()
    complain("".join(f"| {one_line(line)}\n" for line in trace))
    return report_error(
        VerifierError(
            "the verifier",
            f"{name}, a defect of its own",
            "no defect",
            "Please report it, with the lines above.",
        )
    )


def leave_quietly(status: int) -> int:
    """Returns a status, standard output led to nowhere: 141 is that of SIGPIPE.

    Source: Python documentation, note on SIGPIPE: the interpreter would otherwise
    complain when it flushes standard output at exit.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def progress_line(*, quiet: bool) -> tuple[Callable[[], None], Callable[[str], None]]:
    """Returns what clears the line of progress, and what writes it."""
    from time import monotonic  # noqa: PLC0415

    start = monotonic()
    shown: list[str] = []
    is_shown = bool(sys.stderr) and sys.stderr.isatty() and not quiet

    def say(message: str) -> None:
        if is_shown and monotonic() - start > _SHOW_PROGRESS_AFTER:
            shown.append(message)
            sys.stderr.write(f"\r\x1b[Kverifier: {message} …")
            sys.stderr.flush()

    def clear() -> None:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    return clear, say


def _safe(text: str) -> str:
    from verifier.renderers import defused  # noqa: PLC0415 - --help loads nothing

    return defused(text)
