"""The diary's file says nothing to whoever has no key, and nothing else is taken for a diary."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tutordiary.diary import Diary
from tutordiary.errors import DiaryDamaged
from tutordiary.model import Pupil
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.sqlcipher import load_sqlite_utils

SECRET = "kettle harbour lantern seven"
READ = "SELECT count(*) FROM sqlite_master"


@pytest.fixture
def closed(tmp_path):
    """A folder with a closed diary of one pupil, and another diary beside it."""
    made = []
    for name in ("diary", "other"):
        diary, _ = Diary.create(tmp_path / name, SECRET, cost=LOWEST_COST, state_folder=tmp_path / "state")
        diary.add(Pupil(id="p", first_name="Zebedee"))
        diary.close()
        made.append(tmp_path / name)
    return made


def opened(folder: Path) -> Diary:
    return Diary.open(folder, SECRET, state_folder=folder.parent / "state")


def without_a_key(folder: Path) -> None:
    with sqlcipher.connect(str(folder / "diary.db")) as conn:
        conn.execute(READ).fetchall()


def with_pythons_own_sqlite(folder: Path) -> None:
    with sqlite3.connect(folder / "diary.db") as conn:
        conn.execute(f"PRAGMA key='{SECRET}'")
        conn.execute(READ).fetchall()


def by_the_table_library(folder: Path) -> None:
    assert load_sqlite_utils().Database(folder / "diary.db").table_names() == ["never"]


def a_plain_file_in_its_place(folder: Path) -> None:
    (folder / "diary.db").unlink()
    with sqlite3.connect(folder / "diary.db") as conn:
        conn.execute("CREATE TABLE pupil (id)")
    opened(folder)


def the_file_of_another_diary(folder: Path) -> None:
    shutil.copy(folder.with_name("other") / "diary.db", folder / "diary.db")
    opened(folder)


@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
@pytest.mark.parametrize(
    ("way", "refused"),
    [
        (without_a_key, sqlcipher.DatabaseError),
        (with_pythons_own_sqlite, sqlite3.DatabaseError),
        (by_the_table_library, Exception),
        (a_plain_file_in_its_place, DiaryDamaged),
        (the_file_of_another_diary, DiaryDamaged),
    ],
)
def test_every_way_around_the_key_is_refused(closed, way, refused):
    folder = closed[0]
    with pytest.raises(refused) as caught:
        way(folder)
    assert not isinstance(caught.value, AssertionError)
    assert "Zebedee" not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_with_the_passphrase_it_opens(closed):
    with_key = opened(closed[0])
    assert [pupil.first_name for pupil in with_key.all(Pupil)] == ["Zebedee"]
    with_key.close()


def test_the_file_has_no_plain_head_open_or_closed(closed):
    folder = closed[0]
    heads = [(folder / "diary.db").read_bytes()[:16]]
    diary = opened(folder)
    diary.add(Pupil(id="q", first_name="Quillfeather"))
    heads += [path.read_bytes()[:16] for path in (folder / "diary.db-wal",)]
    diary.close()
    heads.append((folder / "diary.db").read_bytes()[:16])
    assert not [head for head in heads if b"SQLite" in head]
    assert heads[0] == heads[-1]  # the diary's own id, no secret
