"""What a user of the library may name, and nothing else."""

from __future__ import annotations

import inspect
import types

import pytest

import verifier

# the calls, the words of the specification, the errors
CALLS = {"verify", "verify_path"}
WORDS = {
    *("Assumption", "CellRange", "Claim", "Coverage", "Figure", "Finding", "Interval"),
    *("Quantity", "Reason", "Reference", "Report", "Source", "Span", "Status"),
    *("Verdict", "Verification"),
}
ERRORS = {
    *("AddressError", "FormulaError", "PolicyError", "QueryRefused", "ReportError"),
    *("SourceError", "VerifierError", "WritingError"),
}
PUBLIC = CALLS | WORDS | ERRORS | {"__version__"}


def test_the_public_names_are_these() -> None:
    assert set(verifier.__all__) == PUBLIC


def test_importing_all_gives_the_public_names() -> None:
    space: dict[str, object] = {}
    exec("from verifier import *", space)  # noqa: S102 - what a user may write
    assert set(space) - {"__builtins__"} == PUBLIC


@pytest.mark.parametrize("name", sorted(WORDS | ERRORS))
def test_a_word_is_a_class_that_says_what_it_is(name: str) -> None:
    found = getattr(verifier, name)
    assert inspect.isclass(found)
    assert found.__name__ == name
    assert inspect.getdoc(found)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_call_says_what_it_returns(name: str) -> None:
    found = getattr(verifier, name)
    assert isinstance(found, types.FunctionType)
    assert found.__module__ == "verifier.shell.library"
    assert (inspect.getdoc(found) or "").startswith("Returns the verification")


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_every_error_is_one_of_the_tree(name: str) -> None:
    assert issubclass(getattr(verifier, name), verifier.VerifierError)


def test_a_version_is_numbers() -> None:
    numbers = verifier.__version__.split(".")
    assert len(numbers) >= 3
    assert numbers[0].isdecimal()


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'verify_all'"):
        _ = getattr(verifier, "verify_all")  # noqa: B009 - a type checker knows better
