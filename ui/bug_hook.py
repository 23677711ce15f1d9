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
    bugs.guard()
    sys.excepthook = _on_fault
    qInstallMessageHandler(_on_qt_message)


def _on_fault(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    bugs.report(error)
    if threading.current_thread() is not threading.main_thread():
        return  # windows may be touched on their own thread only
    try:
        # A refusal that no view took up, such as a full disk, is not a fault of ours: its own sentence helps.
        _show(str(error) if isinstance(error, UserError) else bugs.APOLOGY)
    except BaseException as second:  # noqa: BLE001 (Python prints an error of this hook with its message)
        bugs.report(second, "while saying so: ")


def _on_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    # Qt quotes file names and field texts in some of its warnings; only how grave it was is kept.
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        bugs.tell(f"Qt reported a fault ({len(message)} characters, not shown)")


def _show(sentence: str) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.complain(sentence)
