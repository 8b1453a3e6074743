"""The command as a process of its own: signals, pipes, exit status."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
WAITS = re.compile("pipe|select|poll")  # what Linux says of a process that waits so
IMPORTING = """
import sys
class Interrupted:
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
from verifier.start import command
command()
"""


def started(*arguments: str, folder: Path = ROOT) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "verifier", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_goes_away_is_no_error() -> None:
    with started("rule") as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(20) == 128 + signal.SIGPIPE


def test_the_exit_status_is_the_process_status() -> None:
    with started("rule", "H015") as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"value (H015, hallucinated)")
    with started("rule", "nothing-of-the-kind") as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, b"")
    assert err.startswith(b"error: rule nothing-of-the-kind\n  found ")


@pytest.fixture
def heeded() -> Iterator[None]:
    """Lets children heed interrupts: in the background a shell has them ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
@pytest.mark.skipif(sys.platform != "linux", reason="/proc says that it waits")
def test_an_interrupt_ends_a_check_at_once_and_without_a_traceback() -> None:
    with started("check", "-", "--isolated") as process:
        assert process.stdin
        process.stdin.write(b"word\n" * 20_000)  # more than a pipe holds: it reads
        process.stdin.flush()
        end = time.monotonic() + 20
        while not WAITS.search(Path(f"/proc/{process.pid}/wchan").read_text()):
            assert time.monotonic() < end
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        status = process.wait(20)
        assert time.monotonic() - begin < 2.0
        assert process.stderr
        assert process.stderr.read() == b""
    assert status == 130


@pytest.mark.parametrize("module", ["verifier.cli", "argparse", "verifier.shell"])
def test_an_interrupt_while_the_command_is_imported_leaves_no_traceback(
    module: str,
) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", IMPORTING, module],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
