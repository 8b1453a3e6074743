"""Sources on a server: read here, since the worker has no network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.shell.server_address import is_postgres, parse_address

if TYPE_CHECKING:
    from verifier.model.source import SourceRequest


def settled(request: SourceRequest) -> SourceRequest:
    """Returns a request with the rows that its server has now; others as they are.

    What is secret in the address stays in this process: the request that goes on has
    an address without it.

    Raises:
        SourceError: if the server cannot be read.
    """
    if not is_postgres(request.path):
        return request
    from verifier.sources import take_snapshot  # noqa: PLC0415 - DuckDB is heavy

    found = take_snapshot(parse_address(request.path, request.declared))
    return replace(
        request,
        path="",
        shown_path=found.shown,
        declared=found.declared,
        frame=found.columns,
    )
