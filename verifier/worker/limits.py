"""What the child process takes away from itself.

Each limit is set where the system knows it; elsewhere it is left out, and the settings
of the session and the parent's clock stay.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_OPEN_FILES = 64
_SET_PARENT_DEATH_SIGNAL = 1
_SET_NO_NEW_PRIVILEGES = 38


def confine(memory: int, parent: int) -> None:
    """Limits memory, files and privileges of this process, for good.

    Args:
        memory: of its whole address space.
        parent: the process that started this one; it ends when that one has ended.

    Units:
        memory: bytes.

    Source: prctl(2), setrlimit(2).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NOFILE", _OPEN_FILES)
    if sys.platform == "linux":
        _limit("RLIMIT_AS", memory)
        system = ctypes.CDLL(None)
        system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        system.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)  # it ended before the signal was asked for


def forbid_writing() -> None:
    """Lets this process write no byte to any file from now on."""
    _limit("RLIMIT_FSIZE", 0)


def _limit(name: str, most: int) -> None:
    """Sets a limit, or the lower one that is set already; nothing on Windows."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has no such module

    which: int = getattr(resource, name)
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))
