"""The words of a share's whole name other rows than the calculation divides by.

Finds: `47 % of all pears came from the valley` divided by all that the valley grew;
`68 % of the tickets created in June` divided by tickets of every month; `7 % of the
refusals` divided by all applications, where a column tells the reason of a refusal;
`8 % of elective bookings` where nothing takes the elective ones; a `share of homes` of
which beds are added up; `67 offers, and 5 % of these offers` divided by all
applications; and `60 % of everything` divided by one of two parts.

Why it matters: whole and part change places, or the whole is another one, and the
quotient recomputes all the same.

What to do: divide by what the words behind the share name, or name what is divided by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._apart_wholes import (
    of_disjoint,
    of_owner,
    of_those_with,
    of_what,
)
from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._group_alone import of_group_alone
from verifier.checks.claims._learned_wholes import learned_wholes
from verifier.checks.claims._pointed_whole import of_bare_group, of_pointed_whole
from verifier.checks.claims._taken_up import pairs_taken_up
from verifier.checks.claims._taken_wholes import of_these, of_those_there
from verifier.checks.claims._used_groups import ask_used, regions_by_claim
from verifier.checks.claims._whole_kinds import (
    of_amount_of_rows,
    of_named_column,
    of_one_part,
)
from verifier.checks.claims._whole_phrases import WholePhrase, whole_of
from verifier.checks.claims._whole_rows import (
    of_group,
    of_other_period,
    of_scope,
    of_told_reason,
    of_unsaid_part,
    of_untaken_group,
)
from verifier.checks.claims._wholes import Share, share_of
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.vocabulary import ask_groups
from verifier.model.plan import ChangeForm
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C059", "share-of-another", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = (
    "[25%](#c1) of the North rows were filled.\n\n```claims\n[c1] regions!B2:C9\n"
    '= COUNTIFS(B2:B9,"North",C2:C9,">0")/{}\n```\n'
)
PASSES = (
    _BODY.replace("25%", "50%").format('COUNTIF(B2:B9,"North")'),
    _BODY.replace("of the North rows", "of the rows are of the North and").format(
        "COUNTA(B2:B9)"
    ),
)
FAILS = (_BODY.format("COUNTA(B2:B9)"),)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are, and which were used."""
    yield from ask_groups(subject)
    yield from ask_used(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every share of another whole than its words name."""
    by_claim = regions_by_claim(subject)
    cases = claimed(subject)
    before = {id(case): one for one, case in pairs_taken_up(cases)}
    found = [
        share_of(case, by_claim.get(case.claim_id or "", ()), subject)
        for case in cases
        if not _is_change(case)
    ]
    shares = [share for share in found if share is not None]
    learned = learned_wholes(shares, subject)
    for case in cases:
        words = "" if _is_change(case) else of_group_alone(case, subject)
        if words:
            span = case.figure.span
            place = Place(span.line, span.column, case.claim_id or "")
            yield RULE.finding(words, place)
    for share in shares:
        words = _against(share, before.get(id(share.case)), subject)
        words = words or learned.against(share, subject)
        if words:
            span = share.case.figure.span
            yield RULE.finding(
                words, Place(span.line, span.column, share.case.claim_id or "")
            )


def _is_change(case: Case) -> bool:
    return case.compiled is None or case.compiled.traits.change is not ChangeForm.NONE


def _against(share: Share, before: Case | None, subject: Subject) -> str:
    phrase = whole_of(share.case)
    words = _of_phrase(share, phrase, subject) if phrase is not None else ""
    words = words or of_disjoint(share, phrase, subject) or of_those_with(share)
    words = words or of_what(share)
    words = words or of_these(share, phrase, before)
    words = words or of_those_there(share, phrase, subject)
    return words or of_amount_of_rows(share, phrase, subject)


def _of_phrase(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    return (
        of_group(share, phrase, subject)
        or of_scope(share, phrase, subject)
        or of_other_period(share, phrase)
        or of_told_reason(share, phrase, subject)
        or of_untaken_group(share, phrase, subject)
        or of_unsaid_part(share, phrase, subject)
        or of_one_part(share, phrase)
        or of_named_column(share, phrase)
        or of_owner(share, phrase, subject)
        or of_pointed_whole(share, phrase, subject)
        or of_bare_group(share, phrase, subject)
    )
