"""A thing to settle as one line of a card: what it is, what holds now, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.reflow import Beside
from ui.widgets import Button, Muted, Text

BESIDE_EM = 26.0


class Matter(QWidget):
    """A title, a sentence under it, and a button at the right; below them where there is little room."""

    def __init__(self, title: str, words: str, button: Button) -> None:
        super().__init__()
        self.button = button
        self.words = Muted(words, role="small", wrap=True)
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.1))
        column.addWidget(Text(title, role="strong", wrap=True))
        column.addWidget(self.words)
        held = QWidget()
        line = QVBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Beside((about, held), from_em=BESIDE_EM, stretches=(1, 0)))
