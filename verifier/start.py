"""Where a process of the command begins, before it imports anything."""

from __future__ import annotations

from typing import NoReturn

_INTERRUPTED = 130


def command() -> NoReturn:
    """Ends the process with the status of the command, also while that is imported."""
    try:
        from verifier import cli  # noqa: PLC0415 - an interrupt may come meanwhile

        cli.command()
    except KeyboardInterrupt:
        import os  # noqa: PLC0415

        os._exit(_INTERRUPTED)
