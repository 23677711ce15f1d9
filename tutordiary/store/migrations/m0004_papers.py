"""What papers need: case studies in pieces with their versions, a service's template, the tutor's phrases.

Self-contained for ever: a migration imports nothing of ours, because what it would import changes. A piece's
``place`` is its order in its part; ``body`` is canonical JSON, ``logo`` a PNG as base64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
ALTER TABLE case_study ADD COLUMN period_from TEXT;
ALTER TABLE case_study ADD COLUMN period_to TEXT;
DROP INDEX case_section_once;
ALTER TABLE case_study_section ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_study_section ADD COLUMN source_id TEXT NOT NULL DEFAULT '';
CREATE INDEX case_section_by_place ON case_study_section (case_study_id, section, place);
CREATE TABLE case_study_version (
    id TEXT PRIMARY KEY NOT NULL, case_study_id TEXT NOT NULL REFERENCES case_study(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, made_at TEXT NOT NULL, note TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX case_version_by_case ON case_study_version (case_study_id, number);
CREATE TABLE service_template (
    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, service_name TEXT NOT NULL, logo TEXT NOT NULL,
    body TEXT NOT NULL, is_active INTEGER NOT NULL, updated_at TEXT
);
CREATE TABLE phrase (
    id TEXT PRIMARY KEY NOT NULL, audience TEXT NOT NULL, words TEXT NOT NULL, instead TEXT NOT NULL,
    is_off INTEGER NOT NULL
);
PRAGMA user_version = 4;
"""


def m0004_papers(db: Database) -> None:
    """Add what the papers need; a part of a case study becomes its first piece."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
