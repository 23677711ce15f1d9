"""Where a document is dropped or chosen: a card with a dashed edge, and a button that does it by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout

from ui import theme
from ui.widgets import Body, Card, Heading, Muted, SecondaryButton

EMPTY_TITLE = "Drop a Word or text document here"
CHOOSE, OTHER = "Choose a file…", "Another file…"


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of this computer that are being dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class DropCard(Card):
    """Says which document is in hand, and takes another.

    Signals: ``choose_wanted``; ``stop_wanted`` while one is being read; ``close_wanted``.
    """

    choose_wanted = Signal()
    stop_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_over = False
        self._title = Heading(EMPTY_TITLE, level=2)
        self._title.setWordWrap(True)
        self._what = Body("")
        self._where = Muted("", wrap=True)
        self.choose = SecondaryButton(CHOOSE, icon="folder-open")
        self.choose.clicked.connect(self.choose_wanted)
        self.stop = SecondaryButton("Stop", name="Stop reading the document", hint="Esc")
        self.stop.clicked.connect(self.stop_wanted)
        self.close_it = SecondaryButton("Put it away", name="Put the document away")
        self.close_it.clicked.connect(self.close_wanted)
        row = QHBoxLayout()
        for button in (self.choose, self.stop, self.close_it):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addWidget(self._what)
        self.body.addLayout(row)
        self.body.addWidget(self._where)

    def show_document(self, name: str, what: str, where: str, *, is_opening: bool) -> None:
        """Draw the document in hand, or that there is none; ``what`` and ``where`` are sentences."""
        self._title.setText(name or EMPTY_TITLE)
        self._what.setText(what)
        self._what.setVisible(bool(what))
        self._where.setText(where)
        self.choose.set_words(OTHER if name else CHOOSE)
        self.choose.setEnabled(not is_opening)
        self.stop.setVisible(is_opening)
        self.close_it.setVisible(bool(name) and not is_opening)

    def show_over(self, *, is_over: bool) -> None:
        """Show that what is dragged will be taken here."""
        if is_over != self._is_over:
            self._is_over = is_over
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface, its edge dashed: something can be dropped here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        thick = 2.0 if self._is_over else 1.5
        painter.setPen(QPen(QColor(t.accent if self._is_over else t.control), thick, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(t.accent_soft if self._is_over else t.surface))
        radius = theme.em(0.75)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
