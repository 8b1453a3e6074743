"""The brief: what a person says of the data before anybody analyses them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """What a column means.

    Attributes:
        name: its header.
        source: alias or file name of its source; empty where any is meant.
        meaning: in words.
        unit: `USD`, `days`, `%`, …; empty where it has none.
        kind: `number`, `text`, `date`, `boolean`, `id`; empty where not said.
        is_key: whether its values name a row, alone or with the other keys.
        ignored: whether nothing should cite it.
        owner: who answers for it.
        values: the values that it may have, where they are listed.
    """

    name: str
    source: str = ""
    meaning: str = ""
    unit: str = ""
    kind: str = ""
    is_key: bool = False
    ignored: bool = False
    owner: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """What a measure's name means, as a formula over fields.

    Attributes:
        name: as reports call it: `win rate`.
        names: further names.
        formula: as written: `won / (won + lost)`.
        meaning: in words.
        unit: of its value.
        owner: who answers for it.
    """

    name: str
    formula: str
    names: tuple[str, ...] = ()
    meaning: str = ""
    unit: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Further names of a value: `EMEA` is also called Europe.

    Attributes:
        value: as the cells have it.
        names: what reports call it.
        field: the column whose value it is; empty where any is meant.
    """

    value: str
    names: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """Context, fields, aliases and metrics, written by a person.

    Attributes:
        about: what the data are.
        success: what the analysis is for, and when it has succeeded.
        fields: columns that are described.
        metrics: measures that are defined.
        aliases: further names of values.
        terms: further criteria that every figure rests on, in words: they count as
            stated in every sentence.
    """

    about: str = ""
    success: str = ""
    fields: tuple[Field, ...] = ()
    metrics: tuple[Metric, ...] = ()
    aliases: tuple[Alias, ...] = ()
    terms: tuple[str, ...] = ()
