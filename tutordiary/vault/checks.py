"""The full check of an open diary, in the order that gives no false alarm.

SQLCipher's own check reads the raw file, so the log must be folded in first; and it passes over lost pages,
so the others are needed as well.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutordiary.errors import OutOfMemory, TutorDiaryError
from tutordiary.vault.sqlcipher import mapped_errors

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

_MOST_FINDINGS = 5
_SEARCH = "search index "


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check and how it went; ``detail`` is empty when it passed."""

    name: str
    passed: bool
    detail: str


def full_check(connection: Connection) -> tuple[CheckLine, ...]:
    """Run every check on a connection that may write; stops early only where the rest would mislead.

    In order: reading, folding in the log, page seals, structure, references, then each search index. Others
    may write meanwhile; their changes stay in the log until the seals are read.
    Raises: OutOfMemory, which says nothing of the diary.
    """
    lines: list[CheckLine] = []
    for name, check in (("reading", _read), ("log", _fold_log)):
        lines.append(_run(name, lambda check=check: check(connection)))  # type: ignore[misc]
        if not lines[-1].passed:
            return tuple(lines)
    with _still(connection):
        lines += [_run(name, check) for name, check in _checks(connection)]
    for table in _search_tables(connection):
        lines.append(_run(f"{_SEARCH}{table}", lambda table=table: _search(connection, table)))  # type: ignore[misc]
    return tuple(lines)


def all_passed(lines: tuple[CheckLine, ...]) -> bool:
    """Say whether every check passed."""
    return all(line.passed for line in lines)


def was_busy(lines: tuple[CheckLine, ...]) -> bool:
    """Say whether there was no quiet moment to check in; it says nothing of the diary then."""
    return any(line.name == "log" and not line.passed for line in lines)


def only_search_failed(lines: tuple[CheckLine, ...]) -> bool:
    """Say whether some search index fell behind and all else passed."""
    failed = [line.name for line in lines if not line.passed]
    return bool(failed) and all(name.startswith(_SEARCH) for name in failed)


def rebuild_search(connection: Connection) -> None:
    """Build every search index again from the tables it belongs to. Call it inside a transaction."""
    for table in _search_tables(connection):
        quoted = _quoted(table)
        with mapped_errors():
            connection.execute(f"INSERT INTO {quoted}({quoted}) VALUES ('rebuild')")  # noqa: S608


def _checks(connection: Connection) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "page seals", lambda: _rows(connection, "PRAGMA cipher_integrity_check")
    yield "structure", lambda: _structure(connection)
    yield "references", lambda: _rows(connection, "PRAGMA foreign_key_check")


@contextlib.contextmanager
def _still(connection: Connection) -> Iterator[None]:
    """Keep the diary file as it is: nobody folds the log in while somebody reads the file without one."""
    with contextlib.suppress(TutorDiaryError), mapped_errors():
        connection.execute("BEGIN")
        _read(connection)
    try:
        yield
    finally:
        with contextlib.suppress(TutorDiaryError), mapped_errors():
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _run(name: str, check: Callable[[], str]) -> CheckLine:
    try:
        with mapped_errors():
            detail = check()
    except OutOfMemory:
        raise
    except TutorDiaryError as error:
        detail = str(error)
    return CheckLine(name=name, passed=not detail, detail=detail)


def _read(connection: Connection) -> str:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    return ""


def _fold_log(connection: Connection) -> str:
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return "the diary was being read or written at the time; run the check again" if busy else ""


def _structure(connection: Connection) -> str:
    # What it says of a search index comes from that index's memory of before somebody else wrote. Each index
    # is asked properly afterwards.
    rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall()]
    return "; ".join([row for row in rows if row != "ok" and "fts5" not in row.lower()][:_MOST_FINDINGS])


def _rows(connection: Connection, pragma: str) -> str:
    rows = [" ".join(str(value) for value in row) for row in connection.execute(pragma).fetchall()]
    return "; ".join(rows[:_MOST_FINDINGS])


def _search_tables(connection: Connection) -> list[str]:
    with mapped_errors():
        rows = connection.execute(
            "SELECT name FROM sqlite_master "
            "WHERE type = 'table' AND sql LIKE 'create virtual table%using fts5%' ORDER BY name"
        ).fetchall()
    return [str(row[0]) for row in rows]


def _search(connection: Connection, table: str) -> str:
    quoted = _quoted(table)
    connection.execute(f"INSERT INTO {quoted}({quoted}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    return ""


def _quoted(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'
