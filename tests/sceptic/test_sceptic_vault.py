"""Where a vault could lose a diary, shut its owner out, or take one diary for another."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import threading
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from tutordiary.diary import Diary, care, checking, erasure, keys, rescuing, updating
from tutordiary.errors import (
    BugError,
    CannotWrite,
    DiaryInUse,
    DiskFull,
    OutOfMemory,
    TutorDiaryError,
    WrongSecret,
)
from tutordiary.model import Pupil
from tutordiary.presenters import pupil_rights_pages
from tutordiary.vault import checks, files, rekey, sqlcipher, swap
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.lockfile import WriterLock

SECRET = "kettle harbour lantern seven"
NEW = "brand new words here"
TODAY = date(2026, 11, 21)


@pytest.fixture
def place(tmp_path):
    """A closed diary with one pupil, how to open it, and where this computer remembers things."""
    folder, state = tmp_path / "diary", tmp_path / "state"
    made, code = Diary.create(folder, SECRET, cost=LOWEST_COST, state_folder=state)
    made.add(Pupil(id="p1", first_name="Wren"))
    made.close()
    return SimpleNamespace(
        folder=folder,
        state=state,
        code=code,
        open=lambda secret=SECRET, **more: Diary.open(folder, secret, state_folder=state, **more),
    )


def names(diary: Diary) -> list[str]:
    return [pupil.first_name for pupil in diary.all(Pupil)]


def opened_with_any(place, *secrets: str) -> Diary:
    for secret in secrets:
        with suppress(WrongSecret):
            return place.open(secret)
    raise AssertionError("no passphrase opens the diary")


# New keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [CannotWrite, DiskFull, OutOfMemory])
@pytest.mark.parametrize("step", ["_opens", "_prove_file"])
def test_keys_that_could_not_be_proven_just_now_are_never_written_over(place, monkeypatch, step, trouble):
    diary, real, calls = place.open(), getattr(rekey, step), []

    def unlucky(*given):
        calls.append(given)
        if len(calls) == (1 if step == "_opens" else 2):  # the first proof is of the diary as it was
            raise trouble("Just now it could not be read.")
        return real(*given)

    monkeypatch.setattr(rekey, step, unlucky)
    with pytest.raises(TutorDiaryError):
        keys.rekey(diary, NEW, cost=LOWEST_COST)
    monkeypatch.undo()
    with suppress(TutorDiaryError):
        keys.change_passphrase(diary, "another passphrase altogether", cost=LOWEST_COST)
    diary.close()
    again = opened_with_any(place, SECRET, NEW, "another passphrase altogether")
    assert names(again) == ["Wren"]
    again.close()


# The shelf ----------------------------------------------------------------------------------------


def test_an_older_diary_never_puts_its_backup_in_the_place_of_one_that_holds_more(place, tmp_path):
    shelf = tmp_path / "shelf"
    diary = place.open()
    older = care.back_up(diary, tmp_path / "older.tdbackup").file
    diary.add(Pupil(id="p2", first_name="Sol"))
    newest = care.back_up_to_shelf(diary, shelf, TODAY).file
    diary.close()
    held = newest.read_bytes()
    rescuing.restore_in_place(older, place.folder, SECRET, TODAY, state_folder=place.state)
    diary = place.open()
    assert names(diary) == ["Wren"]
    again = care.back_up_to_shelf(diary, shelf, TODAY).file
    assert newest.read_bytes() == held
    assert again.name == "2026-11-21-2.tdbackup"
    assert care.back_up_to_shelf(diary, shelf, TODAY).file == again
    diary.close()


def test_what_holds_more_than_the_diary_is_not_taken_away_for_its_age(place, tmp_path):
    shelf = tmp_path / "shelf"
    diary = place.open()
    older = care.back_up(diary, tmp_path / "older.tdbackup").file
    diary.add(Pupil(id="p2", first_name="Sol"))
    richest = care.back_up_to_shelf(diary, shelf, date(2025, 1, 2)).file
    diary.close()
    rescuing.restore_in_place(older, place.folder, SECRET, TODAY, state_folder=place.state)
    diary = place.open()
    source = care.back_up_to_shelf(diary, shelf, date(2025, 1, 5)).file
    for month in range(2, 13):
        for day in (1, 8):
            shutil.copy(source, shelf / f"2025-{month:02}-{day:02}.tdbackup")
    for month in range(1, 11):
        shutil.copy(source, shelf / f"2026-{month:02}-08.tdbackup")
    care.back_up_to_shelf(diary, shelf, TODAY)
    assert richest.exists()
    assert not source.exists()
    diary.close()


# What lies on the disk ----------------------------------------------------------------------------


def test_a_path_on_another_computer_is_one_sqlite_takes():
    assert sqlcipher.uri_of(PureWindowsPath("//school/shared/my diary/diary.db")) == (
        "file:////school/shared/my%20diary/diary.db"
    )
    assert sqlcipher.uri_of(PureWindowsPath("H:/diary/diary.db")) == "file:///H:/diary/diary.db"


def test_sqlite_reads_such_a_path_from_its_very_beginning(tmp_path):
    # What stands for another computer is a folder here: the name must reach the system whole.
    other = PureWindowsPath("//" + str(tmp_path).lstrip("/") + "/x.db")
    connection = sqlite3.connect(sqlcipher.uri_of(other) + "?mode=rwc", uri=True)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert (tmp_path / "x.db").exists()


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN", '"nine"', "[]", "1e999"])
def test_a_spoilt_mark_keeps_nobody_out(place, number):
    (mark,) = place.state.glob("*.mark.json")
    mark.write_text(f'{{"ctr":{number},"gen":1,"mac":"00","vault":"00"}}')
    diary = place.open()
    assert names(diary) == ["Wren"]
    diary.close()


def test_nobody_slips_into_a_diary_that_is_being_replaced(place, tmp_path, monkeypatch):
    diary = place.open()
    backup = care.back_up(diary, tmp_path / "b.tdbackup").file
    diary.close()
    real, met = files.replace, []

    def replace(source, target):
        if source == place.folder:
            with pytest.raises(DiaryInUse):
                place.open()
            met.append(target)
        real(source, target)

    monkeypatch.setattr(files, "replace", replace)
    _, kept = rescuing.restore_in_place(backup, place.folder, SECRET, TODAY, state_folder=place.state)
    assert met == [kept]
    place.open().close()


def test_a_diary_at_the_root_of_a_stick_is_not_replaced_but_refused_in_words(place):
    with pytest.raises(CannotWrite, match="new folder"):
        swap.swap_in(RootOf(place.folder), TODAY, lambda _fresh: pytest.fail("nothing is to be made"))


class RootOf(type(Path())):
    """A folder that has no name, as the root of a stick has none."""

    @property
    def name(self):
        return ""


@pytest.fixture
def folders_cannot_be_synced(monkeypatch):
    """A file system that knows no syncing of folders, as some on a network."""
    real = os.fsync

    def fsync(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not for a folder")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.usefixtures("folders_cannot_be_synced")
def test_a_new_code_that_is_in_force_is_shown(place):
    diary = place.open()
    code = keys.new_recovery_code(diary)
    diary.close()
    Diary.open_with_recovery(place.folder, code, state_folder=place.state).close()


@pytest.mark.usefixtures("folders_cannot_be_synced")
def test_a_diary_lives_where_folders_cannot_be_synced(tmp_path):
    made, _ = Diary.create(tmp_path / "other", SECRET, cost=LOWEST_COST, state_folder=tmp_path / "state")
    made.back_up(tmp_path / "b.tdbackup")
    made.close()


@pytest.mark.parametrize("meanwhile", ["close", "lend"])
def test_a_thread_that_comes_at_the_last_moment_gets_no_connection_behind_the_vaults_back(
    place, monkeypatch, meanwhile
):
    diary = place.open()
    vault, real, made, lent = diary.vault, sqlcipher.connect, [], ExitStack()

    def late(*given, **more):
        connection = real(*given, **more)
        made.append(connection)
        monkeypatch.undo()
        if meanwhile == "close":
            diary.close()
        else:
            lent.enter_context(vault.alone())
        return connection

    vault.conn.execute("SELECT 1").fetchall()
    monkeypatch.setattr(sqlcipher, "connect", late)
    with pytest.raises((DiaryInUse, BugError)):
        vault.reader()
    with pytest.raises(sqlcipher._driver().ProgrammingError):
        made[0].execute("SELECT 1")
    lent.close()
    diary.close()


# A disk that gives back no more -------------------------------------------------------------------


@pytest.fixture
def bad_sector(place, monkeypatch):
    """A disk that cannot read the sixth page of the diary any more."""
    real = Path.open

    def opened(path, *given, **more):
        file = real(path, *given, **more)
        if path == place.folder / "diary.db":
            read = file.read

            class Failing:
                def read(self, size=-1):
                    here = file.tell()
                    if here <= 5 * 4096 < here + (size if size >= 0 else 1 << 40):
                        raise OSError(errno.EIO, "unrecovered read")
                    return read(size)

                def __getattr__(self, name):
                    return getattr(file, name)

                def __enter__(self):
                    return self

                def __exit__(self, *_):
                    file.close()

            return Failing()
        return file

    monkeypatch.setattr(Path, "open", opened)


@pytest.mark.usefixtures("bad_sector")
def test_a_page_the_disk_gives_back_no_more_costs_a_rescue_only_what_was_on_it(place, tmp_path):
    report = rescuing.rescue(place.folder, SECRET, tmp_path / "new", state_folder=place.state)
    assert 0 < report.read <= report.of
    diary = Diary.open(tmp_path / "new", SECRET, state_folder=place.state)
    assert names(diary) == ["Wren"]
    diary.close()


@pytest.mark.usefixtures("bad_sector")
def test_a_copy_to_look_at_is_never_made_of_half_a_diary(place):
    with pytest.raises(CannotWrite):
        place.open(read_only=True)
    assert not list(place.state.glob(".looking*"))


def test_a_diary_of_before_gets_its_name_back_though_a_scanner_holds_it_for_a_moment(
    place, tmp_path, monkeypatch
):
    diary = place.open()
    backup = care.back_up(diary, tmp_path / "b.tdbackup").file
    diary.close()
    real, real_rename, held = files.replace, Path.rename, []

    def replace(source, target):
        if target == place.folder:
            raise PermissionError(13, "held by a scanner")
        real(source, target)

    def rename(source, target):
        if len(held) < 2 and ".damaged-" in source.name:
            held.append(source)
            raise PermissionError(13, "held by a scanner")
        return real_rename(source, target)

    monkeypatch.setattr(files, "replace", replace)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(CannotWrite):
        rescuing.restore_in_place(backup, place.folder, SECRET, TODAY, state_folder=place.state)
    monkeypatch.undo()
    assert len(held) == 2
    again = place.open()
    assert names(again) == ["Wren"]
    again.close()


def test_a_lack_of_memory_is_no_damage(place, monkeypatch):
    diary = place.open()

    def no_memory(_connection):
        raise MemoryError

    monkeypatch.setattr(checks, "_structure", no_memory)
    with pytest.raises(OutOfMemory):
        checking.check(diary, TODAY)
    monkeypatch.undo()
    assert names(diary) == ["Wren"]
    assert checking.check(diary, TODAY).is_whole
    diary.close()


# What an erased pupil may still be found in -------------------------------------------------------


def test_a_diary_that_a_backup_took_the_place_of_counts_as_holding_whoever_is_erased(place, tmp_path):
    diary = place.open()
    backup = care.back_up(diary, tmp_path / "b.tdbackup").file
    diary.close()
    shutil.copy(backup, updating.place_before(place.folder, 1))
    _, kept = rescuing.restore_in_place(backup, place.folder, SECRET, TODAY, state_folder=place.state)
    (tmp_path / "not a diary").mkdir()
    Diary.create(tmp_path / "other", SECRET, cost=LOWEST_COST, state_folder=place.state)[0].close()
    backup.unlink()
    diary = place.open()
    erasure.erase(diary, "p1")
    held = erasure.backups_holding(diary, "p1")
    assert [(one.made.path, one.is_diary, one.is_sure) for one in held] == [
        (kept, True, False),
        (updating.place_before(kept, 1), False, True),
    ]
    line = pupil_rights_pages.backup(held[0])
    assert not line.can_be_deleted
    assert str(kept) in line.words
    diary.close()


# Who has the diary --------------------------------------------------------------------------------


def test_a_look_whether_a_diary_is_open_keeps_nobody_out_of_it(place):
    probe = WriterLock(place.folder / "diary.lock")
    letting_go = threading.Timer(0.02, probe.release)
    letting_go.start()
    place.open().close()
    letting_go.join()
    diary = place.open()
    with pytest.raises(DiaryInUse):
        place.open()
    diary.close()
