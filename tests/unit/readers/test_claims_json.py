import json
from decimal import Decimal

import jsonschema
import pytest

from verifier.errors import ReportError
from verifier.model.claim import CalculationKind
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.readers import CLAIMS_SCHEMA, parse_claims_json, print_claims_json

FULL = {
    "claims": [
        {
            "id": "c1",
            "cells": ["deals.csv!F2:F412", "B2"],
            "reads": {"F2": "1,200", "F412": "980"},
            "rows": 411,
            "assumes": [{"number": "21%", "origin": "Gartner"}],
            "calculation": "= SUM(F2:F412)",
        },
        {"id": "b1", "external": True, "assumes": [{"number": "3", "origin": "x"}]},
        {"id": "Я.2-a_b", "cells": ["d!F2"], "calculation": "SELECT 1\nFROM d"},
        {"id": "none", "cells": ["d!F2"]},
    ]
}


def parse(claims, convention=None):
    return parse_claims_json(json.dumps({"claims": claims}), convention)


def valid(document):
    return jsonschema.Draft202012Validator(CLAIMS_SCHEMA).is_valid(document)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(CLAIMS_SCHEMA)
    assert valid(FULL)


def test_every_field_is_read():
    first, second, third, fourth = parse_claims_json(json.dumps(FULL))
    assert [c.flaw for c in (first, second, third, fourth)] == [None] * 4
    assert [str(r) for r in first.citations] == ["deals.csv!F2:F412", "deals.csv!B2"]
    assert [(str(r.reference), r.text) for r in first.reads] == [
        ("F2", "1,200"),
        ("F412", "980"),
    ]
    assert first.rows == 411
    assert first.assumptions[0].value == Decimal("0.21")
    assert first.kind is CalculationKind.FORMULA
    assert (first.line, first.calculation_line) == (0, 0)
    assert second.external
    assert third.kind is CalculationKind.SQL
    assert third.calculation == "SELECT 1\nFROM d"
    assert fourth.kind is CalculationKind.NONE


def test_printing_gives_the_same_claims_in_valid_json():
    claims = parse_claims_json(json.dumps(FULL))
    printed = print_claims_json(claims)
    assert valid(json.loads(printed))
    assert parse_claims_json(printed) == claims
    assert "Я.2-a_b" in printed


@pytest.mark.parametrize(
    ("claim", "pointer", "says"),
    [
        (
            {"id": "c1", "cells": ["d!F2", "?"]},
            "/claims/0/cells/1",
            "'?' is no address",
        ),
        ({"id": "1", "cells": ["d!F2"]}, "/claims/0/id", "no id of a claim"),
        ({"id": "c1", "cells": []}, "/claims/0", "cites no cells"),
        ({"id": "c1"}, "/claims/0", "cites no cells"),
        (
            {"id": "c1", "cells": ["d!F2"], "reads": {"a/b": "1"}},
            "/claims/0/reads/a~1b",
            "is no address",
        ),
        (
            {"id": "c1", "cells": ["d!F2"], "reads": {"F2:F3": "1"}},
            "/claims/0/reads/F2:F3",
            "more than one cell",
        ),
        (
            {"id": "c", "cells": ["d!F2"], "assumes": [{"number": "x", "origin": "y"}]},
            "/claims/0/assumes/0",
            "'x' is no number",
        ),
        (
            {"id": "c", "cells": ["d!F2"], "assumes": [{"number": "1", "origin": " "}]},
            "/claims/0/assumes/0",
            "origin is missing",
        ),
        ({"id": "c1", "external": True}, "/claims/0", "exactly one 'assumes' line"),
        (
            {
                "id": "c1",
                "external": True,
                "cells": ["d!F2"],
                "assumes": [{"number": "1", "origin": "y"}],
            },
            "/claims/0",
            "an external claim cites no cells",
        ),
    ],
)
def test_a_wrong_value_flaws_its_claim(claim, pointer, says):
    bad, good = parse([claim, {"id": "ok", "cells": ["d!F2"]}])
    assert good.flaw is None
    assert bad.flaw.reason is Reason.UNREADABLE_CLAIM
    assert bad.flaw.message.startswith(f"{pointer}: ")
    assert says in bad.flaw.message
    assert (bad.flaw.line, bad.flaw.column) == (0, 0)


@pytest.mark.parametrize(
    ("document", "where", "says"),
    [
        ([], "the root", "is []; expected an object"),
        ({}, "the root", "has no key claims"),
        ({"claims": {}}, "/claims", "is {}; expected an array"),
        ({"claims": [], "claim": 1}, "/claim", "is no key here"),
        ({"claims": [1]}, "/claims/0", "is 1; expected an object"),
        ({"claims": [{}]}, "/claims/0", "has no key id"),
        ({"claims": [{"id": 1}]}, "/claims/0/id", "expected a string"),
        ({"claims": [{"id": "c", "cell": []}]}, "/claims/0/cell", "is no key here"),
        ({"claims": [{"id": "c", "cells": "d!F2"}]}, "/claims/0/cells", "an array"),
        ({"claims": [{"id": "c", "cells": [1]}]}, "/claims/0/cells/0", "a string"),
        ({"claims": [{"id": "c", "rows": -1}]}, "/claims/0/rows", "a whole number"),
        ({"claims": [{"id": "c", "rows": True}]}, "/claims/0/rows", "a whole number"),
        ({"claims": [{"id": "c", "rows": 1.5}]}, "/claims/0/rows", "a whole number"),
        ({"claims": [{"id": "c", "reads": []}]}, "/claims/0/reads", "an object"),
        (
            {"claims": [{"id": "c", "reads": {"F2": 1}}]},
            "/claims/0/reads/F2",
            "expected a string",
        ),
        (
            {"claims": [{"id": "c", "assumes": [{"number": "1"}]}]},
            "/claims/0/assumes/0/origin",
            "is null; expected a string",
        ),
        (
            {"claims": [{"id": "c", "assumes": [{"number": "1", "from": ""}]}]},
            "/claims/0/assumes/0/from",
            "is no key here",
        ),
        (
            {"claims": [{"id": "c", "external": 1}]},
            "/claims/0/external",
            "true or false",
        ),
        ({"claims": [{"id": ["x" * 99]}]}, "/claims/0/id", "x…; expected a string"),
    ],
)
def test_another_form_is_refused_where_it_stands(document, where, says):
    with pytest.raises(ReportError) as caught:
        parse_claims_json(json.dumps(document))
    assert caught.value.where == f"claims at {where}"
    assert says in str(caught.value)
    assert not valid(document)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1, column 2"),
        ('{"claims": [{"id": "c", "rows": NaN}]}', "NaN is no JSON"),
        ('{"claims": [], "claims": []}', "the key 'claims' stands twice"),
        ("[" * 100_000, "cannot be read"),
        ('{"claims": [{"id": "\\ud800"}]}', "surrogates not allowed"),
        ('{"claims": [{"id": "c", "rows": ' + "1" * 5000 + "}]}", "cannot be read"),
    ],
)
def test_what_is_no_json_is_refused(text, says):
    with pytest.raises(ReportError) as caught:
        parse_claims_json(text)
    assert says in str(caught.value)


def test_ids_twice_and_conventions():
    assumed = [{"number": "21,5%", "origin": "x"}]
    claims = [{"id": "c", "external": True, "assumes": assumed}] * 2
    first, second = parse(claims, Convention(",", "ru"))
    assert first.assumptions[0].value == Decimal("0.215")
    assert first.flaw == second.flaw
    assert first.flaw.reason is Reason.DUPLICATE_CLAIM
    assert first.flaw.message == "the claim [c] is defined 2 times"


@pytest.mark.parametrize(
    "claim",
    [
        {"id": "c", "cells": []},
        {"id": "c 1", "cells": ["d!F2"]},
        {"id": "c" * 65, "cells": ["d!F2"]},
        {"id": "c"},
        {"id": "c", "external": True},
        {"id": "c", "external": True, "cells": ["d!F2"], "assumes": []},
    ],
)
def test_the_schema_refuses_what_is_flawed(claim):
    assert not valid({"claims": [claim]})
    (read,) = parse([claim])
    assert read.flaw is not None
