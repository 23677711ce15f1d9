"""Undo goes back through every text a draft remembers, letter by letter the same, whatever was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tutordiary.model import Pupil
from tutordiary.presenters.forms import FormField, Forms
from ui.form_sheet import FormSheet
from ui.widgets import steps
from ui.widgets.steps import MOST_CHARACTERS, MOST_STEPS, Steps

KINDS = [QLineEdit, QPlainTextEdit]
LETTERS = st.sampled_from(["a", "b", " ", "é", "e\u0301", "𝄞", "👩🏽\u200d🎤", "the ", "Wren "])
TEXTS = st.lists(st.lists(LETTERS, max_size=8).map("".join), min_size=1, max_size=10)


def undone(field) -> list[str]:
    """Take back everything, and return each text on the way, oldest first."""
    texts = [steps.text_in(field)]
    for _ in range(400):
        can = field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()
        if not can:
            break
        field.undo()
        if steps.text_in(field) != texts[-1]:
            texts.append(steps.text_in(field))
    return texts[::-1]


def without_repeats(texts: list[str]) -> list[str]:
    return [text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1]]


@pytest.mark.parametrize("kind", KINDS)
@given(texts=TEXTS)
def test_every_text_comes_back_and_in_its_order(qapp, kind, texts):
    field = kind()
    steps.replay(field, texts[:-1], texts[-1])
    assert steps.text_in(field) == texts[-1]
    assert undone(field) == without_repeats(texts)


@pytest.mark.parametrize("kind", KINDS)
@given(texts=TEXTS)
def test_a_recorder_gives_a_field_back_all_it_noted(qapp, kind, texts):
    recorder, field = Steps(), kind()
    recorder.begin(texts[0])
    for text in texts[1:]:
        recorder.note(text)
    steps.replay(field, recorder.earlier, texts[-1])
    assert undone(field) == without_repeats(texts)


@given(before=st.lists(LETTERS, max_size=12).map("".join), after=st.lists(LETTERS, max_size=12).map("".join))
def test_a_difference_is_the_least_that_changes(before, after):
    start, gone, new = steps.difference(before, after)
    assert before[:start] + new + before[start + gone :] == after
    if gone and new:
        assert before[start] != new[0]
        assert before[start + gone - 1] != new[-1]


@given(text=st.lists(LETTERS, max_size=12).map("".join), place=st.integers(0, 40))
def test_a_caret_is_counted_in_characters_both_ways(text, place):
    place = min(place, len(text))
    assert steps.characters(text, steps.units(text, place)) == place


@pytest.mark.parametrize("kind", KINDS)
def test_a_caret_behind_signs_of_two_units_is_where_it_was(qapp, kind):
    field = kind("𝄞𝄞ab")
    steps.place_caret(field, 3)
    assert steps.caret_in(field) == 3
    field.insertPlainText("!") if kind is QPlainTextEdit else field.insert("!")
    assert steps.text_in(field) == "𝄞𝄞a!b"


@pytest.mark.parametrize("kind", KINDS)
def test_typing_after_a_lock_is_taken_back_by_itself(qapp, kind):
    field = kind()
    steps.replay(field, ("She", "She led"), "She led us")
    field.moveCursor(QTextCursor.MoveOperation.End) if kind is QPlainTextEdit else field.end(False)
    QTest.keyClicks(field, " in")
    texts = undone(field)
    assert texts[:3] == ["She", "She led", "She led us"]
    assert texts[-1] == "She led us in"


def test_a_long_day_of_writing_stays_small_and_keeps_where_it_began():
    recorder, text = Steps(), ""
    recorder.begin("")
    for number in range(500):
        text += f"Word {number}. "
        recorder.note(text)
        assert len(recorder.earlier) <= MOST_STEPS
        assert sum(map(len, recorder.earlier)) <= MOST_CHARACTERS
    assert recorder.earlier[0] == ""
    assert recorder.earlier[-1] == text.removesuffix("Word 499. ")
    recorder.note("x" * 30_000)
    recorder.note("y")
    assert sum(map(len, recorder.earlier)) <= MOST_CHARACTERS


def test_a_sheet_left_in_the_middle_is_undone_step_by_step_when_it_is_opened_again(qtbot, diary):
    diary.add(Pupil(id="p", first_name="Wren", what_helps="Drums"))
    forms, page = Forms(diary, date.today), QWidget()
    qtbot.addWidget(page)
    page.resize(700, 600)
    with qtbot.waitActive(page):
        page.show()
    questions = (FormField("first_name", "First name"), FormField("what_helps", "What helps", "text"))

    def opened() -> FormSheet:
        form = forms.open(Pupil, "Details", questions, record=diary.need(Pupil, "p"))
        return FormSheet(page, forms, form, lambda: None)

    sheet = opened()
    helps = sheet.findChild(QPlainTextEdit)
    helps.setFocus()
    helps.moveCursor(QTextCursor.MoveOperation.End)
    for words in (", a corner", ", time"):
        QTest.keyClicks(helps, words)
        sheet.keep_now()
    sheet.leave()
    again = opened()
    helps = again.findChild(QPlainTextEdit)
    assert helps.hasFocus()
    assert undone(helps) == ["Drums", "Drums, a corner", "Drums, a corner, time"]
    for _ in range(2):
        QTest.keyClicks(helps, "x" * 100)
    assert "x" * 190 in diary.drafts("form/")[0].text
    again.leave()  # or what is still to be kept would be kept when the diary is closed


def test_undo_leaves_the_caret_where_the_words_changed(qapp):
    field = QPlainTextEdit()
    steps.replay(field, ("She led",), "She led us in")
    field.undo()
    assert steps.caret_in(field) == len("She led")
