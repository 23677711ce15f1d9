"""The whole main job in the real window, by keys alone: first start, a report given, a lock, and back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from shiboken6 import isValid

from tests.ui.window_checks import ALT, CTRL, SHIFT, Hands, settle, spoken
from tutordiary.model import Observation, Pupil, Report, ReportSection, ReportStatus, Session, Voice
from tutordiary.presenters.door import WAIT_S, Door, Step
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST
from ui.main_window import TITLE, MainWindow

TUESDAY = date(2026, 11, 17)
SECRET = "kettle harbour lantern seven"
NAMES = ("Wren", "Sol", "Idris", "Maple", "Tamsin")
KEY = Qt.Key


class WallClock:
    """A clock that goes only when it is told to, in seconds."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return WallClock()


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def window(qtbot, settings, clock, tmp_path):
    """The real window at its first start, with a cheap key derivation."""

    def make_door(page, jobs):
        return Door(
            page,
            jobs,
            settings,
            cost=LOWEST_COST,
            state_folder=tmp_path / "state",
            fill_sample=lambda diary: diary.add(Pupil(id="p", first_name="Invented")),
        )

    made = MainWindow(settings, make_door, today=lambda: TUESDAY, clock=clock)
    made.resize(1366, 700)
    made.show()
    qtbot.waitActive(made)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield made
    made.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: not isValid(made))


def step(window) -> Step | None:
    return window._door_page._step


def make_diary(window, hands: Hands) -> None:
    """Go through the first run, the recovery code typed back."""
    assert hands.place == "Make my diary"
    hands.press(KEY.Key_Return)
    hands.prose("Ines Okoro")
    hands.tab_to("Passphrase")
    hands.prose(SECRET)
    hands.tab_to("Passphrase again")
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    assert hands.place == "Type the code back"
    hands.prose(window._door_page._code.text().replace("\n", " "))
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)


def add_group(hands: Hands) -> None:
    """Add a group of five from Today's empty state."""
    assert hands.place == "Add a group"
    hands.press(KEY.Key_Return)
    assert hands.place == "School or centre"
    hands.prose("Alder Bank Primary")
    hands.press(KEY.Key_Return)
    assert hands.place == "Your name for the group"
    hands.prose("Tuesday drums")
    hands.press(KEY.Key_Return)
    hands.prose("\n".join(f"{name}, Year 4" for name in NAMES))
    hands.tab_to("Time")
    hands.prose("1:30 pm")
    hands.press(KEY.Key_Return)


def log_session(hands: Hands) -> int:
    """Log the session Today offers, and return how many interactions it took beyond prose."""
    start = hands.count
    assert hands.place == "Log: Tuesday drums"
    hands.press(KEY.Key_Return)
    exceptions = {0: "w1", 1: "s3", 3: "i1", 5: "w3", 7: "m1", 9: "t3"}
    for row in range(11):
        hands.keys(exceptions.get(row, ""))
        hands.keys("2")
    hands.keys("w/")
    hands.prose("Wren asked to start the break, the first time she has asked.")
    hands.press(KEY.Key_Escape)
    hands.keys('"')
    hands.prose("Can we do it faster next week?")
    hands.press(KEY.Key_Escape)
    hands.keys("n")
    hands.prose("Let Wren count us in")
    hands.press(KEY.Key_Return, CTRL)
    return hands.count - start


def unlock(window, hands: Hands) -> None:
    """Type the passphrase at the door."""
    assert hands.place == "Passphrase"
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)


def lock(window, hands: Hands) -> None:
    """Lock by the key, wherever the focus is."""
    hands.press(KEY.Key_L, CTRL | SHIFT)
    assert window.desk is None
    assert step(window) is Step.UNLOCK


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
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    hands.press(KEY.Key_4, ALT)
    assert hands.place == "Pupil"
    hands.tab_to("Summary")
    hands.press(KEY.Key_A, CTRL)
    hands.prose("Starts things now, and asks first.")
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


@pytest.fixture
def hands(window):
    """A diary with a group in it, on Today."""
    made = Hands()
    make_diary(window, made)
    add_group(made)
    return made


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
    hands.press(KEY.Key_4, ALT)
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
    monkeypatch.setattr("tutordiary.presenters.door.WAIT_S", 1)
    lock(window, hands)
    page = window._door_page
    row = page._rows[Step.UNLOCK, "secret"]
    button = page._buttons[Step.UNLOCK][0]
    for number in range(1, 6):
        hands.prose("not this one")
        hands.press(KEY.Key_Return)
        settle(lambda: bool(row.problem))
        assert hands.place == "Passphrase"
        assert page._unlock.edit.selectedText() == "not this one"
        assert button.isEnabled() is (number < 5)
        assert ("try again in" in row.problem) is (number == 5)
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)  # too early: nothing is tried
    assert page._notices[Step.UNLOCK].words == ""
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled, timeout=3000)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    assert WAIT_S == 5
