"""A log that was open when a pupil was erased: nothing it still held of them is written again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tests.presenters.log_samples import DAY, GROUP, NAMES, Clock, new_diary
from tutordiary.diary import erasure, history
from tutordiary.errors import DiskFull
from tutordiary.model import Observation, Reflection
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, Place
from ui.log.page import LogPage

GONE = "Zebedee"
TOLD = "Zebedee led the drums and the others followed"
EVERYONE = Place(Field.MOMENT)


@pytest.fixture
def diary(tmp_path):
    opened = new_diary(tmp_path, (*NAMES[:2], GONE))
    yield opened
    opened.close()


@pytest.fixture
def presenter(diary):
    found = LogPresenter(diary, now=Clock())
    found.open_session(group_id=GROUP, day=DAY)
    return found


@pytest.fixture
def page(presenter, qtbot):
    stack = QStackedWidget()
    page = LogPage(presenter)
    stack.addWidget(page)
    stack.addWidget(QWidget())
    qtbot.addWidget(stack)
    stack.resize(1200, 700)
    stack.show()
    QTest.qWaitForWindowActive(stack)
    yield page
    stack.hide()


def turn(page, number):
    page.parentWidget().setCurrentIndex(number)
    QApplication.processEvents()


def erase(diary):
    erasure.erase(diary, f"pupil-{GONE.casefold()}")


def everything_kept(diary) -> str:
    """Return all words the diary holds of moments, of answers and of what is being typed."""
    held = [sign.text + sign.what_i_did for sign in diary.all(Observation)]
    held += [one.text for one in diary.all(Reflection)]
    held += [draft.key + draft.text + " ".join(draft.steps) for draft in diary.drafts()]
    with diary.vault.reading() as conn:
        held += [row[0] for row in conn.execute("SELECT text FROM text_version").fetchall()]
        held += [row[0] for row in conn.execute("SELECT body FROM bin").fetchall()]
    return "\n".join(held)


def assert_gone(diary):
    held = everything_kept(diary)
    assert GONE not in held
    assert "zebedee" not in held.casefold()


def test_undo_in_the_field_does_not_bring_the_name_back(page, diary):
    page.panel.moment.focus(None)
    QTest.keyClicks(page.panel.moment.edit, TOLD)
    turn(page, 1)
    assert GONE in everything_kept(diary)
    erase(diary)
    turn(page, 0)
    edit = page.panel.moment.edit
    assert GONE not in edit.toPlainText()
    assert "the others followed" in edit.toPlainText()
    page.panel.moment.focus(None)
    for _ in range(5):
        edit.undo()
        assert GONE not in edit.toPlainText()
    QTest.keyClicks(edit, " and then went home")
    turn(page, 1)
    assert page.keep_everything()
    assert_gone(diary)
    assert "went home" in everything_kept(diary)


def test_undo_of_the_page_does_not_bring_the_name_back(page, presenter, diary):
    presenter.commit_typing(EVERYONE, TOLD)
    presenter.commit_typing(EVERYONE, "Nobody led")
    presenter.commit_typing(EVERYONE, TOLD)
    turn(page, 1)
    erase(diary)
    presenter.undo()
    presenter.undo()
    turn(page, 0)
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.keep_everything()
    assert_gone(diary)


def test_words_not_final_yet_are_not_written_after_the_erasure(presenter, diary):
    presenter.keep_typing(EVERYONE, TOLD, 3, (TOLD[:9],))
    erase(diary)
    presenter.keep_typing(EVERYONE, f"{TOLD}!", 3, (TOLD,))
    presenter.commit_typing(Place(Field.MOMENT, f"pupil-{GONE.casefold()}"), TOLD)
    presenter.open_session(group_id=GROUP, day=DAY.replace(day=20))  # going elsewhere makes words final
    assert_gone(diary)


def test_what_waited_for_room_is_not_written_after_the_erasure(presenter, diary, monkeypatch):
    def full(*_records):
        raise DiskFull("There is no room left.")

    monkeypatch.setattr(diary, "save", full)
    presenter.commit_typing(EVERYONE, TOLD)
    monkeypatch.undo()
    erase(diary)
    presenter.try_again()
    presenter.refresh()
    assert_gone(diary)
    presenter.commit_typing(EVERYONE, "A quiet day")
    assert "A quiet day" in everything_kept(diary)


def test_a_pupil_of_no_group_is_noticed_too(presenter, diary):
    presenter.commit_typing(EVERYONE, TOLD)
    with diary.vault.tx() as conn:
        conn.execute("DELETE FROM membership WHERE pupil_id = ?", (f"pupil-{GONE.casefold()}",))
    before = presenter.memory
    erase(diary)
    presenter.refresh()
    assert presenter.memory != before
    assert history.erasures(diary) == 1
    assert presenter.earlier(EVERYONE).lines() == ()
    assert_gone(diary)
