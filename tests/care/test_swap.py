"""A restored diary takes the place of a damaged one, or everything stays where it was."""

from __future__ import annotations

from datetime import date

import pytest

from tutordiary.diary import care
from tutordiary.diary.rescuing import restore_in_place
from tutordiary.errors import CannotWrite, DiaryDamaged
from tutordiary.model import Reflection
from tutordiary.vault import files

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
