"""What each command takes on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_check(check: argparse.ArgumentParser) -> None:
    """Adds what `check` takes."""
    check.add_argument("reports", nargs="+", metavar="REPORT", help="- is stdin")
    _add_settings(check.add_argument_group("what to check"))
    output = check.add_argument_group("output")
    output.add_argument("--output-format", metavar="full|concise|json|jsonl")
    output.add_argument("-o", "--output", metavar="FILE", help="instead of stdout")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    output.add_argument(
        "--verbose", action="store_true", help="also what is verified or no figure"
    )
    output.add_argument("--quiet", action="store_true", help="coverage alone")
    configuration = check.add_argument_group("configuration")
    configuration.add_argument(
        "--config", action="append", default=[], metavar="KEY=VALUE", help="in TOML"
    )
    configuration.add_argument(
        "--isolated", action="store_true", help="read no configuration file"
    )
    configuration.add_argument(
        "--show-settings", action="store_true", help="print them and stop"
    )


def add_fmt(fmt: argparse.ArgumentParser) -> None:
    """Adds what `fmt` takes."""
    fmt.description = "Rewrites reports in Markdown; their verdicts stay the same."
    fmt.add_argument("reports", nargs="+", metavar="REPORT", help="- is stdin")
    fmt.add_argument(
        "--anchors", action="store_true", help="give each claim a place to jump to"
    )
    fmt.add_argument("-o", "--output", metavar="FILE", help="instead of the report")
    fmt.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 if it would change"
    )
    fmt.add_argument(
        "--diff", action="store_true", help="write nothing, print what would change"
    )


def add_inspect(inspect: argparse.ArgumentParser) -> None:
    """Adds what `inspect` takes."""
    _add_data(inspect)
    inspect.add_argument("--brief", metavar="FILE", help="what a person says of them")
    inspect.add_argument("--output-format", choices=("text", "json"), default="text")
    inspect.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def add_brief(brief: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Returns the parser of `brief init`, added to that of `brief`."""
    inner = brief.add_subparsers(title="commands", metavar="COMMAND")
    init = inner.add_parser("init", help="draft a brief from data")
    _add_data(init)
    return init


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="DATA", help="files of data")
    parser.add_argument("-o", "--output", metavar="FILE", help="instead of stdout")
    parser.add_argument("--config", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--isolated", action="store_true")


def _add_settings(group: argparse._ArgumentGroup) -> None:  # pyright: ignore[reportPrivateUsage] - argparse names it nowhere else
    group.add_argument(
        "--source", action="append", default=[], metavar="NAME=PATH", help="a source"
    )
    group.add_argument("--brief", metavar="FILE", help="what fields and metrics mean")
    group.add_argument("--claims", metavar="FILE", help="claims in the JSON form")
    group.add_argument(
        "--strict-sources",
        action="store_true",
        default=None,
        help="a source that only the report names makes its figures suspect",
    )
    group.add_argument("--select", metavar="CODES", help="findings to show")
    group.add_argument("--ignore", metavar="CODES", help="findings not to show")
    group.add_argument(
        "--fail-on", metavar="never|error|warning|note", help="findings that fail too"
    )
    group.add_argument("--baseline", metavar="FILE", help="accept what it records")
    group.add_argument(
        "--write-baseline", metavar="FILE", help="record what does not pass, accept it"
    )
