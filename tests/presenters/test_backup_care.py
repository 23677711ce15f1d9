"""The backups nobody has to think of: on opening, on closing, and never in the way."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from tutordiary.diary import Diary, care
from tutordiary.errors import CannotWrite, DiaryDamaged, Stopped
from tutordiary.model import Group, Session, Setting
from tutordiary.presenters.backup_care import BackupCare
from tutordiary.presenters.work import InlineRunner
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 21)
SECRET = "plain words for a test"


class Desk:
    """A diary and its care, with a day that can be moved."""

    def __init__(self, place) -> None:
        self.day = TODAY
        self.place = place
        self.state = place / "state"
        self.diary, self.code = Diary.create(
            place / "diary", SECRET, cost=LOWEST_COST, state_folder=self.state
        )
        self.diary.add(Setting(id="s", name="Alder"), Group(id="g", setting_id="s", working_name="Drums"))
        self.settings = SettingsFile(place / "settings.json")
        self.settings.change(backup_folder=str(place / "shelf"))
        self.heard: list[object] = []
        self.care = BackupCare(
            self.diary, self.settings, InlineRunner(), lambda: self.day, lambda: self.heard.append("news")
        )
        self._numbers = iter(range(1000))

    def write(self) -> None:
        number = next(self._numbers)
        self.diary.add(Session(id=f"e{number}", group_id="g", held_on=self.day))

    def on_the_shelf(self) -> list[str]:
        shelf = self.place / "shelf"
        return sorted(one.name for one in shelf.iterdir()) if shelf.is_dir() else []

    def close_the_app(self) -> None:
        self.care.before_close(lambda: self.heard.append("closed"))


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.diary.close()


def test_the_first_opening_of_a_day_makes_one_and_the_second_does_not(desk):
    desk.care.on_open()
    assert desk.on_the_shelf() == ["2026-11-21.tdbackup"]
    before = (desk.place / "shelf" / "2026-11-21.tdbackup").stat()
    desk.write()
    desk.care.on_open()
    assert (desk.place / "shelf" / "2026-11-21.tdbackup").stat() == before
    desk.day += timedelta(days=1)
    desk.care.on_open()
    assert desk.on_the_shelf() == ["2026-11-21.tdbackup", "2026-11-22.tdbackup"]


def test_closing_keeps_what_was_written_since_and_nothing_twice(desk):
    desk.care.on_open()
    desk.write()
    desk.close_the_app()
    (made,) = care.backups(desk.diary)
    assert care.rehearse(desk.diary, made.path).counts["session"] == 1
    stamp = made.path.stat().st_mtime_ns
    desk.close_the_app()
    assert made.path.stat().st_mtime_ns == stamp
    assert desk.heard.count("closed") == 2


def test_closing_does_not_wait_for_a_stick_that_is_not_there(desk, monkeypatch):
    desk.settings.change(backup_folder=str(desk.place / "stick" / "backups"))
    desk.write()
    monkeypatch.setattr(care, "back_up_to_shelf", lambda *_, **__: pytest.fail("it was tried"))
    desk.close_the_app()
    assert desk.heard == ["closed"]
    assert desk.care.line() == ""


def test_closing_goes_on_when_the_backup_does_not(desk, monkeypatch):
    def refuse(*_, **__):
        raise CannotWrite("The stick is full of sand.")

    desk.write()
    monkeypatch.setattr(care, "back_up_to_shelf", refuse)
    desk.close_the_app()
    assert desk.heard == ["closed"]


def test_a_sample_and_a_diary_only_looked_at_are_left_alone(desk):
    desk.diary.mark_as_sample()
    desk.care.on_open()
    desk.close_the_app()
    assert desk.on_the_shelf() == []
    desk.diary.close()
    desk.diary = Diary.open_with_recovery(
        desk.place / "diary", desk.code, state_folder=desk.state, read_only=True
    )
    looking = BackupCare(desk.diary, desk.settings, InlineRunner(), lambda: TODAY)
    looking.on_open()
    looking.before_close(lambda: desk.heard.append("closed"))
    assert desk.on_the_shelf() == []
    assert desk.heard == ["closed", "closed"]


def test_asked_for_now_it_answers_either_way(desk):
    desk.care.make_now(desk.heard.append, desk.heard.append)
    report, news = desk.heard
    assert (report.file.name, news) == ("2026-11-21.tdbackup", "news")
    desk.settings.change(backup_folder=str(desk.place / "stick" / "backups"))
    desk.care.make_now(desk.heard.append, desk.heard.append)
    assert isinstance(desk.heard[-1], CannotWrite)


def test_the_line_is_calm_and_goes_away_with_a_backup(desk):
    for _ in range(3):
        desk.write()
    assert "no backup yet" in desk.care.line()
    desk.care.make_now(lambda _: None, pytest.fail)
    assert desk.care.line() == ""


def test_damage_found_on_opening_is_the_line(desk, monkeypatch):
    found = care.Checked(is_whole=False, sentence="The diary did not pass its check.", lines=())
    monkeypatch.setattr(care, "check_if_due", lambda *_: found)
    desk.care.on_open()
    assert desk.care.line() == "The diary did not pass its check."
    assert desk.on_the_shelf() == []
    assert desk.heard == ["news"]


def test_a_damaged_diary_is_not_copied_over_a_good_backup(desk):
    desk.care.on_open()
    desk.write()
    good = (desk.place / "shelf" / "2026-11-21.tdbackup").read_bytes()
    desk.diary.vault.mark_damaged()
    desk.close_the_app()
    desk.care.on_open()
    assert (desk.place / "shelf" / "2026-11-21.tdbackup").read_bytes() == good
    assert desk.heard[-1] == "closed"
    assert "cannot be read" in desk.care.line()


def test_opening_sweeps_up_after_a_crash(desk):
    shelf = desk.place / "shelf"
    shelf.mkdir()
    (shelf / ".2026-11-20.tdbackup.0123456789ab.tmp").write_bytes(b"half a backup")
    (shelf / "notes.tmp").write_bytes(b"mine")
    rehearsal = desk.diary.folder / ".2026-11-20.tdbackup.0123456789ab.tmp"
    rehearsal.mkdir()
    (rehearsal / "diary.db").write_bytes(b"left over")
    desk.care.on_open()
    assert desk.on_the_shelf() == ["2026-11-21.tdbackup", "notes.tmp"]
    assert not rehearsal.exists()


def test_stopping_breaks_a_backup_off_and_leaves_nothing(desk, monkeypatch):
    began, go_on = threading.Event(), threading.Event()
    real = care.backup.write_backup

    def slow(*arguments, **more):
        began.set()
        assert go_on.wait(10)
        return real(*arguments, **more)

    monkeypatch.setattr(care.backup, "write_backup", slow)
    outcome: list[object] = []
    worker = threading.Thread(target=lambda: desk.care.make_now(outcome.append, outcome.append))
    worker.start()
    assert began.wait(10)
    desk.care.stop()
    go_on.set()
    worker.join(10)
    assert [type(one) for one in outcome] == [Stopped]
    assert desk.on_the_shelf() == []
    desk.write()
    desk.close_the_app()  # and none is begun after it
    assert desk.on_the_shelf() == []
    assert desk.heard == ["closed"]


def test_nothing_found_out_while_opening_stops_the_day(desk, monkeypatch):
    def refuse(*_):
        raise DiaryDamaged("Some of its pages cannot be read.")

    monkeypatch.setattr(care, "check_if_due", refuse)
    desk.care.on_open()
    assert desk.care.line() == "Some of its pages cannot be read."
