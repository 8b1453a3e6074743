"""A job that holds the child on Windows: its memory, and that it starts nothing.

Written from the system's documentation; it was run with the system faked, not there.
"""

from __future__ import annotations

import ctypes

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_INTERFACE_RESTRICTIONS = 4  # JobObjectBasicUIRestrictions
_ALL_RESTRICTIONS = 0xFF
_ACTIVE_PROCESSES = 0x8
_PROCESS_MEMORY = 0x100
_DIE_ON_EXCEPTION = 0x400
_KILL_ON_CLOSE = 0x2000


class _Limits(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`, the basic limits written out."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def hold(process: int, memory: int) -> int | None:
    """Returns the handle of a job that holds a process, None where there is none.

    The process dies when the handle is closed, and with it when this process ends.

    Args:
        process: its handle.
        memory: of the process, in bytes.

    Source: Microsoft, Job Objects; SetInformationJobObject.
    """
    try:
        system = ctypes.WinDLL("kernel32")
    except (OSError, AttributeError):
        return None
    system.CreateJobObjectW.restype = ctypes.c_void_p
    job = system.CreateJobObjectW(None, None)
    if not job:
        return None
    handle = ctypes.c_void_p(job)
    limits = _Limits(
        flags=_ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE,
        active_processes=1,
        process_memory=memory,
    )
    restrictions = ctypes.c_uint32(_ALL_RESTRICTIONS)
    for kind, setting in (
        (_EXTENDED_LIMITS, limits),
        (_INTERFACE_RESTRICTIONS, restrictions),
    ):
        size = ctypes.sizeof(setting)
        if not system.SetInformationJobObject(
            handle, kind, ctypes.byref(setting), size
        ):
            system.CloseHandle(handle)
            return None
    if not system.AssignProcessToJobObject(handle, ctypes.c_void_p(process)):
        system.CloseHandle(handle)
        return None
    return job


def let_go(job: int) -> None:
    """Closes a job, which kills what is left in it."""
    ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(job))
