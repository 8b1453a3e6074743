from __future__ import annotations

from datetime import date

import pytest

from verifier.model.source import CellKind
from verifier.query import (
    compile_query,
    kinds_of,
    parse_query,
    probes_for,
    tables_of,
)


@pytest.mark.parametrize(
    ("sql", "cited", "expected"),
    [
        ("SELECT sum(cost) FROM deals", ["A:I"], ["F2:F7"]),
        ("SELECT sum(cost) FROM deals", ["F3:F4", "F6:F7"], ["F3:F4", "F6:F7"]),
        ("SELECT sum(cost) FROM deals", ["F3:F4", "F4:F7", "A2:A3"], ["F3:F7"]),
        (
            "SELECT sum(cost) FROM deals WHERE stage = 'won'",
            ["A:I"],
            ["D2:D7", "F2:F7"],
        ),
        ("SELECT sum(cost) FROM deals WHERE _row > 4", ["A:I"], ["F5:F7"]),
        (
            "SELECT sum(cost) FROM deals WHERE _row >= 4 AND _row < 6",
            ["A:I"],
            ["F4:F5"],
        ),
        (
            "SELECT sum(cost) FROM deals WHERE (_row BETWEEN 4 AND 5)",
            ["A:I"],
            ["F4:F5"],
        ),
        ("SELECT cost FROM deals WHERE _row = 4", ["A:I"], ["F4"]),
        ("SELECT cost FROM deals WHERE _row <= 3", ["A:I"], ["F2:F3"]),
        ("SELECT count(*) FROM deals", ["A:C"], ["A2:C7"]),
        ("SELECT count(*) FROM deals WHERE rep = 'Ann'", ["A:C"], ["B2:B7"]),
        ("SELECT count(*) FROM deals WHERE _row > 5", ["A:B"], ["A6:B7"]),
        (
            "SELECT x FROM (SELECT cost AS x, amount AS y FROM deals)",
            ["A:I"],
            ["F2:F7"],
        ),
        (
            (
                "WITH a AS (SELECT * FROM deals WHERE id > 1), b AS (SELECT "
                "rep FROM deals) "
                "SELECT sum(cost) FROM a"
            ),
            ["A:I"],
            ["A2:A7", "F2:F7"],
        ),
        (
            "SELECT max(n) FROM (SELECT rep, count(*) AS n FROM deals GROUP BY ALL)",
            ["A:I"],
            ["B2:B7"],
        ),
        (
            "SELECT max(n) FROM (SELECT rep, count(*) AS n FROM deals GROUP BY 1)",
            ["A:I"],
            ["B2:B7"],
        ),
        (
            (
                "SELECT (SELECT sum(cost) FROM deals WHERE _row < 4) / "
                "(SELECT sum(cost) FROM deals WHERE _row > 5)"
            ),
            ["A:I"],
            ["F2:F3", "F6:F7"],
        ),
        (
            (
                "SELECT count(*) FROM deals a WHERE EXISTS "
                "(SELECT 1 FROM deals b WHERE b.id = a.id + 1 AND b.region = a.region)"
            ),
            ["A:I"],
            ["A2:A7", "C2:C7"],
        ),
        (
            "SELECT sum(a.cost) FROM deals a JOIN deals b USING (rep)",
            ["A:I"],
            ["B2:B7", "F2:F7"],
        ),
        (
            (
                "SELECT sum(x) FROM (SELECT id AS x, rep FROM deals UNION ALL "
                "SELECT cost, note FROM deals)"
            ),
            ["A:I"],
            ["A2:A7", "F2:F7"],
        ),
        (
            (
                "SELECT sum(x) FROM (SELECT id AS x, rep FROM deals UNION "
                "SELECT cost, note FROM deals)"
            ),
            ["A:I"],
            ["A2:B7", "F2:F7", "H2:H7"],
        ),
        (
            "SELECT sum(x) FROM (SELECT DISTINCT cost AS x, rep FROM deals)",
            ["A:I"],
            ["B2:B7", "F2:F7"],
        ),
        ("SELECT 1", ["A:I"], []),
    ],
)
def test_used_cells_are_those_that_the_value_rests_on(deals, sql, cited, expected):
    used = deals.compile(sql, *cited).used

    assert [cells.local for cells in used] == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT sum(x) FROM deals", ("deals",)),
        ("SELECT 1", ()),
        ("SELECT 1 FROM a JOIN b ON true JOIN A AS c ON true", ("a", "b")),
        ("WITH a AS (SELECT 1 FROM b) SELECT 1 FROM a", ("b",)),
        ("WITH a AS (SELECT 1 FROM a) SELECT 1 FROM a", ("a",)),
        ("WITH a AS (SELECT 1), b AS (SELECT 1 FROM a) SELECT 1 FROM b", ()),
        ("WITH b AS (SELECT 1 FROM a), a AS (SELECT 1) SELECT 1 FROM b", ("a",)),
        ("SELECT 1 FROM (WITH a AS (SELECT 1) SELECT 1 FROM a) JOIN a ON true", ("a",)),
        ("SELECT 1 WHERE 1 IN (SELECT x FROM c)", ("c",)),
        ('SELECT 1 FROM "x.csv"', ("x.csv",)),
    ],
)
def test_tables_are_those_that_no_cte_binds(sql, expected):
    assert tables_of(parse_query(sql)) == expected


def test_a_mixed_column_is_typed_from_its_cited_cells(bench):
    rows = ((1,), (2,), ("n/a",), (True,))
    table = bench(t=(("x",), rows))
    query = parse_query("SELECT sum(x) FROM t")
    cited = (table.range_of("A2:A3"),)
    names = {"t": cited[0].sheet}

    probes = probes_for(query, cited, table.layouts, names)
    assert [(str(p.sheet), p.column) for p in probes] == [("t.csv", 1)]
    answer = table.run(probes[0].sql)
    known = kinds_of(probes, [int(str(answer))])
    assert known == {(cited[0].sheet, 1): {CellKind.NUMBER}}

    compiled = compile_query(query, cited, table.layouts, names, known)
    assert table.run(compiled.statements[0][1]) == 3


def test_probes_tell_every_kind_apart(bench):
    cells = ((1,), (None,), ("a",), (True,), ("#N/A",), (date(2025, 1, 1),))
    table = bench(t=(("x",), cells))
    query = parse_query("SELECT count(x) FROM t")
    cited = (table.range_of("A1:A6"),)
    (probe,) = probes_for(query, cited, table.layouts, {"t": cited[0].sheet})

    assert probe.kinds(int(str(table.run(probe.sql)))) == {
        CellKind.NUMBER,
        CellKind.BLANK,
        CellKind.TEXT,
        CellKind.BOOLEAN,
        CellKind.ERROR,
    }


def test_a_mixed_column_that_is_cited_whole_needs_no_probe(bench):
    table = bench(t=(("x",), ((1,), ("a",))))
    query = parse_query("SELECT count(x) FROM t")
    cited = (table.range_of("A:A"),)

    assert probes_for(query, cited, table.layouts, {"t": cited[0].sheet}) == ()


def test_columns_of_one_kind_need_no_probe(deals):
    query = parse_query("SELECT sum(amount) FROM deals WHERE rep = 'Ann'")
    cited = (deals.range_of("A:I"),)

    assert probes_for(query, cited, deals.layouts, {"deals": cited[0].sheet}) == ()
