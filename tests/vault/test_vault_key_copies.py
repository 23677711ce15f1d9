"""Three copies of the key file: one good one is enough, and none keeps an old passphrase alive."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from pathlib import Path

import pytest
from vault_diaries import PASSPHRASE, SCHEMA, add_entry, bodies, count_rows, make_tables

from tutordiary.errors import (
    DiaryDamaged,
    DiaryExists,
    OlderCopy,
    WrongSecret,
)
from tutordiary.vault import backup, diary_folder, files
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.keyfile import Passphrase

ROOT = Path(__file__).resolve().parents[2]
posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")


COPIES = ("keys", "keys_copy", "state")
DAMAGE = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "flipped": lambda path: path.write_bytes(path.read_bytes().replace(b'"gen":1', b'"gen":3')),
}


LOST = [some for size in (1, 2) for some in itertools.combinations(COPIES, size)]


@pytest.mark.parametrize("damage", sorted(DAMAGE))
@pytest.mark.parametrize("lost", LOST, ids="+".join)
def test_one_good_copy_of_the_key_file_is_enough_and_heals_the_rest(diary, damage, lost):
    copies = {"keys": diary.paths.keys, "keys_copy": diary.paths.keys_copy, "state": diary.state_paths.keys}
    good = diary.paths.keys.read_bytes()
    for name in lost:
        DAMAGE[damage](copies[name])
    with diary.open() as vault:
        assert len(bodies(vault)) == 20
    assert [path.read_bytes() for path in copies.values()] == [good] * 3


@pytest.mark.parametrize("damage", ["gone", "empty"])
def test_with_no_good_copy_the_reason_is_given(diary, damage):
    for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys):
        DAMAGE[damage](path)
    before = diary.files()
    with pytest.raises(DiaryDamaged, match="key file"):
        diary.open()
    assert diary.files() == before


@pytest.mark.parametrize("damage", sorted(DAMAGE))
def test_with_no_good_copy_a_backup_brings_the_diary_back(diary, tmp_path, damage):
    with diary.open() as vault:
        backup.write_backup(vault, tmp_path / "b.tdbackup", count_rows)
    for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys):
        DAMAGE[damage](path)
    with pytest.raises((DiaryDamaged, WrongSecret)):
        diary.open()
    before = diary.files()
    again = replace(diary, folder=tmp_path / "restored")
    backup.restore_backup(
        tmp_path / "b.tdbackup",
        again.folder,
        Passphrase(PASSPHRASE),
        count_rows=count_rows,
        newest_schema=SCHEMA,
        state_folder=diary.state,
    )
    assert diary.files() == before
    with again.open() as vault:
        assert len(bodies(vault)) == 20


def test_the_key_file_in_a_backup_saves_what_was_written_since(diary, tmp_path):
    with diary.open() as vault:
        backup.write_backup(vault, tmp_path / "b.tdbackup", count_rows)
        add_entry(vault, "written since")
    kept = diary.paths.keys.read_bytes()
    from_backup = {"newest_schema": SCHEMA, "state_folder": diary.state, "keys_of": tmp_path / "b.tdbackup"}
    with pytest.raises(DiaryExists, match="has its key file"):
        diary_folder.open_diary(diary.folder, Passphrase(PASSPHRASE), **from_backup)
    for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys):
        path.unlink()
    with pytest.raises(WrongSecret):
        diary_folder.open_diary(diary.folder, Passphrase(PASSPHRASE + "!"), **from_backup)
    assert sorted(diary.files()) == ["diary.db"]
    with diary_folder.open_diary(diary.folder, Passphrase(PASSPHRASE), **from_backup) as vault:
        assert bodies(vault)[-1] == "written since"
    with diary.open(PASSPHRASE):
        assert diary.paths.keys.read_bytes() == diary.paths.keys_copy.read_bytes() == kept


def test_the_key_file_of_an_older_backup_is_noticed(diary, tmp_path):
    with diary.open() as vault:
        backup.write_backup(vault, tmp_path / "b.tdbackup", count_rows)
        diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
    for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys):
        path.unlink()
    from_backup = {"newest_schema": SCHEMA, "state_folder": diary.state, "keys_of": tmp_path / "b.tdbackup"}
    with pytest.raises(OlderCopy, match="earlier passphrase"):
        diary_folder.open_diary(diary.folder, Passphrase(PASSPHRASE), **from_backup)
    with diary_folder.open_diary(
        diary.folder, Passphrase(PASSPHRASE), accept_older=True, **from_backup
    ) as vault:
        assert len(bodies(vault)) == 20


def test_the_key_file_of_another_diary_s_backup_is_refused(diary, tmp_path):
    other = diary_folder.create(
        tmp_path / "other", PASSPHRASE, state_folder=tmp_path / "other state", cost=LOWEST_COST
    )
    make_tables(other.vault)
    backup.write_backup(other.vault, tmp_path / "b.tdbackup", count_rows)
    other.vault.close()
    for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys):
        path.unlink()
    with pytest.raises(DiaryDamaged, match="does not belong"):
        diary_folder.open_diary(
            diary.folder,
            Passphrase(PASSPHRASE),
            newest_schema=SCHEMA,
            state_folder=diary.state,
            keys_of=tmp_path / "b.tdbackup",
        )
    assert sorted(diary.files()) == ["diary.db"]


def test_no_new_keys_are_ever_made_beside_a_diary(diary):
    for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys):
        path.unlink()
    with pytest.raises(DiaryDamaged):
        diary.open()
    with pytest.raises(DiaryExists):
        diary_folder.create(diary.folder, PASSPHRASE, state_folder=diary.state, cost=LOWEST_COST)
    assert sorted(diary.files()) == ["diary.db"]


def test_a_damaged_passphrase_slot_is_told_from_a_wrong_passphrase(diary):
    data = diary.paths.keys.read_bytes()
    place = data.index(b'"ct":"') + 6
    spoilt = data[:place] + (b"1" if data[place : place + 1] == b"0" else b"0") + data[place + 1 :]
    diary.paths.keys.write_bytes(spoilt)
    diary.open(PASSPHRASE).close()
    assert diary.paths.keys.read_bytes() == data


def test_a_copy_left_behind_does_not_keep_the_old_passphrase_alive(diary, monkeypatch):
    old = diary.paths.keys.read_bytes()
    with diary.open(PASSPHRASE) as vault:
        diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
    diary.paths.keys_copy.write_bytes(old)  # as a crash between the two writes leaves it
    diary.state_paths.keys.write_bytes(old)
    with pytest.raises(WrongSecret):
        diary.open(PASSPHRASE)
    diary.open("brand new words here").close()
    assert diary.paths.keys_copy.read_bytes() == diary.paths.keys.read_bytes() != old


def test_a_change_of_passphrase_that_cannot_be_written_leaves_the_old_one(diary, monkeypatch):
    before = diary.files()["keys.json"]

    def full(*_):
        raise OSError(28, "No space left on device")

    with diary.open(PASSPHRASE) as vault:
        monkeypatch.setattr(files, "write_all", full)
        with pytest.raises(files.DiskFull):
            diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
        monkeypatch.undo()
    assert diary.files()["keys.json"] == before
    assert not list(diary.folder.glob(".*"))
    diary.open(PASSPHRASE).close()


def test_what_a_crash_left_half_written_is_swept_away(diary):
    (diary.folder / ".keys.json.0123456789ab.tmp").write_bytes(b"half")
    diary.open().close()
    assert not list(diary.folder.glob(".*"))
