"""What stops a verification: only not being able to check is an exception.

    VerifierError
    ├── ReportError     the report cannot be read
    ├── SourceError     a source cannot be opened or loaded
    │   └── LoadError   columns of one sheet cannot be loaded
    ├── AddressError    text that should be an address is none
    ├── FormulaError    a formula cannot be parsed or compiled
    ├── QueryRefused    a SELECT is outside of what may run
    ├── PolicyError     configuration or policy is wrong
    ├── LanguageError   a file with the words of a language is wrong
    └── WritingError    the language model's side failed

A wrong figure is a Verdict and bad data is a Finding: neither is raised.
"""

from __future__ import annotations

from typing import Self


class VerifierError(Exception):
    """Says where, what was read, what was expected and what to do.

    Attributes:
        where: the place, as a path, line and column, or an address.
        read: what stands there.
        expected: what should stand there.
        remedy: what the user can do about it.
    """

    def __init__(
        self, where: str, read: str, expected: str = "", remedy: str = ""
    ) -> None:
        super().__init__(where, read, expected, remedy)
        self.where = where
        self.read = read
        self.expected = expected
        self.remedy = remedy

    def __str__(self) -> str:
        parts = [self.read]
        if self.expected:
            parts.append(f"expected {self.expected}")
        message = "; ".join(parts)
        place = f"{self.where}: " if self.where else ""
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"{place}{message}{remedy}"

    @classmethod
    def of_text(cls, where: str, text: str) -> Self:
        """Returns the error at a place whose text, without the place, is this one."""
        read, _, rest = text.partition("; expected ")
        expected, _, remedy = rest.partition(". ")
        return cls(where, read, expected, remedy)


class ReportError(VerifierError):
    """The report cannot be read."""


class SourceError(VerifierError):
    """A source cannot be opened or loaded."""


class LoadError(SourceError):
    """Columns of one sheet cannot be loaded; it fails the claims on them alone.

    Attributes:
        reason: `limit` or `unreadable-source`.
    """

    def __init__(
        self,
        where: str,
        read: str,
        expected: str = "",
        remedy: str = "",
        *,
        reason: str = "limit",
    ) -> None:
        super().__init__(where, read, expected, remedy)
        self.reason = reason


class AddressError(VerifierError):
    """Text that should be an address is none."""


class FormulaError(VerifierError):
    """A formula cannot be parsed or compiled; it fails its claim alone.

    Attributes:
        position: 0-based offset into the formula's text, or -1.
        reason: the verdict's reason word: `unreadable-claim` for text that is no
            formula, `unsupported-function`, `refused`, `limit`, or another word of
            `verifier.model.reason.Reason`.
    """

    def __init__(
        self,
        read: str,
        expected: str = "",
        remedy: str = "",
        *,
        position: int = -1,
        reason: str = "unreadable-claim",
    ) -> None:
        where = f"formula, character {position + 1}" if position >= 0 else "formula"
        super().__init__(where, read, expected, remedy)
        self.position = position
        self.reason = reason


class QueryRefused(VerifierError):  # noqa: N818 - the specification's word
    """A SELECT is outside of what may run; it fails its claim alone.

    Attributes:
        reason: `refused`, `unreadable-claim` or `limit`.
    """

    def __init__(
        self,
        read: str,
        expected: str = "",
        remedy: str = "",
        *,
        reason: str = "refused",
    ) -> None:
        super().__init__("SQL", read, expected, remedy)
        self.reason = reason


class PolicyError(VerifierError):
    """Configuration or policy is wrong."""


class LanguageError(VerifierError):
    """A file with the words of a language is wrong."""


class WritingError(VerifierError):
    """The language model's side failed."""
