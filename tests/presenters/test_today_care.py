"""The calm lines of Today: each says one thing, offers its remedy, and goes when it is settled."""

from __future__ import annotations

import pytest

from tutordiary.diary import Diary, keys
from tutordiary.errors import CannotWrite
from tutordiary.presenters.today_care import CODE_LINE, CareLine, Remedy, TodayCare
from tutordiary.vault.backup import BackupReport

OLD = "The newest backup is 20 days old, from 1 November. Make one in Settings when you can."


class Keeper:
    """Backups that are old until one is made."""

    def __init__(self):
        self.words = OLD
        self.error = None

    def line(self):
        return self.words

    def make_now(self, done, failed):
        if self.error is not None:
            failed(self.error)
            return
        self.words = ""
        done(BackupReport(None, 1, "", 2, 1, {"pupil": 4, "session": 3}))


@pytest.fixture
def keeper():
    return Keeper()


@pytest.fixture
def shown():
    return []


@pytest.fixture
def care(diary, keeper, shown):
    return TodayCare(diary, keeper, shown.append)


def test_an_old_backup_and_a_code_not_on_paper_are_said_with_their_remedies(care, shown):
    care.refresh()
    assert shown[-1] == (
        CareLine(OLD, (Remedy.BACK_UP, Remedy.CHOOSE_PLACE)),
        CareLine(CODE_LINE, (Remedy.MAKE_CODE,)),
    )


def test_a_line_goes_when_its_matter_is_settled(care, shown, diary):
    keys.confirm_code(diary)
    care.back_up()
    assert [line.words for line in shown[-1]] == ["Backup made and opened: 7 of 7 records."]
    assert shown[-1][0].is_good
    care.refresh()
    assert shown[-1] == ()


def test_a_backup_that_cannot_be_made_is_said_once_and_offered_again(care, shown, keeper, diary):
    keys.confirm_code(diary)
    keeper.error = CannotWrite("The folder for backups is not there.")
    care.back_up()
    assert shown[-1] == (
        CareLine("The folder for backups is not there.", (Remedy.BACK_UP, Remedy.CHOOSE_PLACE)),
    )


def test_little_room_is_said(care, shown, keeper, diary, monkeypatch):
    keys.confirm_code(diary)
    keeper.words = ""
    monkeypatch.setattr("tutordiary.vault.place.low_room", lambda _folder, _size: "The disk is nearly full.")
    care.refresh()
    assert shown[-1] == (CareLine("The disk is nearly full."),)


def test_a_sample_is_left_in_peace(care, shown, diary):
    diary.mark_as_sample()
    care.refresh()
    assert shown[-1] == ()


def test_a_diary_only_looked_at_has_no_lines(diary, keeper, shown, tmp_path):
    diary.close()
    looked = Diary.open(
        diary.folder, "kettle harbour lantern seven", state_folder=tmp_path / "state", read_only=True
    )
    TodayCare(looked, keeper, shown.append).refresh()
    looked.close()
    assert shown == [()]
