"""The address of a table on a server, with and without what is secret in it.

Nothing heavy is imported here: every check looks whether a path is such an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import (
    SplitResult,
    parse_qsl,
    unquote,
    urlencode,
    urlsplit,
)

from verifier.errors import SourceError

if TYPE_CHECKING:
    from verifier.sources.postgres.address import PostgresAddress

SCHEMES = ("postgresql://", "postgres://")
WORDS = ("table", "query", "order_by")

_WORD = re.compile(r"[^\s'\"]+")
_SCHEME = re.compile(
    r"\b(?:[a-z][a-z0-9+.\-]{0,30}://|postgres(?:ql)?:)", re.IGNORECASE
)
_PLACES = re.compile(r"(?:(?:\[[^\[\]]*\]|[^\[\]:@,]*)(?::[0-9]*)?(?:,|$))*")
_SHOWN = ("host", "port", "dbname", "sslmode")  # no other setting of libpq is shown


def is_postgres(path: str) -> bool:
    """Returns whether a path is the address of a table of PostgreSQL."""
    return path.lower().startswith(SCHEMES)


def shown_address(path: str) -> str:
    """Returns an address without what is secret in it; other paths as they are.

    Example:
        >>> shown_address("postgresql://ann:pw@db/crm?table=deals&password=pw")
        'postgresql://db/crm?table=deals'
    """
    if not is_postgres(path):
        return path
    try:
        parts = urlsplit(path)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "postgresql://"
    if _is_torn(parts):
        return f"{parts.scheme}://"
    shown = [(key, value) for key, value in pairs if key in (*WORDS, *_SHOWN)]
    return _joined(parts, parts.netloc.rpartition("@")[2], shown)


def parse_address(path: str, declared: tuple[tuple[str, str], ...]) -> PostgresAddress:
    """Returns the parts of an address.

    Args:
        path: as the user writes it.
        declared: words that stand in the configuration instead.

    Raises:
        SourceError: if it names no table and no query, or both.
    """
    shown = shown_address(path)
    try:
        parts = urlsplit(path)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        raise SourceError(
            shown, "is no address", "postgresql://HOST/DATABASE"
        ) from None
    if _is_torn(parts):
        raise SourceError(
            shown,
            "cannot be taken apart: what stands before the database is no host",
            "postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
            "In a password write / as %2F, ? as %3F, # as %23 and @ as %40.",
        )
    ours = dict(declared) | {key: value for key, value in pairs if key in WORDS}
    for word in ours:
        if word not in WORDS:
            raise SourceError(
                shown, f"is declared with {word!r}", f"one of {', '.join(WORDS)}"
            )
    table, query = ours.get("table", ""), ours.get("query", "")
    if bool(table) == bool(query):
        raise SourceError(
            shown,
            "names a table and a query" if table else "names no table",
            "table=SCHEMA.TABLE or query=SELECT …",
            "Write postgresql://HOST/DATABASE?table=public.deals.",
        )
    rest = [(key, value) for key, value in pairs if key not in WORDS]
    uri = _joined(parts, parts.netloc, rest)
    from verifier.sources.postgres.address import (  # noqa: PLC0415 - DuckDB is heavy
        PostgresAddress,
    )

    secrets = (uri, *_secrets_of(path))
    return PostgresAddress(uri, shown, table, query, ours.get("order_by", ""), secrets)


def without_logins(text: str) -> str:
    """Returns a text without user and password of the addresses in it.

    Example:
        >>> without_logins("postgresql://ann:pw@db/crm cannot be read")
        'postgresql://db/crm cannot be read'
    """
    return _WORD.sub(_without_login, text) if "@" in text else text


def _without_login(word: re.Match[str]) -> str:
    scheme = _SCHEME.search(word[0])
    end = word[0].rfind("@")
    if scheme is None or end < scheme.end():
        return word[0]
    return word[0][: scheme.end()] + word[0][end + 1 :]


def _is_torn(parts: SplitResult) -> bool:
    """Returns whether a sign in the password ends the login before its end."""
    login, _, place = parts.netloc.rpartition("@")
    rest = "" if login else parts.path + parts.fragment + parts.query.split("=")[0]
    return not _PLACES.fullmatch(place) or "@" in rest


def _secrets_of(path: str) -> tuple[str, ...]:
    """Returns the texts of an address that no message may hold."""
    parts = urlsplit(path)
    login = parts.netloc.rpartition("@")[0]
    texts = [path, login, *login.split(":", 1)[1:]]
    texts += [
        value for key, value in parse_qsl(parts.query) if key not in (*WORDS, *_SHOWN)
    ]
    found = {text for text in (*texts, *map(unquote, texts)) if text}
    return tuple(sorted(found, key=len, reverse=True))


def _joined(parts: SplitResult, place: str, pairs: list[tuple[str, str]]) -> str:
    query = urlencode(pairs, safe="/,. *")
    return f"{parts.scheme}://{place}{parts.path}" + (f"?{query}" if query else "")
