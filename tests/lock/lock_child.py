"""The real app in a process of its own, with hands that wait for files to say when to go on.

Its first argument is a folder. In its first life it unlocks the diary, types into the sheet of a new group
and locks; in its second, which begins when the first one locked, it tells how it came up, and unlocks again
when told to. What it types comes in backwards, so that nothing on the way here is what is looked for later.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from tutordiary import process
from ui import app
from ui.lock.handover import VARIABLE
from ui.main_window import MainWindow

FOLDER = Path(sys.argv[1])
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
IS_SECOND = VARIABLE in os.environ


def wait_for(name: str) -> str:
    while not (FOLDER / name).exists():
        QTest.qWait(10)
    return (FOLDER / name).read_text(encoding="utf-8")


def tell(name: str, **facts: object) -> None:
    partial = FOLDER / f"{name}.part"
    partial.write_text(json.dumps({"pid": os.getpid(), **facts}), encoding="utf-8")
    partial.replace(FOLDER / name)


def window() -> MainWindow:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


def focus() -> QLineEdit | QPlainTextEdit | QComboBox:
    while QApplication.focusWidget() is None:
        QTest.qWait(10)
    return QApplication.focusWidget()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def unlock(word: str) -> None:
    QTest.keyClicks(focus(), wait_for(word)[::-1])
    tell("passphrase-typed")
    wait_for("open")
    press(Qt.Key.Key_Return)
    while window().desk is None:
        QTest.qWait(10)


def first_life() -> None:
    unlock("secret")
    press(Qt.Key.Key_N, CTRL)
    QTest.keyClicks(focus(), wait_for("words")[::-1])
    focus().setCursorPosition(5)
    QTest.qWait(700)  # half a second after a pause they are kept
    window().resize(741, 651)
    tell("words-typed", size=window().size().toTuple())
    wait_for("lock")
    QTest.keyClick(focus(), Qt.Key.Key_L, CTRL | SHIFT)


def second_life() -> None:
    QTest.qWait(300)
    tell(
        "second",
        size=window().size().toTuple(),
        title=window().windowTitle(),
        place=focus().accessibleName(),
        is_open=window().desk is not None,
        said=[name for name in os.environ if name == VARIABLE],
    )
    (FOLDER / "passphrase-typed").unlink()
    unlock("again")
    tell("back", place=focus().accessibleName(), text=focus().text(), caret=focus().cursorPosition())
    wait_for("end")
    window().close()


def begin() -> int:
    QTimer.singleShot(0, second_life if IS_SECOND else first_life)
    return real_exec()


real_exec = QApplication.exec
QApplication.exec = staticmethod(begin)
if os.geteuid() != 0:
    # Only root may look into a process that closed itself; another test proves that it does close itself.
    process._asked.append(process.Hardening(is_unreadable=False, leaves_no_dump=False))
sys.exit(app.run())
