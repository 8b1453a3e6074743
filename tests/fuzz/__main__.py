"""Fuzzes every target for a while: `make fuzz SECONDS=60`, or

python -m tests.fuzz SECONDS [TARGET …]

What is found along the way stays in `.fuzz/` and is where the next run begins. A
finding ends its target's run; the path of what reproduces it is printed last.
"""

# ruff: noqa: T201 - it speaks to whoever started it

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from tests.fuzz.target import Target

FOLDER = Path(".fuzz")
_MEGABYTES = 3000
_SLOW = 20


def main(arguments: list[str]) -> int:
    seconds = int(arguments[0]) if arguments else 60
    names = arguments[1:] or list(TARGETS)
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        print(f"no such target: {', '.join(unknown)}; there are {', '.join(TARGETS)}")
        return 2
    found = [path for name in names for path in fuzz(TARGETS[name], seconds)]
    print("\n".join(f"reproducer: {path}" for path in found) or "nothing found")
    return 1 if found else 0


def fuzz(target: Target, seconds: int) -> list[Path]:
    """Returns the paths of what reproduces the findings of one run."""
    corpus = FOLDER / target.name / "corpus"
    findings = FOLDER / target.name / "findings"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:20]).write_bytes(seed)
    before = set(findings.iterdir())
    log = FOLDER / target.name / "log"
    with log.open("wb") as stream:
        subprocess.run(  # noqa: S603 - our own interpreter
            [
                *(sys.executable, "-m", "tests.fuzz.one", target.name, str(corpus)),
                *(f"-max_total_time={seconds}", f"-max_len={target.longest}"),
                *(f"-artifact_prefix={findings}/", f"-rss_limit_mb={_MEGABYTES}"),
                *(f"-timeout={_SLOW}", *_dictionary(target)),
            ],
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
        )
    after = sorted(set(findings.iterdir()) - before)
    runs = _runs(log.read_text("utf-8", "replace"))
    said = "FOUND SOMETHING" if after else "ok"
    print(f"{target.name:<14} {runs:>10,} runs  {said}  {log}", flush=True)
    if not runs and not after:
        print(f"{target.name} did not run: see {log}")
        return [log]
    return after


def _dictionary(target: Target) -> list[str]:
    if not target.words:
        return []
    path = FOLDER / target.name / "words"
    path.write_text("".join(map(_dictionary_line, target.words)), "ascii")
    return [f"-dict={path}"]


def _dictionary_line(word: str) -> str:
    r"""Returns a word as libFuzzer's dictionaries want it: `"\xAB"`."""
    return '"' + "".join(f"\\x{byte:02X}" for byte in word.encode()) + '"\n'


def _runs(log: str) -> int:
    counts = re.findall(r"(?m)^#(\d+)\s|Done (\d+) runs", log)
    return max((int(a or b) for a, b in counts), default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
