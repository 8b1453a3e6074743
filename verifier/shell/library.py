"""The library calls: a text or a path in, a Verification out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from verifier.errors import ReportError, SourceError
from verifier.model.source import Declarer, SourceRequest
from verifier.readers import read_report
from verifier.shell.briefs import read_brief
from verifier.shell.check import (
    Desk,
    check_desks,
    named_request,
    read_desk,
)
from verifier.shell.server_address import shown_address
from verifier.shell.sidecar import with_claims
from verifier.shell.snapshot import settled
from verifier.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from verifier.model.record import Verification
    from verifier.shell.discover import Named
    from verifier.sources import ArrowStream, FrameColumns

    Given = Mapping[str, "pd.DataFrame | ArrowStream | str | Path"]

_SECONDS = 10.0


def verify(
    text: str,
    sources: Given | None = None,
    *,
    claims: str = "",
    strict_sources: bool = False,
    brief: str | Path = "",
) -> Verification:
    """Returns the verification of a report given as text.

    Calls from several threads share nothing; at most eight run at once, others wait.
    A call blocks: in a running event loop use `asyncio.to_thread`.

    Args:
        text: the report, in Markdown.
        sources: name → DataFrame of pandas or Polars, or another table that speaks
            Arrow, or path of a file. The first row of a frame's data is sheet row 2;
            row 1 holds the column names.
        claims: further claims, in the JSON form.
        strict_sources: whether a source that only the report names is suspect.
        brief: path of the brief that says what fields, values and metrics mean.

    Raises:
        ReportError: if the report or the claims cannot be read.
        SourceError: if a source cannot be read.
        PolicyError: if the brief cannot be read.
        VerifierError: if the check itself could not be done.

    Example:
        >>> report = '''Sales were [30](#c1).
        ...
        ... ```claims
        ... [c1] deals!B2:B3
        ... = SUM(B2:B3)
        ... ```
        ... '''
        >>> import pandas as pd
        >>> deals = pd.DataFrame({"id": ["a", "b"], "amount": [10, 20]})
        >>> verification = verify(report, {"deals": deals})
        >>> verification.passed
        True
        >>> verification.verdicts[0].recomputed
        Decimal('30')
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers without a type checker
        raise ReportError(
            "report", f"a {type(text).__name__} was given as a report", "its text"
        )
    report = read_report(text.encode("utf-8", "surrogatepass"), "report")
    if claims:
        report = with_claims(report, claims)
    return _verify(
        Desk(report, "."), sources or {}, strict=strict_sources, brief=str(brief)
    )


def verify_path(
    path: str | Path,
    sources: Given | None = None,
    *,
    strict_sources: bool = False,
    brief: str | Path = "",
) -> Verification:
    """Returns the verification of the report at a path.

    Files that the report cites are looked for below its folder.

    Args:
        path: of the report.
        sources: as for `verify`.
        strict_sources: whether a source that only the report names is suspect.
        brief: path of the brief that says what fields, values and metrics mean.

    Raises:
        ReportError: if the report cannot be read.
        SourceError: if a source cannot be read.
        PolicyError: if the brief cannot be read.
        VerifierError: if the check itself could not be done.
    """
    desk = read_desk(str(path))
    return _verify(desk, sources or {}, strict=strict_sources, brief=str(brief))


def _verify(desk: Desk, sources: Given, *, strict: bool, brief: str) -> Verification:
    told = read_brief(brief, Declarer.COMMAND) if brief else None
    declared = tuple(_named(name, given) for name, given in sources.items())
    with Worker(_SECONDS) as worker:
        verification = check_desks((desk,), declared, worker, strict=strict, brief=told)
    return replace(verification, tabulate=_tabulate)


def _named(name: str, given: pd.DataFrame | ArrowStream | str | Path) -> Named:
    if isinstance(given, str | Path):
        path = str(given)
        shown = shown_address(path)
        found = SourceRequest(name, path, shown, Declarer.COMMAND)
        return named_request(settled(found))
    request = SourceRequest(
        name, "", name, Declarer.COMMAND, frame=_columns_of(name, given)
    )
    return named_request(request)


def _columns_of(name: str, given: pd.DataFrame | ArrowStream) -> FrameColumns:
    """Returns the cells of a frame of pandas, or of a table that speaks Arrow.

    Raises:
        SourceError: if it is neither.
    """
    from verifier.sources import (  # noqa: PLC0415 - pandas and DuckDB are heavy
        columns_of_frame,
        columns_of_table,
    )

    if hasattr(given, "iloc"):
        return columns_of_frame(cast("pd.DataFrame", given))
    if hasattr(given, "__arrow_c_stream__"):
        return columns_of_table(given, name)
    raise SourceError(
        name,
        f"a {type(given).__name__} was given as a source",
        "a DataFrame of pandas or Polars, an Arrow table, or the path of a file",
        "Collect it: frame.collect()." if hasattr(given, "collect") else "",
    )


def _tabulate(rows: tuple[dict[str, str], ...]) -> object:
    """Returns a frame whose texts stay texts in whatever file people make of it."""
    from verifier.renderers import as_cell  # noqa: PLC0415 - for frames alone
    from verifier.sources import frame_of_rows  # noqa: PLC0415 - pandas is heavy

    inert = ({name: as_cell(text) for name, text in row.items()} for row in rows)
    return frame_of_rows(tuple(inert))
