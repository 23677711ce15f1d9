"""Pieces of a pupil's page that more than one part draws."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets import QuietButton


def show_rest(rest: list[QWidget], words: str, title: str) -> QuietButton:
    """Return a button that shows what is hidden, and then goes away."""
    button = QuietButton(words, icon="chevron-down", name=f"{words}: {title}")

    def show() -> None:
        for box in rest:
            box.show()
        button.hide()
        buttons = rest[0].findChildren(QuietButton)
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    button.clicked.connect(show)
    return button
