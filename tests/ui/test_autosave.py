"""When typed words are kept: by a pause, by much typing, and by the focus leaving or only the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tutordiary.errors import DiskFull
from ui.widgets.autosave import MOST_TYPED, Autosave


class Kept:
    """Remembers what it was given, and refuses when it is told to."""

    def __init__(self):
        self.drafts, self.final, self.is_full = [], [], False

    def keep(self, text, _caret):
        self.drafts.append(text)

    def commit(self, text):
        if self.is_full:
            raise DiskFull("There is no room left.")
        self.final.append(text)


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def field(qtbot, kept):
    made = QPlainTextEdit()
    qtbot.addWidget(made)
    made.autosave = Autosave(made, kept.keep, kept.commit)
    return made


def leave(field, reason):
    QApplication.sendEvent(field, QFocusEvent(QFocusEvent.Type.FocusOut, reason))


def test_looking_at_another_window_keeps_a_draft_and_makes_nothing_final(field, kept):
    QTest.keyClicks(field, "half a wo")
    leave(field, Qt.FocusReason.ActiveWindowFocusReason)
    assert (kept.drafts, kept.final) == (["half a wo"], [])


def test_leaving_the_field_makes_it_final(field, kept):
    QTest.keyClicks(field, "a word")
    leave(field, Qt.FocusReason.TabFocusReason)
    assert kept.final == ["a word"]


def test_words_that_could_not_be_made_final_are_tried_again(field, kept):
    QTest.keyClicks(field, "a word")
    kept.is_full = True
    with pytest.raises(DiskFull):
        field.autosave.flush()
    kept.is_full = False
    field.autosave.flush()
    assert kept.final == ["a word"]


def test_much_typing_is_kept_without_a_pause(field, kept):
    QTest.keyClicks(field, "x" * MOST_TYPED)
    assert kept.drafts == ["x" * MOST_TYPED]


def test_typing_without_a_pause_is_kept_after_three_seconds_of_it(field, kept, qtbot):
    field.autosave._longest.setInterval(60)
    for _ in range(12):
        QTest.keyClicks(field, "x")
        qtbot.wait(10)
    assert kept.drafts
