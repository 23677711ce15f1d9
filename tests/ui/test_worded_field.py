"""The field for worded texts: marks by keys and buttons, lists that go on, undo as in any field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from tutordiary.documents import rich
from ui import theme
from ui.widgets import Autosave
from ui.widgets.worded import MarkButtons, WordedEdit

KEY = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qtbot):
    made = WordedEdit()
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    made.setFocus()
    return made


def say(field, text, start, end=None):
    field.setPlainText(text)
    cursor = field.textCursor()
    cursor.setPosition(start)
    if end is not None:
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def test_the_word_at_the_caret_becomes_strong_and_plain_again(field):
    say(field, "She led the song.", 5)
    field.mark_strong()
    assert field.toPlainText() == "She **led** the song."
    assert field.textCursor().selectedText() == "led"
    assert any(bit.strong and bit.text == "led" for bit in rich.parse(field.toPlainText())[0].bits)
    field.mark_strong()
    assert field.toPlainText() == "She led the song."


def test_marked_words_become_strong_without_the_spaces_around_them(field):
    say(field, "She led the song.", 3, 12)
    field.mark_strong()
    assert field.toPlainText() == "She **led the** song."


@pytest.mark.parametrize(
    ("mark", "marked"),
    [
        ("mark_heading", "## One\n## Two"),
        ("mark_bullets", "- One\n- Two"),
        ("mark_numbers", "1. One\n2. Two"),
    ],
)
def test_lines_get_a_mark_and_lose_it(field, mark, marked):
    say(field, "One\nTwo", 1, 6)
    getattr(field, mark)()
    assert field.toPlainText() == marked
    assert [part.text for part in rich.parse(marked)] == ["One", "Two"]
    say(field, marked, 1, len(marked))
    getattr(field, mark)()
    assert field.toPlainText() == "One\nTwo"


def test_one_kind_of_list_becomes_the_other_and_undo_goes_back(field):
    say(field, "- One\n- Two", 0, 11)
    field.mark_numbers()
    assert field.toPlainText() == "1. One\n2. Two"
    field.undo()
    assert field.toPlainText() == "- One\n- Two"


def test_enter_goes_on_with_a_list_and_an_empty_item_ends_it(field):
    QTest.keyClicks(field, "9. Nine")
    QTest.keyClick(field, KEY.Key_Return)
    assert field.toPlainText() == "9. Nine\n10. "
    QTest.keyClick(field, KEY.Key_Return)
    assert field.toPlainText() == "9. Nine\n"
    QTest.keyClicks(field, "- A")
    QTest.keyClick(field, KEY.Key_Return)
    assert field.toPlainText() == "9. Nine\n- A\n- "


def test_enter_inside_plain_words_and_headings_is_a_line_end(field):
    QTest.keyClicks(field, "## Head")
    QTest.keyClick(field, KEY.Key_Return)
    QTest.keyClicks(field, "Words")
    assert field.toPlainText() == "## Head\nWords"


def test_a_place_after_wide_letters_is_marked_where_it_is(field):
    say(field, "\U0001f3b5\U0001f3b5 led", 6)
    field.mark_strong()
    assert field.toPlainText() == "\U0001f3b5\U0001f3b5 **led**"


def test_drawing_the_marks_is_no_typing(qtbot, field):
    kept = []
    save = Autosave(field, lambda text, _caret: kept.append(text), kept.append)
    save.put("## Head\n- **one**")
    formats = field.document().firstBlock().layout().formats()
    assert any(one.format.fontWeight() == QFont.Weight.DemiBold for one in formats)
    theme.notifier().theme_changed.emit()
    qtbot.wait(1)
    assert not save.is_dirty
    save.flush()
    assert kept == []


def test_the_field_grows_with_its_text_up_to_a_height(field):
    low = field.height()
    field.setPlainText("\n".join("line" for _ in range(9)))
    assert field.height() > low
    field.setPlainText("\n".join("line" for _ in range(90)))
    assert field.height() == theme.em(15.0)


def test_the_buttons_work_on_the_field_and_give_the_focus_back(qtbot, field):
    row = MarkButtons(lambda: field)
    qtbot.addWidget(row)
    say(field, "Two words", 1)
    row.items[0].click()
    assert field.toPlainText() == "**Two** words"
    row.items[1].click()
    assert field.toPlainText() == "## **Two** words"
