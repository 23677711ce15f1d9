"""The log's page while a sheet of paper is written up: the same page, the keys of the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tutordiary.presenters.log_state import LogState
from tutordiary.presenters.paper_log import PaperLog
from ui.log.page import LogPage
from ui.widgets import SecondaryButton

PAPER_CAPS = (
    ("1 2 3", "as ringed"),
    ("Space", "empty"),
    ("H", "harder day"),
    ("-", "away"),
    ("P", "took part"),
    ("/", "note"),
    ("F1", "all keys"),
)


class PaperLogPage(LogPage):
    """Cell by cell, row by row, with letters for names.

    Signals: ``left`` when the sheets are to be shown again.
    """

    left = Signal()

    def __init__(self, presenter: PaperLog, parent: QWidget | None = None) -> None:
        super().__init__(presenter, parent)
        self.setObjectName("paper_log_page")
        back = SecondaryButton("", icon="arrow-left", name="Back to the sheets")
        back.clicked.connect(self.left)
        self._head.insertWidget(0, back)

    def show_log(self, state: LogState) -> None:
        """Draw a state, with the keys of the paper below."""
        super().show_log(state)
        if not state.asking:
            self.caps.set_keys(PAPER_CAPS)
