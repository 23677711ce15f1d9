"""The real window at its first start, for the tests that use it as a tutor does."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.ui.window_steps import TUESDAY, Hands, add_group, make_diary
from tutordiary.model import Pupil
from tutordiary.presenters.door import Door
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST
from ui.main_window import MainWindow


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


@pytest.fixture
def hands(window):
    """A diary with a group of five in it, on Today, and hands at the keys."""
    made = Hands()
    make_diary(window, made)
    add_group(made)
    return made
