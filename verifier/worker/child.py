"""The child process as the parent sees it: started, asked, listened to, killed."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import verifier
from verifier.errors import VerifierError
from verifier.worker.limits import Wall
from verifier.worker.wire import (
    LONGEST_ANSWER,
    BrokenFrame,
    Ready,
    decode_answer,
    encode_request,
    read_frame,
    write_frame,
)

if TYPE_CHECKING:
    from typing import IO

    from verifier.worker.wire import Answer, Request

START_SECONDS = 60.0
_LAST_WORDS = 4096

# The child imports this very package, wherever it is, without what its __init__ brings,
# and everything else from where the parent does, without the current directory.
_BOOT = """
import sys
house = type(sys)("verifier")
house.__path__ = [sys.argv[1]]
sys.modules["verifier"] = house
memory, parent = sys.argv[2:4]
sys.path[:] = sys.argv[4:]
from verifier.worker.serve import main
main(memory, parent)
"""


class ChildEnded(Exception):  # noqa: N818 - it is no error but an event
    """The child gave no answer: it has ended, or it was too slow and was killed.

    Attributes:
        was_slow: whether its time was up.
        words: what is known of its end.
    """

    def __init__(self, words: str, *, was_slow: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.was_slow = was_slow


class Child:
    """A child process that serves requests.

    It has an empty environment, a session and process group of its own, and no file of
    the parent's but three pipes.
    """

    def __init__(self, memory: int, boot: str = _BOOT) -> None:
        """Starts it and does not wait.

        Args:
            memory: of its address space, in bytes.
            boot: what it runs.
        """
        self._process = _start(memory, boot)
        self._answers: queue.SimpleQueue[Answer | ChildEnded] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._is_ready = False
        self._walls: tuple[str, ...] = ()
        self._job = _held(self._process, memory)
        self._threads = [
            threading.Thread(target=work, daemon=True)
            for work in (self._listen, self._speak)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, request: Request) -> None:
        """Sends a request and does not wait, neither for an answer nor for the pipe."""
        self._frames.put(encode_request(request))

    def answer(self, seconds: float) -> Answer:
        """Returns the child's next answer.

        Raises:
            ChildEnded: if there is none within the seconds; the child is gone then.
            VerifierError: if the child did not even start.
        """
        if not self._is_ready:
            self._await_start()
        return self._next(seconds)

    @property
    def walls(self) -> tuple[str, ...]:
        """What keeps the child to itself, by the names of `Wall`.

        Raises:
            VerifierError: if the child did not even start.
        """
        if not self._is_ready:
            self._await_start()
        held = (Wall.MEMORY, Wall.PARENT) if self._job is not None else ()
        return (*self._walls, *map(str, held))

    def end(self) -> str:
        """Returns the child's last words, when it is killed and nothing is left."""
        if self._process.poll() is None:
            _kill(self._process)
        self._process.wait()
        self._frames.put(None)
        for thread in self._threads:
            thread.join()
        words = b""
        for pipe in _pipes(self._process):
            if pipe.closed:
                continue
            if pipe is self._process.stderr:
                words = pipe.read()[-_LAST_WORDS:]
            _close(pipe)
        self._let_go()
        return words.decode(errors="replace").strip().rpartition("\n")[2]

    def _let_go(self) -> None:
        if self._job is not None:
            from verifier.worker import windows  # noqa: PLC0415 - of that system alone

            windows.let_go(self._job)
        self._job = None

    def _await_start(self) -> None:
        try:
            first = self._next(START_SECONDS)
        except ChildEnded as ended:
            raise _not_started(ended.words) from None
        if not isinstance(first, Ready):
            raise _not_started(f"it began with {type(first).__name__}")
        self._walls = first.walls
        self._is_ready = True

    def _next(self, seconds: float) -> Answer:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise ChildEnded("its time was up", was_slow=True) from None
        if isinstance(answer, ChildEnded):
            words = self.end()
            code = self._process.returncode
            raise ChildEnded(words or f"{answer.words} ({_exit_words(code)})")
        return answer

    def _listen(self) -> None:
        """Brings answers from the pipe into the queue until the pipe ends."""
        stream = self._process.stdout
        try:
            while stream and (content := read_frame(stream, LONGEST_ANSWER)):
                self._answers.put(decode_answer(content))
        except BrokenFrame as broken:
            self._answers.put(ChildEnded(f"it answered with {broken}"))
        except (OSError, ValueError):
            pass  # closed while it was read
        self._answers.put(ChildEnded("it ended"))

    def _speak(self) -> None:
        """Brings requests from the queue into the pipe, however long that takes."""
        stream = self._process.stdin
        while stream and (content := self._frames.get()) is not None:
            try:
                write_frame(stream, content)
            except (OSError, ValueError):
                return  # the listener notices that the child is gone


def _start(memory: int, boot: str) -> subprocess.Popen[bytes]:
    package = verifier.__path__[0]
    paths = [path for path in sys.path if os.path.isabs(path)]  # noqa: PTH117 - pathlib costs start time
    numbers = [str(memory), str(os.getpid())]
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-I", "-S", "-c", boot, package, *numbers, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise _not_started(error.strerror or str(error)) from None


def _held(process: subprocess.Popen[bytes], memory: int) -> int | None:
    """Returns the job that holds the child on Windows; elsewhere it confines itself."""
    if sys.platform != "win32":
        return None
    from verifier.worker import windows  # noqa: PLC0415 - of that system alone

    handle = getattr(process, "_handle", None)  # it has no public name
    return windows.hold(handle, memory) if isinstance(handle, int) else None


def _environment() -> dict[str, str]:
    """Returns an empty environment; Windows starts nothing without its root."""
    root = os.environ.get("SYSTEMROOT", "")
    return {"SYSTEMROOT": root} if sys.platform == "win32" else {}


def _not_started(words: str) -> VerifierError:
    return VerifierError(
        "worker",
        f"the process that recomputes did not start: {words}",
        "a Python with verifier and duckdb installed",
        "Install the package again.",
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kills the child with whatever it may have started."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _pipes(process: subprocess.Popen[bytes]) -> list[IO[bytes]]:
    return [p for p in (process.stdin, process.stdout, process.stderr) if p]


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was still to be written has no reader


def _exit_words(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit status {code}"
