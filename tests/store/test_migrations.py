"""A diary of every schema version ever shipped must come up to date with every word in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutordiary.diary import Diary
from tutordiary.store.migrations import NEWEST_SCHEMA
from tutordiary.vault.ciphers import LOWEST_COST

GOLDEN = Path(__file__).parent / "golden"
PASSPHRASE = "plain words for a test"

pytestmark = pytest.mark.argon2id  # the old diaries were made at its real cost
SHIPPED = sorted(GOLDEN.glob("schema-*.tdbackup"))


def shape(diary: Diary) -> set[tuple[str, str, str]]:
    rows = diary.vault.conn.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall()
    return {(kind, name, table) for kind, name, table in rows}


def test_there_is_a_diary_of_every_version_shipped():
    assert [path.stem for path in SHIPPED] == [f"schema-{n}" for n in range(1, NEWEST_SCHEMA + 1)]


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda path: path.stem)
def test_it_comes_up_to_date_with_every_record_and_the_shape_of_a_new_diary(shipped, tmp_path):
    report = Diary.restore(shipped, tmp_path / "old", PASSPHRASE, state_folder=tmp_path / "state")
    old = Diary.open(tmp_path / "old", PASSPHRASE, state_folder=tmp_path / "state")
    new, _ = Diary.create(tmp_path / "new", PASSPHRASE, cost=LOWEST_COST, state_folder=tmp_path / "state")
    try:
        assert old.vault.user_version == NEWEST_SCHEMA
        assert {table: old.counts()[table] for table in report.counts} == dict(report.counts)
        assert sum(report.counts.values()) >= 43
        assert shape(old) == shape(new)
        assert [(draft.text, draft.caret) for draft in old.drafts()] == [("Words nobody had finished", 5)]
        assert old.preference("page") == "log"
        assert all(line.passed for line in old.vault.full_check())
        faces = "SELECT face, face_scale FROM voice WHERE face IS NOT NULL"
        assert old.vault.conn.execute(faces).fetchall() == [(1, 5)]  # before there were scales it was five
    finally:
        old.close()
        new.close()
