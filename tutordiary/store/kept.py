"""What the diary remembers of its own keeping: the backups ever written, and how many rows it holds.

A path here is a private thing (folders are often named after people), so it lives inside the diary only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.model import RECORD_TYPES, ConcernPointer

if TYPE_CHECKING:
    from sqlite3 import Connection

BY_HAND, AUTOMATIC, BEFORE_UPDATE = "by_hand", "automatic", "before_update"
WHOLE_DIARY = "diary"


@dataclass(frozen=True, slots=True)
class BackupMade:
    """One backup: where it was written, when (UTC), the diary's change counter then, and its size.

    ``kind`` is "by_hand", "automatic" or "before_update"; "found" for a file nobody wrote down here, as after
    a restore; "diary" for the folder of a whole diary that is this one of another day. ``is_there`` is False
    when the file cannot be seen now: moved, or on a stick not plugged in.
    """

    path: Path
    made_at: datetime
    counter: int
    records: int
    size_bytes: int
    kind: str
    is_there: bool = True


def note_backup(conn: Connection, backup_id: str, made: BackupMade) -> None:
    """Write down a backup; one noted before at the same place has been replaced by it, and is gone."""
    mark_gone(conn, (made.path,), made.made_at)
    conn.execute(
        "INSERT INTO backup_made (id, path, made_at, ctr, records, size_bytes, kind)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            backup_id,
            str(made.path),
            made.made_at.isoformat(),
            made.counter,
            made.records,
            made.size_bytes,
            made.kind,
        ),
    )


def mark_gone(conn: Connection, paths: Iterable[Path], at: datetime) -> None:
    """Write down that the app itself removed or replaced these backups."""
    conn.executemany(
        "UPDATE backup_made SET gone_at = ? WHERE path = ? AND gone_at IS NULL",
        [(at.isoformat(), str(path)) for path in paths],
    )


def backups_made(conn: Connection) -> list[BackupMade]:
    """Return the backups the app has written and not itself removed, newest first."""
    rows = conn.execute(
        "SELECT path, made_at, ctr, records, size_bytes, kind FROM backup_made WHERE gone_at IS NULL"
        " ORDER BY made_at DESC, rowid DESC"
    ).fetchall()
    return [
        BackupMade(Path(path), datetime.fromisoformat(at), counter, records, size, kind)
        for path, at, counter, records, size, kind in rows
    ]


def count_openly(conn: Connection) -> dict[str, int]:
    """Return the rows of each table, as a backup tells them to anybody who finds it: no count of concerns.

    A diary of an older schema may lack a table; it is left out.
    """
    there = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    counts: dict[str, int] = {}
    for kind in RECORD_TYPES:
        if kind is not ConcernPointer and kind.table in there:
            row = conn.execute(f"SELECT count(*) FROM {kind.table}").fetchone()  # noqa: S608
            counts[kind.table] = int(row[0])
    return counts
