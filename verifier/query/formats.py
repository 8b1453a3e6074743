"""Formats of dates in other dialects: `to_char(closed, 'YYYY-"Q"Q')`.

The parser's translation leaves in the format what it does not know, as if it were to be
written as it stands; here each part is known, or the format is refused.
"""

from __future__ import annotations

import re
from functools import reduce

from sqlglot import exp

from verifier.errors import QueryRefused

# of these dialects letters stand for parts of a date, so that none may be left over
_BY_LETTERS = frozenset({"postgres", "redshift", "snowflake", "oracle", "spark"})
_TOKENS = {
    "YYYY": "%Y",
    "YY": "%y",
    "MM": "%m",
    "DD": "%d",
    "DDD": "%j",
    "IYYY": "%G",
    "IW": "%V",
    "HH24": "%H",
    "MI": "%M",
    "SS": "%S",
    "Mon": "%b",
}
_WORDS = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
# the parser marks some of Spark's parts as strict
_PIECE = re.compile(
    r"(%-?[A-Za-z])(?:strict)?|\"([^\"]*)\"|'([^']*)'|(Q)(?!Q)|([^A-Za-z%\"']+)"
)


def spell_out(node: exp.Expr, dialect: str) -> None:
    """Writes a date's format in DuckDB's words, in place.

    Raises:
        QueryRefused: for a format of which a part is not known here.
    """
    if dialect not in _BY_LETTERS:
        return
    if not isinstance(node, (exp.ToChar, exp.TimeToStr)):
        return
    written = node.args.get("format")
    if isinstance(written, exp.Literal) and written.is_string:
        node.replace(_made(node.this, _with_signs(str(written.this)), dialect))


def _with_signs(written: str) -> str:
    """Returns a format with `%Y` for YYYY and the like, quoted texts apart."""
    parts: list[str] = []
    place = 0
    for quoted in _QUOTED.finditer(written):
        parts += [_tokens_in(written[place : quoted.start()]), quoted[0]]
        place = quoted.end()
    return "".join([*parts, _tokens_in(written[place:])])


def _tokens_in(text: str) -> str:
    return _WORDS.sub(lambda found: _TOKENS[found[0]], text)


def _made(moment: exp.Expr, written: str, dialect: str) -> exp.Expr:
    pieces: list[exp.Expr] = []
    signs = ""
    place = 0
    while place < len(written):
        found = _PIECE.match(written, place)
        if found is None:
            raise QueryRefused(
                f"the date format {written[place:]!r} of {dialect}",
                "YYYY, MM, DD, Q, IYYY, IW, HH24, MI, SS and signs between them",
                "Compare parts of the date: extract(month FROM …).",
            )
        place = found.end()
        if found[4]:
            pieces += [*_formatted(moment, signs), _quarter(moment)]
            signs = ""
        else:
            quoted = found[2] or found[3] or ""
            signs += found[1] or found[5] or quoted.replace("%", "%%")
    pieces += _formatted(moment, signs)
    if not pieces:
        return exp.Literal.string("")
    return exp.Paren(this=reduce(_joined, pieces))


def _joined(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.DPipe(this=one, expression=other)


def _formatted(moment: exp.Expr, signs: str) -> list[exp.Expr]:
    if not signs:
        return []
    return [exp.TimeToStr(this=moment.copy(), format=exp.Literal.string(signs))]


def _quarter(moment: exp.Expr) -> exp.Expr:
    quarter = exp.Extract(this=exp.var("QUARTER"), expression=moment.copy())
    return exp.cast(quarter, "varchar")
