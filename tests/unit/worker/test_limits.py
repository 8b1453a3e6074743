"""Limits are set once and never raised; what a system lacks is left out."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

import pytest

from verifier.worker import limits

resource = pytest.importorskip("resource", reason="Windows has no such module")


class System:
    def __init__(self):
        self.calls = []

    def prctl(self, *numbers):
        self.calls.append(numbers[:2])


@pytest.fixture
def system(monkeypatch):
    """Returns what would have been called, instead of confining the tests."""
    found = System()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: found)
    monkeypatch.setattr(signal, "signal", lambda *words: found.calls.append(words))
    monkeypatch.setattr(
        resource, "setrlimit", lambda which, most: found.calls.append((which, most))
    )
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (100, 100))
    return found


def test_linux_has_every_limit(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    limits.confine(99, os.getppid())
    limits.forbid_writing()
    assert system.calls == [
        (signal.SIGINT, signal.SIG_IGN),
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_NOFILE, (64, 64)),
        (resource.RLIMIT_AS, (99, 99)),
        (38, 1),
        (1, signal.SIGKILL),
        (resource.RLIMIT_FSIZE, (0, 0)),
    ]


def test_a_limit_is_never_raised(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    limits.confine(101, os.getppid())
    assert (resource.RLIMIT_AS, (100, 100)) in system.calls


def test_no_limit_gives_way_to_ours(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    endless = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    monkeypatch.setattr(resource, "getrlimit", lambda _which: endless)
    limits.confine(101, os.getppid())
    assert (resource.RLIMIT_AS, (101, 101)) in system.calls


def test_a_child_whose_parent_is_gone_ends(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SystemExit):
        limits.confine(99, os.getppid() + 1)
    assert (1, signal.SIGKILL) in system.calls


def test_other_systems_have_fewer(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    limits.confine(99, 1)
    limits.forbid_writing()
    assert system.calls == [(signal.SIGINT, signal.SIG_IGN)]
    monkeypatch.setattr(sys, "platform", "darwin")
    limits.confine(99, 1)
    assert (resource.RLIMIT_CORE, (0, 0)) in system.calls
    assert not any(call[0] == 38 for call in system.calls)
