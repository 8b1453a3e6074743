"""The commands over data alone: inspect them, draft a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.shell.configuration import FILE, PROJECT_FILE, Command, settings_for
from verifier.shell.inspect import inspect_paths
from verifier.shell.streams import write
from verifier.shell.write import keep_file, write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from verifier.model.inspection import Inspection
    from verifier.renderers import RenderOptions


def run_inspect(
    given: Namespace, options: RenderOptions, progress: Callable[[str], None]
) -> int:
    """Returns the exit status, having written what is told of the data.

    Raises:
        VerifierError: if they could not be inspected.
    """
    inspection = _inspect(given, progress)
    if given.output_format == "json":
        from verifier.renderers.inspection_json import inspection_json  # noqa: PLC0415

        text = inspection_json(inspection)
    else:
        from verifier.renderers.inspection_text import inspection_text  # noqa: PLC0415

        text = inspection_text(inspection, options)
    _put(given, text, inspection)
    return inspection.exit_status


def run_brief_init(given: Namespace, progress: Callable[[str], None]) -> int:
    """Returns 0, having written the draft of a brief.

    Raises:
        VerifierError: if the data could not be inspected, or there is a brief already.
    """
    from verifier.shell.draft_brief import draft_brief  # noqa: PLC0415

    if given.output:
        keep_file(given.output)
    inspection = _inspect(given, progress)
    _put(given, draft_brief(inspection), inspection)
    return 0


def _inspect(given: Namespace, progress: Callable[[str], None]) -> Inspection:
    brief = getattr(given, "brief", None)
    command = Command(
        given=(("brief", brief),) if brief else (),
        config=tuple(given.config),
        isolated=given.isolated,
    )
    return inspect_paths(tuple(given.paths), command, progress)


def _put(given: Namespace, text: str, inspection: Inspection) -> None:
    if not given.output:
        write(text)
        return
    brief = (inspection.brief.path,) if inspection.brief else ()
    origins = settings_for(given.paths[0], Command(isolated=given.isolated)).origins
    files = (o for _, _, o in origins if o.endswith((FILE, PROJECT_FILE)))
    sources = (source.path for source in inspection.sources)
    write_file(given.output, text, (*sources, *brief, *files))
