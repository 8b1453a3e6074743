"""The command: parse, call the shell, print, exit."""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import PolicyError, VerifierError
from verifier.shell.arguments import add_brief, add_check, add_fmt, add_inspect
from verifier.shell.streams import (
    COULD_NOT_CHECK,
    complain,
    flush,
    leave_quietly,
    progress_line,
    report_defect,
    report_error,
    standard_input,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from verifier.model.pages.page import Page
    from verifier.renderers import RenderOptions
    from verifier.shell.configuration import Command
    from verifier.shell.examine import Examination, Order

PASSED, INTERRUPTED, READER_GONE = 0, 130, 141
_SIGNALLED = 128  # and the signal's number, as shells have it
_PLAIN_WIDTH = 100

_DESCRIPTION = """\
Checks every figure of a data analysis against the cells it cites.
Exit status: 0 every figure verified or accepted, 1 not so, 2 it could not check."""


def command() -> NoReturn:
    """Ends the process with the status of the command.

    A signal that came while a class was made would let CPython 3.11 and newer end the
    process by SIGINT, although it was caught: `exec` of a text sets a flag for that. So
    an interrupted run does not go through the interpreter's own end.

    Raises:
        SystemExit: with the status.
    """
    status = main()
    if status > _SIGNALLED:
        import os  # noqa: PLC0415

        os._exit(status)
    raise SystemExit(status)


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit status of the command with these arguments.

    Raises:
        SystemExit: for --help, as argparse does.
    """
    try:
        with _stoppable():
            given = _parser().parse_args(arguments)
            status: int = given.run(given)
            flush()
    except VerifierError as error:
        return report_error(error)
    except KeyboardInterrupt as stop:
        return stop.args[0] if stop.args else INTERRUPTED
    except BrokenPipeError:
        return leave_quietly(READER_GONE)
    except Exception as error:  # noqa: BLE001 - status 1 would say that it checked
        return report_defect(error)
    return status


@contextmanager
def _stoppable() -> Generator[None]:
    """Yields while SIGTERM and SIGHUP end the work as Ctrl-C does, leaving nothing.

    A signal that is ignored, as `nohup` has it, or handled by a caller stays so.
    """
    import signal  # noqa: PLC0415
    import threading  # noqa: PLC0415

    def stop(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(_SIGNALLED + number)

    is_main = threading.current_thread() is threading.main_thread()
    names = ("SIGTERM", "SIGHUP") if is_main else ()
    known = [getattr(signal, name) for name in names if hasattr(signal, name)]
    taken = [n for n in known if signal.getsignal(n) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints look like all others and steer no terminal."""

    def error(self, message: str) -> NoReturn:
        """Refuses the arguments.

        Raises:
            PolicyError: always.
        """
        raise PolicyError(
            "command line",
            message,
            " ".join(self.format_usage().split()),
            f"Ask {self.prog} --help.",
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="verifier",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=_show_version_or_help, parser=parser)
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    check = commands.add_parser("check", help="check reports", allow_abbrev=False)
    check.set_defaults(run=_check)
    add_check(check)
    fmt = commands.add_parser("fmt", help="rewrite reports", allow_abbrev=False)
    fmt.set_defaults(run=_fmt)
    add_fmt(fmt)
    inspect = commands.add_parser("inspect", help="tell what will be misread in data")
    inspect.set_defaults(run=_inspect)
    add_inspect(inspect)
    brief = commands.add_parser("brief", help="what a person says of the data")
    brief.set_defaults(run=_show_version_or_help, version=False, parser=brief)
    add_brief(brief).set_defaults(run=_brief_init)
    rule = commands.add_parser("rule", help="explain a code", allow_abbrev=False)
    rule.add_argument("code", nargs="?", metavar="CODE", help="a code or a name")
    rule.add_argument("--output-format", choices=("text", "json"), default="text")
    rule.set_defaults(run=_rule)
    schema = commands.add_parser("schema", help="print a JSON Schema")
    schema.add_argument(
        "name",
        nargs="?",
        choices=("claims", "result", "inspection", "configuration"),
        default="claims",
    )
    schema.set_defaults(run=_schema)
    return parser


def _check(given: argparse.Namespace) -> int:
    if given.show_settings:
        return _show_settings(given)
    # imported here and below so that --help and rule load nothing heavy
    from verifier.renderers import render  # noqa: PLC0415
    from verifier.shell.examine import examine  # noqa: PLC0415

    clear, progress = progress_line(quiet=given.quiet)
    try:
        result = examine(_order(given), progress)
    finally:
        clear()
    text = render(result.verification, result.output_format, _options(given, result))
    if given.output:
        from verifier.shell.write import write_file  # noqa: PLC0415

        recorded = (given.write_baseline,) if given.write_baseline else ()
        write_file(given.output, text, result.touched + recorded)
    else:
        write(text)
    if result.recorded is not None and not given.quiet:
        from verifier.renderers import one_line  # noqa: PLC0415

        place = one_line(given.write_baseline)
        complain(f"recorded {result.recorded} in {place}\n")
    return result.exit_status


def _order(given: argparse.Namespace) -> Order:
    from verifier.shell.check import MOST_OF_REPORT  # noqa: PLC0415
    from verifier.shell.examine import Order  # noqa: PLC0415

    reports = tuple(given.reports)
    if given.claims is not None and len(reports) > 1:
        raise PolicyError(
            "--claims",
            f"one file of claims was given for {len(reports)} reports",
            "one report",
            "Check the reports one by one.",
        )
    return Order(
        reports=reports,
        command=_command(given),
        claims=given.claims,
        stdin=standard_input(MOST_OF_REPORT) if "-" in reports else None,
        write_baseline=given.write_baseline or "",
    )


def _command(given: argparse.Namespace) -> Command:
    from verifier.shell.configuration import Command  # noqa: PLC0415

    options: dict[str, object] = {
        "strict_sources": given.strict_sources,
        "output_format": given.output_format,
        "fail_on": given.fail_on,
        "baseline": given.baseline,
        "brief": given.brief,
        "select": _codes(given.select),
        "ignore": _codes(given.ignore),
    }
    return Command(
        given=tuple((k, v) for k, v in options.items() if v is not None),
        sources=tuple(given.source),
        config=tuple(given.config),
        isolated=given.isolated,
    )


def _codes(text: str | None) -> list[str] | None:
    if text is None:
        return None
    return [code.strip() for code in text.split(",") if code.strip()]


def _options(given: argparse.Namespace, result: Examination) -> RenderOptions:
    from dataclasses import replace  # noqa: PLC0415

    return replace(
        _look(given),
        verbose=given.verbose,
        quiet=given.quiet,
        exit_status=result.exit_status,
    )


def _look(given: argparse.Namespace) -> RenderOptions:
    from verifier.renderers import RenderOptions  # noqa: PLC0415

    is_terminal = bool(sys.stdout) and sys.stdout.isatty() and not given.output
    return RenderOptions(
        color=_colors(given.color, is_terminal=is_terminal),
        width=_width() if is_terminal else _PLAIN_WIDTH,
    )


def _inspect(given: argparse.Namespace) -> int:
    from verifier.shell.commands import run_inspect  # noqa: PLC0415

    clear, progress = progress_line(quiet=False)
    try:
        return run_inspect(given, _look(given), progress)
    finally:
        clear()


def _brief_init(given: argparse.Namespace) -> int:
    from verifier.shell.commands import run_brief_init  # noqa: PLC0415

    clear, progress = progress_line(quiet=False)
    try:
        return run_brief_init(given, progress)
    finally:
        clear()


def _colors(choice: str, *, is_terminal: bool) -> bool:
    """Returns whether to colour.

    Source: no-color.org; any value but an empty one counts.
    """
    import os  # noqa: PLC0415

    if choice == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return is_terminal and not plain
    return choice == "always"


def _width() -> int:
    from shutil import get_terminal_size  # noqa: PLC0415

    return get_terminal_size((_PLAIN_WIDTH, 24)).columns


def _show_settings(given: argparse.Namespace) -> int:
    from verifier.renderers import visible  # noqa: PLC0415
    from verifier.shell.configuration import group_by_settings  # noqa: PLC0415
    from verifier.shell.server_address import without_logins  # noqa: PLC0415

    for settings, paths in group_by_settings(tuple(given.reports), _command(given)):
        lines = (f"# {', '.join(paths)}", *str(settings).split("\n"))
        write(without_logins("".join(f"{visible(line)}\n" for line in lines)))
    return PASSED


def _fmt(given: argparse.Namespace) -> int:
    from verifier.shell.reformat import Errand, carry_out  # noqa: PLC0415

    reports = tuple(dict.fromkeys(given.reports))
    stdin = sys.stdin.buffer.read() if "-" in reports else None
    only = "diff" if given.diff else "check" if given.check else ""
    errand = Errand(reports, stdin, only, given.output or "", anchors=given.anchors)
    done = carry_out(errand)
    sys.stdout.flush()
    sys.stdout.buffer.write(done.text.encode("utf-8", "surrogateescape"))
    sys.stderr.write(done.said)
    return 1 if done.would_change else PASSED


def _rule(given: argparse.Namespace) -> int:
    from verifier.shell.explain import all_pages, explain  # noqa: PLC0415

    pages = (explain(given.code),) if given.code else all_pages()
    if given.output_format == "json":
        import json  # noqa: PLC0415

        from verifier.shell.explain import page_record  # noqa: PLC0415

        records = list(map(page_record, pages))
        shown = records[0] if given.code else records
        write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    elif given.code:
        write(str(pages[0]))
    else:
        write("".join(map(_listed, pages)))
    return PASSED


def _listed(page: Page) -> str:
    status = page.status.value if page.status else "finding"
    return f"{page.code}  {page.name:<24}{status}\n"


def _schema(given: argparse.Namespace) -> int:
    from verifier.shell.explain import schema_text  # noqa: PLC0415

    write(schema_text(given.name))
    return PASSED


def _show_version_or_help(given: argparse.Namespace) -> int:
    if given.version:
        from verifier.shell.versions import version  # noqa: PLC0415

        write(f"verifier {version()}\n")
        return PASSED
    complain(given.parser.format_help())
    return COULD_NOT_CHECK
