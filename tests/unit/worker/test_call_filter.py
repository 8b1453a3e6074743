"""The filter of system calls, run by a small machine of our own, and by the kernel."""

from __future__ import annotations

import json
import os
import platform
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from verifier.worker.call_filter import ARCHITECTURES, program

ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026
X86, ARM = ARCHITECTURES["x86_64"], ARCHITECTURES["aarch64"]
ROOT = Path(__file__).resolve().parents[3]
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


def verdict(lines: bytes, code: int, number: int, *arguments: int) -> int:
    """Returns what a filter says of a call.

    Source: Linux, Documentation/networking/filter.rst, on what each line does.

    Raises:
        AssertionError: at a line that is not known here.
    """
    words = struct.pack("=II", number, code) + bytes(8)
    words += b"".join(struct.pack("=Q", a) for a in (*arguments, *[0] * 6)[:6])
    loaded, place = 0, 0
    while True:
        what, yes, no, value = struct.unpack_from("=HBBI", lines, 8 * place)
        place += 1
        match what:
            case 0x06:
                return value
            case 0x20:
                (loaded,) = struct.unpack_from("=I", words, value)
            case 0x15:
                place += yes if loaded == value else no
            case 0x35:
                place += yes if loaded >= value else no
            case 0x45:
                place += yes if loaded & value else no
            case _:
                raise AssertionError(hex(what))


@pytest.mark.parametrize("architecture", [X86, ARM], ids=["x86_64", "aarch64"])
@pytest.mark.parametrize("may_open", [True, False])
def test_each_call_that_is_named_has_its_verdict(architecture, may_open):
    lines = program(architecture, may_open=may_open)
    expected = {"clone3": ENOSYS, "openat2": ENOSYS}
    for name, number in architecture.numbers.items():
        if name in {"open", "openat", "clone"}:
            continue
        found = verdict(lines, architecture.code, number)
        assert found == expected.get(name, EPERM), name


@pytest.mark.parametrize("name", ["read", "write", "mmap", "futex", "exit_group"])
def test_what_it_computes_with_is_allowed(name):
    numbers = {"read": 0, "write": 1, "mmap": 9, "futex": 202, "exit_group": 231}
    lines = program(X86, may_open=False)
    assert verdict(lines, X86.code, numbers[name]) == ALLOW


@pytest.mark.parametrize(
    ("flags", "before", "after"),
    [
        (os.O_RDONLY, ALLOW, EPERM),
        (os.O_RDONLY | 0o2000000, ALLOW, EPERM),  # O_CLOEXEC
        (os.O_WRONLY, EPERM, EPERM),
        (os.O_RDWR, EPERM, EPERM),
        (os.O_RDONLY | 0o100, EPERM, EPERM),  # O_CREAT
        (os.O_RDONLY | 0o1000, EPERM, EPERM),  # O_TRUNC
        (0o20200000 | os.O_RDWR, EPERM, EPERM),  # O_TMPFILE
    ],
)
def test_files_are_opened_for_reading_until_all_is_loaded(flags, before, after):
    for may_open, expected in ((True, before), (False, after)):
        lines = program(X86, may_open=may_open)
        assert verdict(lines, X86.code, 2, 0, flags) == expected
        assert verdict(lines, X86.code, 257, 0, 0, flags) == expected
        lines = program(ARM, may_open=may_open)
        assert verdict(lines, ARM.code, 56, 0, 0, flags) == expected


def test_threads_begin_and_processes_do_not():
    lines = program(X86, may_open=True)
    assert verdict(lines, X86.code, 56, 0x003D0F00) == ALLOW  # pthread_create
    assert verdict(lines, X86.code, 56, 0x01200011) == EPERM  # fork


def test_other_interfaces_of_the_kernel_are_closed():
    lines = program(X86, may_open=True)
    assert verdict(lines, 0x40000003, 0) == EPERM  # 32 bits
    assert verdict(lines, X86.code, 0x40000000) == EPERM  # x32
    assert verdict(lines, ARM.code, 0) == EPERM


@pytest.mark.parametrize("machine", sorted(HEADERS))
def test_the_numbers_are_those_of_the_kernel(machine):
    header = HEADERS[machine]
    if not header.exists():
        pytest.skip("the kernel's headers are not installed")
    pattern = re.compile(r"#define __NR3?2?6?4?_(\w+)\s+(\d+)")
    known = {name: int(n) for name, n in pattern.findall(header.read_text())}
    numbers = ARCHITECTURES[machine].numbers
    assert len(numbers) == len(set(numbers.values()))
    compared = {name: known[name] for name in numbers if name in known}
    assert len(compared) > 80
    assert compared == {name: numbers[name] for name in compared}


INSIDE = """
import ctypes, json, os, signal, socket, subprocess, sys, threading
from verifier.worker.limits import confine, seal
folder, parent = sys.argv[1], os.getppid()
open(folder + "/old", "w").close()
walls = confine(8 << 30, parent)

def refused(action):
    try:
        action()
    except OSError as error:
        return error.errno
    except subprocess.SubprocessError:
        return 1
    return 0

def attempts():
    return {
        "read": refused(lambda: open(folder + "/old").close()),
        "write": refused(lambda: open(folder + "/new", "w")),
        "append": refused(lambda: open(folder + "/old", "a")),
        "remove": refused(lambda: os.remove(folder + "/old")),
        "rename": refused(lambda: os.rename(folder + "/old", folder + "/new")),
        "folder": refused(lambda: os.mkdir(folder + "/new")),
        "mode": refused(lambda: os.chmod(folder + "/old", 0o777)),
        "link": refused(lambda: os.symlink("old", folder + "/new")),
        "socket": refused(socket.socket),
        "pair": refused(socket.socketpair),
        "fork": refused(os.fork),
        "program": refused(lambda: os.execv("/bin/true", ["true"])),
        "spawn": refused(lambda: subprocess.run(["/bin/true"])),
        "signal": refused(lambda: os.kill(parent, 0)),
        "root": refused(lambda: os.chroot(folder)),
    }

thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
before = attempts()
seal()
print(json.dumps([list(walls), before, attempts()]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_the_kernel_refuses_what_the_child_does_not_need(tmp_path):
    if platform.machine().lower() not in ARCHITECTURES:
        pytest.skip(f"no filter is written for {platform.machine()}")
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", INSIDE, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    walls, before, after = json.loads(done.stdout)
    if "calls" not in walls:
        pytest.skip("this kernel filters no system calls")
    assert before.pop("read") == 0
    assert set(before.values()) == {1}, before  # EPERM
    assert set(after.values()) == {1}, after
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


LOOPBACK = """
import os, socket, sys
from verifier.worker import linux
print(linux.leave_network())
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
    print("connected")
except OSError:
    print("not connected")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_a_network_of_its_own_reaches_nobody():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", LOOPBACK, str(listener.getsockname()[1])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    left, reached = done.stdout.split("\n", 1)
    if left != "True":
        pytest.skip("this system gives no process a network of its own")
    assert reached.strip() == "not connected"
