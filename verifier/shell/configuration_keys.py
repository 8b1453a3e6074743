"""The keys of the configuration: what each may hold, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from verifier.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Path = tuple[str, ...]
SOURCES = "sources"

_MOST_SECONDS = 86_400
_LONGEST = 200  # letters of a value that are shown


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be.

    Attributes:
        expected: in words.
        accepts: whether a TOML value is one.
        schema: the same as JSON Schema.
    """

    expected: str
    accepts: Callable[[object], bool]
    schema: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the configuration.

    Attributes:
        kind: what it may hold.
        meaning: one sentence.
        default: what holds where nobody states it.
    """

    kind: Kind
    meaning: str
    default: object = ""


def _is_words(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return all(isinstance(word, str) for word in cast("list[object]", value))


def _is_positive(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return 0 < value <= _MOST_SECONDS


def _is_row(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _choice(*words: str) -> Kind:
    return Kind(
        f"one of {', '.join(words)}",
        lambda value: value in words,
        (("enum", list(words)),),
    )


_TEXT = Kind("a text", lambda v: isinstance(v, str) and bool(v), (("type", "string"),))
_WORDS = Kind(
    "a list of codes",
    _is_words,
    (("type", "array"), ("items", {"type": "string"})),
)
_FOLDERS = Kind(
    "a list of folders",
    lambda value: _is_words(value) and "" not in cast("list[object]", value),
    (("type", "array"), ("items", {"type": "string"})),
)
_SWITCH = Kind("true or false", lambda v: isinstance(v, bool), (("type", "boolean"),))
_SECONDS = Kind(
    "a number of seconds above 0, a day at most",
    _is_positive,
    (("type", "number"), ("exclusiveMinimum", 0), ("maximum", _MOST_SECONDS)),
)
_ROW = Kind(
    "a row number, 0 for no header",
    _is_row,
    (("type", "integer"), ("minimum", 0)),
)

FORMATS = ("full", "concise", "json", "jsonl")
LEVELS = ("never", "error", "warning", "note")

KEYS: Mapping[Path, Key] = {
    ("select",): Key(_WORDS, "Findings to show, by code, name or prefix.", ["ALL"]),
    ("ignore",): Key(_WORDS, "Findings not to show. Verdicts always are.", []),
    ("strict_sources",): Key(
        _SWITCH,
        "Figures on a source that only the report names are suspect.",
        default=False,
    ),
    ("roots",): Key(
        _FOLDERS, "Folders below which reports may name files, beside their own.", []
    ),
    ("output_format",): Key(_choice(*FORMATS), "How results are printed.", "full"),
    ("fail_on",): Key(
        _choice(*LEVELS), "Findings of this level or worse fail the run.", "never"
    ),
    ("baseline",): Key(_TEXT, "File of figures that are accepted for now."),
    ("brief",): Key(_TEXT, "File that says what fields, values and metrics mean."),
    ("numbers",): Key(_TEXT, "How reports write numbers, such as en or ru."),
    ("limits", "seconds"): Key(_SECONDS, "Time that one calculation may take.", 10),
    ("limits", "memory"): Key(_TEXT, "Memory that calculations may use: 2GB."),
}
SOURCE_KEYS: Mapping[str, Key] = {
    "path": Key(_TEXT, "The file, relative to the configuration's folder."),
    "delimiter": Key(_TEXT, "What stands between the cells of a text file."),
    "encoding": Key(_TEXT, "The file's encoding, such as cp1251."),
    "header_row": Key(_ROW, "The row that holds the headers."),
    "decimal": Key(_choice(".", ","), "The decimal sign."),
    "date_order": Key(_choice("dmy", "mdy", "ymd"), "The order of written dates."),
    "quote": Key(_TEXT, "The quotation mark of a text file."),
    "member": Key(_TEXT, "The file within an archive."),
    "table": Key(_TEXT, "The table of a database, where it is not every one."),
    "query": Key(_TEXT, "The SELECT whose rows are read, of a database server."),
    "order_by": Key(_TEXT, "The columns of a key, by which a database's rows stand."),
    "records": Key(_TEXT, "The name under which a JSON file has its records."),
    "dates": Key(_choice("iso", "text"), "How texts of JSON that are dates are read."),
}


def flatten(table: Mapping[str, object], where: str) -> dict[Path, object]:
    """Returns a configuration's values by path, each checked.

    Args:
        table: as TOML reads it.
        where: names the configuration in messages.

    Raises:
        PolicyError: for a key that there is not, or a value that may not be there.

    Example:
        >>> flatten({"sources": {"deals": "deals.csv"}}, "verifier.toml")
        {('sources', 'deals', 'path'): 'deals.csv'}
    """
    found: dict[Path, object] = {}
    for path, value in _leaves(_with_underscores(table), where):
        key = _key_at(path, where)
        if not key.kind.accepts(value):
            raise PolicyError(
                f"{where}: {'.'.join(path)}",
                f"the value is {_brief(value)}",
                key.kind.expected,
                key.meaning,
            )
        found[path] = value
    return found


def configuration_schema() -> dict[str, object]:
    """Returns the configuration's JSON Schema, draft 2020-12."""
    source = _schema_of({(name,): key for name, key in SOURCE_KEYS.items()})
    top = {path: key for path, key in KEYS.items() if len(path) == 1}
    limits = {path[1:]: key for path, key in KEYS.items() if path[0] == "limits"}
    schema = _schema_of(top)
    properties = cast("dict[str, object]", schema["properties"])
    properties["limits"] = _schema_of(limits)
    properties[SOURCES] = {
        "description": "Sources by the name under which reports cite them.",
        "type": "object",
        "additionalProperties": {"anyOf": [{"type": "string"}, source]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration: verifier.toml, or [tool.verifier] of pyproject.toml",
        **schema,
    }


def _schema_of(keys: Mapping[Path, Key]) -> dict[str, object]:
    properties: dict[str, object] = {
        path[0]: dict(key.kind.schema) | {"description": key.meaning}
        for path, key in keys.items()
    }
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _with_underscores(table: Mapping[str, object]) -> dict[str, object]:
    return {name.replace("-", "_"): value for name, value in table.items()}


def _leaves(table: Mapping[str, object], where: str) -> list[tuple[Path, object]]:
    leaves: list[tuple[Path, object]] = []
    for name, value in table.items():
        if name == SOURCES:
            leaves += _source_leaves(_table(value, (name,), where), where)
        elif name == "limits":
            inner = _with_underscores(_table(value, (name,), where))
            leaves += [((name, key), item) for key, item in inner.items()]
        else:
            leaves.append(((name,), value))
    return leaves


def _source_leaves(
    table: Mapping[str, object], where: str
) -> list[tuple[Path, object]]:
    leaves: list[tuple[Path, object]] = []
    for name, value in table.items():
        if isinstance(value, str):
            leaves.append(((SOURCES, name, "path"), value))
            continue
        inner = _with_underscores(_table(value, (SOURCES, name), where))
        leaves += [((SOURCES, name, key), item) for key, item in inner.items()]
    return leaves


def _table(value: object, path: Path, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise PolicyError(
            f"{where}: {'.'.join(path)}",
            f"the value is {_brief(value)}",
            "a table",
            "Write it as a table of TOML.",
        )
    return cast("Mapping[str, object]", value)


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _key_at(path: Path, where: str) -> Key:
    is_source = path[0] == SOURCES
    key = SOURCE_KEYS.get(path[-1]) if is_source else KEYS.get(path)
    if key is None:
        raise _unknown(path, where)
    return key


def _unknown(path: Path, where: str) -> PolicyError:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    is_source = path[0] == SOURCES
    names = list(SOURCE_KEYS) if is_source else [".".join(p) for p in KEYS] + [SOURCES]
    word = path[-1] if is_source else ".".join(path)
    near = get_close_matches(word, names, n=1, cutoff=0.0)
    return PolicyError(
        where,
        f"there is no key {'.'.join(path)!r}",
        f"one of {', '.join(sorted(names))}",
        f"Did you mean {near[0]}?" if near else "",
    )
