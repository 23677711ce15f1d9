"""Backups on the shelf: one a day, proven, remembered, pruned, and never in the way of anything else."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tutordiary.diary import Diary, care, keys
from tutordiary.errors import CannotWrite, DiaryDamaged, WrongSecret
from tutordiary.model import Draft
from tutordiary.store import kept
from tutordiary.vault import backup_file
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 21)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_todays_backup_is_named_after_the_day_and_remembered(diary, tmp_path):
    report = care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    assert names(tmp_path / "shelf") == ["2026-11-21.tdbackup"]
    (made,) = care.backups(diary)
    assert (made.path, made.kind, made.is_there) == (report.file, "automatic", True)
    assert made.counter == report.counter
    assert made.records == sum(report.counts.values()) == sum(care.rehearse(diary, made.path).counts.values())
    assert made.size_bytes == made.path.stat().st_size


def test_a_second_one_of_the_day_replaces_the_first_once_proven(diary, tmp_path, write, monkeypatch):
    first = care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    before = first.file.read_bytes()
    write(diary)
    monkeypatch.setattr("tutordiary.vault.checks.full_check", lambda _: _failing())
    with pytest.raises(DiaryDamaged):
        care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    assert first.file.read_bytes() == before
    monkeypatch.undo()
    second = care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    assert names(tmp_path / "shelf") == ["2026-11-21.tdbackup"]
    assert second.counts["session"] == first.counts["session"] + 1
    assert len(care.backups(diary)) == 1


def _failing():
    raise DiaryDamaged("a check that does not pass")


def test_a_month_of_days_leaves_those_that_are_kept(diary, tmp_path, write):
    for back in range(16, -1, -1):
        write(diary)
        care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY - timedelta(days=back))
    kept = [TODAY - timedelta(days=back) for back in range(7)]
    kept += [date(2026, 11, 8)]  # the Sunday of the week before; that of 15 November is a daily one
    assert names(tmp_path / "shelf") == sorted(f"{day}.tdbackup" for day in kept)
    assert {made.path.name for made in care.backups(diary)} == set(names(tmp_path / "shelf"))


def test_what_is_not_an_automatic_backup_of_this_diary_is_never_taken(diary, tmp_path, write):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    other, _ = Diary.create(tmp_path / "o", "other words for a test", cost=LOWEST_COST)
    care.back_up_to_shelf(other, shelf, date(2020, 1, 1))
    other.close()
    care.back_up(diary, shelf / "2020-01-02.tdbackup")  # by hand, whatever it is called
    (shelf / "2020-01-03.tdbackup").write_bytes(b"Dear Ms Okafor")
    (shelf / "2020-01-04.txt").write_bytes(b"notes")
    before = {one.name: one.read_bytes() for one in shelf.iterdir()}
    for back in range(9, -1, -1):
        write(diary)
        care.back_up_to_shelf(diary, shelf, TODAY - timedelta(days=back))
    assert {name: (shelf / name).read_bytes() for name in before} == before


def test_another_file_of_todays_name_is_passed_over(diary, tmp_path):
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "2026-11-21.tdbackup").write_bytes(b"Dear Ms Okafor")
    assert care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY).file.name == "2026-11-21-2.tdbackup"


def test_a_place_that_is_not_there_is_said(diary, tmp_path):
    with pytest.raises(CannotWrite, match="not plugged in"):
        care.back_up_to_shelf(diary, tmp_path / "stick" / "backups", TODAY)
    assert care.backups(diary) == []


def test_backups_nobody_wrote_down_are_found_and_lost_ones_are_still_named(made, diary, tmp_path, write):
    first = care.back_up(diary, tmp_path / "shelf one.tdbackup")
    write(diary)
    second = care.back_up(diary, tmp_path / "two.tdbackup")
    restored_in = tmp_path / "restored"
    Diary.restore(second.file, restored_in, made.code, is_code=True, state_folder=made.state)
    restored = Diary.open_with_recovery(restored_in, made.code, state_folder=made.state)
    try:
        listed = care.backups(restored)
        assert [(one.path, one.kind) for one in listed] == [
            (second.file, "found"),
            (first.file, "by_hand"),
        ]
        first.file.rename(tmp_path / "drawer")
        assert [one.is_there for one in care.backups(restored)] == [True, False]
    finally:
        restored.close()


def test_one_is_due_each_day_that_something_changed(diary, tmp_path, write):
    assert care.is_due(diary, TODAY)
    report = care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    assert not care.has_changed(diary)
    assert not care.is_due(diary, TODAY)
    assert not care.is_due(diary, TODAY + timedelta(days=1))
    write(diary)
    assert care.has_changed(diary)
    assert not care.is_due(diary, TODAY)
    assert care.is_due(diary, TODAY + timedelta(days=1))
    report.file.unlink()
    assert care.is_due(diary, TODAY)
    gone = care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY).file
    gone.unlink()
    assert not care.has_changed(diary)
    assert care.is_due(diary, TODAY + timedelta(days=1))  # nothing to add, but no backup either


def test_turning_a_page_is_no_change_but_a_word_beside_it_is(diary, tmp_path, write):
    care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    diary.keep_preference("page", "log")
    diary.keep_preference("page", "today")
    assert not care.has_changed(diary)
    with diary.together():
        write(diary)
        diary.keep_preference("page", "pupils")
    assert care.has_changed(diary)
    care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    diary.keep_draft("log:g", "a word")
    diary.keep_preference("page", "log")
    assert care.has_changed(diary)


def test_a_sample_is_never_due(diary):
    diary.mark_as_sample()
    assert not care.is_due(diary, TODAY)
    assert care.freshness(diary, TODAY) == ""


def test_the_line_for_today_speaks_after_a_fortnight_of_changes(diary, tmp_path, write):
    assert "no backup yet" in care.freshness(diary, TODAY)
    care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    assert care.freshness(diary, TODAY + timedelta(days=40)) == ""  # it still holds all there is
    write(diary)
    assert care.freshness(diary, TODAY + timedelta(days=13)) == ""
    assert "14 days old, from 21 November." in care.freshness(diary, TODAY + timedelta(days=14))


def test_rehearsing_finds_a_damaged_backup_and_leaves_nothing(made, diary, tmp_path):
    report = care.back_up(diary, tmp_path / "b.tdbackup")
    before = names(made.folder)
    assert care.rehearse(diary, report.file).counts == report.counts
    data = bytearray(report.file.read_bytes())
    data[len(data) // 2] ^= 1
    report.file.write_bytes(data)
    with pytest.raises(DiaryDamaged):
        care.rehearse(diary, report.file)
    assert names(made.folder) == before


def test_the_backup_of_another_diary_is_not_rehearsed(diary, tmp_path):
    other, _ = Diary.create(tmp_path / "o", "other words for a test", cost=LOWEST_COST)
    care.back_up(other, tmp_path / "other.tdbackup")
    other.close()
    with pytest.raises(WrongSecret, match="another diary"):
        care.rehearse(diary, tmp_path / "other.tdbackup")


def test_words_that_could_not_be_saved_come_back_with_the_copy(made, diary, tmp_path):
    diary.keep_draft("log:g", "An older thought", 3)
    unsaved = [Draft(key="log:g", text="He led the song", caret=7), Draft(key="report:r", text="Half a line")]
    counter = diary.vault.counter()
    report = care.back_up(diary, tmp_path / "copy.tdbackup", unsaved=unsaved)
    assert diary.vault.counter() == counter
    assert diary.drafts() == [Draft(key="log:g", text="An older thought", caret=3)]
    assert report.counter == counter + 1
    Diary.restore(report.file, tmp_path / "r", made.code, is_code=True, state_folder=made.state)
    restored = Diary.open_with_recovery(tmp_path / "r", made.code, state_folder=made.state)
    assert restored.drafts() == unsaved
    restored.close()


# What a kill leaves in a folder the person chose ----------------------------------------------------


@pytest.fixture
def killed(diary, tmp_path, monkeypatch):
    """What lies in the folder when a backup is killed at its worst moments: one thing of each kind."""
    stick, kept, real = tmp_path / "stick", tmp_path / "kept", backup_file.extract
    stick.mkdir()
    kept.mkdir()

    def extracting(*args, **more):
        real(*args, **more)
        for place in stick.iterdir():
            (shutil.copytree if place.is_dir() else shutil.copy)(place, kept / place.name)

    def assembling(assembled, manifest, snapshot, *rest):
        shutil.copy(snapshot, kept / snapshot.name)
        return assemble(assembled, manifest, snapshot, *rest)

    assemble = backup_file.assemble
    monkeypatch.setattr(backup_file, "extract", extracting)
    monkeypatch.setattr(backup_file, "assemble", assembling)
    care.back_up(diary, stick / "mine.tdbackup")
    monkeypatch.undo()
    assert len(list(kept.glob("*.tmp"))) == 3

    def lay(folder):
        shutil.copytree(kept, folder, dirs_exist_ok=True)

    return lay


def strays(folder):
    return [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]


def test_a_killed_backup_by_hand_is_swept_at_the_next_one_there(diary, tmp_path, killed):
    killed(tmp_path / "stick")
    (tmp_path / "stick" / "photo.jpg").write_bytes(b"mine")
    care.back_up(diary, tmp_path / "stick" / "other.tdbackup")
    names = sorted(path.name for path in (tmp_path / "stick").iterdir())
    assert names == ["mine.tdbackup", "other.tdbackup", "photo.jpg"]


def test_it_is_swept_at_the_next_opening_where_a_backup_was_ever_made(diary, tmp_path, killed):
    killed(tmp_path / "stick")
    care.sweep(diary, tmp_path / "shelf")
    assert sorted(path.name for path in (tmp_path / "stick").iterdir()) == ["mine.tdbackup"]


def test_what_another_diary_is_just_making_there_is_left_to_it(diary, tmp_path, killed):
    other, _ = Diary.create(
        tmp_path / "o", "plain words for a test", cost=LOWEST_COST, state_folder=tmp_path / "os"
    )
    killed(tmp_path / "stick")
    empty = tmp_path / "stick" / ".new.tdbackup.0123456789ab.tmp"
    empty.touch()
    before = sorted(strays(tmp_path / "stick"))
    care.back_up(other, tmp_path / "stick" / "theirs.tdbackup")
    care.sweep(other, tmp_path / "shelf")
    other.close()
    assert sorted(strays(tmp_path / "stick")) == before
    care.sweep(diary, tmp_path / "shelf")
    assert strays(tmp_path / "stick") == [empty.name]
    os.utime(empty, (1, 1))
    care.sweep(diary, tmp_path / "shelf")
    assert strays(tmp_path / "stick") == []


def test_a_backup_over_another_is_written_down_in_its_place(diary, tmp_path):
    for _ in range(2):
        care.back_up(diary, tmp_path / "mine.tdbackup")
    with diary.vault.reading() as conn:
        assert [made.path.name for made in kept.backups_made(conn)] == ["mine.tdbackup"]


def test_a_backup_by_hand_with_a_day_s_name_is_neither_replaced_nor_pruned(diary, tmp_path, write):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    old, today = (shelf / f"{day.isoformat()}.tdbackup" for day in (TODAY - timedelta(days=900), TODAY))
    for place in (old, today):
        care.back_up(diary, place)
    before = today.read_bytes()
    for number in range(20):
        shutil.copy(today, shelf / f"{(TODAY - timedelta(days=40 * number + 1)).isoformat()}.tdbackup")
    write(diary)
    made = care.back_up_to_shelf(diary, shelf, TODAY).file
    assert made.name == f"{TODAY.isoformat()}-2.tdbackup"
    assert today.read_bytes() == before
    assert old.exists()
    assert len(names(shelf)) < 22


def test_what_is_written_while_a_backup_is_made_is_not_taken_for_backed_up(
    diary, tmp_path, write, monkeypatch
):
    real = backup_file.assemble

    def assembling(*args):
        write(diary)
        real(*args)

    monkeypatch.setattr(backup_file, "assemble", assembling)
    care.back_up(diary, tmp_path / "mine.tdbackup")
    monkeypatch.undo()
    assert care.has_changed(diary)


def test_a_backup_of_before_new_keys_is_not_called_damaged(diary, tmp_path):
    care.back_up(diary, tmp_path / "before.tdbackup")
    keys.rekey(diary, "brand new words here", cost=LOWEST_COST)
    with pytest.raises(WrongSecret, match="other keys"):
        care.rehearse(diary, tmp_path / "before.tdbackup")
