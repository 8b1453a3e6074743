"""The text of a calculation -> a SELECT that passed the gate."""

from __future__ import annotations

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError, UnsupportedError

from verifier.errors import QueryRefused
from verifier.query.dialects import adapted
from verifier.query.gate import check_tree
from verifier.query.preflight import check_characters, check_length, check_text
from verifier.query.query import Query

DIALECTS = (
    "duckdb",
    "postgres",
    "bigquery",
    "snowflake",
    "spark",
    "tsql",
    "mysql",
    "clickhouse",
    "redshift",
    "sqlite",
    "oracle",
)

_PREFIX = "-- dialect:"
_OTHER_NAMES = {
    "postgresql": "postgres",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "mariadb": "mysql",
    "databricks": "spark",
    "sparksql": "spark",
    "googlesql": "bigquery",
}


def parse_query(text: str) -> Query:
    """Returns the SELECT that a text writes.

    Its first line may say `-- dialect: postgres`; then it is translated to DuckDB's
    dialect, and the translation is what is checked and run.

    Raises:
        QueryRefused: if the text is no SQL (`unreadable-claim`), is too large
            (`limit`), or holds anything outside of the allowed list (`refused`).

    Example:
        >>> parse_query("SELECT sum(amount) FROM deals").tree.sql()
        'SELECT SUM(amount) FROM deals'
    """
    check_length(text)
    check_characters(text)
    dialect = _dialect_of(text)
    try:
        if dialect == "duckdb":
            check_text(text)
            tree = _parse(text, dialect)
        else:
            tree = _translate(text, dialect)
        check_tree(tree)
    except RecursionError:
        raise QueryRefused(
            "SQL that is nested too deep", "a flatter SELECT", reason="limit"
        ) from None
    return Query(text, dialect, tree, _notes(dialect))


def _notes(dialect: str) -> tuple[str, ...]:
    if dialect == "duckdb":
        return ()
    return (f"translated from {dialect} to DuckDB's dialect",)


def _dialect_of(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0].strip()
    if not first.lower().startswith(_PREFIX):
        return "duckdb"
    name = first[len(_PREFIX) :].strip().lower()
    name = _OTHER_NAMES.get(name, name)
    if name not in DIALECTS:
        raise QueryRefused(
            f"the dialect {name!r}",
            "one of " + ", ".join(DIALECTS),
            reason="unreadable-claim",
        )
    return name


def _translate(text: str, dialect: str) -> exp.Query:
    original = adapted(_parse(text, dialect), dialect)
    try:
        translated = original.sql(
            dialect="duckdb", comments=False, unsupported_level=ErrorLevel.RAISE
        )
    except UnsupportedError as error:
        raise QueryRefused(
            f"{dialect} SQL that DuckDB has no word for: {error}",
            "SQL in DuckDB's dialect",
        ) from None
    check_text(translated)
    return _parse(translated, "duckdb")


def _parse(text: str, dialect: str) -> exp.Query:
    try:
        statements = sqlglot.parse(text, dialect=dialect)
    except SqlglotError as error:
        raise QueryRefused(
            _complaint(error), "one SELECT", reason="unreadable-claim"
        ) from None
    if len(statements) != 1:
        raise QueryRefused(f"{len(statements)} statements", "exactly one SELECT")
    tree = statements[0]
    while isinstance(tree, exp.Subquery) and not tree.alias:
        tree = tree.this
    if not isinstance(tree, (exp.Select, exp.SetOperation)):
        raise QueryRefused(f"a statement of kind {type(tree).__name__}", "one SELECT")
    return _with_plain_cases(_with_plain_names(tree))


def _with_plain_cases(tree: exp.Query) -> exp.Query:
    """Returns a tree in which `CASE x WHEN 1` is `CASE WHEN x = 1`, which it means.

    What is compared is a column, which is the same in each branch.
    """
    for node in list(tree.find_all(exp.Case)):
        compared = node.this
        if isinstance(compared, exp.Column):
            for branch in node.args["ifs"]:
                same = exp.EQ(this=compared.copy(), expression=branch.this)
                branch.set("this", same)
            node.set("this", None)
    return tree


def _with_plain_names(tree: exp.Query) -> exp.Query:
    """Returns a tree in which `arbitrary(x)` is `first(x)`, which it is to DuckDB."""
    for node in list(tree.find_all(exp.Anonymous)):
        if str(node.this).lower() == "arbitrary" and len(node.expressions) == 1:
            node.replace(exp.First(this=node.expressions[0]))
    return tree


def _complaint(error: SqlglotError) -> str:
    if isinstance(error, ParseError) and error.errors:
        first = error.errors[0]
        place = f"line {first.get('line')}, column {first.get('col')}"
        return f"unreadable SQL, {place}: {first.get('description')}"
    return f"unreadable SQL: {str(error).splitlines()[0]}"
