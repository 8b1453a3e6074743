"""Starts a server of PostgreSQL for the tests of one module, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def binary(name: str) -> str:
    found = shutil.which(name) or ""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found or (str(places[-1]) if places else "")


@contextmanager
def running(script: str) -> Iterator[str]:
    """Yields the folder of the socket of a server that ran a script."""
    programs = {name: binary(name) for name in ("initdb", "postgres", "psql")}
    if not all(programs.values()):
        pytest.skip("no PostgreSQL is installed: initdb, postgres and psql are needed")
    other: dict[str, Any] = {}
    if os.getuid() == 0:  # it does not run as root
        other = {"user": "nobody", "group": "nogroup"}
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        if other:
            shutil.chown(name, "nobody", "nogroup")
        env = {"PATH": os.environ["PATH"], "HOME": name}
        words = f"-D {name}/d -A trust -U tester -E UTF8 --locale=C".split()
        made = [programs["initdb"], *words]
        subprocess.run(
            made, check=True, cwd=name, env=env, capture_output=True, **other
        )
        with _served(programs["postgres"], name, env, other):
            _fill(programs["psql"], name, env, script)
            yield name


@contextmanager
def _served(
    program: str, name: str, env: dict[str, str], other: dict[str, Any]
) -> Iterator[None]:
    words = f"-D {name}/d -c listen_addresses= -c fsync=off".split()
    process = subprocess.Popen(
        [program, *words, "-c", f"unix_socket_directories={name}"],
        cwd=name,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **other,
    )
    try:
        lines = process.stdout or ()
        if not any("ready to accept connections" in line for line in lines):
            pytest.skip("the server did not start")
        yield
    finally:
        process.terminate()
        process.communicate()


def _fill(program: str, name: str, env: dict[str, str], script: str) -> None:
    words = f"-h {name} -U tester -v ON_ERROR_STOP=1 -q postgres".split()
    done = subprocess.run(
        [program, *words],
        input=script,
        text=True,
        env=env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def postgres():
    """Yields what starts a server, with a script to run in it, for one module."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(running(script))
