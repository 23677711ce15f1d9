"""Takes every window but one off the screen: dialogs, file choosers, menus, suggestions, tooltips."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

MOST_POPUPS = 50


def close_popups() -> None:
    """Close menus, opened choices and suggestions, innermost first."""
    for _ in range(MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
    QToolTip.hideText()


def close_all_but(kept: QWidget) -> None:
    """Close every other window of the app, also one that is drawn by the system and waits for an answer.

    A dialog is refused, so what asked for it goes on as if the person had cancelled.
    """
    close_popups()
    for window in QApplication.topLevelWidgets():
        if window is kept:
            continue
        if isinstance(window, QDialog):
            window.reject()
        if window.isVisible():
            window.hide()
    method = QGuiApplication.inputMethod()
    if method is not None:
        method.reset()  # half a word may still stand in it


def others_in_sight(kept: QWidget) -> list[QWidget]:
    """Return the app's other windows that are on the screen now."""
    return [one for one in QApplication.topLevelWidgets() if one is not kept and one.isVisible()]
