"""A diary opened only to look can be walked through, says so, and is put away without a word written."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from tests.conftest import SECRET
from tests.ui.window_checks import spoken
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil, Setting
from tutordiary.settings import SettingsFile
from ui import pages
from ui.desk import FOOT, ONLY_TO_LOOK, PAGES, Desk
from ui.jobs import JobRunner


@pytest.fixture
def looked_at(tmp_path, diary):
    diary.add(Setting(id="s", name="Oakfield"), Group(id="g", setting_id="s", working_name="Samba"))
    diary.add(Pupil(id="p", first_name="Wren"), Membership(id="m", pupil_id="p", group_id="g"))
    folder = diary.folder
    diary.close()
    made = Diary.open(folder, SECRET, state_folder=tmp_path / "state", read_only=True)
    yield made
    made.close()


def test_every_page_of_a_copy_can_be_looked_at(qtbot, looked_at, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    jobs = JobRunner()
    settings = SettingsFile(tmp_path / "settings.json")
    desk = Desk(looked_at, pages.build, jobs, settings, date.today, lambda: None, lambda: None)
    qtbot.addWidget(desk)
    desk.resize(1200, 700)
    desk.show()
    desk.come_back()
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
    jobs.finish()
