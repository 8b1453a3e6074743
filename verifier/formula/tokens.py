"""Cuts a formula's text into tokens by one scan, without backtracking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from verifier.errors import FormulaError

ERROR_CODES = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#SPILL!",
    "#CALC!",
)

_BLANKS = " \t\r\n\u00a0"
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA_NUMBER = re.compile(r"(?:[0-9]+,?[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[$\\]?[^\W\d](?:[\w.$\\?])*|\$[0-9]+|[^\W\d]")
_PREFIX = re.compile(r"[^\W\d][\w.\-]*(?=!)")
_CELL_LIKE = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]{1,9}")
_OPERATORS = ("<>", "<=", ">=", "<", ">", "=", "&", "+", "-", "*", "/", "^", "%", "@")
_MARKS = "(){},;:"
_MOST_DIGITS = 308


class TokenKind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    WORD = "word"  # cell, column, function or name
    PREFIX = "prefix"  # with its `!`, unquoted
    BRACKET = "bracket"  # `[…]` of a table or workbook, brackets included
    ERROR = "error"
    OPERATOR = "operator"
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula.

    Attributes:
        kind: what it is.
        text: as written; of TEXT and PREFIX without quotes, of NUMBER with a point.
        start: 0-based offset.
        end: exclusive.
        follows_blank: whether a blank stands right before it.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    follows_blank: bool = False


def tokenize(text: str, *, decimal_comma: bool = False) -> tuple[Token, ...]:
    """Returns the tokens of a formula, END last.

    Raises:
        FormulaError: at a character that begins no token.

    Example:
        >>> [t.text for t in tokenize("SUM(A1:B2)*1.5")]
        ['SUM', '(', 'A1', ':', 'B2', ')', '*', '1.5', '']
    """
    found: list[Token] = []
    position = 0
    while True:
        start = position
        while position < len(text) and text[position] in _BLANKS:
            position += 1
        follows_blank = position > start
        if position == len(text):
            found.append(Token(TokenKind.END, "", position, position, follows_blank))
            return tuple(found)
        kind, value, end = _read(text, position, decimal_comma=decimal_comma)
        found.append(Token(kind, value, position, end, follows_blank))
        position = end


def bounded(text: str) -> Decimal | None:
    """Returns the number that digits write, None where no cell could hold it.

    Exponents of a few digits write numbers of millions of digits.

    Source: IEEE 754 binary64 ends at 1.8E308 and, subnormal, at 4.9E-324.

    Example:
        >>> bounded("1E300"), bounded("1E999999"), bounded("1E-999999")
        (Decimal('1E+300'), None, None)
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent + len(digits) > _MOST_DIGITS:
        return None
    return number if exponent > -_MOST_DIGITS else None


def _read(
    text: str, position: int, *, decimal_comma: bool
) -> tuple[TokenKind, str, int]:
    sign = text[position]
    if sign == '"':
        value, end = _quoted(text, position, '"')
        return TokenKind.TEXT, value, end
    if sign == "'":
        return _quoted_prefix(text, position)
    if sign == "[":
        end = _bracket_end(text, position)
        return TokenKind.BRACKET, text[position:end], end
    if sign == "#":
        return _error(text, position)
    return _plain(text, position, decimal_comma=decimal_comma)


def _plain(
    text: str, position: int, *, decimal_comma: bool
) -> tuple[TokenKind, str, int]:
    number = (_COMMA_NUMBER if decimal_comma else _NUMBER).match(text, position)
    if number:
        return TokenKind.NUMBER, number[0].replace(",", "."), number.end()
    prefix = _prefix(text, position)
    if prefix:
        return TokenKind.PREFIX, prefix, position + len(prefix) + 1
    word = _WORD.match(text, position)
    if word:
        return TokenKind.WORD, word[0], word.end()
    for operator in _OPERATORS:
        if text.startswith(operator, position):
            return TokenKind.OPERATOR, operator, position + len(operator)
    if text[position] in _MARKS:
        return TokenKind.MARK, text[position], position + 1
    raise FormulaError(
        f"{text[position]!r} has no meaning in a formula",
        "a number, text in double quotes, cells, a function or an operator",
        position=position,
    )


def _prefix(text: str, position: int) -> str:
    """Returns a file or sheet name before `!`, unless it begins with `cell-`."""
    found = _PREFIX.match(text, position)
    if not found:
        return ""
    head, hyphen, _ = found[0].partition("-")
    return "" if hyphen and _CELL_LIKE.fullmatch(head) else found[0]


def _quoted(text: str, position: int, quote: str) -> tuple[str, int]:
    pieces: list[str] = []
    start = position + 1
    while True:
        end = text.find(quote, start)
        if end < 0:
            raise FormulaError(
                f"the {quote} that opens here is never closed",
                f"a closing {quote}",
                position=position,
            )
        pieces.append(text[start:end])
        if not text.startswith(quote, end + 1):
            return quote.join(pieces), end + 1
        start = end + 2


def _quoted_prefix(text: str, position: int) -> tuple[TokenKind, str, int]:
    name, end = _quoted(text, position, "'")
    if text.startswith("!", end):
        return TokenKind.PREFIX, name, end + 1
    if text.startswith("[", end):
        return TokenKind.WORD, name, end
    raise FormulaError(
        f"'{name}' in single quotes names a sheet but nothing follows it",
        "! and cells, as in 'My sheet'!A1; text stands in double quotes",
        position=position,
    )


def _bracket_end(text: str, position: int) -> int:
    depth = 0
    place = position
    while place < len(text):
        sign = text[place]
        if sign == "'":
            place += 1
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    raise FormulaError(
        "the [ that opens here is never closed", "a closing ]", position=position
    )


def _error(text: str, position: int) -> tuple[TokenKind, str, int]:
    upper = text[position : position + 8].upper()
    for code in ERROR_CODES:
        if upper.startswith(code):
            return TokenKind.ERROR, code, position + len(code)
    raise FormulaError(
        f"{text[position : position + 8]!r} is no error value",
        f"one of {', '.join(ERROR_CODES)}",
        position=position,
    )


def separates_by_semicolon(tokens: tuple[Token, ...]) -> bool:
    """Returns whether `;` stands between arguments and `,` only inside numbers."""
    braces = 0
    semicolons = 0
    for place, token in enumerate(tokens):
        if token.kind is not TokenKind.MARK:
            continue
        braces += (token.text == "{") - (token.text == "}")
        semicolons += token.text == ";" and braces == 0
        if token.text == "," and not _joins_digits(tokens, place):
            return False
    return semicolons > 0


def _joins_digits(tokens: tuple[Token, ...], place: int) -> bool:
    before, after = tokens[place - 1], tokens[place + 1]
    numbers = before.kind is TokenKind.NUMBER and after.kind is TokenKind.NUMBER
    touching = before.end == tokens[place].start and after.start == tokens[place].end
    return numbers and touching and before.text.isdigit()
