"""The bar over the words: the four marks, and where the sentence at the caret comes from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.report_trace import Source
from ui import theme
from ui.widgets import Muted, QuietButton
from ui.widgets.worded import MarkButtons, WordedEdit

OWN_WORDS = "This sentence stands in no entry: it is your own, or a count."
ASK = "Put the caret into a sentence to see the entry it comes from."


class SourceBar(QWidget):
    """Stands over the words and speaks of the sentence at the caret.

    Signals: ``wanted`` when the entry shall be opened.
    """

    wanted = Signal()

    def __init__(self, current: Callable[[], WordedEdit | None]) -> None:
        super().__init__()
        self.marks = MarkButtons(current)
        self.words = Muted(ASK, role="small", wrap=True)
        self.open = QuietButton("Open it", name="Open the entry this sentence comes from", hint="Ctrl+J")
        self.open.clicked.connect(self.wanted)
        keeps = self.open.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the words below stay where they are
        self.open.setSizePolicy(keeps)
        self.open.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.marks)
        self._column.addLayout(line)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [*self.marks.items, self.open]

    def show_source(self, source: Source | None) -> None:
        """Say where the sentence at the caret comes from."""
        self.words.setText(f"Comes from: {source.what}." if source is not None else OWN_WORDS)
        can_open = source is not None and source.landing is not None
        if can_open or not self.open.hasFocus():
            self.open.setVisible(can_open)

    def _restyle(self) -> None:
        self._column.setSpacing(theme.em(0.2))
