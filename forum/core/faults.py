"""What failed: whether it will pass, and what the log may say about it.

A database quotes rows and parameters in its errors, with them what members wrote. The
log keeps the kind of error, the statement and the places in the program.
"""

import sqlite3
from collections.abc import Iterator
from traceback import format_tb

import sqlalchemy as sa

from forum.core.errors import Busy

BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
PASSING = (  # SQLSTATE of PostgreSQL, whole classes by their two letters
    "08",  # connection
    "40",  # deadlock
    "53300",  # too many connections
    "55P03",  # lock timeout
    "57",  # statement timeout, the server stops or starts
)


def is_passing(problem: BaseException) -> bool:
    """Whether something is only locked or away, so that it is worth trying again."""
    if isinstance(problem, sa.exc.TimeoutError | Busy):  # everything is in use
        return True
    if not isinstance(problem, sa.exc.OperationalError):
        return False
    if isinstance(problem.orig, sqlite3.Error):
        return getattr(problem.orig, "sqlite_errorcode", 0) & 0xFF in BUSY
    state = getattr(problem.orig, "sqlstate", None)  # none: the connection is lost
    return state is None or str(state).startswith(PASSING)


def trace(problem: BaseException) -> str:
    """Where it happened, the first cause first; what a database said is left out."""
    steps = [
        f"{''.join(format_tb(one.__traceback__))}{words}"
        for one, words in _causes(problem)
    ]
    return "\n\n".join(reversed(steps))


def _causes(problem: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The error and what it came from; below a statement nobody is quoted."""
    one: BaseException | None = problem
    quiet = False
    while one is not None:
        quiet = quiet or isinstance(
            one, sa.exc.StatementError | sa.exc.PendingRollbackError
        )
        yield one, _words(one, quiet)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _words(problem: BaseException, quiet: bool) -> str:
    name = type(problem).__name__
    if isinstance(problem, sa.exc.StatementError):
        return f"{name}: {problem.statement}"
    return name if quiet else f"{name}: {problem}"
