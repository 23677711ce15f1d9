"""The lock when nobody rings for it: a key after too long, a clock of the wall, windows under the cover."""

from __future__ import annotations

import inspect
import sys
import time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from tests.ui.window_checks import ALT, CTRL, SHIFT, Hands, settle
from tests.ui.window_steps import KEY, add_group, make_diary, step
from tutordiary.documents.content import FamilyReport
from tutordiary.documents.guarded import GuardedPress
from tutordiary.errors import Stopped
from tutordiary.presenters.door import Step
from ui import file_choice, main_window
from ui.lock.cover import Paper
from ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def hands(window):
    made = Hands()
    make_diary(window, made)
    add_group(made)
    return made


def test_the_clock_goes_on_while_the_computer_sleeps():
    assert inspect.signature(MainWindow).parameters["clock"].default is time.time


def test_a_key_after_too_long_locks_and_goes_nowhere(window, hands, clock):
    diary = window.desk.diary
    hands.press(KEY.Key_N, CTRL)
    hands.prose("Tuesday")
    field = hands.focus
    clock.now += 5 * 60
    QTest.keyClick(field, KEY.Key_Q)
    assert window.desk is None
    settle(lambda: step(window) is Step.UNLOCK)  # work under way is finished first
    settle(lambda: diary.vault.is_closed)
    assert not window._papers.isActive(), "it would end a page begun after the next unlocking"


def test_a_page_that_never_comes_does_not_hold_the_key(window, hands, monkeypatch):
    monkeypatch.setattr(main_window, "PAPER_MS", 50)
    hangs = (sys.executable, "-c", "import sys, time; sys.stdin.buffer.read(8); time.sleep(60)")
    refused = []
    diary = window.desk.diary
    window.desk.jobs.run(
        lambda: GuardedPress(command=hangs).write(FamilyReport(name="Wren"), "pdf"), print, refused.append
    )
    hands.press(KEY.Key_L, CTRL | SHIFT)
    settle(lambda: diary.vault.is_closed)
    assert [type(one) for one in refused] == [Stopped]


def test_the_cover_lies_on_every_window_and_lets_no_shortcut_through(window, hands, qtbot):
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    words = QLabel("Wren asked to start", dialog)
    dialog.show()
    hands.press(KEY.Key_B, CTRL)
    assert len(dialog.findChildren(Paper)) == 1
    assert len(window.findChildren(Paper)) >= 1
    assert not words.isVisible()
    before = window.desk.stack.currentWidget()
    QTest.keyClick(dialog, KEY.Key_2, ALT)
    QTest.keyClick(window, KEY.Key_2, ALT)
    assert window.desk.stack.currentWidget() is before
    hands.press(KEY.Key_Escape)
    assert words.isVisible()
    dialog.close()


def test_a_copy_elsewhere_waits_for_words_that_even_memory_could_not_take(
    window, hands, tmp_path, monkeypatch
):
    desk, copy = window.desk, tmp_path / "copy.tdbackup"
    monkeypatch.setattr(desk._elsewhere, "_keep", lambda: False)
    monkeypatch.setattr(file_choice, "save_place", lambda *_given: copy)
    gone_on = []
    desk.offer_copy(lambda: gone_on.append(True))
    button = next(one for one in desk._trouble.buttons if "copy elsewhere" in one.text())
    button.click()
    assert not gone_on
    assert not copy.exists()
