"""A diary opened only to look can be walked through, says so, and is put away without a word written."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.conftest import SECRET
from tests.ui.window_checks import spoken, visible
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil, Setting
from tutordiary.settings import SettingsFile
from ui import pages
from ui.desk import FOOT, ONLY_TO_LOOK, PAGES, Desk
from ui.jobs import JobRunner
from ui.widgets import Sheet


@pytest.fixture
def looked_at(tmp_path, diary):
    diary.add(Setting(id="s", name="Oakfield"), Group(id="g", setting_id="s", working_name="Samba"))
    diary.add(Pupil(id="p", first_name="Wren"), Membership(id="m", pupil_id="p", group_id="g"))
    folder = diary.folder
    diary.close()
    made = Diary.open(folder, SECRET, state_folder=tmp_path / "state", read_only=True)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot, looked_at, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    jobs = JobRunner()
    settings = SettingsFile(tmp_path / "settings.json")
    made = Desk(looked_at, pages.build, jobs, settings, date.today, lambda: None, lambda: None)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.come_back()
    yield made
    jobs.finish()


def test_every_page_of_a_copy_can_be_looked_at(desk, looked_at):
    assert ONLY_TO_LOOK in spoken(desk)
    for item in (*PAGES, *(one for one in FOOT if not one.is_action)):
        desk.open_page(item.key)
        QApplication.processEvents()
        assert desk.stack.currentWidget() is desk.page(item.key)
    name = desk.page("settings")._name
    assert name.isReadOnly()
    name.setText("Somebody else")  # whatever was typed: it can neither be kept nor hold the copy open
    name.setModified(True)
    assert desk.put_away()
    assert looked_at.vault.is_closed


@pytest.mark.parametrize(
    "open_sheet",
    [
        lambda desk: desk.open_group("g"),
        lambda desk: desk.sheets.open("group"),
        lambda desk: desk.open_pupil("p", "sign"),
    ],
)
def test_a_sheet_typed_in_by_habit_goes_away_again(desk, qapp, open_sheet):
    open_sheet(desk)
    for field in visible(desk, QLineEdit, QPlainTextEdit):
        field.setFocus()
        QTest.keyClicks(field, "hum")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not [one for one in desk.findChildren(Sheet) if one.isVisible()]
    desk.open_page("today")
    assert desk.put_away()
