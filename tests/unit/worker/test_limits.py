"""Limits are set once and never raised; what a system lacks is left out.

The systems are faked: macOS and Windows are not at hand, and the tests stay free.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
import threading
from types import SimpleNamespace

import pytest

from verifier.worker import child, darwin, limits, linux, windows
from verifier.worker.limits import Wall

resource = pytest.importorskip("resource", reason="Windows has no such module")

LINUX = (Wall.MEMORY, Wall.PARENT, Wall.PRIVILEGES, Wall.NETWORK, Wall.CALLS)


class System:
    """Notes what it is asked for, and answers as it was told to."""

    def __init__(self):
        self.calls = []
        self.answers = {}

    def __getattr__(self, name):
        def call(*given):
            self.calls.append((name, *given[:2]))
            first = given[0] if isinstance(given[0], int) else None
            return self.answers.get((name, first), self.answers.get(name, 0))

        return call


@pytest.fixture
def system(monkeypatch):
    """Returns what would have been called, instead of confining the tests."""
    found = System()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: found)
    monkeypatch.setattr(signal, "signal", lambda *words: found.calls.append(words))
    monkeypatch.setattr(
        resource, "setrlimit", lambda which, most: found.calls.append((which, most))
    )
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (10_000, 10_000))
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    return found


@pytest.fixture
def on_linux(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    return system


def test_linux_has_every_wall(on_linux):
    walls = limits.confine(99, os.getppid())
    assert walls == (Wall.FILES, Wall.TIME, *LINUX)
    limits.seal()
    assert on_linux.calls == [
        (signal.SIGINT, signal.SIG_IGN),
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_NOFILE, (64, 64)),
        (resource.RLIMIT_CPU, (7200, 7200)),
        (resource.RLIMIT_AS, (99, 99)),
        ("prctl", 38, 1),
        ("prctl", 1, signal.SIGKILL),
        ("unshare", 0x40000000),
        ("prctl", 22, 2),
        (resource.RLIMIT_FSIZE, (0, 0)),
        ("prctl", 22, 2),
    ]


def test_a_limit_is_never_raised(on_linux):
    limits.confine(10_001, os.getppid())
    assert (resource.RLIMIT_AS, (10_000, 10_000)) in on_linux.calls


def test_no_limit_gives_way_to_ours(on_linux, monkeypatch):
    endless = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    monkeypatch.setattr(resource, "getrlimit", lambda _which: endless)
    limits.confine(101, os.getppid())
    assert (resource.RLIMIT_AS, (101, 101)) in on_linux.calls


def test_a_child_whose_parent_is_gone_ends(on_linux):
    with pytest.raises(SystemExit):
        limits.confine(99, os.getppid() + 1)
    assert ("prctl", 1, signal.SIGKILL) in on_linux.calls


def test_an_ordinary_user_takes_a_user_namespace_along(on_linux):
    on_linux.answers["unshare", 0x40000000] = -1
    assert Wall.NETWORK in limits.confine(99, os.getppid())
    assert ("unshare", 0x50000000) in on_linux.calls


def test_a_wall_that_the_kernel_does_not_build_is_not_said_to_stand(on_linux):
    on_linux.answers |= {"unshare": -1, "prctl": -1}
    assert limits.confine(99, os.getppid()) == (
        *(Wall.FILES, Wall.TIME, Wall.MEMORY, Wall.PARENT),
    )


@pytest.mark.parametrize("machine", ["riscv64", "ppc64le", ""])
def test_other_processors_have_no_filter(on_linux, monkeypatch, machine):
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert not linux.filter_calls(may_open=True)
    assert not [call for call in on_linux.calls if call[1] == 22]


def test_macos_limits_files_and_leaves_the_network(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    watched = []
    monkeypatch.setattr(darwin, "end_with", watched.append)
    walls = limits.confine(99, 7)
    assert walls == (Wall.FILES, Wall.TIME, Wall.PARENT, Wall.NETWORK)
    assert watched == [7]
    assert ("sandbox_init", b"no-network", 1) in system.calls
    assert not any(call[0] == resource.RLIMIT_AS for call in system.calls)
    limits.seal()
    assert system.calls[-1] == (resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize("error", [OSError, AttributeError])
def test_a_macos_without_its_sandbox_says_so(monkeypatch, error):
    def fail(_name):
        raise error

    monkeypatch.setattr(ctypes, "CDLL", fail)
    assert not darwin.leave_network()


def test_on_macos_the_child_looks_after_its_parent(monkeypatch):
    looks = iter([7, 7, 1])
    ended = threading.Event()
    monkeypatch.setattr(os, "getppid", lambda: next(looks))
    monkeypatch.setattr(os, "_exit", lambda _status: ended.set())
    monkeypatch.setattr(darwin, "_BETWEEN_LOOKS", 0.001)
    darwin.end_with(7).join()
    assert ended.is_set()


def test_windows_leaves_it_to_the_job(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert limits.confine(99, 1) == ()
    limits.seal()
    assert system.calls == [(signal.SIGINT, signal.SIG_IGN)]


@pytest.fixture
def job(monkeypatch):
    """Returns a Windows that answers every call with success."""
    found = System()
    found.answers |= {
        "CreateJobObjectW": 5,
        "SetInformationJobObject": 1,
        "AssignProcessToJobObject": 1,
    }

    def create(*_nothing):
        found.calls.append(("CreateJobObjectW",))
        return found.answers["CreateJobObjectW"]

    found.CreateJobObjectW = create
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: found, raising=False)
    return found


def names(calls):
    return [call[0] for call in calls]


def test_on_windows_a_job_holds_the_child(job):
    assert windows.hold(3, 1 << 30) == 5
    assert names(job.calls) == [
        "CreateJobObjectW",
        "SetInformationJobObject",
        "SetInformationJobObject",
        "AssignProcessToJobObject",
    ]
    windows.let_go(5)
    assert names(job.calls)[-1] == "CloseHandle"


@pytest.mark.parametrize(
    ("failing", "closed"),
    [
        ("CreateJobObjectW", False),
        ("SetInformationJobObject", True),
        ("AssignProcessToJobObject", True),
    ],
)
def test_a_job_that_cannot_be_made_is_none(job, failing, closed):
    job.answers[failing] = 0
    assert windows.hold(3, 1 << 30) is None
    assert ("CloseHandle" in names(job.calls)) == closed


def test_without_windows_there_is_no_job(monkeypatch):
    def fail(_name):
        raise OSError

    monkeypatch.setattr(ctypes, "WinDLL", fail, raising=False)
    assert windows.hold(3, 1 << 30) is None


def test_the_limits_of_a_job_are_laid_out_as_windows_has_them():
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION has 144 bytes on 64 bits
    size = ctypes.sizeof(windows._Limits)
    assert size == 144 if ctypes.sizeof(ctypes.c_void_p) == 8 else size
    assert windows._Limits.process_memory.offset == 112
    assert windows._Limits.flags.offset == 16


def test_on_windows_the_child_is_held_and_let_go(job, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert child._held(SimpleNamespace(_handle=3), 1 << 30) == 5
    assert child._held(SimpleNamespace(), 1 << 30) is None
    held = object.__new__(child.Child)
    held._job, held._is_ready, held._walls = 5, True, ("files",)
    assert held.walls == ("files", Wall.MEMORY, Wall.PARENT)
    held._let_go()
    assert held._job is None
    assert names(job.calls)[-1] == "CloseHandle"
