"""One target under atheris, in a process of its own: `python -m tests.fuzz.one`."""

from __future__ import annotations

import importlib
import sys


def main(name: str, options: list[str]) -> None:
    # optional, and not in the lock: there are wheels for a few platforms alone
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["verifier"]):
        targets = importlib.import_module("tests.fuzz.targets").TARGETS
    target = targets[name]

    def mutate(content: bytes, longest: int, seed: int) -> bytes:
        return target.mutator(content, longest, seed, atheris.Mutate)

    extra = {"custom_mutator": mutate} if target.mutator else {}
    atheris.Setup([sys.argv[0], *options], target.run, **extra)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
