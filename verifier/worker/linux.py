"""What the child process gives up on Linux, beside limits on memory and files."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys

from verifier.worker.call_filter import ARCHITECTURES, program

_SET_PARENT_DEATH_SIGNAL = 1
_SET_SECCOMP = 22
_SET_NO_NEW_PRIVILEGES = 38
_FILTER = 2
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_char_p))


def give_up_privileges(parent: int) -> bool:
    """Returns whether this process and what it starts can gain no privilege any more.

    It is killed when its parent ends. Where that has ended already, it exits.

    Source: prctl(2).
    """
    system = ctypes.CDLL(None)
    held = system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    system.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)  # it ended before the signal was asked for
    return held


def leave_network() -> bool:
    """Returns whether this process is in a network of its own that holds nothing.

    Not every system lets it: containers often do not, and some kernels keep user
    namespaces from ordinary users. The filter of system calls stands there, too.

    Source: unshare(2), user_namespaces(7).
    """
    system = ctypes.CDLL(None)
    ways = (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK)
    return any(system.unshare(way) == 0 for way in ways)


def filter_calls(*, may_open: bool) -> bool:
    """Returns whether the kernel filters the system calls of this process from now on.

    Args:
        may_open: whether it may still open files for reading.
    """
    architecture = ARCHITECTURES.get(platform.machine().lower())
    if architecture is None or sys.byteorder != "little":
        return False
    lines = program(architecture, may_open=may_open)
    asked = _Program(len(lines) // 8, lines)
    system = ctypes.CDLL(None)
    return system.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(asked), 0, 0) == 0
