"""What goes over the pipes between parent and child, and how.

A frame is its length (8 bytes, big-endian) and its content. The parent's requests are
pickles. The child has read other people's files, so its answers are JSON over a closed
list of classes: whatever stands in an answer, reading it runs nothing and changes
nothing in the parent.

    value       in JSON
    null, truth value, whole number, text    itself
    anything else                            [name of its class, its parts]
"""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, cast

from verifier.model.address import CellRange
from verifier.model.case import Objection
from verifier.model.lookup import Found
from verifier.model.plan import Load, Outcome, Quote, QuotedCell, Statement
from verifier.model.reason import Reason
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Decision,
    Declarer,
    NamedRange,
    Nested,
    NestedCells,
    Sheet,
    SheetKey,
    SheetLayout,
    Source,
    SourceRequest,
    Table,
    Trouble,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import IO

    from verifier.model.lookup import Lookup

LONGEST_ANSWER = 256 << 20
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class OpenSources:
    """Asks for one Source a request."""

    requests: tuple[SourceRequest, ...]


@dataclass(frozen=True, slots=True)
class FindRows:
    """Asks for one Found a lookup, before columns are loaded."""

    lookups: tuple[Lookup, ...]


@dataclass(frozen=True, slots=True)
class LoadColumns:
    """Asks for one SheetLayout a load; afterwards the session is locked.

    Attributes:
        loads: what to load.
        seconds: the longest that a statement may run later.
    """

    loads: tuple[Load, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class RunStatements:
    """Asks for one Outcome a statement."""

    statements: tuple[Statement, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class QuoteCells:
    """Asks for one Quote a range, each with at most so many rows."""

    wanted: tuple[tuple[CellRange, int], ...]


Request = OpenSources | FindRows | LoadColumns | RunStatements | QuoteCells


@dataclass(frozen=True, slots=True)
class Ready:
    """The child's first answer: it is up.

    Attributes:
        walls: what keeps it to itself, by the names of `Wall`.
    """

    walls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """The last answer to a request."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands in the place of an answer that cannot be given.

    Its attributes are those of VerifierError.
    """

    where: str
    read: str
    expected: str = ""
    remedy: str = ""


Answer = Source | Found | SheetLayout | Outcome | Quote | Ready | Done | Failure

_RECORDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        CellRange,
        ColumnLayout,
        Decision,
        Done,
        Failure,
        Found,
        NamedRange,
        NestedCells,
        Objection,
        Table,
        Outcome,
        Quote,
        QuotedCell,
        Ready,
        Sheet,
        SheetKey,
        SheetLayout,
        Source,
        Trouble,
    )
}
_WORDS: dict[str, type[Enum]] = {
    k.__name__: k for k in (CellKind, Declarer, Nested, Reason)
}
_CONTAINERS: dict[str, Callable[[list[object]], object]] = {
    "tuple": tuple,
    "frozenset": frozenset,
    "dict": lambda pairs: dict(cast("list[tuple[object, object]]", pairs)),
    "Decimal": lambda parts: Decimal(str(parts[0])),
}
_ANSWERS = (Source, Found, SheetLayout, Outcome, Quote, Ready, Done, Failure)


class BrokenFrame(ValueError):  # noqa: N818 - it names what was read
    """What was read is no answer."""


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Writes one frame."""
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def read_frame(stream: IO[bytes], longest: int | None = None) -> bytes | None:
    """Returns the content of the next frame, or None at the end of the stream.

    Raises:
        BrokenFrame: if the stream ends within a frame, or it is longer than allowed.
    """
    prefix = stream.read(_LENGTH)
    if not prefix:
        return None
    length = int.from_bytes(prefix, "big")
    if longest is not None and length > longest:
        raise BrokenFrame(f"a frame of {length} bytes")
    content = stream.read(length)
    if len(prefix) < _LENGTH or len(content) < length:
        raise BrokenFrame("a frame that breaks off")
    return content


def encode_request(request: Request) -> bytes:
    """Returns a request as the content of a frame."""
    return pickle.dumps(request, pickle.HIGHEST_PROTOCOL)


def decode_request(content: bytes) -> Request:
    """Returns a request of the parent's; only the child calls this."""
    return cast("Request", pickle.loads(content))  # noqa: S301 - the parent wrote it


def encode_answer(answer: Answer) -> bytes:
    """Returns an answer as the content of a frame."""
    return json.dumps(_plain(answer), separators=(",", ":")).encode()


def decode_answer(content: bytes) -> Answer:
    """Returns the answer that a frame holds.

    Raises:
        BrokenFrame: if it is none.

    Example:
        >>> decode_answer(encode_answer(Outcome(CellKind.NUMBER, Decimal("1.50"))))
        Outcome(kind=<CellKind.NUMBER: 1>, number=Decimal('1.50'), text='', exact=False, problem=None, message='')
    """  # noqa: E501 - a printed value
    try:
        answer = _built(json.loads(content))
    except (
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise BrokenFrame(f"no answer: {type(error).__name__}") from None
    if not isinstance(answer, _ANSWERS):
        raise BrokenFrame(f"no answer: {type(answer).__name__}")
    return answer


def _plain(value: object) -> object:
    """Returns a value in the words of JSON.

    Raises:
        TypeError: if it is of no class that an answer may hold.
    """
    if isinstance(value, Enum):
        return [type(value).__name__, [value.value]]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return ["Decimal", [str(value)]]
    if type(value).__name__ in _RECORDS and is_dataclass(value):
        parts = [getattr(value, field.name) for field in fields(value)]
        return [type(value).__name__, [_plain(part) for part in parts]]
    return _plain_container(value)


def _plain_container(value: object) -> object:
    if isinstance(value, tuple | frozenset):
        parts = cast("Iterable[object]", value)
        name = "tuple" if isinstance(value, tuple) else "frozenset"
        return [name, [_plain(part) for part in parts]]
    if hasattr(value, "items"):
        pairs = tuple(cast("Mapping[object, object]", value).items())
        return ["dict", [_plain(pair) for pair in pairs]]
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _built(tree: object) -> object:
    """Returns the value that JSON writes.

    Raises:
        TypeError: if the tree is of another shape.
    """
    if tree is None or isinstance(tree, bool | int | str):
        return tree
    if not isinstance(tree, list):
        raise TypeError(type(tree).__name__)
    name, parts = cast("list[object]", tree)
    if not isinstance(parts, list) or not isinstance(name, str):
        raise TypeError(str(name))
    values = [_built(part) for part in cast("list[object]", parts)]
    return _maker(name)(values)


def _maker(name: str) -> Callable[[list[object]], object]:
    """Returns what makes a value of that class out of its parts."""
    if name in _WORDS:
        return lambda parts: _WORDS[name](parts[0])
    return _CONTAINERS.get(name) or (lambda parts: _RECORDS[name](*parts))
