"""The text of a SELECT, looked at before any parser sees it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NoReturn

from verifier.errors import QueryRefused

MOST_CHARACTERS = 20_000
DEEPEST_NESTING = 30
LONGEST_UNARY_RUN = 40

_OPERATORS = frozenset("+-*/<>=~!@#%^&|?:")
_ENDS_NO_OPERATOR = frozenset("~!@#%^&|?")
_MARKS = frozenset("()[]{},;.")
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_CLOSE = frozenset(")]}")
_CLAUSE_WORDS = frozenset(
    {"select", "from", "where", "by", "having", "on", "and", "or"}
)
_BEFORE_NO_COMMA = frozenset({"(", "[", "{", ",", ";"}) | _CLAUSE_WORDS
_BEHIND_NO_COMMA = (_CLOSE | {",", ";", "group", "order", "limit"}) | _CLAUSE_WORDS
_STATEMENT_WORDS = frozenset({"select", "with", "from"})
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = frozenset(" \t\r\n")


class TokenKind(StrEnum):
    """What a token of SQL text is."""

    TEXT = "text"
    NAME = "name"
    WORD = "word"
    NUMBER = "number"
    OPERATOR = "operator"
    MARK = "mark"
    COMMENT = "comment"


_QUOTES = {"'": TokenKind.TEXT, '"': TokenKind.NAME}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of SQL text with its 0-based place."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def check_length(text: str) -> None:
    """Refuses text that is empty or too long.

    Raises:
        QueryRefused: if it is.
    """
    if not text.strip():
        raise QueryRefused("no SQL", "one SELECT", reason="unreadable-claim")
    if len(text) > MOST_CHARACTERS:
        raise QueryRefused(
            f"{len(text)} characters of SQL",
            f"at most {MOST_CHARACTERS}",
            reason="limit",
        )


def check_characters(text: str) -> None:
    """Refuses characters that make SQL read otherwise than it looks.

    Raises:
        QueryRefused: on control and bidirectional marks anywhere.
    """
    for place, character in enumerate(text):
        odd = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        if (odd and character not in _BLANKS) or character in _BIDI:
            _refuse_character(text, place)


def check_text(text: str) -> None:
    """Refuses text that two parsers could read in two ways, or that is too deep.

    Raises:
        QueryRefused: says what was found and where.
    """
    tokens = [t for t in scan(text) if t.kind is not TokenKind.COMMENT]
    first = tokens[0] if tokens else None
    if first is None or first.text.lower() not in _STATEMENT_WORDS | {"("}:
        shown = f"a statement that begins with {first.text!r}" if first else "no SQL"
        raise QueryRefused(shown, "one SELECT")
    _check_one_statement(text, tokens)
    _check_nesting(text, tokens)
    _check_separators(text, tokens)
    _check_neighbours(text, tokens)


def scan(text: str) -> tuple[Token, ...]:
    """Returns the tokens of SQL text, blanks apart.

    Raises:
        QueryRefused: on text that does not end, or on a character with no meaning.
    """
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place] in _BLANKS:
            place += 1
            continue
        tokens.append(_token(text, place))
        place = tokens[-1].end
    return tuple(tokens)


def place_of(text: str, offset: int) -> str:
    """Returns an offset as `line 2, column 5`."""
    before = text[:offset]
    line = before.count("\n") + 1
    return f"line {line}, column {offset - (before.rfind(chr(10)) + 1) + 1}"


def _token(text: str, place: int) -> Token:
    character = text[place]
    following = text[place + 1 : place + 2]
    match character + following:
        case "--":
            found = _line_comment(text, place)
        case "/*":
            found = _block_comment(text, place)
        case _ if character in _QUOTES:
            found = _until(text, place, character, _QUOTES[character])
        case _ if character.isdecimal() or (character == "." and following.isdecimal()):
            found = _number(text, place)
        case _ if _is_word(character):
            found = _run(text, place, TokenKind.WORD)
        case _ if character in _OPERATORS:
            found = _operator(text, place)
        case _ if character in _MARKS:
            found = Token(TokenKind.MARK, character, place)
        case _:
            _refuse_character(text, place)
    return found


def _line_comment(text: str, place: int) -> Token:
    end = text.find("\n", place)
    return Token(TokenKind.COMMENT, text[place : end if end > 0 else None], place)


def _is_word(character: str) -> bool:
    return character == "_" or character.isalnum()


def _run(text: str, place: int, kind: TokenKind) -> Token:
    end = place
    while end < len(text) and (
        _is_word(text[end]) or unicodedata.category(text[end]) == "Mn"
    ):
        end += 1
    return Token(kind, text[place:end], place)


def _operator(text: str, place: int) -> Token:
    end = place
    while end < len(text) and text[end] in _OPERATORS:
        if text.startswith(("--", "/*"), end):
            break
        end += 1
    return Token(TokenKind.OPERATOR, text[place:end], place)


def _number(text: str, place: int) -> Token:
    end = place
    while end < len(text) and (text[end].isdecimal() or text[end] in "._"):
        end += 1
    if text[end : end + 1] in {"e", "E"}:
        after = end + 1 + (text[end + 1 : end + 2] in {"+", "-"})
        if text[after : after + 1].isdecimal():
            end = after
            while end < len(text) and text[end].isdecimal():
                end += 1
    number = Token(TokenKind.NUMBER, text[place:end], place)
    if not number.text.isascii() or (end < len(text) and _is_word(text[end])):
        raise QueryRefused(
            f"a number that runs into a word, {place_of(text, place)}",
            "decimal digits, then a blank",
        )
    return number


def _until(text: str, place: int, quote: str, kind: TokenKind) -> Token:
    end = place + 1
    while True:
        end = text.find(quote, end)
        if end < 0:
            raise QueryRefused(
                f"a {quote} that is not closed, {place_of(text, place)}",
                reason="unreadable-claim",
            )
        if not text.startswith(quote * 2, end):
            return Token(kind, text[place : end + 1], place)
        end += 2


def _block_comment(text: str, place: int) -> Token:
    end = text.find("*/", place + 2)
    inner = text.find("/*", place + 2)
    if end < 0 or 0 <= inner < end:
        raise QueryRefused(
            f"a comment that is nested or not closed, {place_of(text, place)}",
            "/* one comment */",
        )
    return Token(TokenKind.COMMENT, text[place : end + 2], place)


def _check_one_statement(text: str, tokens: list[Token]) -> None:
    for place, token in enumerate(tokens):
        if token.text == ";" and any(t.text != ";" for t in tokens[place:]):
            raise QueryRefused(
                f"a second statement, {place_of(text, token.start)}",
                "exactly one SELECT",
            )


def _check_nesting(text: str, tokens: list[Token]) -> None:
    opened: list[str] = []
    for token in tokens:
        if token.kind is not TokenKind.MARK:
            continue
        if token.text in _CLOSED_BY:
            opened.append(_CLOSED_BY[token.text])
        elif token.text in _CLOSE and (not opened or opened.pop() != token.text):
            _refuse_reading(f"a {token.text} that closes nothing", text, token)
        if len(opened) > DEEPEST_NESTING:
            raise QueryRefused(
                f"brackets nested deeper than {DEEPEST_NESTING}, "
                + place_of(text, token.start),
                reason="limit",
            )
    if opened:
        _refuse_reading(f"a missing {opened[-1]}", text, tokens[-1])


def _check_separators(text: str, tokens: list[Token]) -> None:
    """Refuses commas and dots that separate nothing; some parsers let them pass."""
    edge = Token(TokenKind.MARK, ";", len(text))
    for before, token, after in zip(
        [edge, *tokens], tokens, [*tokens[1:], edge], strict=False
    ):
        if token.kind is not TokenKind.MARK:
            continue
        left, right = before.text.lower(), after.text.lower()
        if token.text == "," and (
            left in _BEFORE_NO_COMMA or right in _BEHIND_NO_COMMA
        ):
            _refuse_reading("a comma that separates nothing", text, token)
        if token.text == "." and (before.end != token.start or left in _CLAUSE_WORDS):
            _refuse_reading("a dot that joins nothing", text, token)


def _refuse_reading(what: str, text: str, token: Token) -> NoReturn:
    raise QueryRefused(
        f"{what}, {place_of(text, token.start)}", reason="unreadable-claim"
    )


def _check_neighbours(text: str, tokens: list[Token]) -> None:
    run = 0
    for token, following in pairwise([*tokens, Token(TokenKind.MARK, "", len(text))]):
        _check_operator(text, token)
        touches = token.end == following.start
        if token.kind is TokenKind.WORD and touches and _is_quote(following):
            raise QueryRefused(
                f"{token.text}{following.text[0]}…, {place_of(text, token.start)}",
                "plain 'text' in single quotes",
            )
        is_unary = token.kind is TokenKind.OPERATOR or token.text.lower() == "not"
        run = run + len(token.text) if is_unary else 0
        if run > LONGEST_UNARY_RUN:
            raise QueryRefused(
                f"a run of signs, {place_of(text, token.start)}", reason="limit"
            )


def _is_quote(token: Token) -> bool:
    return token.kind in {TokenKind.TEXT, TokenKind.NAME}


def _check_operator(text: str, token: Token) -> None:
    if token.kind is not TokenKind.OPERATOR:
        return
    glued = token.text[-1] in "+-" and _ENDS_NO_OPERATOR & set(token.text)
    if glued or token.text == "|>" or set("@#?&") & set(token.text):
        raise QueryRefused(
            f"the operator {token.text}, {place_of(text, token.start)}",
            "plain operators",
            "Put a blank before a sign." if glued else "",
        )


def _refuse_character(text: str, place: int) -> NoReturn:
    character = text[place]
    name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    raise QueryRefused(f"the character {name}, {place_of(text, place)}", "plain SQL")
