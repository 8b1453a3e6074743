"""Signals at every stage of a check: it ends soon, and nothing is left behind."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.no_cover

if sys.platform != "linux":
    pytest.skip("children are seen in /proc", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[3]
DEADLINE = 60.0  # for what is waited for to appear
SOON = 5.0  # for the end; on an idle machine it takes a tenth of a second
REPORT = """\
Sales were [30](#c1).

```claims
[c1] deals.csv!A2:B100001
{calculation}
```
"""
TOTAL = "SELECT sum(a) FROM deals"
# every row has the same a, so that ten thousand million pairs are counted
HEAVY = "SELECT count(*) FROM deals AS x JOIN deals AS y ON x.a = y.a"
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
SIGNALS = [*STATUS, signal.SIGKILL]


def wait_for(event: Callable[[], object], seconds: float = DEADLINE) -> None:
    """Waits until an event has happened."""
    end = time.monotonic() + seconds
    while not event():
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(0.005)


def children(pid: int) -> list[int]:
    return [int(n) for n in read(f"/proc/{pid}/task/{pid}/children").split()]


def read(path: str) -> str:
    """Returns what a file of /proc holds, nothing where the process has gone."""
    try:
        return Path(path).read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def holds_open(pid: int, name: str) -> bool:
    try:
        links = [fd.readlink() for fd in Path(f"/proc/{pid}/fd").iterdir()]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return any(str(link).endswith(name) for link in links)


def is_sealed(pid: int) -> bool:
    """Returns whether a worker has loaded everything and may write no more."""
    limits = read(f"/proc/{pid}/limits").splitlines()
    sizes = [line for line in limits if line.startswith("Max file size")]
    return bool(sizes) and sizes[0].split()[3] == "0"


def is_gone(pid: int) -> bool:
    state = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return not state or state[0] == "Z"


class Check:
    """A check that runs as a process of its own, in a folder of its own."""

    def __init__(self, folder: Path, calculation: str, rows: int, *options: str):
        self.folder = folder
        (folder / "temporary").mkdir()
        text = REPORT.format(calculation=calculation)
        (folder / "report.md").write_text(text)
        (folder / "deals.csv").write_text("a,b\n" + "1,2\n" * rows)
        self.before = set(folder.rglob("*"))
        errors = (folder / "temporary" / "stderr").open("wb")
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [
                *(sys.executable, "-X", "importtime", "-m", "verifier", "check"),
                *(*options, "report.md", "--isolated"),
            ],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "temporary")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            preexec_fn=_default_signals,  # noqa: PLW1509 - no threads here
        )
        errors.close()
        self.before.add(folder / "temporary" / "stderr")
        self.seen: set[int] = set()

    def worker(self) -> int:
        """Returns the child's process id, or 0 while there is none."""
        found = children(self.process.pid)
        self.seen.update(found)
        return found[0] if found else 0

    def errors(self) -> str:
        lines = (self.folder / "temporary" / "stderr").read_text("utf-8").splitlines()
        return "\n".join(li for li in lines if not li.startswith("import time:"))

    def imported(self, module: str) -> bool:
        text = (self.folder / "temporary" / "stderr").read_text("utf-8")
        return f" {module}\n" in text

    def ends_by(self, number: int) -> None:
        self.worker()
        begin = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(DEADLINE)
        assert time.monotonic() - begin < SOON
        expected = STATUS.get(signal.Signals(number), -number)
        assert (status, self.errors()) == (expected, "")
        wait_for(lambda: all(map(is_gone, self.seen)), SOON)
        assert set(self.folder.rglob("*")) == self.before


def _default_signals() -> None:
    for number in STATUS:
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.fixture
def check(tmp_path: Path) -> Iterator[Callable[..., Check]]:
    started: list[Check] = []

    def start(*given: object) -> Check:
        started.append(Check(tmp_path, *given))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()


@pytest.mark.parametrize("number", SIGNALS)
def test_while_modules_are_imported(check: Callable[..., Check], number: int) -> None:
    running = check(TOTAL, 10)
    wait_for(lambda: running.imported("verifier.shell.configuration"))
    running.ends_by(number)


@pytest.mark.parametrize("number", SIGNALS)
def test_while_the_worker_reads(check: Callable[..., Check], number: int) -> None:
    running = check(TOTAL, 5_000_000)
    wait_for(lambda: (w := running.worker()) and holds_open(w, "/deals.csv"))
    running.ends_by(number)


@pytest.mark.parametrize("number", SIGNALS)
def test_while_a_statement_runs(check: Callable[..., Check], number: int) -> None:
    running = check(HEAVY, 100_000)
    wait_for(lambda: (w := running.worker()) and is_sealed(w))
    running.ends_by(number)


@pytest.mark.parametrize("number", SIGNALS)
def test_while_the_result_is_written(
    check: Callable[..., Check], number: int, tmp_path: Path
) -> None:
    (tmp_path / "long.md").write_text("It was 12.5% here.\n\n" * 8000)
    running = check(TOTAL, 10, "--output-format", "json", "long.md")
    wait_for(running.worker)
    wait_for(lambda: not running.worker())  # the rest is rendering and printing
    running.ends_by(number)


def test_what_nohup_ignores_is_ignored(tmp_path: Path) -> None:
    code = (
        "import signal, os, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from verifier import cli; parser = cli._parser;"
        "cli._parser = lambda: os.kill(os.getpid(), signal.SIGHUP) or parser();"
        "sys.exit(cli.main(['--version']))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
