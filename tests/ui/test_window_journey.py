"""The whole main job in the real window, by keys alone: first start, a report given, a lock, and back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from shiboken6 import isValid

from tests.ui.window_checks import ALT, CTRL, Hands, settle, spoken
from tests.ui.window_steps import KEY, NAMES, SECRET, add_group, lock, log_session, make_diary, unlock
from tutordiary.model import Observation, Pupil, Report, ReportSection, ReportStatus, Session, Slot, Voice
from tutordiary.presenters.door import WAIT_S, Step
from ui.main_window import TITLE


def test_from_the_first_start_to_a_report_and_back(window, tmp_path, monkeypatch):
    hands = Hands()
    make_diary(window, hands)
    add_group(hands)
    assert log_session(hands) <= 40
    diary = window.desk.diary
    assert {pupil.first_name for pupil in diary.all(Pupil)} == set(NAMES)
    assert len([one for one in diary.all(Observation) if not one.text]) == 55
    assert diary.all(Voice)[0].words == "Can we do it faster next week?"
    assert diary.all(Session)[0].finished_at is not None
    # Today says so, and the report is four keys away.
    target = tmp_path / "given.pdf"
    monkeypatch.setattr("ui.file_choice.save_place", lambda *_: target)
    hands.press(KEY.Key_5, ALT)
    assert hands.place == "Pupil"
    hands.tab_to("Summary")
    hands.press(KEY.Key_A, CTRL)
    hands.prose("Starts things now, and asks first.")
    hands.press(KEY.Key_Return, CTRL)
    assert hands.place.startswith("PDF")  # the sheet that gives it
    hands.press(KEY.Key_Return, CTRL)
    settle(target.exists)
    settle(lambda: bool(diary.find(Report, status=ReportStatus.GIVEN)))
    assert target.read_bytes().startswith(b"%PDF")
    before = diary.counts()
    lock(window, hands)
    unlock(window, hands)
    assert window.desk.diary.counts() == before
    assert "Starts things now, and asks first." in {
        part.text for part in window.desk.diary.all(ReportSection)
    }


# Locked in the middle of a word -------------------------------------------------------------------

IN_THE_MIDDLE = "Half of a"


def is_unfinished(hands: Hands, name: str, words: str) -> None:
    """Check that the caret is back in a field, behind its words, and that more can be typed."""
    assert hands.place == name
    field = hands.focus
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    assert text == words
    caret = field.textCursor().position() if isinstance(field, QPlainTextEdit) else field.cursorPosition()
    assert caret == len(words)


@pytest.mark.parametrize(
    ("keys", "name"), [("w/", "A moment to remember"), ('w"', "Their words"), ("n", "Next time")]
)
def test_a_lock_in_the_middle_of_the_log(window, hands, keys, name):
    hands.press(KEY.Key_Return)
    hands.keys(keys)
    place = hands.place
    assert name.split()[-1].casefold() in place.casefold()
    hands.prose(IN_THE_MIDDLE)
    lock(window, hands)
    unlock(window, hands)
    is_unfinished(hands, place, IN_THE_MIDDLE)


def test_a_lock_in_the_middle_of_the_evening_half(window, hands):
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_E, CTRL)
    place = hands.place
    hands.prose(IN_THE_MIDDLE)
    lock(window, hands)
    unlock(window, hands)
    is_unfinished(hands, place, IN_THE_MIDDLE)


def test_a_lock_in_the_middle_of_a_report(window, hands):
    hands.press(KEY.Key_5, ALT)
    hands.tab_to("Summary")
    hands.press(KEY.Key_A, CTRL)
    hands.prose(IN_THE_MIDDLE)
    lock(window, hands)
    unlock(window, hands)
    is_unfinished(hands, "Summary", IN_THE_MIDDLE)


def test_a_lock_in_the_middle_of_a_new_group(window, hands):
    hands.press(KEY.Key_N, CTRL)
    hands.prose("Bramble Hill")
    hands.press(KEY.Key_Return)
    hands.prose(IN_THE_MIDDLE)
    lock(window, hands)
    unlock(window, hands)
    is_unfinished(hands, "Your name for the group", IN_THE_MIDDLE)
    hands.press(KEY.Key_Escape)
    lock(window, hands)
    unlock(window, hands)
    assert hands.place != "Your name for the group"  # closed by hand: it does not come back by itself
    hands.press(KEY.Key_N, CTRL)
    is_unfinished(hands, "Your name for the group", IN_THE_MIDDLE)


def test_a_lock_in_the_middle_of_a_pupils_sheet(window, hands):
    hands.press(KEY.Key_3, ALT)
    hands.prose("Maple")
    hands.press(KEY.Key_Return)
    hands.tab_to("Add to targets")
    hands.press(KEY.Key_Return)
    place = hands.place
    hands.prose(IN_THE_MIDDLE)
    lock(window, hands)
    unlock(window, hands)
    is_unfinished(hands, place, IN_THE_MIDDLE)
    assert "Maple" in spoken(window)


def test_a_lock_in_the_middle_of_the_settings(window, hands):
    hands.press(KEY.Key_Comma, CTRL)
    hands.tab_to("Music service")
    hands.prose("Fenland Music")
    lock(window, hands)
    unlock(window, hands)
    assert window.desk.diary.tutor.service == "Fenland Music"


def test_words_outlive_a_crash_of_the_window(window, hands, qtbot):
    hands.press(KEY.Key_N, CTRL)
    hands.prose("Bramble Hill")
    diary = window.desk.diary
    settle(lambda: bool(diary.drafts("new-group")), timeout_ms=3000)
    assert "Bramble Hill" in diary.drafts("new-group")[0].text


# Locking ------------------------------------------------------------------------------------------


def test_nothing_of_the_diary_is_left_behind_the_door(window, hands, qtbot):
    for page in (KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_1):
        hands.press(page, ALT)
        assert window.windowTitle() == TITLE
    hands.press(KEY.Key_3, ALT)
    hands.press(KEY.Key_Return)
    assert window.windowTitle() == TITLE
    assert "Idris" in spoken(window)
    desk = window.desk
    pages = list(desk._pages.values())
    lock(window, hands)
    qtbot.waitUntil(lambda: not isValid(desk))
    assert not any(isValid(page) for page in pages)
    assert window.windowTitle() == TITLE
    heard = "\n".join(spoken(one) for one in QApplication.topLevelWidgets())
    assert not [word for word in (*NAMES, "Tuesday drums", "Alder Bank") if word in heard]


def test_it_locks_by_the_wall_clock_when_nobody_is_there(window, hands, clock):
    clock.now += 5 * 60 - 1
    window._idle.timeout.emit()
    assert window.desk is not None
    clock.now += 1
    window._idle.timeout.emit()
    assert window.desk is None
    unlock(window, hands)
    clock.now += 3600  # the laptop slept; the first key must not land in the diary
    hands.press(KEY.Key_N, CTRL)
    assert window.desk is None


def test_typing_keeps_it_open(window, hands, clock):
    for _ in range(4):
        clock.now += 4 * 60
        hands.press(KEY.Key_Tab)
    assert window.desk is not None


def test_a_wrong_passphrase_says_so_and_after_five_it_waits(window, hands, qtbot, monkeypatch):
    monkeypatch.setattr("tutordiary.presenters.door_trying.WAIT_S", 1)
    lock(window, hands)
    card = window._door_page.cards[Step.UNLOCK]
    row, button = card.rows["secret"], card.buttons[0]
    for number in range(1, 6):
        hands.prose("not this one")
        hands.press(KEY.Key_Return)
        settle(lambda: bool(row.problem))
        assert hands.place == "Passphrase"
        assert card.secret.edit.selectedText() == "not this one"
        assert button.isEnabled() is (number < 5)
        assert ("try again in" in row.problem) is (number == 5)
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)  # too early: nothing is tried
    assert card.notice.words == ""
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled, timeout=3000)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    assert WAIT_S == 5


def test_a_day_without_sessions_still_offers_to_log_one(window, hands, monkeypatch):
    window.desk.diary.remove(window.desk.diary.all(Slot)[0])
    hands.press(KEY.Key_1, ALT)
    assert hands.place == "Log a session"
    hands.press(KEY.Key_Return)
    assert hands.place == "Log: Tuesday drums"
    hands.press(KEY.Key_Return)
    assert "Wren" in spoken(window)


def test_a_lock_that_cannot_keep_the_words_leaves_the_keys_alive(window, hands, clock, monkeypatch):
    desk = window.desk
    monkeypatch.setattr(type(desk), "keep_words", lambda _desk: False)
    clock.now += 5 * 60
    window._idle.timeout.emit()
    assert window.desk is desk
    hands.press(KEY.Key_3, ALT)  # the way to the words, or to making room, is not swallowed
    assert desk.stack.currentWidget() is desk.page("pupils")
    monkeypatch.undo()
