"""The line that asks, on Today and at each unlock, until a safeguarding lead was told."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets import NoticeBar

OPEN = "Open"


class ConcernLine(NoticeBar):
    """Hidden while nothing waits. It names no child.

    Signals: ``wanted`` when the sheet is to be opened.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, mood="warn")
        self.action_chosen.connect(lambda _words: self.wanted.emit())

    def ask(self, reminder: str) -> None:
        """Show what ``presenters.concern.reminder`` says; empty hides the line."""
        self.say(reminder, mood="warn", actions=(OPEN,) if reminder else ())
