"""Which groups of a column a figure's sentence, label and headings speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.claims._by_order import meant_by_order
from verifier.checks.naming import Naming, names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.reach import goes_with, own_text, own_words
from verifier.checks.sentences import Clause, sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, listed, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_SHORTEST_TOLD = 3  # letters of a word that tells a value, whatever its case
_DENIALS = frozenset(stem(word) for word in LEXICON.denials)
_VAGUE = frozenset(stem(word) for word in LEXICON.vague | LEXICON.totals)
_REST = compiled(rf"\b(?:{alternatives('said_groups.rest')})\b")
_TURNS = re.compile(r"[:;]\s")
_TAKEN_UP = compiled(  # without gifts, which brought 5
    rf",?\s+(?:{alternatives('said_groups.taken_up')})\s[^,;:]*$"
)
_ANDS = words("naming.joints")
_IS_VERB = compiled(alternatives("said_groups.verbs"), 0)
_DEEDS = listed("sentence.deed_endings")
_DONE = listed("sentence.done_endings")
_JOINT = compiled(rf"\s*[,;]?\s*(?:{alternatives('said_groups.joint')})\s*", 0)


@dataclass(frozen=True, slots=True)
class Said:
    """The groups of one column that a sentence names.

    Attributes:
        clause: the sentence.
        column: of the cells.
        named: every group that is surely named.
        own: those among the words of the figure alone.
        plain: groups named there with or without capitals; perhaps ordinary words.
    """

    clause: Clause
    column: int
    named: tuple[Naming, ...]
    own: tuple[Naming, ...]
    plain: tuple[Naming, ...]

    @property
    def words(self) -> str:
        """The words that speak of the figure alone."""
        return own_text(self.clause)

    def is_sure(self, naming: Naming) -> bool:
        """Returns whether a name is no ordinary word: both have a capital.

        The word for a code of one letter is none: girls, of `F`.
        """
        if len(naming.value) == 1 and naming.end - naming.start > 1:
            return True
        is_capital = self.clause.text[naming.start].isupper()
        return naming.value[:1].isupper() and is_capital

    def tells(self, case: Case, taken: Iterable[str], every: Iterable[str]) -> bool:
        """Returns whether words by the figure tell what is taken: one group, or all."""
        chosen = tuple(taken)
        named = {n.value.casefold() for n in self.named if not n.is_negated}
        is_all = not chosen and named >= {value.casefold() for value in every}
        return is_all or speaks_of(self, case, chosen)

    @property
    def denies(self) -> bool:
        """Whether the sentence has a word that may turn a group away."""
        return denies(self.clause.text)


def denies(text: str) -> bool:
    """Returns whether a text has a word that may turn a group away."""
    return any(
        word.stem in _DENIALS or word.text.endswith(("n't", "n’t"))
        for word in tokens_of(text)
    )


def said_in(
    case: Case, ground: Ground, groups: dict[int, tuple[str, ...]], subject: Subject
) -> dict[int, Said]:
    """Returns column → what the sentence of a figure says of its groups."""
    clause = sentence_round(case.sentence)
    named = _told(names_in(clause.text, groups, subject.brief), clause)
    low = names_in_lower_case(
        clause.text, groups, subject.brief, shortest=_SHORTEST_TOLD
    )
    low = tuple(
        n for n in _told(low, clause) if not _is_of_rows(n, clause.text, ground)
    )
    named = tuple(n for n in named if not _is_header(n, clause.text, ground))
    named = tuple(n for n in named if not _heads_another(n, clause.text, ground))
    named = tuple(n for n in named if not _is_of_rows(n, clause.text, ground))
    named = tuple(n for n in named if not _is_a_deed(n, clause.text))
    named, low = (
        tuple(
            n
            for n in names
            if not is_a_verb(n.value, clause.text[n.start : n.end])
            and n.value.casefold() not in LEXICON.totals
        )
        for names in (named, low)
    )
    first, last = own_words(clause)
    found: dict[int, Said] = {}
    ordered = meant_by_order(case, clause, groups, subject.brief)
    for column in groups:
        these = tuple(n for n in named if n.column == column)
        own = tuple(n for n in these if first <= n.start and n.end <= last)
        plain = tuple(
            n for n in low if n.column == column and first <= n.start and n.end <= last
        )
        latter = ordered.get(column)
        if latter and all(n.end <= latter.start for n in (*own, *plain)):
            these, own, plain = (latter,), (latter,), ()
        found[column] = Said(clause, column, these, own, plain)
    return found


def meant_by(said: Said) -> tuple[Naming, ...]:
    """Returns those groups that a figure's sentence means by it.

    A name without a capital is an ordinary word and goes with the figure whose words
    it stands among, not with all that follow; alone before the figure, it is meant:
    `cash brought 5, transfers 7`.
    """
    alone = tuple(n for n in said.plain if _is_alone(n, said.clause))
    if alone and not said.own:
        return alone
    own = tuple(n for n in said.named if not n.is_compared)
    return tuple(
        n for n in goes_with(said.clause, own) if said.is_sure(n) or n in said.own
    )


def meant_above(
    case: Case, column: int, ground: Ground, subject: Subject
) -> tuple[Naming, ...]:
    """Returns the one group that label, header or heading name, the nearest first."""
    groups = groups_of(subject, ground)
    for text in (case.sentence.context, *reversed(case.sentence.headings)):
        named = names_in(text, groups, subject.brief)
        if _REST.search(text):
            continue  # SMB has none; the rest are spread over four
        named = tuple(n for n in named if n.column == column and not _ends(n, text))
        named = tuple(n for n in named if not _is_header(n, text, ground))
        named = tuple(n for n in named if not _heads_another(n, text, ground))
        named = tuple(n for n in named if not _is_of_rows(n, text, ground))
        named = tuple(n for n in named if not _is_a_deed(n, text))
        if text in case.sentence.headings:
            said = case.sentence.text
            named = tuple(n for n in named if not _is_a_topic(n, text, said))
        if text in case.sentence.headings[:1]:
            named = tuple(n for n in named if _is_all_of_it(n, text))
            named = tuple(n for n in named if not _is_of_several(n, ground, subject))
        low = names_in_lower_case(text, {column: groups[column]}, subject.brief)
        if named and len({n.value for n in (*named, *low)}) == 1:
            return named[:1]  # pumps, valves and seals are no one group
    return ()


def _ends(naming: Naming, text: str) -> bool:
    """Returns whether a month that is named is an end of a range: «январь–июнь»."""
    return any(
        p.start <= naming.start and naming.end <= p.end and len(p.months) > 1
        for p in periods_in(text)
    )


def speaks_of(said: Said, case: Case, values: Iterable[str]) -> bool:
    """Returns whether a word by the figure, in any case or form, tells one of values.

    Where the sentence names no group of the column, those before it in the passage may.
    """
    if said.own or any(n.is_negated for n in said.plain):
        return False
    text = said.words
    if not said.named and not said.plain:
        text += f" {case.sentence.text.partition(said.clause.text)[0]}"
    told = {token.stem for token in tokens_of(text)}
    told |= {token.removesuffix("s") for token in told}
    return any(
        word.stem in told
        for value in values
        for word in tokens_of(value)
        if len(word.stem) >= _SHORTEST_TOLD and word.stem not in _VAGUE
    )


def is_parted(said: Said, meant: tuple[Naming, ...], others: Iterable[Said]) -> bool:
    """Returns whether another column's group stands nearer, behind a colon.

    `Cash is king on the market: Market Square took 5` tells nothing of cash.
    """
    start = said.clause.start
    ends = [n.end for n in meant if n.end <= start]
    turns = [
        m.end() for end in ends for m in _TURNS.finditer(said.clause.text, end, start)
    ]
    return len(ends) == len(meant) and any(
        turn <= n.start for turn in turns for other in others for n in other.own
    )


def _told(named: tuple[Naming, ...], clause: Clause) -> tuple[Naming, ...]:
    """Returns names that are no part of a period; a group taken up is not left out."""
    times = periods_in(clause.text)
    return tuple(
        replace(n, is_negated=n.is_negated and not _is_taken_up(n, clause))
        for n in named
        if not any(p.start < n.end and n.start < p.end for p in times)
    )


def _is_taken_up(naming: Naming, clause: Clause) -> bool:
    between = clause.text[naming.end : clause.start]
    return naming.end <= clause.start and _TAKEN_UP.match(between) is not None


def _is_alone(naming: Naming, clause: Clause) -> bool:
    """Returns whether a name is all that stands between two figures."""
    before = [end for _, end in clause.figures if end <= naming.start]
    if not before or naming.end > clause.start or naming.is_compared:
        return False
    between = clause.text[max(before) : naming.start]
    rest = clause.text[naming.end : clause.start]
    has_joint = between.strip() in {",", ";"} or bool(_JOINT.fullmatch(between))
    return has_joint and not tokens_of(rest)


def is_a_verb(value: str, said: str) -> bool:
    """Returns whether a name is a verb, which anything may do: «следом идёт 5».

    With a capital in the sentence it is the name of a state.
    """
    return bool(_IS_VERB.fullmatch(value.casefold()) and _IS_VERB.fullmatch(said))


def _is_a_deed(naming: Naming, text: str) -> bool:
    """Returns whether a name is but the word for what is done: `Hiring`, of `Hired`."""
    said = text[naming.start : naming.end].casefold()
    return said.endswith(_DEEDS) and not naming.value.casefold().endswith(_DEEDS)


def _is_a_topic(naming: Naming, heading: str, passage: str) -> bool:
    """Returns whether a heading lists a name with others: `Requests and refusals`.

    Or whether it is a part of a name, and a plain word: `Ads`, of `VK Ads`.
    """
    own = tokens_of(heading[naming.start : naming.end])
    if len(own) < len(tokens_of(naming.value)) and any(
        token.text.islower() and alike(token.stem, own[0].stem)
        for token in tokens_of(passage)
    ):
        return True
    before, after = heading[: naming.start].split(), heading[naming.end :].split()
    return (before[-1:] != [] and before[-1].casefold() in _ANDS) or (
        after[:1] != [] and after[0].casefold() in _ANDS
    )


def _is_all_of_it(naming: Naming, text: str) -> bool:
    """Returns whether all words of a name stand there: sales is no Sales Engineer.

    A title has words of its own for what the whole report is of.
    """
    said = tokens_of(text[naming.start : naming.end])
    return len(said) == len(tokens_of(naming.value))


def _is_of_several(naming: Naming, ground: Ground, subject: Subject) -> bool:
    """Returns whether a title tells the house, and no rows: `The dry cleaner's year`.

    Figures then take other groups of that column, too; and a year is that of all.
    """
    value = naming.value.casefold()
    return bool(periods_in(value)) or any(
        criterion.cells.sheet == ground.sheet.key
        and criterion.cells.first_column == naming.column
        and criterion.operator == "="
        and any(other and other.casefold() != value for other in criterion.values)
        for case in subject.cases
        for use in case.uses
        for criterion in use.criteria
    )


def _heads_another(naming: Naming, text: str, ground: Ground) -> bool:
    """Returns whether a name stands in the header of another column: pick-up points.

    Or is that header: lessons of students, which some were cancelled by.
    """
    said = tokens_of(text)
    place = next((n for n, t in enumerate(said) if t.start == naming.start), None)
    headers = [
        tokens_of(layout.header)
        for number, layout in ground.columns.items()
        if number != naming.column
    ]
    return place is not None and any(
        all(
            0 <= at < len(said) and alike(said[at].stem, word.stem)
            for at, word in enumerate(words, place - offset)
        )
        for words in headers
        if len(words) > 1 or len(tokens_of(naming.value)) == 1
        for offset in range(len(words))
    )


def _is_of_rows(naming: Naming, text: str, ground: Ground) -> bool:
    """Returns whether a part of a name is what the rows are: `Homes`, in homes.csv.

    Oakham Homes is one provider of them. So is another word of its stem: contracts, of
    which some are `Contracted`.
    """
    said = tokens_of(text[naming.start : naming.end])
    is_whole = len(said) == len(tokens_of(naming.value))
    is_done = naming.value.casefold().endswith(_DONE)
    if is_whole and (not is_done or said[-1].text.casefold().endswith(_DONE)):
        return False
    file = str(ground.sheet.key).rpartition("/")[2].partition(".")[0]
    names = [file, *(layout.header for layout in ground.columns.values())]
    words = {t.stem for name in names for t in tokens_of(name)}
    return all(token.stem in words for token in said)


def _is_header(naming: Naming, text: str, ground: Ground) -> bool:
    """Returns whether a name is but the header of its column: `Schools`, `School 12`.

    Such a word stands in every value and tells none.
    """
    header = {t.stem for t in tokens_of(ground.columns[naming.column].header)}
    said = {t.stem for t in tokens_of(text[naming.start : naming.end])}
    whole = {t.stem for t in tokens_of(naming.value)}
    return said != whole and all(any(alike(s, h) for h in header) for s in said)
