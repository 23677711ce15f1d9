"""The parts pages are built from: fields with their problems, autosave, sheets, keys, elided lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import (
    Autosave,
    Body,
    Choice,
    Elided,
    FieldRow,
    KeycapBar,
    SecondaryButton,
    Sheet,
    Text,
    dot_at,
    dots_width,
)


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def page(qtbot):
    """A page with two fields, shown and active."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    column = QVBoxLayout(made)
    for field in (QLineEdit(), QPlainTextEdit()):
        column.addWidget(field)
    made.show()
    qtbot.waitActive(made)
    return made


class Kept:
    """Remembers what an Autosave asked to keep and to make final."""

    def __init__(self, field) -> None:
        self.drafts: list[tuple[str, int]] = []
        self.final: list[str] = []
        self.saver = Autosave(field, lambda text, caret: self.drafts.append((text, caret)), self.final.append)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_words_are_held_after_a_pause_and_final_on_leaving(page, qtbot, kind):
    field, other = (
        page.findChild(kind),
        page.findChild(QLineEdit if kind is QPlainTextEdit else QPlainTextEdit),
    )
    kept = Kept(field)
    field.setFocus()
    QTest.keyClicks(field, "Again!")
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert kept.drafts == []
    qtbot.waitUntil(lambda: kept.drafts == [("Again!", 5)], timeout=900)
    assert kept.final == []
    other.setFocus()
    assert kept.final == ["Again!"]
    field.setFocus()
    other.setFocus()
    assert kept.final == ["Again!"]


def test_words_put_there_are_not_typing(page):
    field = page.findChild(QLineEdit)
    kept = Kept(field)
    kept.saver.put("From the diary")
    kept.saver.place_caret(99)
    assert kept.saver.caret == len("From the diary")
    kept.saver.keep_now()
    kept.saver.flush()
    assert (kept.drafts, kept.final) == ([], [])
    kept.saver.put("Half a", unfinished=True)
    kept.saver.flush()
    assert kept.final == ["Half a"]


def test_letting_go_holds_the_words_and_writes_nothing_more(page):
    field = page.findChild(QPlainTextEdit)
    kept = Kept(field)
    field.setFocus()
    QTest.keyClicks(field, "Ben")
    kept.saver.let_go()
    page.findChild(QLineEdit).setFocus()
    assert (kept.drafts, kept.final) == ([("Ben", 3)], [])


def test_a_field_says_its_hint_and_its_problem(page):
    row = FieldRow("Passphrase:", QLineEdit(), page, hint="At least 12 letters")
    assert row.field.accessibleName() == "Passphrase"
    assert row.field.accessibleDescription() == "At least 12 letters"
    assert row.problem == ""
    row.set_problem("it is too short.")
    assert row.problem == "Please check: it is too short."
    assert row.field.accessibleDescription() == "it is too short."
    assert row.under.text().startswith("Please check: ")  # words, not only the colour
    row.set_problem("")
    assert row.under.text() == "At least 12 letters"


def test_a_sheet_keeps_the_keys_and_gives_the_focus_back(page, qtbot):
    field = page.findChild(QLineEdit)
    field.setFocus()
    sheet = Sheet(page, "Keys")
    sheet.body.addWidget(QPushButton("One"))
    sheet.present()
    assert sheet.close_button.hasFocus()
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
    with qtbot.waitSignal(sheet.closed, timeout=1000):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_a_sheet_follows_its_page(page):
    sheet = Sheet(page, "Keys")
    sheet.present()
    page.resize(500, 300)
    assert sheet.geometry() == page.rect()
    sheet.leave()


def test_a_sheet_is_as_tall_as_what_is_in_it(page):
    page.resize(900, 900)
    sheet = Sheet(page, "Keys")
    for _ in range(3):
        sheet.body.addWidget(Body("words that take two lines at most " * 3))
    sheet.present()
    QApplication.processEvents()
    inside = sheet._scroller.inside
    assert sheet._scroller.viewport().height() == inside.heightForWidth(inside.width())
    sheet.leave()


def test_a_line_that_has_no_room_says_all_of_it_to_a_screen_reader(page):
    line = Elided("A very long name for a group of young musicians", page)
    line.show()
    line.resize(120, 24)
    assert line.text().endswith("…")
    assert line.accessibleName() == "A very long name for a group of young musicians"
    line.resize(900, 24)
    assert line.text() == line.accessibleName()


def test_the_keys_are_said_even_where_they_have_no_room(page):
    bar = KeycapBar((("A", "pupil"), ("0", "clear")), page)
    bar.resize(60, 28)
    assert bar.accessibleName() == "Keys: A pupil, 0 clear"
    assert not bar.grab().isNull()


def test_the_wheel_scrolls_past_a_choice(page, qtbot):
    choice = Choice("How they took part", page)
    choice.addItems(["one", "two"])
    choice.show()
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    down = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, down)
    assert choice.currentIndex() == 0


def test_a_button_changes_its_words_with_its_name(page):
    button = SecondaryButton("Who was here?", page, icon="users")
    button.set_words("", "Who was here?")
    assert button.accessibleName() == "Who was here?"
    assert not button.icon().isNull()
    button.set_icon("")
    assert button.icon().isNull()


@pytest.mark.parametrize(
    ("x", "of", "dot"), [(63, 3, None), (65, 3, 1), (100, 3, 2), (135, 3, 3), (137, 3, None), (145, 4, 4)]
)
def test_a_click_belongs_to_the_nearest_dot(x, of, dot):
    assert dot_at(x, 100, size=24, gap=0, of=of) == dot


def test_dots_know_their_width():
    assert dots_width(10, 5) == 40
    assert dots_width(10, 5, of=4) == 55


def test_a_tone_can_change(page):
    words = Text("Careful", page)
    words.set_tone("danger")
    words.set_role("h2")
    assert words.palette().windowText().color().name().upper() == theme.tokens().danger
    assert words.font().bold()
