"""Words that could not be kept stay unfinished, the next chance keeps them, and the sentence is right."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tutordiary.bugs import APOLOGY
from tutordiary.diary import Diary
from tutordiary.errors import DiskFull
from tutordiary.model import Group, Membership, Pupil, ReportSection, Setting
from tutordiary.settings import SettingsFile
from ui import bug_hook, main_window, pages
from ui.desk import Desk
from ui.draft_sheet import DraftSheet
from ui.jobs import JobRunner
from ui.widgets.autosave import Autosave

NO_ROOM = "There is no room left to write the diary. Make some room and try again."


class Disk:
    """Keeps words, or has no room for them."""

    def __init__(self):
        self.is_full = False
        self.kept = []

    def keep(self, text, _caret=0):
        if self.is_full:
            raise DiskFull(NO_ROOM)
        self.kept.append(text)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_words_left_on_a_full_disk_are_kept_at_the_next_chance(qtbot, kind):
    disk, field = Disk(), kind()
    qtbot.addWidget(field)
    save = Autosave(field, disk.keep, disk.keep)
    disk.is_full = True
    field.insert("She counted in.") if kind is QLineEdit else field.insertPlainText("She counted in.")
    for leave in (save.keep_now, save.flush):
        with pytest.raises(DiskFull):
            leave()
    disk.is_full = False
    save.let_go()
    assert disk.kept == ["She counted in."]


def test_words_on_a_sheet_outlive_a_full_disk_too(qtbot):
    disk, page = Disk(), QWidget()
    qtbot.addWidget(page)

    class NoteSheet(DraftSheet):
        def keep_draft(self):
            disk.keep("A talk with the SENCO")

    sheet = NoteSheet(page, "A talk", width_em=20)
    sheet.on_typed()
    disk.is_full = True
    with pytest.raises(DiskFull):
        sheet.keep_now()
    disk.is_full = False
    sheet.keep_now()
    assert disk.kept == ["A talk with the SENCO"]


def test_a_full_disk_is_told_as_one_wherever_it_is_met(qtbot, monkeypatch, capsys):
    told = []

    class Window(QWidget):
        def complain(self, sentence):
            told.append(sentence)

    monkeypatch.setattr(main_window, "MainWindow", Window)
    before = sys.excepthook
    window = Window()
    qtbot.addWidget(window)
    bug_hook.install()
    try:
        sys.excepthook(DiskFull, DiskFull(NO_ROOM), None)
        sys.excepthook(KeyError, KeyError("Zebedee"), None)
    finally:
        sys.excepthook = before
        qInstallMessageHandler(None)
    assert told == [NO_ROOM, APOLOGY]
    assert "Zebedee" not in capsys.readouterr().err


def test_a_window_cannot_close_over_words_a_full_disk_refused(qtbot, diary, tmp_path, monkeypatch):
    diary.add(Setting(id="s", name="Oakfield"), Group(id="g", setting_id="s", working_name="Samba"))
    diary.add(Pupil(id="p", first_name="Wren"), Membership(id="m", pupil_id="p", group_id="g"))
    desk = Desk(
        diary,
        pages.build,
        JobRunner(),
        SettingsFile(tmp_path / "settings"),
        date.today,
        lambda: None,
        lambda: None,
    )
    qtbot.addWidget(desk)
    desk.open_page("reports")
    summary = desk.page("reports").findChildren(QPlainTextEdit)[0]
    summary.insertPlainText("Starts things now.")

    def no_room(*_records):
        raise DiskFull(NO_ROOM)

    with monkeypatch.context() as full:
        full.setattr(diary, "save", no_room)
        assert not desk.put_away()
        assert not diary.vault.is_closed
    assert "Starts things now." in summary.toPlainText()
    folder = diary.folder
    assert desk.put_away()
    again = Diary.open(folder, "kettle harbour lantern seven", state_folder=tmp_path / "state")
    assert "Starts things now." in {part.text for part in again.all(ReportSection)}
    again.close()
