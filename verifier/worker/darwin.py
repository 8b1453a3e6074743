"""What the child process gives up on macOS, beside limits on files.

Written from the system's documentation; it was run with the system faked, not there.
"""

from __future__ import annotations

import ctypes
import os
import threading

_LIBRARY = "/usr/lib/libSystem.B.dylib"
_NAMED_PROFILE = 1
_BETWEEN_LOOKS = 0.5


def leave_network() -> bool:
    """Returns whether this process can reach no network any more.

    Source: sandbox_init(3); the profile is `kSBXProfileNoNetwork`.
    """
    try:
        system = ctypes.CDLL(_LIBRARY)
        return (
            system.sandbox_init(b"no-network", _NAMED_PROFILE, ctypes.c_void_p()) == 0
        )
    except (OSError, AttributeError):
        return False


def end_with(parent: int) -> threading.Thread:
    """Returns the thread that ends this process when its parent has ended.

    There is no signal for it as on Linux, so it looks twice a second.
    """
    never = threading.Event()

    def watch() -> None:
        while os.getppid() == parent:
            never.wait(_BETWEEN_LOOKS)
        os._exit(1)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread
