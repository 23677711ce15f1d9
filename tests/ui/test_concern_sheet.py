"""The sheet for a worry, as a tutor uses it: words outlive a lock, then are gone; all of it can be used."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.concern.concern_samples import CANARY, DAY, records
from tests.ui.window_checks import (
    CTRL,
    cut_words,
    nameless,
    once_still,
    outside,
    small_targets,
    spoken,
    visible,
)
from tutordiary.diary import concern
from tutordiary.model import ConcernPointer, Contact
from tutordiary.presenters.work import InlineRunner
from ui import theme
from ui.concern.sheet import ConcernSheet
from ui.form_sheet import FormSheet
from ui.setting_sheet import SettingSheet
from ui.widgets import Button


@pytest.fixture
def host(qtbot, qapp):
    theme.apply_theme(qapp, "light", 12)
    page = QWidget()
    page.resize(1210, 700)
    page.show()
    qtbot.waitActive(page)
    yield page
    page.close()
    page.deleteLater()
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def school(diary):
    diary.add(*records())
    return diary


def open_sheet(host, diary, done=lambda: None):
    sheet = ConcernSheet(host, diary, InlineRunner(), lambda: DAY, done)
    QApplication.processEvents()
    return sheet


def close(sheet):
    sheet.leave()
    QApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)


def press(sheet, words):
    next(one for one in visible(sheet, Button) if one.text() == words).click()
    QApplication.processEvents()


def field(sheet, name):
    found = visible(sheet, QLineEdit, QPlainTextEdit, QComboBox)
    return next(one for one in found if one.accessibleName() == name)


def test_a_note_outlives_a_lock_with_caret_and_undo_and_is_gone_once_told(host, school):
    heard = []
    sheet = open_sheet(host, school, lambda: heard.append(len(concern.waiting(school))))
    press(sheet, "Write a note to hand over")
    seen = field(sheet, "What I saw and heard")
    seen.setFocus()
    QTest.keyClicks(seen, "Zzyzx")
    sheet.keep_now()
    QTest.keyClicks(seen, " sparrow")
    QTest.keyClick(seen, Qt.Key.Key_Left)
    sheet.keep_now()
    close(sheet)

    again = open_sheet(host, school, lambda: heard.append(len(concern.waiting(school))))
    back = field(again, "What I saw and heard")
    assert back.hasFocus()
    assert (back.toPlainText(), back.textCursor().position()) == ("Zzyzx sparrow", 12)
    QTest.keyClick(back, Qt.Key.Key_Z, CTRL)
    assert back.toPlainText() == "Zzyzx"
    press(again, "I have told them")
    how = field(again, "How")
    how.setCurrentIndex(1)
    press(again, "They know now")
    assert concern.waiting(school) == ()
    (pointer,) = school.all(ConcernPointer)
    assert (pointer.told_name, pointer.told_how) == ("Mrs Thwaite", "In person")
    assert school.drafts() == []
    assert heard == [1, 0]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Zzyzx" not in spoken(again)
    close(again)
    assert school.drafts() == []


def test_what_is_missing_is_said_at_its_field(host, school):
    sheet = open_sheet(host, school)
    press(sheet, "I have told them")
    press(sheet, "They know now")
    assert field(sheet, "How").property("problem")
    assert len(concern.waiting(school)) == 1


def test_not_needed_asks_once_more_and_leaves_nothing(host, school):
    sheet = open_sheet(host, school)
    press(sheet, "Remind me until I have")
    press(sheet, "It was not needed")
    press(sheet, "Keep it")
    assert len(concern.waiting(school)) == 1
    press(sheet, "It was not needed")
    press(sheet, "Really take it away?")
    assert school.all(ConcernPointer) == []


def test_a_setting_without_a_lead_offers_its_sheet_and_shows_who_was_written_down(host, school):
    school.remove(school.need(Contact, "c"))
    sheet = open_sheet(host, school)
    press(sheet, "Write it down")
    inner = sheet.findChild(SettingSheet)
    assert inner.isVisible()
    inner.leave()
    school.add(Contact(id="d", setting_id="s", role="dsl", last_name="Ash", phone="01632 960 003"))
    sheet.presenter.refresh()
    QApplication.processEvents()
    assert "01632 960 003" in spoken(sheet)


def test_the_settings_sheet_over_it_is_there_again_after_a_lock_with_its_contacts_words(host, school):
    sheet = open_sheet(host, school)
    sheet.presenter.choose_setting("s2")
    QApplication.processEvents()
    press(sheet, "Write it down")
    inner = sheet.findChild(SettingSheet)
    assert QApplication.focusWidget() is field(inner, "If you are worried about a child")
    press(inner, "Add a contact")
    last = field(inner.findChild(FormSheet), "Last name")
    last.setFocus()
    QTest.keyClicks(last, "Ash")
    sheet.keep_now()
    sheet.setParent(None)  # as a lock takes it away, without closing it
    sheet.deleteLater()
    QApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)

    again = open_sheet(host, school)
    over = again.findChild(SettingSheet)
    assert over.isVisible()
    back = field(over.findChild(FormSheet), "Last name")
    assert back.text() == "Ash"
    assert back.hasFocus()
    over.findChild(FormSheet).leave()
    over.leave()
    close(again)
    assert open_sheet(host, school).findChild(SettingSheet) is None


@pytest.mark.parametrize(("scheme", "text_pt"), [("light", 12), ("dark", 24)])
@pytest.mark.parametrize("part", ["route", "note", "told"])
def test_every_part_can_be_used_at_any_size(host, school, qapp, scheme, text_pt, part):
    theme.apply_theme(qapp, scheme, text_pt)
    held = concern.begin(school, school.meta.created_at - timedelta(days=1), "s2")
    concern.begin(school, school.meta.created_at, "s")
    concern.keep_words(school, held.id, "seen", CANARY)
    sheet = open_sheet(host, school)
    sheet.presenter.open_part(part)
    QApplication.processEvents()
    assert nameless(sheet) == []
    assert once_still(lambda: small_targets(sheet)) == []
    assert once_still(lambda: cut_words(sheet)) == []
    assert once_still(lambda: outside(sheet)) == []
