"""Windows are kept out of screenshots where a system can do it: by fakes, as neither system is here."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from tutordiary.settings import SettingsFile
from ui.lock.capture import AFFINITY_EXCLUDE, AFFINITY_MONITOR, Capture, macos_means, means_of, windows_means


class Screen:
    """Notes what each window was last asked to be."""

    def __init__(self):
        self.hidden = {}

    def __call__(self, window, hidden):
        self.hidden[window] = hidden
        return True


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def capture(qapp, settings, screen, clock):
    made = Capture(settings, screen, clock)
    yield made
    made.end()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_window_is_hidden_those_that_come_later_too(qtbot, capture, screen, window):
    capture.begin()
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert screen.hidden[window.winId()] is True
    assert screen.hidden[dialog.winId()] is True
    dialog.hide()


def test_the_setting_decides_and_is_followed(capture, screen, window, settings):
    settings.change(hide_from_capture=False)
    capture.begin()
    assert screen.hidden[window.winId()] is False
    settings.change(hide_from_capture=True)
    capture.follow()
    assert screen.hidden[window.winId()] is True


def test_it_may_be_seen_for_ten_minutes_and_hides_by_itself(capture, screen, window, clock):
    capture.begin()
    capture.allow()
    assert (screen.hidden[window.winId()], capture.allowed_for_min) == (False, 10)
    clock.now += 9 * 60
    capture.follow()
    assert (screen.hidden[window.winId()], capture.allowed_for_min) == (False, 1)
    clock.now += 60
    capture.follow()
    assert (screen.hidden[window.winId()], capture.allowed_for_min) == (True, 0)
    capture.allow()
    capture.allow_no_more()
    assert capture.is_hiding


def test_linux_has_no_means_and_says_so(qapp, settings):
    assert means_of("linux") is None
    capture = Capture(settings, means_of("linux"))
    if capture.is_possible:
        pytest.skip("this is not Linux")
    capture.begin()
    assert not capture.is_hiding
    capture.end()


def test_windows_is_asked_to_leave_the_window_out_or_else_to_blacken_it():
    asked = []

    class User32:
        def SetWindowDisplayAffinity(self, window, affinity):  # noqa: N802
            asked.append((window.value, affinity))
            return affinity != AFFINITY_EXCLUDE  # as before Windows 10 version 2004

    hide = windows_means(User32())
    assert hide(77, True)
    assert asked == [(77, AFFINITY_EXCLUDE), (77, AFFINITY_MONITOR)]
    assert hide(77, False)
    assert asked[-1] == (77, 0)


class Selectors:
    """The selectors of Objective-C, by number."""

    restype = None

    def __init__(self):
        self.names = {}

    def __call__(self, name):
        return self.names.setdefault(name, len(self.names) + 1)


class Messages:
    restype = None

    def __init__(self, selectors):
        self.sent, self._selectors = [], selectors

    def __call__(self, receiver, selector, *given):
        name = next(name for name, number in self._selectors.names.items() if number == selector.value)
        self.sent.append((receiver.value, name, *(one.value for one in given)))
        return 500 if name == b"window" else None


def test_macos_is_asked_for_the_window_of_the_view_and_not_to_share_it():
    class ObjC:
        sel_registerName = Selectors()  # noqa: N815
        objc_msgSend = Messages(sel_registerName)  # noqa: N815

    hide = macos_means(ObjC)
    assert hide(77, True)
    assert hide(77, False)
    wanted = [(77, b"window"), (500, b"setSharingType:", 0), (77, b"window"), (500, b"setSharingType:", 1)]
    assert ObjC.objc_msgSend.sent == wanted
