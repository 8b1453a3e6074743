"""Reads a formula: a Pratt parser with the precedence of spreadsheets."""

from __future__ import annotations

import re
from typing import NoReturn

from verifier.errors import AddressError, FormulaError
from verifier.formula.lambdas import at_once
from verifier.formula.names import without_mark, without_names
from verifier.formula.nodes import (
    INTERSECTION_STRENGTH,
    PERCENT_STRENGTH,
    PREFIX_STRENGTH,
    STRENGTHS,
    Address,
    Binary,
    Boolean,
    Call,
    Constants,
    ErrorValue,
    Formula,
    Intersection,
    Missing,
    Node,
    Number,
    Percent,
    Text,
    Unary,
    Union,
    children,
    is_address,
)
from verifier.formula.spans import between_places, numbered, until_place
from verifier.formula.table import table_reference
from verifier.formula.tokens import (
    Token,
    TokenKind,
    bounded,
    separates_by_semicolon,
    tokenize,
)
from verifier.model.address import Area, Reference, parse_area

LENGTH_LIMIT = 8000
DEPTH_LIMIT = 60
HEIGHT_LIMIT = 120
ARGUMENT_LIMIT = 255  # of Excel 2007 and later
# before names of functions that came after 2007, in this order and each once
_FILE_MARKS = re.compile(
    r"^(?:_XLFN\.)?(?:_XLWS\.)?(?:_XLUDF\.)?(?:_XLPM\.)?(?=[^\W\d_])"
)


def parse(text: str) -> Formula:
    """Returns the formula that a text writes; the `=` in front may be absent.

    `;` separates arguments where the whole formula uses it and no comma stands
    outside of numbers; the comma is then the decimal sign.

    Raises:
        FormulaError: with the character at which the text stops being a formula.

    Example:
        >>> str(parse("=-2^2"))
        '=-2^2'
        >>> str(parse("=SUM(A1;1,5)"))
        '=SUM(A1,1.5)'
    """
    if len(text) > LENGTH_LIMIT:
        raise FormulaError(
            f"the formula has {len(text)} characters",
            f"at most {LENGTH_LIMIT}",
            reason="limit",
        )
    offset = len(text) - len(text.lstrip())
    offset += text.startswith("=", offset)
    blanked = " " * offset + text[offset:]
    root = _Parser(_tokens(blanked)).whole()
    _bound_height(root)
    inlined = without_names(root)
    _bound_height(inlined)
    return Formula(inlined)


def _bound_height(root: Node) -> None:
    level = [root]
    height = 0
    while level:
        height += 1
        if height > HEIGHT_LIMIT:
            raise FormulaError(
                f"more than {HEIGHT_LIMIT} operations build on one another",
                "a range, as in SUM(A1:A200)",
                position=level[0].start,
                reason="limit",
            )
        level = [part for node in level for part in children(node)]


def _number_of(token: Token) -> Number:
    value = bounded(token.text)
    if value is None:
        raise FormulaError(
            f"{token.text} is beyond what a cell can hold",
            "a number between 1E-307 and 1E307",
            position=token.start,
        )
    return Number(value, token.start)


def _tokens(text: str) -> tuple[Token, ...]:
    tokens = tokenize(text)
    if not separates_by_semicolon(tokens):
        return tokens
    commas = tokenize(text, decimal_comma=True)
    return tuple(
        Token(t.kind, ",", t.start, t.end, t.follows_blank) if t.text == ";" else t
        for t in commas
    )


class _Parser:
    """A place in the tokens of one formula."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._expression(0)
        if self._next.kind is not TokenKind.END:
            self._refuse("the end of the formula or an operator")
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place += 1
        return token

    def _stands(self, text: str) -> bool:
        token = self._next
        return token.text == text and token.kind in {
            TokenKind.MARK,
            TokenKind.OPERATOR,
        }

    def _expect(self, text: str) -> None:
        if not self._stands(text):
            self._refuse(text)
        self._place += 1

    def _refuse(self, expected: str) -> NoReturn:
        token = self._next
        is_end = token.kind is TokenKind.END
        read = "the formula ends" if is_end else f"{token.text!r} stands here"
        raise FormulaError(read, expected, position=token.start)

    def _expression(self, strength: int) -> Node:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise FormulaError(
                f"the formula is nested deeper than {DEPTH_LIMIT} levels",
                position=self._next.start,
                reason="limit",
            )
        node = self._operand()
        while (longer := self._longer(node, strength)) is not None:
            node = longer
        self._depth -= 1
        return node

    def _longer(self, node: Node, strength: int) -> Node | None:
        """Returns the node with what follows it, or None where nothing binds."""
        token = self._next
        if token.kind is TokenKind.OPERATOR:
            return self._operated(node, strength, token)
        if self._intersects(node, token) and strength <= INTERSECTION_STRENGTH:
            right = self._expression(INTERSECTION_STRENGTH + 1)
            return Intersection(node, right, token.start)
        return None

    def _operated(self, node: Node, strength: int, token: Token) -> Node | None:
        if token.text == "%":
            if strength > PERCENT_STRENGTH:
                return None
            self._place += 1
            return Percent(node, token.start)
        own = STRENGTHS.get(token.text)
        if own is None or own < strength:
            return None
        self._place += 1
        return Binary(token.text, node, self._expression(own + 1), token.start)

    def _intersects(self, node: Node, token: Token) -> bool:
        starts = token.kind in {TokenKind.WORD, TokenKind.PREFIX} or token.text == "("
        return starts and token.follows_blank and is_address(node)

    def _operand(self) -> Node:
        token = self._take()
        match token.kind:
            case TokenKind.NUMBER:
                return self._number(token)
            case TokenKind.TEXT:
                return Text(token.text, token.start)
            case TokenKind.ERROR:
                return ErrorValue(token.text, token.start)
            case TokenKind.WORD | TokenKind.PREFIX | TokenKind.BRACKET:
                return self._named(token)
            case _:
                return self._marked(token)

    def _marked(self, token: Token) -> Node:
        if token.kind is TokenKind.OPERATOR and token.text in "+-@":
            operand = self._expression(PREFIX_STRENGTH)
            return Unary(token.text, operand, token.start)
        if token.text == "(":
            return self._parenthesis(token)
        if token.text == "{":
            return self._constants(token)
        self._place -= 1
        return self._refuse(
            "a number, text, cells, a function or an opening parenthesis"
        )

    def _number(self, token: Token) -> Node:
        if self._stands(":") and token.text.isdigit():
            return self._address((), token)
        return _number_of(token)

    def _parenthesis(self, token: Token) -> Node:
        items = [self._expression(0)]
        while self._stands(",") and is_address(items[0]):
            self._place += 1
            items.append(self._expression(0))
        self._expect(")")
        if len(items) == 1:
            return items[0]
        return Union(tuple(items), token.start)

    def _constants(self, token: Token) -> Node:
        rows: list[tuple[Node, ...]] = []
        row = [self._constant()]
        while not self._stands("}"):
            if self._stands(";"):
                rows.append(tuple(row))
                row = []
            elif not self._stands(","):
                self._refuse(", or ; or }")
            self._place += 1
            row.append(self._constant())
        self._place += 1
        rows.append(tuple(row))
        if len({len(one) for one in rows}) > 1:
            raise FormulaError(
                "the rows of this array have different lengths", position=token.start
            )
        return Constants(tuple(rows), token.start)

    def _constant(self) -> Node:
        negative = self._stands("-")
        if negative or self._stands("+"):
            self._place += 1
        token = self._take()
        if token.kind is TokenKind.NUMBER:
            number = _number_of(token)
            return Unary("-", number, token.start) if negative else number
        if token.kind is TokenKind.TEXT:
            return Text(token.text, token.start)
        if token.kind is TokenKind.ERROR:
            return ErrorValue(token.text, token.start)
        if token.text.upper() in {"TRUE", "FALSE"}:
            return Boolean(token.text.upper() == "TRUE", token.start)
        self._place -= 1
        return self._refuse("a number, text, TRUE or FALSE in an array")

    def _named(self, token: Token) -> Node:
        if token.kind is TokenKind.WORD and self._stands("("):
            return self._behind(token, self._call(token))
        start = token.start
        prefixes, token = self._prefixes(token)
        match token.kind:
            case TokenKind.BRACKET:
                return Address(table_reference(prefixes, token), start)
            case TokenKind.ERROR if token.text == "#REF!":
                return ErrorValue(token.text, start)  # its cells were deleted
            case TokenKind.WORD | TokenKind.NUMBER:
                return self._cells(prefixes, token, start)
            case _:
                self._place -= 1
        return self._refuse("cells such as F2, F2:F412 or F:F")

    def _behind(self, token: Token, call: Call) -> Node:
        """Returns a call with what may follow it: values, or the end of a range."""
        if call.name == "LAMBDA" and self._stands("("):
            return at_once(call, self._call(token))
        if call.name != "INDEX" or not self._stands(":"):
            return call
        self._place += 1
        last = self._take()
        if last.text.upper() != "INDEX" or not self._stands("("):
            self._place -= 1
            self._refuse("INDEX over the same range")
        return between_places(call, self._call(last))

    def _prefixes(self, token: Token) -> tuple[tuple[str, ...], Token]:
        """Returns the sources and sheets before an address, and what follows them."""
        prefixes: list[str] = []
        if token.kind is TokenKind.BRACKET and self._next.kind is TokenKind.PREFIX:
            prefixes.append(token.text[1:-1])
            token = self._take()
        while token.kind is TokenKind.PREFIX:
            prefixes.append(token.text)
            token = self._take()
        return tuple(prefixes), token

    def _cells(self, prefixes: tuple[str, ...], token: Token, start: int) -> Node:
        """Returns the cells that a word names, or the column of a table."""
        if self._next.kind is TokenKind.BRACKET and not self._next.follows_blank:
            return Address(
                table_reference((*prefixes, token.text), self._take()), start
            )
        return self._address(prefixes, token, start)

    def _address(
        self, prefixes: tuple[str, ...], token: Token, start: int | None = None
    ) -> Node:
        start = token.start if start is None else start
        written = token.text
        if self._stands(":"):
            self._place += 1
            if self._next.kind not in {TokenKind.WORD, TokenKind.NUMBER}:
                self._refuse("the last cell of the range")
            last = self._take()
            if last.text.upper() == "INDEX" and self._stands("("):
                return until_place(prefixes, token, self._call(last))
            written += ":" + last.text
        try:
            area = parse_area(written.replace("$", ""), written)
        except AddressError as error:
            return self._word(prefixes, token, written, error)
        if len(prefixes) > 2:  # noqa: PLR2004 - source and sheet
            raise FormulaError(
                f"{len(prefixes)} names stand before {written}",
                "a source and a sheet at most",
                position=start,
            )
        return Address(Reference(prefixes, area), start)

    def _word(
        self,
        prefixes: tuple[str, ...],
        token: Token,
        written: str,
        error: AddressError,
    ) -> Node:
        upper = token.text.upper()
        if not prefixes and written == token.text and upper in {"TRUE", "FALSE"}:
            return Boolean(upper == "TRUE", token.start)
        is_name = token.kind is TokenKind.WORD and written == token.text
        if is_name and len(prefixes) <= 1 and "$" not in written:
            name = without_mark(written)
            return Address(Reference((*prefixes, name), Area()), token.start)
        raise FormulaError(
            error.read, error.expected, error.remedy, position=token.start
        ) from error

    def _call(self, token: Token) -> Call:
        name = _FILE_MARKS.sub("", token.text.upper())
        self._expect("(")
        arguments: list[Node] = []
        if not self._stands(")"):
            arguments.append(self._argument())
            while self._stands(","):
                self._place += 1
                arguments.append(self._argument())
        self._expect(")")
        if len(arguments) > ARGUMENT_LIMIT:
            raise FormulaError(
                f"{name} of {len(arguments)} arguments",
                f"at most {ARGUMENT_LIMIT}",
                position=token.start,
                reason="limit",
            )
        return numbered(Call(name, tuple(arguments), token.start))

    def _argument(self) -> Node:
        if self._stands(",") or self._stands(")"):
            return Missing(self._next.start)
        return self._expression(0)
