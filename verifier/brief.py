"""A brief as people write it, in TOML -> Brief.

about = "CRM export, one row a deal"
terms = ["2025"]                      # holds for every figure

[fields.amount]
meaning = "contract value"
unit = "USD"

[fields.deal_id]
key = true

[metrics."win rate"]
formula = "won / (won + lost)"

[aliases]
EMEA = ["Europe", "Европа"]
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from verifier.errors import PolicyError
from verifier.model.brief import Alias, Brief, Field, Metric
from verifier.model.metric import parse_metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Table = Mapping[str, object]

KINDS = ("number", "text", "date", "boolean", "id")

_TOP = ("about", "success", "terms", "fields", "metrics", "aliases")
_FIELD_TEXTS = ("source", "meaning", "unit", "kind", "owner")
_FIELD_FLAGS = ("key", "ignored")
_METRIC_TEXTS = ("formula", "meaning", "unit", "owner")


def parse_brief(text: str, where: str) -> Brief:
    r"""Returns the brief that a text holds.

    Args:
        text: TOML.
        where: the file's path, for messages.

    Raises:
        PolicyError: if it is no TOML, or holds what no brief does.

    Example:
        >>> parse_brief('[aliases]\nEMEA = ["Europe"]', "brief.toml").aliases
        (Alias(value='EMEA', names=('Europe',), field=''),)
    """
    try:
        table = cast("Table", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            where, f"it is no TOML: {error}", "a brief in TOML", "Correct the line."
        ) from None
    _check_keys(table, _TOP, where)
    return Brief(
        about=_text(table, "about", where),
        success=_text(table, "success", where),
        fields=tuple(
            _field(name, each, f"{where}: fields.{name}")
            for name, each in _tables(table, "fields", where)
        ),
        metrics=tuple(
            _metric(name, each, f"{where}: metrics.{name}")
            for name, each in _tables(table, "metrics", where)
        ),
        aliases=tuple(_aliases(table, where)),
        terms=_texts(table, "terms", where),
    )


def _field(name: str, table: Table, where: str) -> Field:
    _check_keys(table, (*_FIELD_TEXTS, *_FIELD_FLAGS, "values"), where)
    source, meaning, unit, kind, owner = (
        _text(table, key, where) for key in _FIELD_TEXTS
    )
    if kind and kind not in KINDS:
        raise PolicyError(
            f"{where}.kind",
            repr(kind),
            f"one of {', '.join(KINDS)}",
            _near(kind, KINDS),
        )
    return Field(
        name=name,
        source=source,
        meaning=meaning,
        unit=unit,
        kind=kind,
        is_key=_flag(table, "key", where),
        ignored=_flag(table, "ignored", where),
        owner=owner,
        values=_texts(table, "values", where),
    )


def _metric(name: str, table: Table, where: str) -> Metric:
    _check_keys(table, (*_METRIC_TEXTS, "names"), where)
    formula, meaning, unit, owner = (_text(table, key, where) for key in _METRIC_TEXTS)
    if not formula.strip():
        raise PolicyError(
            where, "it has no formula", 'formula = "won / (won + lost)"', ""
        )
    parse_metric(formula, f"{where}.formula")
    names = _texts(table, "names", where)
    return Metric(name, formula, names, meaning, unit, owner)


def _aliases(table: Table, where: str) -> Iterable[Alias]:
    """Yields aliases: `EMEA = [...]` of any column, `[aliases.region]` of one."""
    for name, value in _entries(table, "aliases", where):
        if isinstance(value, dict):
            inner = cast("Table", value)
            for own in inner:
                yield Alias(own, _texts(inner, own, f"{where}: aliases.{name}"), name)
        else:
            yield Alias(name, _texts({name: value}, name, f"{where}: aliases"))


def _tables(table: Table, key: str, where: str) -> Iterable[tuple[str, Table]]:
    for name, value in _entries(table, key, where):
        if not isinstance(value, dict):
            raise PolicyError(f"{where}: {key}.{name}", repr(value), "a table", "")
        yield name, cast("Table", value)


def _entries(table: Table, key: str, where: str) -> Iterable[tuple[str, object]]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise PolicyError(f"{where}: {key}", repr(value), f"a table [{key}]", "")
    return cast("Table", value).items()


def _text(table: Table, key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise PolicyError(f"{where}: {key}", repr(value), "a text in quotes", "")
    return value


def _texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    found = tuple(item for item in items if isinstance(item, str))
    if len(found) != len(items):
        raise PolicyError(f"{where}: {key}", repr(items), "a list of texts", "")
    return found


def _flag(table: Table, key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise PolicyError(f"{where}: {key}", repr(value), "true or false", "")
    return value


def _check_keys(table: Table, known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            expected = f"one of {', '.join(known)}"
            raise PolicyError(f"{where}: {key}", "unknown", expected, _near(key, known))


def _near(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, 1, 0.6)
    return f"Did you mean {close[0]!r}?" if close else ""
