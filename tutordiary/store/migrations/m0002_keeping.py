"""What keeping words safe needs: undo across a lock, a bin that can be read, backups and erasures on record.

Self-contained for ever: a migration imports nothing of ours, because what it would import changes.
``draft.steps`` is JSON; moments are ISO 8601 in UTC; ``erasure.counts`` is JSON from table to number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
CREATE TABLE backup_made (
    id TEXT PRIMARY KEY NOT NULL, path TEXT NOT NULL, made_at TEXT NOT NULL, ctr INTEGER NOT NULL,
    records INTEGER NOT NULL, size_bytes INTEGER NOT NULL, kind TEXT NOT NULL, gone_at TEXT
);
CREATE TABLE erasure (
    id TEXT PRIMARY KEY NOT NULL, erased_at TEXT NOT NULL, reason TEXT NOT NULL, counts TEXT NOT NULL
);
ALTER TABLE draft ADD COLUMN steps TEXT NOT NULL DEFAULT '';
ALTER TABLE bin ADD COLUMN title TEXT NOT NULL DEFAULT '';
CREATE INDEX bin_by_item ON bin (item_table, item_id);
PRAGMA user_version = 2;
"""


def m0002_keeping(db: Database) -> None:
    """Add what the first version had no place for; nothing that was there changes."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
