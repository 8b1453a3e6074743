"""Claims -> evidence text in its canonical form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.readers.evidence.opening import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.address import Reference
    from verifier.model.claim import Claim

_OPENS = re.compile(r"!\s*'")  # a quote that a later one would close


def print_claims(claims: Iterable[Claim]) -> str:
    """Returns the text of an evidence block, without its fences.

    Parsing it gives the same claims again, line numbers apart. Line breaks in a value
    or an origin, which the text form cannot hold, become blanks.
    """
    return "\n".join("".join(f"{line}\n" for line in _lines(c)) for c in claims)


def _lines(claim: Claim) -> Iterator[str]:
    ranges = EXTERNAL if claim.external else ", ".join(_ranges(claim.citations))
    yield f"[{claim.id}] {ranges}".rstrip()
    reads, assumes = list(_reads(claim)), list(_assumes(claim))
    first = min((a.line for a in claim.assumptions), default=0)
    comes_first = assumes and 0 < first < min((r.line for r in claim.reads), default=0)
    yield from (*assumes, *reads) if comes_first else (*reads, *assumes)
    if claim.calculation.startswith("["):
        yield ""  # parts it from ranges that go on
    for line in claim.calculation.split("\n") if claim.calculation else ():
        yield f" {line}" if line.startswith("[") else line


def _reads(claim: Claim) -> Iterator[str]:
    reads = [f"{read.reference} = {_value(read.text)}" for read in claim.reads]
    if claim.rows is not None:
        reads.append(f"rows = {claim.rows}")
    if reads:
        yield "reads " + "; ".join(reads)


def _assumes(claim: Claim) -> Iterator[str]:
    for assumption in claim.assumptions:
        yield f"assumes {_one_line(assumption.text)}: {_one_line(assumption.origin)}"


def _ranges(citations: Iterable[Reference]) -> Iterator[str]:
    """Yields each citation, with its prefixes where they differ from those before."""
    prefixes: tuple[str, ...] = ()
    for reference in citations:
        inherits = reference.prefixes == prefixes and reference.area.header is None
        yield str(reference.within(()) if inherits else reference)
        prefixes = reference.prefixes


def _value(text: str) -> str:
    flat = _one_line(text)
    is_odd = flat != flat.strip() or any(sign in flat for sign in ';="[')
    if is_odd or flat[:1] == "'" or _OPENS.search(flat):
        doubled = flat.replace('"', '""')
        return f'"{doubled}"'
    return flat


def _one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
