"""Whether a whole is of rows or of an amount, of everything or of one part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._whole_phrases import PARTICIPLE, labelled_whole
from verifier.checks.reach import own_text
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, any_alike, of_one_root, tokens_of
from verifier.checks.units import units_in
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import STOPS
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.claims._whole_phrases import WholePhrase
    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject

_SHORTEST = 4  # letters of a word of a header that names something
_MOST_APART = 2  # words in which two parts of one whole differ
_FLOWS = words_of("sentence.flows")
_WEIGHED = compiled(rf"\b(?:{alternatives('whole_phrases.weighed')})\b")
_OF_ALL = LEXICON.all_things | LEXICON.every | {"all"}


def of_amount_of_rows(
    share: Share, phrase: WholePhrase | None, subject: Subject
) -> str:
    """Returns what stands against a `share of homes` of which beds are added up."""
    uses = (share.above, share.below)
    columns = {cells.first_column for use in uses for cells in use.cells}
    is_sum = all(use.statistic is Statistic.SUM for use in uses) and len(columns) == 1
    head = phrase.head if phrase is not None else _bare_label(share)
    tokens = tokens_of(head)
    if not is_sum or not tokens or tokens[-1].text.casefold() in _FLOWS:
        return ""
    if phrase is not None and not phrase.is_sure:
        return ""
    noun = tokens[-1]
    header = share.ground.columns[columns.pop()].header
    words = tokens_of(header)
    sentence = share.case.sentence
    clause = sentence_round(sentence)
    is_person = noun.text.casefold() in LEXICON.persons
    is_of_all = any(t.text.casefold() in LEXICON.every for t in tokens)
    above = () if is_person or is_of_all else sentence.headings[-1:]
    text = " ".join((clause.text, sentence.context, *above))
    said = tokens_of(text)
    named = [word for word in words if not _tells(word)] or words
    if any_alike(named, said) or _WEIGHED.search(text):
        return ""
    if not is_person and not rows_of(share.ground, subject).are(noun):
        return ""
    return (
        f"the text speaks of a share of {noun.text}, which are rows; the calculation "
        f"adds up {header}"
    )


def _bare_label(share: Share) -> str:
    """Returns the whole of a label, where the figure has no words of its own."""
    clause = sentence_round(share.case.sentence)
    own = own_text(clause)
    return "" if any(letter.isalpha() for letter in own) else labelled_whole(share.case)


def of_one_part(share: Share, phrase: WholePhrase) -> str:
    """Returns what stands against `of everything` divided by one of two parts."""
    uses = (share.above, share.below)
    if any(u.statistic is not Statistic.SUM or len(u.cells) != 1 for u in uses):
        return ""
    part, whole = (use.cells[0] for use in uses)
    said = tokens_of(phrase.head)
    is_all = any(token.text.casefold() in _OF_ALL for token in said)
    is_alike = share.above.criteria == share.below.criteria and part.columns == 1
    if not is_all or not is_alike or part.first_column == whole.first_column:
        return ""
    headers = [share.ground.columns[c.first_column].header for c in (part, whole)]
    own = _apart(headers[1], headers[0])
    text = tokens_of(sentence_round(share.case.sentence).text)
    is_told = any_alike(own, text)
    is_whole = any(word.stem in _WHOLE_STEMS for word in own)
    if not own or not _apart(headers[0], headers[1]) or is_told or is_whole:
        return ""
    return (
        f"the sentence speaks of a share of everything; the calculation divides "
        f"{headers[0]} by {headers[1]}"
    )


def of_named_column(share: Share, phrase: WholePhrase) -> str:
    """Returns what stands against `of all harmful falls` divided by all falls.

    The words of the whole tell the column of the part, and not the one that divides.
    """
    uses = (share.above, share.below)
    is_sum = all(use.statistic is Statistic.SUM for use in uses)
    said = tokens_of(phrase.head)
    is_of_all = any(token.text.casefold() in LEXICON.every for token in said)
    if not is_sum or not (phrase.is_sure or is_of_all):
        return ""
    headers = [set(use.headers) for use in uses]
    if any(len(one) != 1 for one in headers) or headers[0] == headers[1]:
        return ""
    part, whole = (one.pop() for one in headers)
    words = [tokens_of(header) for header in (part, whole)]
    stems = [{word.stem for word in one} for one in words]
    own = [w for w in words[0] if w.stem not in stems[1] and _names(w)]
    others = [w for w in words[1] if w.stem not in stems[0] and _names(w)]
    is_told = bool(own) and all(_is_meant(word, said) for word in own)
    if not is_told or any(_is_meant(word, said) for word in others):
        return ""
    return (
        f"the sentence speaks of a share of {phrase.head.strip()}; the calculation "
        f"divides {part} by {whole}"
    )


def _is_meant(word: Token, said: tuple[Token, ...]) -> bool:
    return any(of_one_root(word.stem, token.stem) for token in said)


def _names(word: Token) -> bool:
    """Returns whether a word of a header names something: no unit, no preposition."""
    is_long = len(word.stem) >= _SHORTEST and word.text.casefold() not in STOPS
    return is_long and not units_in(word.text)


def _apart(header: str, other: str) -> tuple[Token, ...]:
    """Returns the words of a header that one like it lacks; none where they are apart.

    Of `day_kwh` and `night_kwh` they are `day`.
    """
    words, others = (tokens_of(h) for h in (header, other))
    stems = {word.stem for word in others}
    own = tuple(word for word in words if word.stem not in stems)
    is_alike = len(own) < len(words) == len(others) and len(own) <= _MOST_APART
    return own if is_alike else ()


_WHOLE_STEMS = frozenset(
    token.stem
    for word in LEXICON.all_things | LEXICON.every | words_of("sentence.whole_headers")
    for token in tokens_of(word)
)


def _tells(word: Token) -> bool:
    """Returns whether a word of a header is a participle: `beds_registered`."""
    return PARTICIPLE.search(word.text.casefold()) is not None
