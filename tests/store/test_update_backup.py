"""An update of the diary's form begins with a proven backup, or does not begin."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tutordiary.diary import Diary, care
from tutordiary.errors import CannotWrite, DiskFull, TutorDiaryError
from tutordiary.store import migrations
from tutordiary.store.migrations import NEWEST_SCHEMA
from tutordiary.vault import files, sqlcipher
from tutordiary.vault.keyfile import Passphrase
from tutordiary.vault.looking import open_to_look

GOLDEN = Path(__file__).parent / "golden" / "schema-1.tdbackup"
PASSPHRASE = "plain words for a test"

pytestmark = pytest.mark.argon2id  # the old diaries were made at its real cost


@pytest.fixture
def old(tmp_path) -> Path:
    Diary.restore(GOLDEN, tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s")
    return tmp_path / "d"


def opened(old: Path) -> Diary:
    return Diary.open(old, PASSPHRASE, state_folder=old.with_name("s"))


def content(old: Path) -> tuple[int, list[tuple]]:
    """Return the schema version and every row of every table, read from a copy without an update."""
    vault = open_to_look(
        old, Passphrase(PASSPHRASE), newest_schema=NEWEST_SCHEMA, state_folder=old.with_name("s")
    )
    try:
        conn = vault.conn
        names = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
        rows = [(name, *row) for (name,) in names for row in conn.execute(f'SELECT * FROM "{name}"')]
        return int(sqlcipher.one(conn, "PRAGMA user_version")), rows
    finally:
        vault.close()


def test_the_backup_made_before_an_update_restores_the_diary_as_it_was(old, tmp_path):
    version, rows = content(old)
    assert version == 1
    diary = opened(old)
    (made,) = care.backups(diary)
    assert (made.path.name, made.kind) == ("before-update-schema-1.tdbackup", "before_update")
    diary.close()
    Diary.restore(made.path, tmp_path / "back", PASSPHRASE, state_folder=tmp_path / "s")
    assert content(tmp_path / "back") == (1, rows)
    again = opened(old)  # up to date now: no second one
    assert len(care.backups(again)) == 1
    again.close()


@pytest.mark.parametrize(("code", "error"), [(errno.ENOSPC, DiskFull), (errno.EACCES, CannotWrite)])
def test_without_the_backup_nothing_is_updated(old, monkeypatch, code, error):
    before = content(old)

    def refused(_):
        raise OSError(code, "no")

    monkeypatch.setattr(files, "open_new", refused)
    with pytest.raises(error, match="left as it was"):
        opened(old)
    monkeypatch.undo()
    assert content(old) == before
    diary = opened(old)
    assert diary.vault.user_version == NEWEST_SCHEMA
    diary.close()


def test_an_update_that_goes_wrong_leaves_the_diary_as_it_was(old, monkeypatch):
    before = content(old)

    def m0002_keeping(db):
        db.execute("CREATE TABLE half_made (a)")
        db.execute("DELETE FROM pupil")
        db.execute("PRAGMA user_version = 2")
        db.execute("INSERT INTO a_table_that_is_not_there VALUES (1)")

    monkeypatch.setattr(migrations, "STEPS", (migrations.STEPS[0], m0002_keeping))
    for _ in range(2):
        with pytest.raises(TutorDiaryError):
            opened(old)
    monkeypatch.undo()
    assert content(old) == before
    diary = opened(old)
    assert diary.vault.user_version == NEWEST_SCHEMA
    assert all(line.passed for line in diary.vault.full_check())
    diary.close()
