"""Sheets over a page: words that could not be kept are tried again, and a closed one does not come back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from tutordiary.errors import DiskFull
from ui import desk_sheets
from ui.desk_sheets import DeskSheets
from ui.draft_sheet import DraftSheet
from ui.widgets import QuietButton
from ui.widgets.autosave import MOST_TYPED


class Note(DraftSheet):
    """One field; what it keeps goes into a list, unless the disk is full."""

    def __init__(self, over):
        super().__init__(over, "A note", width_em=20)
        self.kept = []
        self.is_full = False
        self.field = QLineEdit()
        self.field.textEdited.connect(lambda _text: self.on_typed())
        self.body.addWidget(self.field)

    def keep_draft(self):
        if self.is_full:
            raise DiskFull("The disk is full.")
        self.kept.append(self.field.text())

    def type(self, text):
        self.field.setText(text)
        self.field.textEdited.emit(text)


class Desk:
    """As much of the window as the sheets ask of it."""

    def __init__(self, stack):
        self.stack = stack
        self.diary = self
        self.held = {}

    def remember(self, name, value):
        self.held[name] = value

    def preference(self, name):
        return self.held.get(name, "")


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_words_the_disk_refused_are_kept_at_the_next_way_out(page):
    sheet = Note(page)
    sheet.type("Hummed the ri")
    sheet.is_full = True
    with pytest.raises(DiskFull):
        sheet.keep_now()
    sheet.is_full = False
    sheet.leave()
    assert sheet.kept == ["Hummed the ri"]
    sheet.keep_now()
    assert sheet.kept == ["Hummed the ri"]  # nothing changed since


def test_somebody_who_types_without_a_pause_is_kept_too(page):
    sheet = Note(page)
    for number in range(MOST_TYPED):
        sheet.type(f"word {number}")
    assert sheet.kept == [f"word {MOST_TYPED - 1}"]
    sheet.stop_keeping()


def test_an_open_sheet_comes_back_with_the_diary_and_a_closed_one_does_not(page, monkeypatch):
    made = []
    monkeypatch.setitem(desk_sheets.MAKERS, "moment", lambda desk: made.append(Note(desk.stack)) or made[-1])
    desk = Desk(page)
    DeskSheets(desk).open("moment")
    again = DeskSheets(desk)
    again.come_back()
    assert len(made) == 2
    made[1].type("Hummed")
    again.keep_now()
    assert made[1].kept == ["Hummed"]
    made[1].findChild(QuietButton).click()
    DeskSheets(desk).come_back()
    assert len(made) == 2
    again.open("moment")
    assert len(made) == 3
    again.leave()
