"""The records of a file, one at a time: of an array, or one on each line."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NoReturn, cast

from verifier.errors import SourceError
from verifier.sources.files import check_unchanged, chunks_of, open_file
from verifier.sources.json.values import NotStrict, decoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.sources.files import SourceFile

MOST_BYTES = 512 * 1024**2
LONGEST_LINE = 16 * 1024**2

_BLANKS = " \t\r\n"

Record = dict[str, object]


def records_of_array(file: SourceFile, member: str) -> Iterator[Record]:
    """Yields the records of an array.

    Args:
        file: of JSON.
        member: of the outermost record, that holds the array; empty where the array
            is outermost.

    Raises:
        SourceError: if the file is no such array, or no strict JSON.
    """
    text = _text_of(file)
    try:
        if member:
            yield from _of_member(file, text, member)
        else:
            yield from _of_text(file, text)
    except (ValueError, RecursionError) as error:
        _refuse(file, _words(error))


def records_of_lines(file: SourceFile) -> Iterator[Record]:
    """Yields the record of each line; blank lines are passed over.

    Raises:
        SourceError: if a line is no record, or no strict JSON.
    """
    decode = decoder().decode
    for number, line in _lines_of(file):
        try:
            record = decode(line)
        except (ValueError, RecursionError) as error:
            _refuse(file, f"line {number:,}: {_words(error)}")
        if not isinstance(record, dict):
            _refuse_value(file, f"line {number:,}", record)
        yield cast("Record", record)


def _of_text(file: SourceFile, text: str) -> Iterator[Record]:
    scan = decoder().raw_decode
    at = _past_blanks(text, 0)
    if text[at : at + 1] != "[":
        raise SourceError(
            file.shown,
            "does not begin with an array",
            "an array of records: [{…}, {…}]",
            "Declare records = NAME, if a record holds the array.",
        )
    at = _past_blanks(text, at + 1)
    count = 0
    while text[at : at + 1] != "]" or count:
        record, at = scan(text, at)
        count += 1
        if not isinstance(record, dict):
            _refuse_value(file, f"value {count:,}", record)
        yield cast("Record", record)
        at = _past_blanks(text, at)
        sign = text[at : at + 1]
        if sign == "]":
            break
        if sign != ",":
            raise NotStrict(f"{sign or 'the end'!r} stands behind record {count:,}")
        at = _past_blanks(text, at + 1)
    if _past_blanks(text, at + 1) < len(text):
        raise NotStrict("more stands behind the array")


def _of_member(file: SourceFile, text: str, member: str) -> Iterator[Record]:
    value: object = decoder().decode(text)
    for name in member.split("."):
        if not isinstance(value, dict) or name not in value:
            raise SourceError(
                file.shown,
                f"is declared with records {member!r}, which is not there",
                "the name of an array of records",
                "Correct the declared records.",
            )
        value = cast("Record", value)[name]
    if not isinstance(value, list):
        _refuse_value(file, member, value)
    for count, record in enumerate(cast("list[object]", value), 1):
        if not isinstance(record, dict):
            _refuse_value(file, f"value {count:,}", record)
        yield cast("Record", record)


def _past_blanks(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _BLANKS:
        at += 1
    return at


def _text_of(file: SourceFile) -> str:
    if file.identity.size > MOST_BYTES:
        raise SourceError(
            file.shown,
            f"has {file.identity.size:,} bytes",
            f"at most {MOST_BYTES:,} in one array",
            "Write one record a line, as .ndjson.",
        )
    descriptor = open_file(file)
    try:
        content = b"".join(chunks_of(descriptor))
        check_unchanged(file, descriptor)
    finally:
        os.close(descriptor)
    return _decoded(file, content)


def _lines_of(file: SourceFile) -> Iterator[tuple[int, str]]:
    descriptor = open_file(file)
    with os.fdopen(descriptor, "rb", 1024**2) as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise SourceError(
                    file.shown,
                    f"line {number:,} has more than {LONGEST_LINE:,} bytes",
                    "one record a line",
                )
            text = _decoded(file, line) if number == 1 else _plain(file, line)
            if text.strip(_BLANKS):
                yield number, text
        check_unchanged(file, descriptor)


def _decoded(file: SourceFile, content: bytes) -> str:
    return _plain(file, content.removeprefix(b"\xef\xbb\xbf"))


def _plain(file: SourceFile, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            file.shown,
            f"is no UTF-8: {error.reason}",
            "JSON in UTF-8, as RFC 8259 wants it",
            "Save it as UTF-8.",
        ) from None


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "values are nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} (line {error.lineno:,}, column {error.colno:,})"
    return str(error)


def _refuse(file: SourceFile, words: str) -> NoReturn:
    raise SourceError(
        file.shown, words, "strict JSON", "Write the file anew."
    ) from None


def _refuse_value(file: SourceFile, where: str, found: object) -> NoReturn:
    kind = "an array" if isinstance(found, list) else "no record"
    raise SourceError(
        file.shown,
        f"{where} is {kind}",
        'a record: {"name": value, …}',
        "Declare records = NAME, if a record holds the array.",
    )
