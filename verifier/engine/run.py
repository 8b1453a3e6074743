"""Runs one SELECT in a locked session and says what it gave."""

from __future__ import annotations

from decimal import Context
from typing import TYPE_CHECKING

import duckdb

from verifier.engine.disturb import disturbances, shadowed
from verifier.engine.gate import refusal, refusal_of_written
from verifier.engine.values import (
    KIND_NUMBER_TEXT,
    READABLE,
    failed,
    outcome_of,
)
from verifier.engine.watch import Deadline, watched
from verifier.model.plan import Disturbance, Outcome
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from verifier.model.plan import Statement
    from verifier.model.source import SheetLayout

_SHORT = Context(prec=12)


def run(
    connection: duckdb.DuckDBPyConnection,
    statement: Statement,
    layouts: tuple[SheetLayout, ...],
    *,
    seconds: float = 10.0,
    known: Outcome | None = None,
) -> Outcome:
    """Returns what a statement gives, or why it gives nothing.

    A disturbed statement is tried with ever stronger disturbances until its value is
    not that of the undisturbed cells; what is returned is the first value that
    differs, or else the last one. Over rows in another order a failure differs, too,
    and what no order changed is returned as it was.

    Args:
        connection: of a locked session.
        statement: one SELECT over the sheets' tables; a guarded one is read first.
        layouts: of the loaded sheets.
        seconds: for everything that is run for this statement.
        known: what the statement gives undisturbed, where that was run before.
    """
    deadline = Deadline(seconds)
    words = _refusal(connection, statement, layouts)
    if words is not None:
        return _outcome(Reason.REFUSED, words)
    if statement.disturbance is Disturbance.NONE:
        return _execute(connection, statement.sql, deadline)
    settled = known or _execute(connection, statement.sql, deadline)
    if settled.problem is not None:
        return settled
    return _disturbed(connection, statement, layouts, settled, deadline)


def _refusal(
    connection: duckdb.DuckDBPyConnection,
    statement: Statement,
    layouts: tuple[SheetLayout, ...],
) -> str | None:
    """Returns what in a guarded statement may not run."""
    if not statement.guarded:
        return None
    cursor = connection.cursor()
    words = None
    if statement.written:
        words = refusal_of_written(cursor, statement.written, statement.names)
    tables = [layout.sheet.table for layout in layouts]
    words = words or refusal(cursor, statement.sql, tables, _columns_of(layouts))
    cursor.close()
    return words


def _columns_of(layouts: tuple[SheetLayout, ...]) -> frozenset[str]:
    """Returns the names of the columns of the sheets' tables."""
    return frozenset({"_row"}).union(
        f"{column.letter}_{part}"
        for layout in layouts
        for column in layout.columns.values()
        for part in "knctr"
    )


def _disturbed(
    connection: duckdb.DuckDBPyConnection,
    statement: Statement,
    layouts: tuple[SheetLayout, ...],
    settled: Outcome,
    deadline: Deadline,
) -> Outcome:
    """Returns the first value that differs, else the last value, else the last."""
    last: Outcome | None = None
    ends_at_failure = statement.disturbance is Disturbance.ORDER
    for attempt in disturbances(statement.disturbance):
        sql = shadowed(connection, statement, layouts, attempt)
        outcome = _execute(connection, sql, deadline)
        fails = outcome.problem is not None and ends_at_failure
        if fails or outcome.problem is Reason.LIMIT or _differs(outcome, settled):
            return outcome
        if last is None or last.problem is not None or outcome.problem is None:
            last = outcome
    return settled if ends_at_failure else last or settled


def _differs(outcome: Outcome, settled: Outcome) -> bool:
    """Returns whether there is a value and it is another one.

    A failure shows no dependence: the next disturbance may do without. In DOUBLE the
    last digits differ by the order of work alone.
    """
    if outcome.problem is not None:
        return False
    one, other = outcome.number, settled.number
    if one is not None and other is not None and not (outcome.exact and settled.exact):
        one, other = _SHORT.plus(one), _SHORT.plus(other)
    return (outcome.kind, one, outcome.text) != (settled.kind, other, settled.text)


def _execute(
    connection: duckdb.DuckDBPyConnection, sql: str, deadline: Deadline
) -> Outcome:
    """Returns the outcome of SQL in a cursor and a transaction of its own.

    A fresh cursor knows no variable, macro or temporary table of an earlier one; a
    read-only transaction stops a CTE that modifies data, which is a SELECT to DuckDB.

    Raises:
        duckdb.FatalException: if the database is lost; the process has to end.
    """
    cursor = connection.cursor()
    try:
        with watched(cursor, deadline):
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            return _one_row(cursor, sql)
    except duckdb.FatalException:
        raise
    except (duckdb.Error, MemoryError) as error:
        return _explained(error)
    finally:
        cursor.close()  # rolls back


def _explained(error: duckdb.Error | MemoryError) -> Outcome:
    """Returns why a statement gave nothing."""
    match error:
        case duckdb.InterruptException():
            return _outcome(Reason.LIMIT, "the time for one calculation is used up")
        case MemoryError() | duckdb.OutOfMemoryException():
            return _outcome(Reason.LIMIT, "the memory for one calculation is used up")
        case duckdb.PermissionException() | duckdb.TransactionException():
            return _outcome(Reason.REFUSED, _first_sentence(error))
        case _:
            return failed(_first_sentence(error))


def _one_row(cursor: duckdb.DuckDBPyConnection, sql: str) -> Outcome:
    statements = cursor.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        return _outcome(Reason.REFUSED, "is not one SELECT")
    cursor.execute(statements[0])
    types = [str(column[1].id) for column in cursor.description or ()]
    if len(types) not in {1, KIND_NUMBER_TEXT}:
        return failed(f"gives {len(types)} columns; expected one")
    unreadable = [name for name in types if name not in READABLE]
    if unreadable:
        return failed(
            f"gives a value of type {unreadable[0].upper()}; expected a number or text"
        )
    rows = cursor.fetchmany(2)
    if len(rows) != 1:
        count = "no row" if not rows else "more than one row"
        return failed(f"gives {count}; expected one")
    return outcome_of(rows[0], types)


def _outcome(reason: Reason, message: str) -> Outcome:
    return Outcome(None, problem=reason, message=message)


def _first_sentence(error: Exception) -> str:
    """Returns an error's words without its class, its advice and its place."""
    line = str(error).strip().partition("\n")[0]
    _, _, words = line.partition(" Error: ")
    return (words or line).partition(". Use ")[0].partition(". You might ")[0]
