"""What the tests of history share: the whole of a diary as values, and graphs of records."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from tests.exchange.exchange_samples import BACKBONE, backbone
from tutordiary.diary import Diary
from tutordiary.model import RECORD_TYPES, ConcernPointer, Record
from tutordiary.store import records

BESIDE = ("passage", "text_version", "draft", "preference")
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def whole(diary: Diary) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the diary but the bin's, in order, and what the search finds."""
    conn = diary.vault.conn
    tables = [kind.table for kind in RECORD_TYPES] + list(BESIDE)
    rows = {table: sorted(conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}
    for word in ("words", "quoted", "line"):
        found = conn.execute("SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?", (word,)).fetchall()
        rows[f"found {word}"] = sorted(found)
    return rows


def one_of_each() -> tuple[Record, ...]:
    """Return a record of every type, each pointing at the others; a concern pointer too."""
    pointer = ConcernPointer(
        id="concern",
        noted_at=MOMENT,
        setting_id=BACKBONE,
        pupil_id=BACKBONE,
        told_role="DSL",
        told_how="handed on",
    )
    return tuple(sorted((*backbone(), pointer), key=lambda one: RECORD_TYPES.index(type(one))))


def copies(chance: random.Random, originals: tuple[Record, ...], how_many: int) -> list[Record]:
    """Return more records like the given ones, that point at each other at random."""
    made: list[Record] = []
    ids: dict[str, list[str]] = {}
    for one in originals:
        ids.setdefault(one.table, []).append(one.id)
    for number in range(how_many):
        one = chance.choice([one for one in originals if one.table not in ALONE])
        cells = dict(zip([rule.name for rule in records.rules(type(one))], records.to_row(one), strict=True))
        cells["id"] = f"{one.table}-{number}"
        for column, parent in PARENTS.items():
            if cells.get(column) is not None:
                cells[column] = chance.choice(ids[parent])
        for column in UNIQUE.get(one.table, ()):
            cells[column] = f"{cells[column]} {number}"
        copy = records.from_row(type(one), list(cells.values()))
        made.append(copy)
        ids[one.table].append(copy.id)
    return made


ALONE = {"tutor", "framework_version", "attendance", "report_choice"}
UNIQUE = {"reflection": ("prompt",), "report_section": ("section",), "case_study_section": ("section",)}
PARENTS = {
    "pupil_id": "pupil",
    "group_id": "pupil_group",
    "session_id": "session",
    "setting_id": "setting",
    "programme_id": "programme",
    "observation_id": "observation",
    "voice_id": "voice",
    "target_id": "target",
    "judgement_id": "judgement",
    "conversation_id": "conversation",
    "case_study_id": "case_study",
    "report_id": "report",
    "pack_id": "pack",
    "contact_id": "contact",
    "disclosure_id": "disclosure",
}
