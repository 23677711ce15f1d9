"""Small tables beside the records: who the diary belongs to, drafts, secrets, preferences."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tutordiary.model import Draft
from tutordiary.store.records import storable

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Meta:
    """What the diary says of itself."""

    vault: str
    counter: int
    created_at: datetime
    is_sample: bool


def write_meta(conn: Connection, vault: str, created_at: datetime, *, is_sample: bool) -> None:
    """Write the one row that says which diary this is."""
    conn.execute(
        "INSERT INTO meta (one, vault, ctr, created_at, is_sample) VALUES (1, ?, 0, ?, ?)",
        (vault, created_at.isoformat(), int(is_sample)),
    )


def read_meta(conn: Connection) -> Meta | None:
    """Return what the diary says of itself, or None before it was first written."""
    row = conn.execute("SELECT vault, ctr, created_at, is_sample FROM meta").fetchone()
    return None if row is None else Meta(row[0], row[1], datetime.fromisoformat(row[2]), bool(row[3]))


def mark_as_sample(conn: Connection) -> None:
    """Write down that the people in the diary are invented."""
    conn.execute("UPDATE meta SET is_sample = 1")


def keep_draft(conn: Connection, draft: Draft) -> None:
    """Keep the words being typed under their key, in place of what was kept before."""
    stamp = draft.updated_at.isoformat() if draft.updated_at else None
    steps = storable(json.dumps(draft.steps, ensure_ascii=False)) if draft.steps else ""
    conn.execute(
        "INSERT INTO draft (key, text, caret, updated_at, steps) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET text = excluded.text, caret = excluded.caret,"
        " updated_at = excluded.updated_at, steps = excluded.steps",
        (draft.key, storable(draft.text), draft.caret, stamp, steps),
    )


def drafts(conn: Connection, prefix: str) -> list[Draft]:
    """Return the drafts whose keys begin so, by key."""
    rows = conn.execute(
        "SELECT key, text, caret, steps, updated_at FROM draft WHERE substr(key, 1, ?) = ? ORDER BY key",
        (len(prefix), prefix),
    ).fetchall()
    return [
        Draft(
            key,
            text,
            caret,
            tuple(json.loads(steps)) if steps else (),
            datetime.fromisoformat(at) if at else None,
        )
        for key, text, caret, steps, at in rows
    ]


def drop_draft(conn: Connection, key: str) -> None:
    """Forget one draft; nothing happens when there is none."""
    conn.execute("DELETE FROM draft WHERE key = ?", (key,))


def drop_drafts_about(conn: Connection, record_ids: Collection[str]) -> None:
    """Forget every draft whose key names one of these records."""
    for (key,) in conn.execute("SELECT key FROM draft").fetchall():
        if any(part in record_ids for part in re.split("[/-]", key)):
            drop_draft(conn, key)


def secret(conn: Connection, name: str) -> bytes | None:
    """Return a named secret of this diary, or None."""
    row = conn.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def keep_secret(conn: Connection, name: str, value: bytes) -> None:
    """Keep a named secret; raises the database's error when the name is taken."""
    conn.execute("INSERT INTO secret (name, value) VALUES (?, ?)", (name, value))


def drop_secret(conn: Connection, name: str) -> None:
    """Forget a named secret; nothing happens when there is none."""
    conn.execute("DELETE FROM secret WHERE name = ?", (name,))


def preference(conn: Connection, name: str) -> str | None:
    """Return a preference that belongs to this diary, or None."""
    row = conn.execute("SELECT value FROM preference WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def keep_preference(conn: Connection, name: str, value: str) -> None:
    """Keep a preference in place of what it was."""
    conn.execute(
        "INSERT INTO preference (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, storable(value)),
    )
