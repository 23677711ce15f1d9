"""A restored diary takes the place of a damaged one, or everything stays where it was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from tutordiary.diary import care
from tutordiary.diary.rescuing import restore_in_place
from tutordiary.errors import CannotWrite, DiaryDamaged, DiaryMissing
from tutordiary.model import Reflection
from tutordiary.vault import files
from tutordiary.vault.layout import looks_like_diary
from tutordiary.vault.lockfile import WriterLock

TODAY = date(2026, 11, 21)


@pytest.fixture
def backup(made, tmp_path):
    (tmp_path / "stick").mkdir()
    diary = made.open()
    report = care.back_up(diary, tmp_path / "stick" / "b.tdbackup")
    diary.close()
    return report.file


def everything(made):
    return {
        str(path.relative_to(made.folder.parent)): path.read_bytes()
        for path in sorted(made.folder.parent.rglob("*"))
        if path.is_file() and path.name != "diary.lock" and made.state not in path.parents
    }


def restored(made, backup):
    return restore_in_place(backup, made.folder, made.code, TODAY, is_code=True, state_folder=made.state)


def test_the_diary_of_before_is_kept_whole_and_newer_changes_of_it_give_no_alarm(made, backup, write):
    diary = made.open()
    write(diary)
    diary.close()
    before = made.files()
    report, kept = restored(made, backup)
    assert kept.name == "diary.damaged-2026-11-21"
    assert {one.name: one.read_bytes() for one in kept.iterdir() if one.name != "diary.lock"} == before
    diary = made.open()
    assert len(diary.all(Reflection)) == report.counts["reflection"] == 3
    diary.close()


@pytest.mark.parametrize("failing", [1, 2])
def test_a_renaming_that_fails_leaves_everything_as_it_was(made, backup, monkeypatch, failing):
    before, real, renamed = everything(made), files.replace, []

    def replace(source, target):
        if source.is_dir():
            renamed.append(source.name)
            if len(renamed) == failing:
                raise OSError(13, "held by a scanner")
        real(source, target)

    monkeypatch.setattr(files, "replace", replace)
    with pytest.raises(CannotWrite):
        restored(made, backup)
    monkeypatch.undo()
    assert len(renamed) == failing
    assert everything(made) == before
    made.open().close()


def test_a_damaged_backup_replaces_nothing(made, backup):
    data = bytearray(backup.read_bytes())
    data[-100] ^= 1
    backup.write_bytes(data)
    before = everything(made)
    with pytest.raises(DiaryDamaged):
        restored(made, backup)
    assert everything(made) == before


@pytest.fixture
def cut_short(made, backup, tmp_path, monkeypatch, write):
    """The disk as a power cut between the two renamings leaves it: no diary has the diary's name."""
    diary = made.open()
    write(diary)
    diary.close()
    real, left = files.replace, tmp_path / "left"

    def replacing(source, target):
        if target == made.folder:
            for place in made.folder.parent.glob("diary*"):
                shutil.copytree(place, left / place.name)
        real(source, target)

    monkeypatch.setattr(files, "replace", replacing)
    restored(made, backup)
    monkeypatch.undo()
    (left / "diary.damaged-2026-11-21" / "diary.lock").touch()
    names = sorted(path.name for path in left.iterdir())
    assert names == ["diary.damaged-2026-11-21", "diary.restored-2026-11-21"]
    return replace(made, folder=left / "diary")


def test_a_restore_cut_between_its_two_renamings_is_finished_at_the_next_opening(cut_short):
    kept = cut_short.folder.with_name("diary.damaged-2026-11-21")
    before = (kept / "diary.db").read_bytes()
    diary = cut_short.open()
    assert len(diary.all(Reflection)) == 3
    diary.close()
    assert (kept / "diary.db").read_bytes() == before
    assert sorted(path.name for path in cut_short.folder.parent.iterdir()) == ["diary", kept.name]


def test_it_is_finished_too_by_who_only_looks(cut_short):
    diary = cut_short.open(read_only=True)
    assert len(diary.all(Reflection)) == 3
    diary.close()


def test_it_is_left_alone_while_somebody_is_still_at_it(cut_short):
    at_work = WriterLock(cut_short.folder.with_name("diary.damaged-2026-11-21") / "diary.lock")
    with pytest.raises(DiaryMissing):
        cut_short.open()
    at_work.release()
    cut_short.open().close()


def test_a_system_that_does_not_let_it_be_finished_is_said_and_nothing_is_lost(cut_short, monkeypatch):
    def replacing(source, target):
        raise OSError(13, "held by a scanner")

    monkeypatch.setattr(files, "replace", replacing)
    with pytest.raises(CannotWrite):
        cut_short.open()
    monkeypatch.undo()
    cut_short.open().close()


@pytest.mark.parametrize(
    "names",
    [
        ["diary.restored-2026-11-21"],
        ["diary.damaged-2026-11-21"],
        ["diary.damaged-2026-11-21", "diary.restored-2026-11-21-2"],
        ["diary.damaged-2026-11-20", "diary.restored-2026-11-21"],
        ["my.damaged-2026-11-21", "my.restored-2026-11-21"],
        ["diary.damaged-x", "diary.restored-x"],
    ],
)
def test_nothing_but_the_pair_of_one_restore_is_taken_for_one(made, tmp_path, names):
    for name in names:
        shutil.copytree(made.folder, tmp_path / "beside" / name)
    assert not looks_like_diary(tmp_path / "beside" / "diary")
    assert sorted(path.name for path in (tmp_path / "beside").iterdir()) == sorted(names)


def test_a_restored_one_left_by_an_earlier_kill_is_never_part_of_the_next_pair(made, backup):
    stray = made.folder.with_name("diary.restored-2026-11-21")
    shutil.copytree(made.folder, stray)
    _, kept = restored(made, backup)
    assert kept.name == "diary.damaged-2026-11-21-2"
    made.folder.rename(made.folder.with_name("moved"))
    assert not looks_like_diary(made.folder)
    assert stray.exists()


def test_going_back_that_fails_too_leaves_the_restored_one_to_be_found(made, backup, monkeypatch):
    real, rename = files.replace, type(made.folder).rename

    def replacing(source, target):
        if target == made.folder:
            raise OSError(13, "held by a scanner")
        real(source, target)

    def renaming(source, target):
        if target == made.folder:
            raise OSError(13, "held by a scanner")
        return rename(source, target)

    monkeypatch.setattr(files, "replace", replacing)
    monkeypatch.setattr(type(made.folder), "rename", renaming)
    with pytest.raises(CannotWrite):
        restored(made, backup)
    monkeypatch.undo()
    assert not made.folder.exists()
    made.open().close()
    assert made.folder.with_name("diary.damaged-2026-11-21").is_dir()
