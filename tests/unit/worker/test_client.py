"""A real child process: what it gives, and what its end leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from verifier.errors import SourceError, VerifierError
from verifier.model.address import CellRange
from verifier.model.plan import Disturbance, Load, Statement
from verifier.model.reason import Reason
from verifier.model.source import Declarer, SheetKey, SourceRequest
from verifier.worker import Worker, client
from verifier.worker.child import Child, ChildEnded
from verifier.worker.wire import OpenSources

KEY = SheetKey("deals.csv")
TOTAL = Statement("total", "SELECT sum(B_n) FROM sheet_1")
BOMB = Statement(
    "bomb",
    "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) "
    "SELECT max(i) FROM r",
)
CELLS = CellRange(KEY, 2, 2, 2, 401)
SLEEP = "import time; time.sleep(60)"
MEMORY = 4 << 30


@pytest.fixture
def loaded(worker, deals, both_columns):
    worker.open_sources((deals,))
    worker.load(both_columns)
    return worker


def pid(worker):
    return worker._child._process.pid


def is_gone(process):
    """Returns whether no such process is left, not even as a zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_the_whole_way(loaded, amounts):
    moved = Statement("moved", TOTAL.sql, Disturbance.NUMBERS, "seed", (CELLS,))
    total, other = loaded.run((TOTAL, moved))
    assert total.number == sum(amounts)
    assert other.number not in {None, total.number}
    (quote,) = loaded.quote(((CELLS, 2),))
    assert quote.quoted[0].number == amounts[0]


def test_a_hundred_statements_come_back_in_order(loaded):
    statements = tuple(Statement(str(i), f"SELECT {i}") for i in range(100))
    assert [o.number for o in loaded.run(statements)] == list(range(100))
    one_by_one = [loaded.run((statement,))[0].number for statement in statements]
    assert one_by_one == list(range(100))


def test_a_bomb_is_a_limit_and_the_rest_goes_on(loaded, amounts):
    start = time.monotonic()
    before, bomb, after = loaded.run((TOTAL, BOMB, TOTAL))
    assert time.monotonic() - start < 3
    assert bomb.problem is Reason.LIMIT
    assert before == after
    assert after.number == sum(amounts)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT length(repeat('x', 100000000000))",
        "SELECT len(list_distinct(range(50000000)))",
        "SELECT levenshtein(repeat('ab', 60000), repeat('ba', 50000))",
    ],
)
def test_what_ignores_interrupts_is_killed(loaded, amounts, sql):
    before = pid(loaded)
    start = time.monotonic()
    first, bomb, after = loaded.run((TOTAL, Statement("bomb", sql), TOTAL))
    assert time.monotonic() - start < 8
    assert bomb.problem is not None
    assert first.number == after.number == sum(amounts)
    if pid(loaded) != before:
        assert bomb.problem is Reason.LIMIT
        assert is_gone(before)


def test_a_child_that_hangs_is_killed_and_replaced(loaded, amounts):
    os.kill(pid(loaded), signal.SIGSTOP)
    stopped = pid(loaded)
    first, second = loaded.run((TOTAL, TOTAL))
    assert first.problem is Reason.LIMIT
    assert "time" in first.message
    assert second.number == sum(amounts)
    assert is_gone(stopped)


def test_a_child_killed_from_outside_is_replaced(loaded, amounts):
    os.kill(pid(loaded), signal.SIGKILL)
    first, second = loaded.run((TOTAL, TOTAL))
    assert first.problem is Reason.LIMIT
    assert "signal 9" in first.message
    assert second.number == sum(amounts)
    os.kill(pid(loaded), signal.SIGKILL)
    assert loaded.quote(((CELLS, 2),))[0].quoted[0].number == amounts[0]


def test_restarts_come_to_an_end(loaded, monkeypatch):
    monkeypatch.setattr(client, "MOST_RESTARTS", 0)
    os.kill(pid(loaded), signal.SIGKILL)
    outcomes = loaded.run((TOTAL, TOTAL, TOTAL))
    assert [o.problem for o in outcomes] == [Reason.LIMIT] * 3
    assert "too many" in outcomes[2].message


def test_all_statements_together_have_a_limit(deals, both_columns):
    with Worker(1.0, batch_seconds=0.3) as worker:
        worker.open_sources((deals,))
        worker.load(both_columns)
        outcomes = worker.run((BOMB, TOTAL))
    assert [o.problem for o in outcomes] == [Reason.LIMIT] * 2
    assert "all calculations" in outcomes[1].message


def test_a_file_that_changes_before_a_restart_stops_the_check(loaded, deals):
    Path(deals.path).write_text("segment,amount\nSMB,1\n")
    os.kill(pid(loaded), signal.SIGKILL)
    with pytest.raises(SourceError, match="changed"):
        loaded.run((TOTAL,))


def test_a_reader_that_breaks_down_spoils_its_source_alone(deals, tmp_path):
    with Worker(1.0, reading_seconds=0.5) as worker:
        worker._child.answer = answer_after(worker._child, 0)
        other = tmp_path / "other.csv"
        other.write_text("x\n1\n")
        second = SourceRequest("other.csv", str(other), "other.csv", Declarer.REPORT)
        first, good = worker.open_sources((deals, second))
        assert "broke down" in first.problem
        assert [sheet.table for sheet in good.sheets] == ["sheet_1"]
        layouts = worker.load((Load(SheetKey("other.csv"), (1,)),))
        assert layouts[0].sheet.rows == 2


def answer_after(child, count):
    """Returns an `answer` that gives the child's own answers, then its end."""
    honest, given = child.answer, []

    def answer(seconds):
        if len(given) >= count:
            child.end()
            raise ChildEnded("a reader aborted")
        given.append(honest(seconds))
        return given[-1]

    return answer


def test_a_source_that_takes_too_long_says_so(deals):
    with Worker(1.0, reading_seconds=0.4) as worker:
        os.kill(pid(worker), signal.SIGSTOP)
        worker._child._is_ready = True
        worker.request_open((deals,))
        (source,) = worker.open_sources((deals,))
        assert "0.4 seconds" in source.problem


def test_columns_are_loaded_once(loaded, both_columns):
    with pytest.raises(SourceError, match="loaded before"):
        loaded.load(both_columns)


def test_a_sheet_that_is_not_there_is_an_error(worker):
    with pytest.raises(SourceError, match="no such sheet"):
        worker.load((Load(SheetKey("no.csv"), (1,)),))


def test_sources_are_opened_once_and_come_in_the_order_asked_for(
    worker, deals, tmp_path
):
    other = tmp_path / "other.csv"
    other.write_text("x\n1\n")
    second = SourceRequest("other.csv", str(other), "other.csv", Declarer.REPORT)
    found = worker.open_sources((second, deals, second))
    assert [source.name for source in found] == ["other.csv", "deals.csv", "other.csv"]
    assert worker.open_sources((deals,)) == (found[1],)
    assert found[0].sheets[0].table == "sheet_2"


def test_rows_of_a_library_call_are_sent_whatever_their_length():
    rows = (("segment", "amount"), *((f"row {i}" * 20, i) for i in range(30_000)))
    request = SourceRequest("df", "", "df", Declarer.COMMAND, frame=rows)
    with Worker(2.0) as worker:
        (source,) = worker.open_sources((request,))
        assert source.sheets[0].rows == 30_001


def test_quoting_twice_in_vain_is_an_error(loaded, monkeypatch):
    def fail(_self, _seconds):
        raise ChildEnded("it ended")

    monkeypatch.setattr(loaded, "_restart", lambda: None)
    monkeypatch.setattr(Child, "answer", fail)
    with pytest.raises(VerifierError, match="cannot be quoted"):
        loaded.quote(((CELLS, 2),))


def test_an_answer_of_another_class_ends_the_child(worker, deals, monkeypatch):
    worker.open_sources((deals,))
    monkeypatch.setattr(client, "MOST_RESTARTS", 0)
    worker._running.ask(OpenSources((deals,)))  # answered with a Source, not expected
    (outcome,) = worker.run((TOTAL,))
    assert outcome.problem is Reason.LIMIT
    assert "answered with Source" in outcome.message


def test_a_worker_that_was_not_started_says_so(deals):
    with pytest.raises(VerifierError, match="not running"):
        Worker().request_open((deals,))


@pytest.mark.parametrize(
    ("boot", "words"),
    [
        ("import no_such_module", "No module named 'no_such_module'"),
        ("raise SystemExit(3)", "exit status 3"),
        ("import os; os.write(1, b'x' * 100)", "answered with a frame"),
        ("import os; os.write(1, bytes(7) + bytes([4]) + b'null')", "answered with no"),
    ],
)
def test_a_child_that_does_not_start_says_why(boot, words):
    child = Child(MEMORY, boot)
    with pytest.raises(VerifierError, match="did not start") as caught:
        child.answer(1.0)
    assert words in str(caught.value)
    assert is_gone(child._process.pid)


def test_a_child_that_begins_with_another_answer_did_not_start():
    content = b'["Done",[]]'
    frame = len(content).to_bytes(8, "big") + content
    child = Child(MEMORY, f"import os; os.write(1, {frame!r}); {SLEEP}")
    with pytest.raises(VerifierError, match="began with Done"):
        child.answer(1.0)
    child.end()
    assert is_gone(child._process.pid)


def test_no_interpreter_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(VerifierError, match="did not start"):
        Child(MEMORY)


def test_the_end_leaves_nothing_behind(deals, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = (threading.active_count(), set(tmp_path.iterdir()))
    with Worker() as worker:
        worker.open_sources((deals,))
        process = pid(worker)
    assert is_gone(process)
    assert (threading.active_count(), set(tmp_path.iterdir())) == before
    worker.close()


def test_an_end_in_the_middle_of_a_long_request_does_not_hang():
    child = Child(MEMORY, SLEEP)
    rows = tuple((str(i) * 50,) for i in range(50_000))
    request = SourceRequest("df", "", "df", Declarer.COMMAND, frame=rows)
    child.ask(OpenSources((request,)))
    start = time.monotonic()
    child.end()
    child.end()
    assert time.monotonic() - start < 2
    assert is_gone(child._process.pid)


INTERRUPTED = """
import sys
from verifier.model.plan import Statement
from verifier.worker import Worker
with Worker(60.0) as worker:
    worker.run((Statement("one", "SELECT 1"),))
    print(worker._child._process.pid, flush=True)
    worker.run((Statement("bomb", sys.argv[1]),))
"""


@pytest.fixture
def heeded():
    """Lets children heed interrupts: in the background a shell has them ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
@pytest.mark.skipif(sys.platform != "linux", reason="the signal is Linux's")
def test_a_keyboard_interrupt_kills_the_child():
    with subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", INTERRUPTED, BOMB.sql],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[3],
    ) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGINT)
        assert parent.stderr.read().rstrip().endswith(b"KeyboardInterrupt")
        assert parent.wait(10) == -signal.SIGINT
    assert is_gone(child)


SCRIPT = """
import sys
from verifier.model.plan import Statement
from verifier.worker import Worker
with Worker(30.0) as worker:
    worker.run((Statement("one", "SELECT 1"),))  # it waits for more then
    print(worker._child._process.pid, flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the signal is Linux's")
def test_the_child_ends_with_a_parent_that_is_killed():
    parent = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[3],
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and Path(f"/proc/{child}/exe").exists():
        time.sleep(0.05)
    assert not Path(f"/proc/{child}/exe").exists()


INSIDE = """
import sys
house = type(sys)("verifier")
house.__path__ = [sys.argv[1]]
sys.modules["verifier"] = house
sys.path[:] = sys.argv[4:]
import os, resource
from verifier.worker import serve
from verifier.worker.limits import confine, seal
from verifier.worker.wire import Failure, encode_answer, write_frame
imported = sorted({name.partition(".")[0] for name in sys.modules})
confine(int(sys.argv[2]), int(sys.argv[3]))
limits = [resource.getrlimit(getattr(resource, "RLIMIT_" + n)) for n in
          ("AS", "FSIZE", "NOFILE", "CORE", "CPU")]
status = open("/proc/self/status").read()
words = [dict(os.environ), limits, os.getsid(0) == os.getpid(),
         "NoNewPrivs:\\t1" in status, sorted(os.listdir("/proc/self/fd"))]
seal()
limits[1] = resource.getrlimit(resource.RLIMIT_FSIZE)
write_frame(sys.stdout.buffer, encode_answer(Failure(repr(imported), repr(words))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_child_has_little_and_may_do_little():
    child = Child(MEMORY, INSIDE)
    found = child._next(30.0)
    child.end()
    imported = set(eval(found.where))  # noqa: S307 - written above
    environment, limits, leads_session, no_new, files = eval(found.read)  # noqa: S307
    assert imported.isdisjoint({"sqlglot", "pandas", "numpy", "pyromark", "anthropic"})
    assert "duckdb" in imported
    assert not set(environment) - {"LC_CTYPE"}  # Python sets that one itself
    assert limits == [(MEMORY, MEMORY), (0, 0), (64, 64), (0, 0), (7200, 7200)]
    assert leads_session
    assert no_new
    assert len(files) == 4  # three pipes, and the folder that is listed
