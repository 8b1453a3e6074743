"""Language files -> what they say about figures."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from verifier import languages
from verifier.errors import LanguageError
from verifier.figures.words._language import (
    Affixes,
    Changes,
    Hedges,
    Labels,
    Language,
    Numerals,
    Role,
)
from verifier.model.quantity import Comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verifier.figures.words._language import Pairs, Words
    from verifier.languages import Record, Table

Item = TypeVar("Item")

_LISTS = (
    *("falling", "rising_to", "determiners", "range_words", "negations"),
    *("affirmations", "clause_ends", "loose"),
)


def read_languages() -> tuple[Language, ...]:
    """Returns what each language says about figures."""
    return tuple(map(_read, languages.tables()))


def _read(table: Table) -> Language:
    return Language(
        name=table.file.partition(".")[0],
        affixes=tuple(_records(table, "affixes", _affixes)),
        hedges=tuple(_records(table, "hedges", _hedges)),
        changes=tuple(_records(table, "changes", _changes)),
        numerals=Numerals(**_fields(table, "numerals", Numerals)),  # pyright: ignore[reportArgumentType] - each by its own name
        labels=Labels(**_fields(table, "labels", Labels)),  # pyright: ignore[reportArgumentType]
        between=tuple(
            (before, word)
            for before, group in table.senses("figures.between")
            for word in group
        ),
        **{name: table.listed(f"figures.{name}") for name in _LISTS},
    )


def _fields(
    table: Table, part: str, kind: type[Numerals | Labels]
) -> dict[str, Words | Pairs]:
    return {
        each.name: tuple(table.meanings(key, int).items())
        if each.type == "Pairs"
        else table.listed(key)
        for each in fields(kind)
        for key in (f"figures.{part}.{each.name}",)
    }


def _records(table: Table, part: str, read: Callable[[Record], Item]) -> Iterator[Item]:
    """Yields what the records of a part say.

    Raises:
        LanguageError: if a record lacks a key, has another one, or a wrong value.
    """
    for record in table.records(f"figures.{part}"):
        try:
            yield read(record)
        except (TypeError, ValueError, ZeroDivisionError) as error:
            where = f"{table.file}, figures.{part}"
            raise LanguageError(where, f"{record}", f"{error}") from error


def _affixes(record: Record) -> Affixes:
    parts = {"role": Role, "power": _whole, "words": _words}
    return Affixes(**_typed(record, parts))  # pyright: ignore[reportArgumentType]


def _hedges(record: Record) -> Hedges:
    parts = {
        "comparison": Comparison,
        "words": _words,
        "is_preposition": _truth,
        "follows": _truth,
        "negated": Comparison,
        "only_negated": _truth,
    }
    return Hedges(**_typed(record, parts))  # pyright: ignore[reportArgumentType]


def _changes(record: Record) -> Changes:
    parts = {"ratio": _ratio, "words": _words, "falls": _truth}
    return Changes(**_typed(record, parts))  # pyright: ignore[reportArgumentType]


def _typed(
    record: Record, parts: Mapping[str, Callable[[object], object]]
) -> dict[str, object]:
    """Returns the values of a record.

    Raises:
        ValueError: if a key is unknown.
    """
    for key in record:
        if key not in parts:
            raise ValueError(f"one of {', '.join(parts)}, not {key}")
    return {key: parts[key](value) for key, value in record.items()}


def _words(value: object) -> Words:
    return languages.phrases(_text(value))


def _ratio(value: object) -> Fraction:
    return Fraction(_text(value))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"a text in quotes, not {value!r}")


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    raise ValueError(f"a whole number, not {value!r}")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"true or false, not {value!r}")
