"""The finished paper beside the words: its pages as pictures, or all of it as text for reading aloud."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.pdf_preview import PdfPreview
from ui.widgets import Chip

AS_TEXT = "Read it as text"


class Paper(QWidget):
    """Shows the pages, or with the switch the same document as text in reading order.

    Signals: ``turned`` when the other of the two is shown.
    """

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pages = PdfPreview()
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The finished document as text")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.as_text = Chip(AS_TEXT)
        self.as_text.toggled.connect(self._on_toggled)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self.text)
        self._head = QHBoxLayout()
        self._head.addStretch(1)
        self._head.addWidget(self.as_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        self.setMinimumWidth(theme.em(16))

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.as_text, *self.pages.focus_places, self.text]

    def show_words(self, text: str) -> None:
        """Show another text, at the same place of it."""
        if text == self.text.toPlainText():
            return
        place = self.text.verticalScrollBar().value()
        self.text.setPlainText(text)
        self.text.verticalScrollBar().setValue(place)

    def _on_toggled(self, on: bool) -> None:
        self._stack.setCurrentIndex(1 if on else 0)
        self.turned.emit()
