"""What a brief may say, and what is said of one that says something else."""

from __future__ import annotations

import pytest

from verifier.brief import parse_brief
from verifier.errors import PolicyError
from verifier.model.brief import Alias, Brief, Field, Metric

WHOLE = """
about = "CRM export, one row a deal"
success = "the board can decide on headcount"
terms = ["2025"]

[fields.amount]
source = "deals"
meaning = "contract value"
unit = "USD"
kind = "number"
owner = "RevOps"

[fields.deal_id]
key = true

[fields.notes]
ignored = true
values = ["a", "b"]

[metrics."win rate"]
formula = "won / (won + lost)"
names = ["conversion"]
unit = "%"

[aliases]
EMEA = ["Europe", "Европа"]

[aliases.stage]
won = "closed won"
"""


def test_a_whole_brief():
    assert parse_brief(WHOLE, "brief.toml") == Brief(
        about="CRM export, one row a deal",
        success="the board can decide on headcount",
        fields=(
            Field("amount", "deals", "contract value", "USD", "number", owner="RevOps"),
            Field("deal_id", is_key=True),
            Field("notes", ignored=True, values=("a", "b")),
        ),
        metrics=(Metric("win rate", "won / (won + lost)", ("conversion",), unit="%"),),
        aliases=(
            Alias("EMEA", ("Europe", "Европа")),
            Alias("won", ("closed won",), "stage"),
        ),
        terms=("2025",),
    )


def test_an_empty_brief_says_nothing():
    assert parse_brief("", "brief.toml") == Brief()


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("about = ", "brief.toml", "no TOML"),
        ("abuot = 'x'", "brief.toml: abuot", "Did you mean 'about'?"),
        ("about = 3", "brief.toml: about", "a text in quotes"),
        ("terms = [1]", "brief.toml: terms", "a list of texts"),
        ("fields = 3", "brief.toml: fields", "a table [fields]"),
        ("[fields]\namount = 3", "brief.toml: fields.amount", "a table"),
        (
            "[fields.amount]\nkind = 'nubmer'",
            "brief.toml: fields.amount.kind",
            "number",
        ),
        ("[fields.amount]\nkey = 'yes'", "brief.toml: fields.amount: key", "true or"),
        (
            "[fields.amount]\nunits = 'USD'",
            "brief.toml: fields.amount: units",
            "'unit'",
        ),
        ("[metrics.rate]\nunit = '%'", "brief.toml: metrics.rate", "no formula"),
        ("[aliases]\nEMEA = 3", "brief.toml: aliases: EMEA", "a list of texts"),
    ],
)
def test_what_no_brief_says_is_an_error(text, where, words):
    with pytest.raises(PolicyError) as caught:
        parse_brief(text, "brief.toml")
    assert caught.value.where == where
    assert words in str(caught.value)
