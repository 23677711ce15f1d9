"""PySide6 must give back what it borrows: some builds lose a reference to None with every call.

After some thousand calls such a build ends the whole process in the middle of somebody's sentence.
"""

from __future__ import annotations

import sys

import pytest

from ui import runtime_check

CALLS = 4000


def test_calls_that_return_none_leave_none_alone(qapp):
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtWidgets import QWidget

    widget, thing, picture = QWidget(), QObject(), QPixmap(8, 8)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
        thing.parent()
        painter.drawRect(QRect(0, 0, 4, 4))
    after = sys.getrefcount(None)
    painter.end()
    # From 3.12 on None is immortal and its count never moves; before, a lossy build is down by thousands.
    assert after >= before - 100


def test_this_pair_is_a_good_one():
    assert runtime_check.problem_with_runtime() is None


@pytest.mark.parametrize(
    ("python", "pyside", "refused"),
    [
        ((3, 11), "6.12.0", True),
        ((3, 11), "6.13.1", True),
        ((3, 11), "7.0.0", True),
        ((3, 11), "6.11.3", False),
        ((3, 12), "6.12.0", False),
        ((3, 13), "6.12.0", False),
    ],
)
def test_the_bad_pairs_are_refused(monkeypatch, python, pyside, refused):
    monkeypatch.setattr("PySide6.__version__", pyside)
    monkeypatch.setattr(sys, "version_info", (*python, 0, "final", 0))
    sentence = runtime_check.problem_with_runtime()
    assert (sentence is not None) is refused
    if sentence:
        assert pyside in sentence
        assert "diary is safe" in sentence


def test_the_version_comes_from_the_library_that_would_be_loaded():
    assert runtime_check.problem_with_runtime() is None


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_screen_will_do(monkeypatch, variable):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "no screen" in runtime_check.problem_with_display()
    monkeypatch.setenv(variable, ":0")
    assert runtime_check.problem_with_display() is None
