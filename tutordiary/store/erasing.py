"""What erasing somebody needs of the database: who hangs on whom, words outside the records, and tidying."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

_RETIRED = "retired "


@dataclass(frozen=True, slots=True)
class Loose:
    """Words kept outside the records: a draft, an earlier version of a text, a preference.

    ``key`` finds the row in its ``table``; ``item_id`` is the record a version belongs to, or empty.
    ``steps`` are those of a draft.
    """

    table: str
    key: str
    item_id: str
    text: str
    steps: str = ""


_LOOSE = {
    "draft": ("key", "''", "text", "steps"),
    "text_version": ("id", "item_id", "text", "''"),
    "preference": ("name", "''", "value", "''"),
}


def loose_words(conn: Connection) -> list[Loose]:
    """Return all words kept outside the records."""
    found: list[Loose] = []
    for table, columns in _LOOSE.items():
        rows = conn.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608
        found.extend(Loose(table, *row) for row in rows)
    return found


def drop_loose(conn: Connection, one: Loose) -> None:
    """Remove words kept outside the records."""
    conn.execute(f"DELETE FROM {one.table} WHERE {_LOOSE[one.table][0]} = ?", (one.key,))  # noqa: S608


def write_loose(conn: Connection, one: Loose) -> None:
    """Write changed words in place of what was kept under the same key."""
    key, _, text, _ = _LOOSE[one.table]
    conn.execute(f"UPDATE {one.table} SET {text} = ? WHERE {key} = ?", (one.text, one.key))  # noqa: S608
    if one.table == "draft":
        conn.execute("UPDATE draft SET steps = ? WHERE key = ?", (one.steps, one.key))


def tells_of(conn: Connection, pupil_id: str) -> bool:
    """Return whether a diary of any schema holds a pupil, in its tables or in its bin."""
    if conn.execute("SELECT 1 FROM pupil WHERE id = ?", (pupil_id,)).fetchone() is not None:
        return True
    return conn.execute("SELECT 1 FROM bin WHERE instr(body, ?) > 0", (pupil_id,)).fetchone() is not None


def note_erasure(
    conn: Connection, erasure_id: str, at: datetime, reason: str, counts: Mapping[str, int]
) -> None:
    """Keep that somebody was erased: when, why in fixed words, and how many rows of each table. No name."""
    conn.execute(
        "INSERT INTO erasure (id, erased_at, reason, counts) VALUES (?, ?, ?, ?)",
        (erasure_id, at.isoformat(), reason, json.dumps(dict(counts), sort_keys=True)),
    )


def erasures(conn: Connection) -> list[tuple[datetime, str, dict[str, int]]]:
    """Return when, why and how much was erased, oldest first."""
    rows = conn.execute("SELECT erased_at, reason, counts FROM erasure ORDER BY erased_at, id").fetchall()
    return [(datetime.fromisoformat(at), reason, json.loads(counts)) for at, reason, counts in rows]


def retire(conn: Connection, kind: str, value: str) -> None:
    """Keep that something is never to be given out again; ``kind`` is one word."""
    conn.execute("INSERT OR IGNORE INTO secret (name, value) VALUES (?, x'')", (f"{_RETIRED}{kind} {value}",))


def retired(conn: Connection, kind: str) -> list[str]:
    """Return what of one kind is never to be given out again."""
    start = f"{_RETIRED}{kind} "
    rows = conn.execute(
        "SELECT substr(name, ?) FROM secret WHERE substr(name, 1, ?) = ? ORDER BY name",
        (len(start) + 1, len(start), start),
    ).fetchall()
    return [row[0] for row in rows]


def is_overwriting(conn: Connection) -> bool:
    """Return whether what is deleted is overwritten on its page, and in the search index too."""
    deleting = conn.execute("PRAGMA secure_delete").fetchone()[0]
    searched = conn.execute("SELECT v FROM passage_fts_config WHERE k = 'secure-delete'").fetchone()
    return bool(deleting == 1 and searched and int(searched[0]) == 1)


def overwrite_deleted(conn: Connection) -> None:
    """Overwrite from now on what is deleted, on its page and in the search index."""
    conn.execute("PRAGMA secure_delete = ON").fetchall()
    conn.execute("INSERT INTO passage_fts(passage_fts, rank) VALUES ('secure-delete', 1)")


def tidy(conn: Connection) -> None:
    """Merge the search index and write the whole file anew, so that no page holds what was deleted.

    Outside a transaction. Needs room for a second copy of the diary.
    """
    conn.execute("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')")
    conn.execute("VACUUM")


def free_pages(conn: Connection) -> int:
    """Return how many pages of the file are in no use."""
    return int(conn.execute("PRAGMA freelist_count").fetchone()[0])
