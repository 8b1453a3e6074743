"""What the child process takes away from itself.

Each wall is built where the system knows it. `confine` says which ones stand: the
others are left out, and the settings of the session and the parent's clock stay.
"""

from __future__ import annotations

import signal
import sys
from enum import StrEnum

_OPEN_FILES = 64
_CPU_SECONDS = 7_200  # beyond any check; for a child that no parent watches any more


class Wall(StrEnum):
    """What keeps the child to itself."""

    MEMORY = "memory"  # its address space is limited
    FILES = "files"  # few open files, no core file, nothing written once loaded
    TIME = "time"  # processor time is limited
    PARENT = "parent"  # it ends with its parent
    PRIVILEGES = "privileges"  # it gains none
    NETWORK = "network"  # it stands in a network of its own, or may reach none
    CALLS = "calls"  # the kernel refuses system calls that it does not need


def confine(memory: int, parent: int) -> tuple[Wall, ...]:
    """Returns the walls that stand round this process from now on, for good.

    Args:
        memory: of its whole address space.
        parent: the process that started this one; it ends when that one has ended.

    Units:
        memory: bytes.

    Source: setrlimit(2); on Windows the parent's job holds what is held.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    if sys.platform == "win32":
        return ()
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NOFILE", _OPEN_FILES)
    _limit("RLIMIT_CPU", _CPU_SECONDS)
    walls = [Wall.FILES, Wall.TIME]
    if sys.platform == "linux":
        walls += _confine_on_linux(memory, parent)
    elif sys.platform == "darwin":
        from verifier.worker import darwin  # noqa: PLC0415 - of that system alone

        darwin.end_with(parent)
        walls.append(Wall.PARENT)
        walls += [Wall.NETWORK] if darwin.leave_network() else []
    return tuple(walls)


def seal() -> None:
    """Lets this process write no byte to any file, and open none, from now on."""
    _limit("RLIMIT_FSIZE", 0)
    if sys.platform == "linux":
        from verifier.worker import linux  # noqa: PLC0415 - of that system alone

        linux.filter_calls(may_open=False)


def _confine_on_linux(memory: int, parent: int) -> list[Wall]:
    from verifier.worker import linux  # noqa: PLC0415 - of that system alone

    _limit("RLIMIT_AS", memory)
    built = {
        Wall.PRIVILEGES: linux.give_up_privileges(parent),
        Wall.NETWORK: linux.leave_network(),
        Wall.CALLS: linux.filter_calls(may_open=True),
    }
    walls = [wall for wall, stands in built.items() if stands]
    return [Wall.MEMORY, Wall.PARENT, *walls]


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
