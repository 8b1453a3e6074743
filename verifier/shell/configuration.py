"""Settings: from files above a report, from the command line, or by default."""

from __future__ import annotations

import json
import os.path
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from verifier.errors import PolicyError
from verifier.model.source import Declarer, SourceRequest
from verifier.shell.configuration_keys import KEYS, SOURCES, flatten
from verifier.shell.read import read_file
from verifier.shell.server_address import is_postgres, shown_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.shell.configuration_keys import Path as KeyPath

FILE = "verifier.toml"
PROJECT_FILE = "pyproject.toml"
DEFAULT = "default"
COMMAND = "command line"
STDIN = "-"
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Command:
    """What the command line says about settings.

    Attributes:
        given: values of options that were given, by key, such as `strict_sources`.
        sources: `name=path` texts.
        config: `key=value` texts, the value in TOML.
        isolated: whether to read no file.
    """

    given: tuple[tuple[str, object], ...] = ()
    sources: tuple[str, ...] = ()
    config: tuple[str, ...] = ()
    isolated: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """How to check, with where each value is from.

    Attributes:
        sources: declared sources, by name.
        select: findings to show.
        ignore: findings not to show.
        strict_sources: whether a source that only the report names is suspect.
        roots: folders below which a report may name files, beside its own.
        output_format: a renderer's name.
        fail_on: `never`, or the level of findings that fails the run.
        baseline: path of the baseline, or empty.
        brief: path of the brief, or empty.
        brief_by: who named it.
        numbers: the convention of reports that state none, or empty.
        seconds: for one calculation.
        memory: for calculations, such as `2GB`; empty for the built-in limit.
        origins: dotted key, value as TOML, and who stated it.
    """

    sources: tuple[SourceRequest, ...] = ()
    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    strict_sources: bool = False
    roots: tuple[str, ...] = ()
    output_format: str = "full"
    fail_on: str = "never"
    baseline: str = ""
    brief: str = ""
    brief_by: Declarer = Declarer.CONFIGURATION
    numbers: str = ""
    seconds: float = 10.0
    memory: str = ""
    origins: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        """Returns a line for each setting, whatever line ends an origin holds."""
        lines = (f"{key} = {value}  # {origin}" for key, value, origin in self.origins)
        return "\n".join(line.replace("\n", " ") for line in lines)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value, and who stated it."""

    value: object
    origin: str


def settings_for(report: str, command: Command) -> Settings:
    """Returns the settings for one report.

    The nearest file above the report wins over files further up, `--config` over the
    file, and an option over both.

    Raises:
        PolicyError: if a file or an option cannot be understood.
    """
    stated = {path: _Stated(key.default, DEFAULT) for path, key in KEYS.items()}
    for origin, values in _layers(report, command):
        stated |= {path: _Stated(value, origin) for path, value in values.items()}
    plain = {path: item.value for path, item in stated.items()}
    return Settings(
        sources=_sources(stated),
        select=_words(plain["select",]),
        ignore=_words(plain["ignore",]),
        strict_sources=bool(plain["strict_sources",]),
        roots=_words(plain["roots",]),
        output_format=str(plain["output_format",]),
        fail_on=str(plain["fail_on",]),
        baseline=str(plain["baseline",]),
        brief=str(plain["brief",]),
        brief_by=_declarer(stated["brief",].origin),
        numbers=str(plain["numbers",]),
        seconds=float(str(plain["limits", "seconds"])),
        memory=str(plain["limits", "memory"]),
        origins=_origins(stated),
    )


def group_by_settings(
    reports: tuple[str, ...], command: Command
) -> tuple[tuple[Settings, tuple[str, ...]], ...]:
    """Returns the reports in groups of equal settings, in the order of the first.

    Raises:
        PolicyError: if a file or an option cannot be understood.
    """
    groups: dict[Settings, list[str]] = {}
    for report in reports:
        groups.setdefault(settings_for(report, command), []).append(report)
    return tuple((settings, tuple(paths)) for settings, paths in groups.items())


def _layers(
    report: str, command: Command
) -> Iterator[tuple[str, dict[KeyPath, object]]]:
    """Yields values with their origin, the weakest first."""
    if not command.isolated:
        yield from _nearest_file(report)
    for text in command.config:
        values = flatten(_toml_of_option(text), f"--config {text}")
        yield f"--config {text}", values
    yield COMMAND, dict(map(_source_option, command.sources))
    yield COMMAND, flatten(dict(command.given), COMMAND)


def _nearest_file(report: str) -> Iterator[tuple[str, dict[KeyPath, object]]]:
    start = Path.cwd() if report == STDIN else Path(report).absolute().parent
    for folder in (start, *start.parents):
        for name in (FILE, PROJECT_FILE):
            table = _table_of(folder / name)
            if table is not None:
                shown = _shown(folder / name)
                yield shown, _anchored(flatten(table, shown), folder)
                return


def _table_of(path: Path) -> Mapping[str, object] | None:
    """Returns the configuration that a file holds, None where it holds none.

    Raises:
        PolicyError: if the file is no TOML.
    """
    try:
        text = read_file(str(path), MOST_BYTES).decode()
        whole = cast("dict[str, object]", tomllib.loads(text))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise PolicyError(
            _shown(path),
            f"the file cannot be read: {words}",
            f"TOML in UTF-8, of at most {MOST_BYTES:,} bytes",
            "Mend the file, or leave it out with --isolated.",
        ) from None
    if path.name == FILE:
        return whole
    tool = whole.get("tool")
    if not isinstance(tool, dict):
        return None
    table = cast("dict[str, object]", tool).get("verifier")
    return cast("Mapping[str, object]", table) if isinstance(table, dict) else None


def _anchored(values: dict[KeyPath, object], folder: Path) -> dict[KeyPath, object]:
    """Returns values with paths as the working folder sees them."""
    return {
        path: _anchored_value(path, value, folder) for path, value in values.items()
    }


def _anchored_value(path: KeyPath, value: object, folder: Path) -> object:
    if path == ("roots",):
        return [_shown(folder / root) for root in _words(value)]
    is_file = _is_file(path) and not is_postgres(str(value))
    return _shown(folder / str(value)) if is_file else value


def _is_file(path: KeyPath) -> bool:
    return path in {("baseline",), ("brief",)} or (
        path[0] == SOURCES and path[-1] == "path"
    )


def _toml_of_option(text: str) -> Mapping[str, object]:
    """Returns what `key=value` states; a bare word is taken as a text.

    Raises:
        PolicyError: if it is no such pair.
    """
    key, equals, value = text.partition("=")
    attempts = (text, f"{key}={json.dumps(value.strip())}") if equals else ()
    for attempt in attempts:
        try:
            return cast("dict[str, object]", tomllib.loads(attempt))
        except (ValueError, RecursionError):
            continue
    raise PolicyError(
        "--config",
        f"{text[:200]!r} is no setting",
        'key=value with a value in TOML, such as limits.seconds=30 or select=["C"]',
        "Correct it; `verifier schema configuration` lists the keys.",
    )


def _source_option(text: str) -> tuple[KeyPath, object]:
    name, equals, path = text.partition("=")
    if not (name.strip() and equals and path.strip()):
        raise PolicyError(
            "--source",
            f"{text!r} names no source",
            "name=path",
            "Write --source deals=data/deals.csv.",
        )
    return (SOURCES, name.strip(), "path"), path.strip()


def _sources(stated: Mapping[KeyPath, _Stated]) -> tuple[SourceRequest, ...]:
    by_name: dict[str, dict[str, _Stated]] = {}
    for path, item in stated.items():
        if path[0] == SOURCES:
            by_name.setdefault(path[1], {})[path[2]] = item
    return tuple(_request(name, keys) for name, keys in by_name.items())


def _request(name: str, keys: dict[str, _Stated]) -> SourceRequest:
    path = keys.get("path")
    if path is None:
        raise PolicyError(
            f"{next(iter(keys.values())).origin}: sources.{name}",
            "it has no path",
            "path = a file",
            f"Add it, or --source {name}=FILE.",
        )
    return SourceRequest(
        name=name,
        path=str(path.value),
        shown_path=shown_address(str(path.value)),
        declared_by=_declarer(path.origin),
        declared=tuple((k, str(v.value)) for k, v in keys.items() if k != "path"),
    )


def _declarer(origin: str) -> Declarer:
    is_command = origin.startswith((COMMAND, "--"))
    return Declarer.COMMAND if is_command else Declarer.CONFIGURATION


def _origins(stated: Mapping[KeyPath, _Stated]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            ".".join(map(_key_text, path)),
            json.dumps(_without_secret(item.value), ensure_ascii=False),
            item.origin,
        )
        for path, item in sorted(stated.items(), key=lambda pair: pair[0])
    )


def _without_secret(value: object) -> object:
    return shown_address(value) if isinstance(value, str) else value


def _key_text(part: str) -> str:
    is_bare = part.isascii() and part.replace("-", "_").isidentifier()
    return part if is_bare else json.dumps(part, ensure_ascii=False)


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, cast("list[object]", value)))


def _shown(path: Path) -> str:
    """Returns a path as the working folder sees it, if it lies below; else absolute."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
