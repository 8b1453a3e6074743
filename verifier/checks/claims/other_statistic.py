"""A sentence names another statistic than the one that is computed.

Finds: a word such as median, average or maximum that governs a figure, where the
calculation computes another statistic; an end, an outer quantile or a sum under words
for what is usual; a mean of the means of groups that no word names.

Why it matters: mean and median of skewed data differ widely, and a reader acts on the
word.

What to do: name what was computed, or compute what is named.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier import languages
from verifier.checks.claims._cell_words import statistic_of_labels
from verifier.checks.claims._named_rows import nouns_of
from verifier.checks.claims._quantiles import quantiles_in
from verifier.checks.claims._said_ends import (
    at_most,
    in_the_middle,
    none_beyond,
    of_the_middle,
    words_of,
)
from verifier.checks.claims._typical import against_typical
from verifier.checks.claims._weighted import (
    against_means_of_groups,
    against_number,
    against_weights,
)
from verifier.checks.claims._written_factors import divides_into_parts
from verifier.checks.place import Place
from verifier.checks.reach import own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.words import LEXICON
from verifier.model.plan import LiteralRole, Traits
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C004", "other-statistic", Level.WARNING, Reason.WRONG_STATISTIC)

PASSES = (
    "The median was [88](#c1).\n\n```claims\n[c1] deals!C2:C5\n= MEDIAN(C2:C5)\n```\n",
)
FAILS = (
    "Median: [114](#c1).\n\n```claims\n[c1] deals!C2:C5\n= AVERAGE(C2:C5)\n```\n",
    "A deal is usually [240](#c1).\n\n```claims\n[c1] deals!C2:C5\n= MAX(C2:C5)\n```\n",
)

_REACH = 6  # words before the figure
_FARTHEST = 14  # words behind the figure
_COMPARED = 2  # words between `than` and an average that is none of the figure
_SURE = languages.listed("sentence.sure_extremes")  # that name nothing else
_CENTRE = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_ENDS = frozenset({Statistic.MAXIMUM, Statistic.MINIMUM})
_ALL = _ENDS | _CENTRE | {Statistic.SUM, Statistic.COUNT, Statistic.QUANTILE}
_AGAINST = {
    Statistic.MEAN: _ALL - {Statistic.MEAN},
    Statistic.MEDIAN: _ALL - {Statistic.MEDIAN},
    Statistic.SUM: _ALL - {Statistic.SUM, Statistic.COUNT},
    Statistic.MAXIMUM: frozenset({Statistic.MINIMUM, Statistic.QUANTILE}),
    Statistic.MINIMUM: frozenset({Statistic.MAXIMUM, Statistic.QUANTILE}),
}
_CALLS = {
    "SUM": Statistic.SUM,
    "AVG": Statistic.MEAN,
    "MEDIAN": Statistic.MEDIAN,
    "MAX": Statistic.MAXIMUM,
    "MIN": Statistic.MINIMUM,
}
_QUANTILES = {  # of PERCENTILE, and of QUARTILE
    (False, Decimal("0.5")): Statistic.MEDIAN,
    (False, Decimal(1)): Statistic.MAXIMUM,
    (False, Decimal(0)): Statistic.MINIMUM,
    (True, Decimal(2)): Statistic.MEDIAN,
    (True, Decimal(4)): Statistic.MAXIMUM,
    (True, Decimal(0)): Statistic.MINIMUM,
}
_TOTALLED = 3  # words before a total that may say what is made of totals
_PART_OF = languages.words("sentence.part_of")


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose word names another statistic."""
    for case in subject.cases:
        if case.claim_id is None:
            continue
        words = _against(case, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _against(case: Case, subject: Subject) -> str:
    clause = sentence_round(case.sentence)
    computed, headers = _computed(case)
    words = (
        against_weights(case, clause)
        or against_number(case, clause)
        or against_means_of_groups(case, clause)
        or against_typical(case, clause)
    )
    of_sum = computed is Statistic.QUANTILE and quantiles_in(clause)
    if words or computed is None or of_sum:  # the 90th percentile of the sum
        return words
    word, named = _named(clause)
    is_near = bool(named)
    if not named:
        word, named = _of_a_chosen_row(clause, case, subject)
    is_label = not named and computed is not Statistic.COUNT
    if is_label:
        word, named = statistic_of_labels(case.sentence)
    # Largest order, the best order
    is_sure = not is_near and named <= _ENDS and computed in _CENTRE
    if not named or computed in named or _is_headed(word, headers):
        return ""
    is_excluded = is_sure or all(_excludes(word, n, computed) for n in named)
    if not is_excluded or any(_is_made(n, case) for n in named):
        return ""
    if (
        not is_sure
        and word not in LEXICON.statistics
        and named <= _ENDS
        and _chooses(case)
    ):
        return ""  # the cheapest station, where a ride costs up to
    return f"the sentence says {word!r}; the calculation gives the {computed}"


def _is_headed(words: str, headers: frozenset[str]) -> bool:
    """Returns whether a used column is called so: an average that is looked up."""
    return any(stem(word) in headers for word in words.split(", "))


def _excludes(word: str, named: Statistic, computed: Statistic) -> bool:
    if word in LEXICON.at_most:
        return computed is Statistic.QUANTILE
    if word in LEXICON.nones:
        return computed in _CENTRE | {Statistic.QUANTILE}
    if named in _ENDS and word.startswith(_SURE) and computed in _CENTRE:
        return True
    return computed in _AGAINST.get(named, frozenset())


def _chooses(case: Case) -> bool:
    uses = case.uses
    return any(use.criteria for use in uses)


def _is_made(named: Statistic, case: Case) -> bool:
    """Returns whether the calculation makes it on the way: a maximum of means."""
    functions = case.compiled.traits.functions if case.compiled else ()
    made = {_CALLS[name] for name in functions if name in _CALLS}
    return len(made) > 1 and named in made


def _computed(case: Case) -> tuple[Statistic | None, frozenset[str]]:
    """Returns the one statistic of a calculation, and the stems of its headers.

    A sum over a count of rows is a mean.
    """
    uses = case.uses
    headers = frozenset(t.stem for u in uses for h in u.headers for t in tokens_of(h))
    sides = tuple((use.side, use.statistic) for use in uses)
    match sides:
        case ((Side.WHOLE, statistic),):
            if _is_divided(case):
                return None, headers
            return _of_quantile(statistic, case), headers
        case (
            (Side.NUMERATOR, Statistic.SUM),
            (Side.DENOMINATOR, Statistic.COUNT),
        ):
            return Statistic.MEAN, headers
        case _:
            return None, headers


def _is_divided(case: Case) -> bool:
    """Returns whether a number divides that is one of cells, or of times: SUM(…)/3."""
    traits = case.compiled.traits if case.compiled else Traits()
    factors = {x.value for x in traits.literals if x.role is LiteralRole.FACTOR}
    return divides_into_parts(case) or not factors.isdisjoint(traits.divisors)


def _of_quantile(statistic: Statistic, case: Case) -> Statistic:
    """Returns a quantile's own name: that of one half is the median."""
    if statistic is not Statistic.QUANTILE or case.compiled is None:
        return statistic
    traits = case.compiled.traits
    is_quarter = any(name.startswith("QUARTILE") for name in traits.functions)
    found = {
        _QUANTILES[is_quarter, x.value]
        for x in traits.literals
        if x.role is LiteralRole.SETTING and (is_quarter, x.value) in _QUANTILES
    }
    return found.pop() if len(found) == 1 else statistic


def _named(clause: Clause) -> tuple[str, frozenset[Statistic]]:
    """Returns what names a statistic: a word before the figure, else a phrase."""
    first, last = own_words(clause)
    words = words_of(clause.text[first : clause.start])
    behind = words_of(clause.text[clause.end : last])[:_FARTHEST]
    halves = [start for start, end in clause.figures if end <= clause.start][-1:]
    since = min([*halves, first])  # half is a figure itself
    middle = words_of(clause.text[since : clause.start])
    found = (
        _nearest(words, _REACH)
        or _by_phrase(words)
        or _by_phrase(behind)
        or of_the_middle(middle, behind)
        or in_the_middle(clause.text[since:last])
        or none_beyond(clause.text, words)
        or at_most(clause.text, words, behind)
        or _centre(words)
        or _of_the_end(words)
    )
    return found or ("", frozenset())


def _of_a_chosen_row(
    clause: Clause, case: Case, subject: Subject
) -> tuple[str, frozenset[Statistic]]:
    """Returns the words of `the middle order is worth`, of rows that are orders.

    The best of them is one, too, where no criterion chooses it.
    """
    first, _ = own_words(clause)
    tokens = tokens_of(clause.text[first : clause.start])
    chosen = [
        (before.text, after, named)
        for before, after in pairwise(tokens)
        if (named := _of_a_row(before))
    ]
    for use in case.uses if chosen else ():
        place = use.place
        ground = subject.grounds.get(place.sheet) if place is not None else None
        nouns = nouns_of(ground) if ground is not None else frozenset[str]()
        headers = " ".join(criterion.header for criterion in use.criteria)
        taken = {token.stem for token in tokens_of(headers)}
        for word, row, named in chosen:
            is_row = any(alike(row.stem, noun) for noun in nouns)
            if is_row and not any(alike(row.stem, each) for each in taken):
                return word.casefold(), named
    return "", frozenset()


def _of_a_row(word: Token) -> frozenset[Statistic]:
    """Returns which statistics a word means of rows: middle, best."""
    if word.text.casefold() in LEXICON.middle:
        return frozenset({Statistic.MEDIAN})
    is_end = any(alike(word.stem, stem(one)) for one in LEXICON.extreme)
    return _ENDS if is_end else frozenset()


def _centre(words: list[str]) -> tuple[str, frozenset[Statistic]] | None:
    """Returns mean or median further away, where it is compared with nothing."""
    found = _nearest(words, _FARTHEST)
    if found is None or not found[1] <= _CENTRE or not found[0]:
        return None
    before = words[: len(words) - words[::-1].index(found[0]) - 1][-_COMPARED:]
    return None if LEXICON.comparators & set(before) else found


def _nearest(words: list[str], reach: int) -> tuple[str, frozenset[Statistic]] | None:
    """Returns the nearest word that names a statistic, of the last ones."""
    for place in range(len(words) - 1, max(len(words) - reach, 0) - 1, -1):
        word = words[place]
        if word not in LEXICON.statistics:
            continue
        named = LEXICON.statistics[word]
        before = [word for word in words[:place] if word != "the"][-1:]
        if Statistic.SUM in named and _PART_OF.intersection(before):
            return "", frozenset()
        if Statistic.SUM in named:
            return _of_totals(words, place) or (word, named)
        return word, named
    return None


def _of_totals(words: list[str], place: int) -> tuple[str, frozenset[Statistic]] | None:
    """Returns what is made of totals: the average order total, средняя сумма."""
    for word in words[max(place - _TOTALLED, 0) : place][::-1]:
        named = LEXICON.statistics.get(word, frozenset())
        if named and Statistic.SUM not in named:
            return word, named
    end = _of_the_end(words[max(place - _TOTALLED, 0) : place])
    if end is not None:
        return end  # the largest requested amount
    if LEXICON.apiece & set(words[place + 1 :]):
        return "", frozenset()  # total cost per order
    return None


def _of_the_end(words: list[str]) -> tuple[str, frozenset[Statistic]] | None:
    """Returns the superlative of `the longest ride took`: the rows' own end."""
    found = superlatives_in(" ".join(words))
    if len(found) != 1 or len(found[0].ends) != 1 or found[0].place != 1:
        return None
    if found[0].is_beaten_by_none:
        return None
    named = Statistic.MAXIMUM if 1 in found[0].ends else Statistic.MINIMUM
    return found[0].text, frozenset({named})


def _by_phrase(words: list[str]) -> tuple[str, frozenset[Statistic]] | None:
    """Returns a phrase that names a statistic wherever it stands in a clause."""
    text = f" {' '.join(words)} "
    found = [phrase for phrase in LEXICON.adverbs if f" {phrase} " in text]
    if len(found) != 1:
        return None
    return found[0], LEXICON.adverbs[found[0]]
