"""The sheet of a setting: typed words outlive a lock, contacts come and go, the route is checked."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.window_checks import cut_words, nameless, once_still, settle, small_targets, visible
from tutordiary.diary import history
from tutordiary.model import Contact, ContactRole, Setting
from tutordiary.presenters.setting_sheet import service_lead
from ui import theme
from ui.form_sheet import FormSheet
from ui.setting_sheet import SettingSheet
from ui.widgets import Button

DAY = date(2026, 11, 17)


@pytest.fixture
def host(qtbot, qapp):
    theme.apply_theme(qapp, "light", 12)
    page = QWidget()
    page.resize(1200, 690)
    page.show()
    qtbot.waitActive(page)
    yield page
    page.close()
    page.deleteLater()


@pytest.fixture
def school(diary):
    diary.add(
        Setting(id="s", name="Alder Bank Primary"),
        Contact(id="c1", setting_id="s", role=ContactRole.SENCO, title="Mr", last_name="Larch"),
        Contact(id="c2", setting_id="s", role=ContactRole.DSL, title="Mrs", last_name="Thwaite", phone="12"),
    )
    return diary


def open_sheet(host, diary, done=lambda: None):
    sheet = SettingSheet(host, diary, lambda: DAY, "s", done)
    QApplication.processEvents()
    return sheet


def field(sheet, name):
    return next(one for one in visible(sheet, QLineEdit, QPlainTextEdit) if one.accessibleName() == name)


def press(sheet, name):
    button = next(one for one in visible(sheet, Button) if one.accessibleName() == name)
    button.click()
    QApplication.processEvents()


def test_what_is_typed_is_there_after_a_lock_and_kept_at_once_when_asked(host, school):
    sheet = open_sheet(host, school)
    route = field(sheet, "If you are worried about a child")
    route.setFocus()
    QTest.keyClicks(route, "Room 4, same day")
    sheet.leave()
    QApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
    again = open_sheet(host, school)
    back = field(again, "If you are worried about a child")
    assert back.toPlainText() == "Room 4, same day"
    assert back.hasFocus()
    assert back.textCursor().position() == len("Room 4, same day")
    assert school.need(Setting, "s").safeguarding_route == ""
    QTest.keyClick(back, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: school.need(Setting, "s").safeguarding_route == "Room 4, same day")
    assert not school.drafts("form/setting")


def test_checked_today_stands_in_its_field_and_the_music_service_has_one_lead(host, school):
    told = []
    sheet = open_sheet(host, school, lambda: told.append(1))
    press(sheet, "Checked today")
    name = field(sheet, "Safeguarding lead of your music service")
    name.setFocus()
    QTest.keyClicks(name, "Ms Odell")
    QTest.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: bool(told))
    assert school.need(Setting, "s").route_checked_on == DAY
    assert service_lead(school).name == "Ms Odell"


def test_contacts_are_added_changed_and_removed_and_the_last_comes_back(host, school):
    sheet = open_sheet(host, school)
    names = [one.accessibleName() for one in visible(sheet, Button) if one.text() == "Change"]
    assert names == ["Change: Mrs Thwaite", "Change: Mr Larch"]  # whom to tell comes first
    press(sheet, "Change: Mr Larch")
    inner = sheet.findChild(FormSheet)
    press(inner, "Remove")
    press(inner, "Really remove it?")
    assert school.get(Contact, "c1") is None
    press(sheet, "Undo")
    assert school.get(Contact, "c1") is not None
    press(sheet, "Add a contact")
    inner = next(one for one in sheet.findChildren(FormSheet) if one.isVisible())
    last = field(inner, "Last name")
    last.setFocus()
    QTest.keyClicks(last, "Quill")
    sheet.keep_now()
    assert [one.key for one in school.drafts("form/contact")] == ["form/contact/s"]
    QTest.keyClick(last, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: not school.drafts("form/contact"))
    (made,) = [one for one in school.find(Contact, setting_id="s") if one.last_name == "Quill"]
    assert made.role is ContactRole.DSL
    assert not history.binned(school)


def test_it_cannot_be_removed_by_a_press_and_all_of_it_can_be_used(host, school):
    sheet = open_sheet(host, school)
    assert not [one for one in visible(sheet, Button) if one.text() == "Remove"]
    assert nameless(sheet) == []
    assert once_still(lambda: small_targets(sheet)) == []
    assert once_still(lambda: cut_words(sheet)) == []
