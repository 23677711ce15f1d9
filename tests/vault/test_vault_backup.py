"""Backups: equal when restored, refused when damaged, never in the way of anything."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from vault_diaries import CANARY, PASSPHRASE, SCHEMA, add_entry, bodies, count_rows

from tutordiary.errors import (
    CannotWrite,
    DiaryDamaged,
    DiaryExists,
    DiaryMissing,
    DiskFull,
    NewerDiary,
    TutorDiaryError,
    WrongSecret,
)
from tutordiary.vault import backup, checks, ciphers, diary_folder, files, sqlcipher
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.keyfile import Passphrase, RecoveryCode

GOLDEN = Path(__file__).parent / "golden" / "v1.tdbackup"


@pytest.fixture
def written(diary, tmp_path) -> Path:
    target = tmp_path / "2026-11-21.tdbackup"
    with diary.open() as vault:
        backup.write_backup(vault, target, count_rows)
    return target


def restore(file, folder, diary, secret=None, **changes):
    settings = {"count_rows": count_rows, "newest_schema": SCHEMA, "state_folder": diary.state} | changes
    return backup.restore_backup(file, folder, secret or RecoveryCode(diary.recovery_code), **settings)


def contents(vault) -> list[tuple]:
    rows = []
    for (name,) in vault.conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall():
        if name != "meta":
            rows += [(name, *row) for row in vault.conn.execute(f'SELECT * FROM "{name}"').fetchall()]
    return rows


@pytest.mark.parametrize("by", ["passphrase", "recovery code"])
def test_a_restored_diary_is_equal_to_the_one_backed_up(diary, written, tmp_path, by):
    secret = Passphrase(PASSPHRASE) if by == "passphrase" else RecoveryCode(diary.recovery_code)
    report = restore(written, tmp_path / "restored", diary, secret, state_folder=tmp_path / "clean profile")
    with diary.open() as vault:
        expected, counter = contents(vault), vault.counter()
    with diary_folder.open_with_passphrase(
        tmp_path / "restored", PASSPHRASE, newest_schema=SCHEMA, state_folder=tmp_path / "clean profile"
    ) as vault:
        assert contents(vault) == expected
        assert vault.counter() == counter == report.counter
        assert vault.user_version == SCHEMA == report.schema
        assert vault.vault_id == diary.vault_id.hex() == report.vault_id
        assert checks.all_passed(vault.full_check())
    assert report.counts == {"entry": 20, "part": 0}
    assert report.size_bytes == written.stat().st_size


def test_only_the_finished_file_is_left(diary, tmp_path):
    place = tmp_path / "usb stick"
    place.mkdir()
    with diary.open() as vault:
        report = backup.write_backup(vault, place / "b.tdbackup", count_rows)
    assert [path.name for path in place.iterdir()] == ["b.tdbackup"]
    assert report.file == place / "b.tdbackup"
    assert (place / "b.tdbackup").stat().st_mode & 0o077 == 0


def test_changes_not_yet_folded_in_are_in_the_backup(diary, tmp_path):
    with diary.open() as vault:
        add_entry(vault, "still in the log")
        report = backup.write_backup(vault, tmp_path / "b.tdbackup", count_rows)
    assert report.counts["entry"] == 21


def test_an_older_backup_of_the_same_diary_is_replaced(diary, written):
    with diary.open() as vault:
        add_entry(vault, "one more")
        assert backup.write_backup(vault, written, count_rows).counts["entry"] == 21


@pytest.mark.parametrize("what", ["letter", "empty", "folder", "other diary"])
def test_any_other_file_is_not_replaced(diary, written, tmp_path, what):
    target = tmp_path / "there"
    if what == "folder":
        target.mkdir()
    elif what == "other diary":
        other = diary_folder.create(
            tmp_path / "o", PASSPHRASE, state_folder=tmp_path / "os", cost=LOWEST_COST
        )
        with other.vault as vault:
            backup.write_backup(vault, target, lambda _: {})
    else:
        target.write_bytes(b"" if what == "empty" else b"Dear Ms Okafor")
    before = target.read_bytes() if target.is_file() else None
    with diary.open() as vault, pytest.raises(DiaryExists):
        backup.write_backup(vault, target, count_rows)
    assert before == (target.read_bytes() if target.is_file() else None)


def test_a_restore_never_writes_over_anything(diary, written, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").write_bytes(b"mine")
    for folder in (tmp_path / "there", diary.folder):
        before = {path: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(DiaryExists):
            restore(written, folder, diary)
        assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_wrong_secret_restores_nothing(diary, written, tmp_path):
    for secret in (Passphrase("not the right words"), RecoveryCode("0" * 37)):
        with pytest.raises(WrongSecret):
            restore(written, tmp_path / "r", diary, secret)
    assert not (tmp_path / "r").exists()


def test_a_newer_backup_restores_nothing(diary, written, tmp_path):
    with pytest.raises(NewerDiary):
        restore(written, tmp_path / "r", diary, newest_schema=SCHEMA - 1)
    assert not (tmp_path / "r").exists()


def test_a_missing_backup_is_said_as_such(diary, tmp_path):
    with pytest.raises(DiaryMissing):
        restore(tmp_path / "no.tdbackup", tmp_path / "r", diary)
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotWrite):
        restore(tmp_path / "folder", tmp_path / "r", diary)


def test_no_damaged_backup_is_accepted_and_none_leaves_anything(diary, fast_kdf, tmp_path):
    made = diary_folder.create(tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)
    with made.vault as vault:
        backup.write_backup(vault, tmp_path / "good", lambda _: {})
    good = (tmp_path / "good").read_bytes()
    rng = random.Random(11)
    spoilt = [
        good[:size]
        for size in (0, 1, 9, 10, 13, 14, len(good) - 1, *(rng.randrange(len(good)) for _ in range(60)))
    ]
    spoilt += [good + b"\0", good + good]
    for place in [*range(14), *(rng.randrange(len(good)) for _ in range(250))]:
        data = bytearray(good)
        data[place] ^= 1 << rng.randrange(8)
        spoilt.append(bytes(data))
    for _ in range(40):
        data = bytearray(good)
        start = rng.randrange(len(data))
        data[start : start + rng.randrange(1, 600)] = b""
        spoilt.append(bytes(data))
    (tmp_path / "places").mkdir()
    for data in spoilt:
        (tmp_path / "bad").write_bytes(data)
        with pytest.raises((DiaryDamaged, WrongSecret)):
            restore(
                tmp_path / "bad", tmp_path / "places" / "r", diary, Passphrase(PASSPHRASE), count_rows=dict
            )
        assert list((tmp_path / "places").iterdir()) == []
    restore(
        tmp_path / "good", tmp_path / "places" / "r", diary, Passphrase(PASSPHRASE), count_rows=lambda _: {}
    )


def resealed(file: Path, data_key: bytes, *, old: bytes, new: bytes) -> None:
    """Change the manifest as somebody with the key could, or a mistake in writing it."""
    data = file.read_bytes()
    length = int.from_bytes(data[10:14], "big")
    manifest = data[14 : 14 + length]
    assert old in manifest
    manifest = manifest.replace(old, new)
    body = data[:10] + len(manifest).to_bytes(4, "big") + manifest + data[14 + length : -32]
    file.write_bytes(body + ciphers.seal(ciphers.derive(data_key, "backup-mac-v1"), body))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"entry":20', b'"entry":21'), (b'"ctr":21', b'"ctr":22'), (b'"schema":3', b'"schema":2')],
)
def test_a_backup_that_does_not_hold_what_it_says_is_refused(diary, written, tmp_path, old, new):
    with diary.open() as vault:
        resealed(written, vault.keys.data_key, old=old, new=new)
    with pytest.raises(DiaryDamaged):
        restore(written, tmp_path / "r", diary)
    assert not (tmp_path / "r").exists()


def test_a_damaged_diary_makes_no_backup(diary, tmp_path):
    with diary.open() as vault:
        page = sqlcipher.one(vault.conn, "SELECT rootpage FROM sqlite_master WHERE name = 'part'")
    data = bytearray(diary.paths.database.read_bytes())
    data[(page - 1) * 4096 + 100] ^= 1
    diary.paths.database.write_bytes(data)
    (tmp_path / "b").mkdir()
    with diary.open() as vault, pytest.raises(DiaryDamaged):
        backup.write_backup(vault, tmp_path / "b" / "x.tdbackup", count_rows)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_diary_that_fails_its_checks_makes_no_backup(diary, tmp_path):
    (tmp_path / "b").mkdir()
    with diary.open() as vault:
        vault.conn.execute("PRAGMA foreign_keys = OFF")
        vault.conn.execute("INSERT INTO part (entry) VALUES (999)")
        with pytest.raises(DiaryDamaged):
            backup.write_backup(vault, tmp_path / "b" / "x.tdbackup", count_rows)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_copy_that_lost_rows_is_never_called_good(diary, tmp_path):
    asked = []

    def one_fewer_the_second_time(connection):
        asked.append(1)
        return {"entry": count_rows(connection)["entry"] - (len(asked) > 1)}

    with diary.open() as vault, pytest.raises(DiaryDamaged):
        backup.write_backup(vault, tmp_path / "x.tdbackup", one_fewer_the_second_time)
    assert not (tmp_path / "x.tdbackup").exists()


@pytest.mark.parametrize("step", ["write_all", "replace"])
def test_a_backup_that_cannot_be_finished_leaves_the_older_one(diary, written, tmp_path, monkeypatch, step):
    before = {path.name for path in tmp_path.iterdir()}, written.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    with diary.open() as vault:
        monkeypatch.setattr(files, step, full)
        with pytest.raises(DiskFull):
            backup.write_backup(vault, written, count_rows)
        monkeypatch.undo()
    assert ({path.name for path in tmp_path.iterdir()}, written.read_bytes()) == before


def test_writing_goes_on_during_a_backup(diary, tmp_path):
    stop, saved, failures = threading.Event(), [], []

    def write(vault):
        try:
            while not stop.is_set():
                add_entry(vault, f"written meanwhile {len(saved)}")
                saved.append(1)
        except TutorDiaryError as error:
            failures.append(error)

    with diary.open() as vault:
        writer = threading.Thread(target=write, args=(vault,))
        writer.start()
        try:
            for number in range(5):
                report = backup.write_backup(vault, tmp_path / f"{number}.tdbackup", count_rows)
                assert report.counts["entry"] == report.counter - 1
        finally:
            stop.set()
            writer.join(60)
        assert failures == []
        assert len(bodies(vault)) == 20 + len(saved)
    assert saved


def test_a_restored_older_diary_gives_no_alarm_and_says_what_the_backup_held(diary, written):
    with diary.open() as vault:
        add_entry(vault, "after the backup")
    place = diary.folder.with_name("elsewhere")
    restore(written, place, diary)
    with diary_folder.open_with_passphrase(
        place, PASSPHRASE, newest_schema=SCHEMA, state_folder=diary.state
    ) as vault:
        assert len(bodies(vault)) == 20


def test_a_backup_opens_with_the_passphrase_of_its_day(diary, written, tmp_path):
    with diary.open() as vault:
        diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
    with pytest.raises(WrongSecret):
        restore(written, tmp_path / "r", diary, Passphrase("brand new words here"))
    restore(written, tmp_path / "r", diary, Passphrase(PASSPHRASE))


def test_nothing_of_the_diary_can_be_read_in_a_backup(written):
    data = written.read_bytes()
    for text in (CANARY, "held the beat", PASSPHRASE):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert text.encode(encoding) not in data


def test_a_backup_made_by_the_first_version_can_be_restored_for_ever(tmp_path):
    report = backup.restore_backup(
        GOLDEN,
        tmp_path / "r",
        Passphrase("golden words of one"),
        count_rows=lambda connection: {"entry": sqlcipher.one(connection, "SELECT count(*) FROM entry")},
        newest_schema=1,
        state_folder=tmp_path / "s",
    )
    assert report.counts == {"entry": 2}
    code = "1SC7P-NRYJN-SBBDY-48MZD-6X50Y-8REJV-B6DTG-WR"
    with diary_folder.open_with_recovery(
        tmp_path / "r", code, newest_schema=1, state_folder=tmp_path / "s"
    ) as vault:
        assert bodies(vault) == ["joined the circle", "led the song"]
        assert vault.counter() == 2
