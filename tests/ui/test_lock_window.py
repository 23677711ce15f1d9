"""What a lock does to the window: the order, whatever is open, a full disk, work under way, the cover."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from tests.ui.window_checks import ALT, CTRL, SHIFT, Hands, settle, spoken
from tests.ui.window_steps import KEY, NAMES, SECRET, code_shown, lock, step, unlock
from tutordiary.diary import Diary
from tutordiary.errors import DiskFull
from tutordiary.model import Observation
from tutordiary.presenters.door import Step
from ui import file_choice
from ui.lock import departure
from ui.lock.cover import Paper
from ui.lock.handover import Why
from ui.lock.sweep import others_in_sight
from ui.main_window import TITLE

# The screen of the tests has no order of windows and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WORDS = "Zugspitz yarrow"
NO_ROOM = "There is no room left to write the diary."


def in_sight(window) -> list:
    return others_in_sight(window)


def heard() -> str:
    return "\n".join(spoken(one) for one in QApplication.topLevelWidgets())


def of_the_diary(text: str) -> list[str]:
    return [word for word in (*NAMES, "Tuesday drums", "Alder Bank", WORDS) if word in text]


# Whatever is open ---------------------------------------------------------------------------------


def on_log(hands) -> None:
    hands.press(KEY.Key_Return)


def keys_of_log(window, hands):
    on_log(hands)
    hands.press(KEY.Key_F1)


def who_was_here(window, hands):
    on_log(hands)
    window.desk.page("log").page.who_button.click()


def evening(window, hands):
    on_log(hands)
    hands.press(KEY.Key_E, CTRL)
    hands.prose(WORDS)


def new_group(window, hands):
    hands.press(KEY.Key_N, CTRL)
    hands.prose(WORDS)


def form_of_a_pupil(window, hands):
    hands.press(KEY.Key_3, ALT)
    hands.prose("Maple")
    hands.press(KEY.Key_Return)
    hands.tab_to("Add to targets")
    hands.press(KEY.Key_Return)
    hands.prose(WORDS)


def keys_of_share(window, hands):
    hands.press(KEY.Key_6, ALT)
    hands.press(KEY.Key_F1)


def a_menu(window, hands):
    menu = QMenu(window.desk)
    menu.addAction("Wren")
    menu.popup(window.geometry().center())
    assert QApplication.activePopupWidget() is menu


def a_dialog(window, hands):
    dialog = QDialog(window.desk)
    dialog.setWindowTitle("Wren")
    dialog.open()


@pytest.mark.parametrize(
    "open_it",
    [keys_of_log, who_was_here, evening, new_group, form_of_a_pupil, keys_of_share, a_menu, a_dialog],
    ids=lambda one: one.__name__,
)
def test_whatever_is_open_is_gone_after_a_lock(window, hands, open_it):
    open_it(window, hands)
    QApplication.processEvents()
    before = heard()
    assert of_the_diary(before) or open_it is keys_of_share
    window.lock()
    assert window.desk is None
    assert in_sight(window) == []
    assert window.windowTitle() == TITLE
    settle(lambda: step(window) is Step.UNLOCK)
    assert not of_the_diary(heard())


def test_a_question_for_a_file_is_cancelled_by_the_lock(window, hands, tmp_path):
    def lock_meanwhile() -> None:
        assert in_sight(window)
        window.lock(Why.IDLE)
        assert in_sight(window) == []

    QTimer.singleShot(100, lock_meanwhile)
    assert file_choice.save_place(window.desk, "Where it goes", "report.pdf", "PDF (*.pdf)") is None
    assert window.desk is None


# The order ----------------------------------------------------------------------------------------


def test_the_door_stands_and_the_diary_is_closed_before_a_fresh_process_takes_over(window, hands):
    seen = []
    diary = window.desk.diary
    folder = diary.folder

    def hand_over(handover):
        again = Diary.open(folder, SECRET, state_folder=folder.parent / "not this one")
        seen.append((handover, window._door_page.isVisible(), in_sight(window), again.drafts("new-group")))
        again.close()

    window._hand_over = hand_over
    hands.press(KEY.Key_N, CTRL)
    hands.prose(WORDS)
    window.lock(Why.SLEEP)
    settle(lambda: bool(seen))
    ((handover, door, others, drafts),) = seen
    assert (handover.folder, handover.is_sample, handover.why) == (folder, False, Why.SLEEP)
    assert handover.geometry
    assert not handover.is_minimised
    assert door
    assert others == []
    assert WORDS in drafts[0].text
    assert WORDS not in handover.to_text()
    # A system that refuses a fresh process leaves the app locked in this one.
    assert window.desk is None
    assert "Locked before the computer went to sleep." in spoken(window)
    unlock(window, hands)


def test_the_reason_is_told_at_the_door_by_the_fresh_process(window, hands):
    diary = window.desk.diary
    left = departure.describe(window, diary, Why.IDLE)
    lock(window, hands)
    window.take_over(left)
    assert "Locked after 5 minutes." in spoken(window)
    unlock(window, hands)


def test_the_fresh_window_stays_down_when_the_old_one_was(window, hands):
    window.showMinimized()
    left = departure.describe(window, window.desk.diary, Why.IDLE)
    assert left.is_minimised
    window.showNormal()
    lock(window, hands)
    window.take_over(left)
    assert window.isMinimized()
    window.showNormal()


def test_work_under_way_is_finished_behind_plain_paper(window, hands, qtbot):
    may_end, told = threading.Event(), []
    settle(lambda: not window._jobs.is_busy)
    diary = window.desk.diary

    def work() -> None:
        may_end.wait(20)
        diary.drafts()

    window._jobs.run(work, lambda _: told.append(not diary.vault.is_closed), told.append)
    window.lock()
    assert window.desk is None
    paper = window.findChild(Paper)
    assert paper.isVisible()
    assert departure.FINISHING in spoken(window)
    assert not of_the_diary(heard())
    assert not diary.vault.is_closed
    may_end.set()
    settle(lambda: step(window) is Step.UNLOCK)
    assert told == [True]
    assert diary.vault.is_closed
    unlock(window, hands)


def test_minimising_locks_where_that_is_wanted(window, hands, settings):
    window.showMinimized()
    QApplication.processEvents()
    assert window.desk is not None
    window.showNormal()
    settings.change(lock_when_minimised=True)
    window.showMinimized()
    settle(lambda: window.desk is None)
    window.showNormal()


def test_a_diary_that_waits_at_the_door_locks_too(window, clock):
    hands = Hands()
    hands.press(KEY.Key_Return)
    hands.prose("Ines Okoro")
    hands.tab_to("Passphrase")
    hands.prose(SECRET)
    hands.tab_to("Passphrase again")
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    code, diary = code_shown(window), window._door.holds
    settle(lambda: not window._jobs.is_busy)
    clock.now += 5 * 60
    window._idle.timeout.emit()
    assert step(window) is Step.UNLOCK
    assert diary.vault.is_closed
    assert window._door.holds is None
    assert code.split()[0] not in heard()


def test_the_wall_clock_is_asked_every_two_seconds(window, hands):
    assert window._idle.isActive()
    assert window._idle.interval() <= 2000  # a wake-up from sleep is noticed as soon


def test_a_clock_put_back_does_not_put_the_lock_off(window, hands, clock):
    clock.now -= 7200
    window._idle.timeout.emit()
    clock.now += 5 * 60
    window._idle.timeout.emit()
    assert window.desk is None


@pytest.mark.parametrize("open_it", [new_group, form_of_a_pupil, evening], ids=lambda one: one.__name__)
def test_a_caret_that_was_moved_after_the_words_comes_back_too(window, hands, open_it):
    open_it(window, hands)
    place = hands.place
    QTest.qWait(700)  # the words are kept by now
    for _ in range(4):
        QTest.keyClick(hands.focus, KEY.Key_Left)
    lock(window, hands)
    unlock(window, hands)
    assert hands.place == place
    field = hands.focus
    caret = field.cursorPosition() if hasattr(field, "cursorPosition") else field.textCursor().position()
    assert caret == len(WORDS) - 4


# A full disk --------------------------------------------------------------------------------------


def test_a_full_disk_offers_a_copy_elsewhere_and_then_it_locks(window, hands, tmp_path, monkeypatch):
    on_log(hands)
    hands.keys("w2/")
    hands.prose(WORDS)
    diary, desk = window.desk.diary, window.desk
    settle(lambda: not window._jobs.is_busy)

    def no_room(*_given, **_named):
        raise DiskFull(NO_ROOM)

    copy = tmp_path / "stick" / "copy.tdbackup"
    copy.parent.mkdir()
    monkeypatch.setattr(type(diary.vault), "tx", no_room)
    monkeypatch.setattr(file_choice, "save_place", lambda *_given: copy)
    window.lock()
    assert window.desk is desk
    assert WORDS in spoken(window)  # still on the screen
    monkeypatch.setattr(type(diary.vault), "save_mark", no_room)
    desk._on_mark_timeout()  # another part that finds no room does not take the offer away
    button = next(one for one in desk._trouble.buttons if "copy elsewhere" in one.text())
    button.click()
    monkeypatch.undo()
    assert window.desk is None
    settle(lambda: step(window) is Step.UNLOCK)
    assert "Your last words are in the copy" in spoken(window)
    Diary.restore(copy, tmp_path / "back", SECRET, state_folder=tmp_path / "state2")
    back = Diary.open(tmp_path / "back", SECRET, state_folder=tmp_path / "state2")
    found = [draft.text for draft in back.drafts()] + [one.text for one in back.all(Observation)]
    assert any(WORDS in one for one in found)
    assert [one for one in back.all(Observation) if not one.text]  # the mark made before, too
    back.close()


# The cover ----------------------------------------------------------------------------------------


def test_the_cover_hides_everything_and_gives_everything_back(window, hands):
    form_of_a_pupil(window, hands)
    field = hands.focus
    QTest.keyClick(field, KEY.Key_Left)
    caret = field.cursorPosition() if hasattr(field, "cursorPosition") else field.textCursor().position()
    window.grab()
    hands.press(KEY.Key_B, CTRL)
    assert not of_the_diary(heard())
    assert window.windowTitle() == TITLE
    assert hands.place == TITLE
    for key in (KEY.Key_X, KEY.Key_Space, KEY.Key_Return, KEY.Key_Tab):
        QTest.keyClick(window.windowHandle(), key)
    QTest.keyClick(window.windowHandle(), KEY.Key_1, ALT)
    assert not of_the_diary(heard())
    QTest.keyClick(window.windowHandle(), KEY.Key_Escape)
    assert hands.focus is field
    assert WORDS in spoken(window)
    now = field.cursorPosition() if hasattr(field, "cursorPosition") else field.textCursor().position()
    assert now == caret
    assert "x" + WORDS not in heard()
    # The button and the key itself lift it too.
    hands.press(KEY.Key_B, CTRL)
    QTest.keyClick(window.windowHandle(), KEY.Key_B, CTRL)
    assert hands.focus is field
    hands.press(KEY.Key_B, CTRL)
    QTest.mouseClick(window.findChild(Paper).button, Qt.MouseButton.LeftButton)
    assert hands.focus is field


def test_a_covered_dialog_is_blank_too_and_stays_open(window, hands, qtbot):
    dialog = QDialog(window.desk)
    dialog.setModal(True)
    label = QMenu("Wren", dialog)
    dialog.setAccessibleName("Where it goes")
    dialog.show()
    qtbot.waitActive(dialog)
    QTest.keyClick(dialog.windowHandle(), KEY.Key_B, CTRL)
    assert dialog.isVisible()
    assert dialog.findChild(Paper).isVisible()
    assert window._guards.cover.is_on
    QTest.keyClick(dialog.windowHandle(), KEY.Key_Escape)
    assert dialog.isVisible()  # Esc lifted the cover, and did not reach the dialog
    assert not window._guards.cover.is_on
    label.deleteLater()
    dialog.reject()


def test_under_the_cover_the_clock_goes_on_and_the_lock_key_locks(window, hands, clock):
    hands.press(KEY.Key_B, CTRL)
    clock.now += 5 * 60 - 1
    QTest.keyClick(window.windowHandle(), KEY.Key_X)  # nobody works at a covered page
    clock.now += 1
    window._idle.timeout.emit()
    assert window.desk is None
    settle(lambda: step(window) is Step.UNLOCK)
    assert not window._guards.cover.is_on
    unlock(window, hands)
    hands.press(KEY.Key_B, CTRL)
    QTest.keyClick(window.windowHandle(), KEY.Key_L, CTRL | SHIFT)
    assert window.desk is None
