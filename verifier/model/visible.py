"""Foreign text made safe to print: what cannot be seen is written out."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_UNSEEN = re.compile(  # characters of other categories that show nothing
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufff8\ufffc\U000e0000-\U000e0fff]"
)
_RUN_OF_BLANKS = re.compile(r"(?: |\t|\r\n|\n)+")
_COMMAND = re.compile(r"##(?=\[|[A-Za-z]{1,32}\[)")
_COMMAND_LINE = re.compile(r"^(\s*)::", re.MULTILINE)


def visible(text: str) -> str:
    r"""Returns the text with control, bidi and zero-width characters written out.

    So no text of a report or a cell can move the cursor, colour the terminal, open a
    line of its own or show other letters than it holds.

    Example:
        >>> visible("1\u202e2\x1b[31m")
        '1<U+202E>2<U+001B>[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def is_unseen(character: str) -> bool:
    """Returns whether a character shows nothing, or steers what shows it.

    Source: Unicode Character Database, Default_Ignorable_Code_Point; U+2800 and U+FFFC
    besides, which show nothing either.
    """
    is_hidden = unicodedata.category(character) in _HIDDEN
    return is_hidden or bool(_UNSEEN.match(character))


def one_line(text: str) -> str:
    r"""Returns the text on one line: runs of blanks and line ends are one blank.

    Other white space, which no author types, is written out.

    Example:
        >>> one_line("= SUM(\n  F2:F4)"), one_line("9\x1c9")
        ('= SUM( F2:F4)', '9<U+001C>9')
    """
    return visible(_RUN_OF_BLANKS.sub(" ", text).strip(" "))


def defused(text: str) -> str:
    """Returns printed lines that no build system takes for a command to itself.

    Whoever reads the log of a build looks in it for `::error ::…` at the start of a
    line, and for `##[error]…` or `##vso[…]` anywhere.

    Source: actions/runner, ActionCommand.cs, TryParseV2 and TryParse; Azure Pipelines,
    logging commands; TeamCity, service messages.

    Example:
        >>> defused("  ::error ::no"), defused("a ##[error]no")
        ('  <U+003A>:error ::no', 'a #<U+0023>[error]no')
    """
    if "##" in text:
        text = _COMMAND.sub("#<U+0023>", text)
    return _COMMAND_LINE.sub(r"\1<U+003A>:", text) if "::" in text else text


def _visible_character(character: str) -> str:
    return f"<U+{ord(character):04X}>" if is_unseen(character) else character
