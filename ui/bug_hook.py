"""What happens when the app stumbles: a calm sentence on the window, and no words of the diary anywhere."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from tutordiary import bugs
from tutordiary.errors import UserError


def install() -> None:
    """Send every fault of the app, on any thread or in Qt, through one place that tells no diary words."""
    sys.excepthook = _on_fault
    threading.excepthook = lambda given: _say(given.exc_value)
    qInstallMessageHandler(_on_qt_message)


def _on_fault(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    _say(error)
    # A refusal that no view took up, such as a full disk, is not a fault of ours: its own sentence helps.
    _show(str(error) if isinstance(error, UserError) else bugs.APOLOGY)


def _say(error: BaseException | None) -> None:
    if error is not None:
        print(f"tutordiary: {bugs.describe(error)}", file=sys.stderr)  # noqa: T201 (the only log there is)


def _on_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    # Qt quotes file names and field texts in some of its warnings; only how grave it was is kept.
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        print(f"tutordiary: Qt reported a fault ({len(message)} characters, not shown)", file=sys.stderr)  # noqa: T201


def _show(sentence: str) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.complain(sentence)
