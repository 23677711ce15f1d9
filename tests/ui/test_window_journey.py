"""The whole main job in the real window, by keys alone: first start, a report given, a lock, and back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.window_checks import ALT, CTRL, SHIFT, Hands, settle
from tutordiary.model import Observation, Pupil, Report, ReportSection, ReportStatus, Session, Voice
from tutordiary.presenters.door import Door, Step
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST
from ui.main_window import MainWindow

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
    yield made
    made.close()
    made.deleteLater()


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
