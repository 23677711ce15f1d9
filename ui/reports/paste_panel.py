"""The words of a report part by part, in pieces that fit the boxes of a school's own system."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.report_give import BOX_CHOICES, PasteLine
from ui import theme
from ui.widgets import Body, Choice, FieldRow, QuietButton, drop_from


class PastePanel(QWidget):
    """Lists the parts with a button for each piece. ``parts`` returns them for boxes of a size.

    Signals: ``wanted`` with the words of a piece and what it is.
    """

    wanted = Signal(str, str)

    def __init__(self, parts: Callable[[int], tuple[PasteLine, ...]]) -> None:
        super().__init__()
        self._parts = parts
        self.buttons: list[QuietButton] = []
        self.most = Choice("Their boxes take")
        for most, words in BOX_CHOICES:
            self.most.addItem(words, most)
        self.most.activated.connect(lambda _at: self.fill())
        self._rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FieldRow("Their boxes take", self.most))
        column.addLayout(self._rows)

    def fill(self) -> None:
        """List the parts anew."""
        drop_from(self._rows)
        self.buttons = []
        for line in self._parts(self.most.currentData()):
            for number, piece in enumerate(line.pieces, start=1):
                of = f", {number} of {len(line.pieces)}" if len(line.pieces) > 1 else ""
                self._rows.addWidget(self._row(f"{line.title}{of}", piece))
        self._rows.setSpacing(theme.em(0.2))

    def _row(self, title: str, piece: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Body(f"{title} ({len(piece):,} characters)"), 1)
        button = QuietButton("Copy", icon="copy", name=f"Copy: {title}")
        button.clicked.connect(partial(self._on_copy, button, title, piece))
        self.buttons.append(button)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_copy(self, button: QuietButton, title: str, piece: str, _on: bool = False) -> None:
        button.set_words("Copy again", f"Copy again: {title}")
        self.wanted.emit(piece, title)
