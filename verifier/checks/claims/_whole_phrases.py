"""The words that name the whole of a share, wherever they stand in its sentence.

`12 % of the late calls were …`, `Of the late calls, 12 %`, «доля возвратов среди
заказов», and the label `Share of homes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import STOPS
from verifier.languages import alternatives, compiled, words as words_of

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case

_BREAK = re.compile(r"[;:()—–]|,(?!\d)|\s-\s")
_OF = compiled(rf"\s*(?:{alternatives('whole_phrases.of')})\s+")
_LEADING = compiled(
    rf"(?:^|[.;:,—–]\s*)\W*(?:{alternatives('whole_phrases.leading')})\s+"
    r"(?P<whole>[^,;:()—–]{2,80}?)\s*[,—–:]?\s*$"
)
_LED = compiled(  # within the paid hours, travel made up 5 %
    rf"(?:^|[.;:]\s*)\W*(?:{alternatives('whole_phrases.leading')}"
    rf"|{alternatives('whole_phrases.looking_only')})\s+"
    r"(?P<whole>[^,;:()—–\d]{2,80}(?:,\s[^,;:()—–\d]{2,60})?),\s+"
    r"(?P<told>[^,;:()—–\d]{2,60})$"
)
_CONDITION = compiled(  # when a job was late, it was so by 3 days in 5 % of cases
    rf"^\W*(?:{alternatives('whole_phrases.condition')})\s+"
    r"(?P<whole>[^;:()—–\d]{2,80}?),\s+(?P<told>[^;:()—–]{2,100})$"
)
_CASES = compiled(rf"\W{{0,2}}(?:{alternatives('whole_phrases.cases')})(?!\w)")
_CLAUSE = compiled(  # «заказов, по которым пришла рекламация, были»: one phrase
    rf",(?P<told>\s(?:\w{{1,3}}\s)?(?:{'|'.join(sorted(words_of('sentence.marks_that')))})"
    r"\s[^,;:()—–]{2,80}),"
)
_ONLY = compiled(rf"\W*(?:{alternatives('whole_phrases.looking_only')})\s")
_ASIDE = compiled(  # of all pears, by weight, 5 %
    rf",\s*(?:{alternatives('whole_phrases.aside')})\s+\w+(?:,|$)"
)
_LABEL = compiled(
    rf"(?:{alternatives('whole_phrases.label')})\s+(?P<whole>[^,;:()—–%]{{2,80}})$"
)
IS_PART = compiled(  # what stands before is the part, what stands behind the whole
    rf"\b(?:{alternatives('turned_share.is_part')})\b"
)
_SHARE_OF = compiled(
    rf"\b(?:{alternatives('whole_phrases.share_of')})\s+(?P<whole>[^,;:()—–]{{2,80}})$"
)
_FINITE = compiled(rf"(?:{alternatives('whole_phrases.finite')})$")
PARTICIPLE = compiled(rf"\w{{2,}}(?:{alternatives('whole_phrases.participle')})$")
OF_TOTAL = compiled(rf"\b(?:{alternatives('wholes.of_total')})\b")
"""Words by which a part is told to be one of all there is: of the total intake."""
THEIRS = words_of("sentence.theirs")
"""Words for those who are named before."""
_POINTING = THEIRS | LEXICON.pronouns
_PIECES = re.compile(r"[,;:]\s")
_STOPS = STOPS | words_of("sentence.whole_stops")
_SHORT_FORM = compiled(rf"(?:{alternatives('whole_phrases.short_form')})$")
_VERBS = words_of("sentence.whole_verbs")
_WHO = LEXICON.they | words_of("rows.subjects")
_RELATIVE = words_of("sentence.relative") | words_of("sentence.marks_that")
_TAKEN_UP = frozenset(phrase.split()[-1] for phrase in LEXICON.of_them)
_LINKS = (LEXICON.links | _VERBS) - {"у"}
_SHORT = 2
_MOST = 14  # words of a whole
_HEAD = 6  # of them, those before a preposition or verb


@dataclass(frozen=True, slots=True)
class WholePhrase:
    """The words of a whole.

    Attributes:
        head: its noun with the words before it: `all late calls`.
        text: all words of it, with what stands behind the noun, where a verb ends them;
            the head elsewhere.
        told: the words behind that verb, which say what the part is.
        is_sure: whether no other reading takes these words for the part.
    """

    head: str
    text: str
    told: str
    is_sure: bool


def whole_of(case: Case) -> WholePhrase | None:
    """Returns the words of the whole of a share; None where no words name it."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    behind = _ASIDE.sub(" ", clause.text[clause.end : last])
    behind = _CLAUSE.sub(r"\g<told>", behind)
    case_of = _CONDITION.search(clause.text[first : clause.start])
    if case_of and _CASES.match(behind):
        told = f"{case_of['told']} {behind}"
        return WholePhrase(case_of["whole"], case_of["whole"], told, is_sure=True)
    before = _LEADING.search(clause.text[first : clause.start])
    head = _head(before["whole"]) if before else ""
    first_words = {token.text.casefold() for token in tokens_of(head)[:1]}
    if before and first_words and first_words.isdisjoint(_TAKEN_UP):
        is_parted = clause.text[: clause.start].rstrip().endswith(",")
        text = before["whole"] if is_parted else head
        return WholePhrase(head, text, behind, is_sure=True)
    led = _LED.search(clause.text[first : clause.start])
    is_part = IS_PART.search(clause.text, first, clause.start) is not None
    is_told = led and (
        is_part
        or len(tokens_of(led["told"])) <= _SHORT
        or _ONLY.match(led[0]) is not None
    )
    if led and is_told and _head(led["whole"]):
        told = f"{led['told']} {behind}"
        return WholePhrase(_head(led["whole"]), led["whole"], told, is_sure=True)
    found = _behind(_BREAK.split(behind)[0], is_sure=is_part)
    found = found or _taken_over(clause, behind)
    said = _SHARE_OF.search(clause.text, first, clause.start) if not found else None
    head = _head(said["whole"]) if said else ""
    return WholePhrase(head, head, "", is_sure=False) if head else found


def part_before(case: Case) -> str:
    """Returns the words of the part, where a verb tells it: `SMB made up 5 % of it`."""
    clause = sentence_round(case.sentence)
    first, _ = own_words(clause)
    verbs = [*IS_PART.finditer(clause.text, first, clause.start)]
    ahead = clause.text[first : verbs[-1].start()] if verbs else ""
    return _BREAK.split(ahead)[-1]


def words_of_part(case: Case) -> str:
    """Returns the words before a figure that tell its part: its whole stands apart.

    Nothing where a whole points back at whom it is of: of all lines entered for it.
    """
    clause, phrase = sentence_round(case.sentence), whole_of(case)
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    if phrase is not None and phrase.is_sure and phrase.text in before:
        return phrase.told
    ahead, *rest = OF_TOTAL.split(before)
    said = {token.text.casefold() for token in tokens_of(_PIECES.split(behind)[0])}
    if rest:
        return ahead
    return _PIECES.split(before)[-1] if said.isdisjoint(_POINTING) else ""


def _taken_over(clause: Clause, behind: str) -> WholePhrase | None:
    """Returns the whole of the figure before: 37 % of the clerks, in Leeds 5 %."""
    before = [end for _, end in clause.figures if end <= clause.start]
    starts = [start for start, _ in clause.figures if start < clause.start]
    if not before or any(letter.isalnum() for letter in _BREAK.split(behind)[0]):
        return None
    if not clause.text[: before[-1]].rstrip().endswith("%"):
        return None
    is_part = IS_PART.search(clause.text, 0, starts[-1]) is not None
    between = _BREAK.split(clause.text[before[-1] : clause.start])
    return _behind(between[0], is_sure=is_part) if len(between) > 1 else None


def labelled_whole(case: Case) -> str:
    """Returns the words of the whole that a column header or row label names."""
    for line in case.sentence.context.split("\n")[:2]:
        found = _LABEL.search(line.strip())
        if found:
            return found["whole"]
    return ""


def _behind(text: str, *, is_sure: bool) -> WholePhrase | None:
    """Returns the whole right behind a figure.

    Args:
        text: up to a comma.
        is_sure: whether the words before the figure name the part.
    """
    of = _OF.match(text)
    tokens = tokens_of(text[of.end() :] if of else text)[: _MOST + 1]
    body = text[of.end() :] if of else text
    if not tokens or (of is None and tokens[0].text.isascii()):
        return None
    verb = _verb(tokens)
    head = _head(body[: verb.start] if verb else body)
    if not head:
        return None
    is_sure = is_sure or of is not None or verb is not None
    if verb is None:
        return WholePhrase(head, head, "", is_sure)
    return WholePhrase(head, body[: verb.start], body[verb.start :], is_sure)


def _verb(tokens: tuple[Token, ...]) -> Token | None:
    """Returns the verb that ends a whole; a verb of a relative clause does not.

    A participle behind a plural is that verb where no surer one follows.
    """
    is_relative = False
    past: Token | None = None
    for place, token in enumerate(tokens):
        word = token.text.casefold()
        is_relative = is_relative or (place > 0 and word in _RELATIVE | _WHO)
        is_past = place > 0 and _follows_a_noun(tokens, place)
        if place > 0 and _is_finite(token) and not is_relative:
            return token
        if is_relative and (is_past or _is_finite(token)):
            is_relative = False  # of all pears that we got | came from there
        elif is_past and not is_relative:
            past = past or token
    return past


def _is_finite(token: Token) -> bool:
    word = token.text.casefold()
    if word in _LINKS and not token.is_capital:  # in May is no verb
        return True
    return not token.text.isascii() and _FINITE.search(word) is not None


def _head(text: str) -> str:
    """Returns the words before the first preposition, relative or participle."""
    tokens = tokens_of(text)[:_HEAD]
    for place, token in enumerate(tokens):
        word = token.text.casefold()
        is_end = word in _STOPS | _RELATIVE | _LINKS or (word in _WHO and place > 0)
        is_end = is_end or (place > 0 and _follows_a_noun(tokens, place))
        is_end = is_end or (place > 0 and _ends_a_head(token))
        if is_end:
            return text[: token.start].strip()
    return text[: tokens[-1].end] if tokens else ""


def _ends_a_head(token: Token) -> bool:
    """Returns whether a word is a verb or short participle: отменено, закрыты."""
    word = token.text.casefold()
    return _is_finite(token) or _SHORT_FORM.search(word) is not None


def _follows_a_noun(tokens: tuple[Token, ...], place: int) -> bool:
    """Returns whether a participle stands behind its noun: tickets created in June."""
    before = tokens[place - 1].text.casefold()
    is_noun = before.isascii() and before.endswith("s") and len(before) > _SHORT
    is_noun = is_noun or before in LEXICON.people | _WHO
    return is_noun and PARTICIPLE.search(tokens[place].text.casefold()) is not None
