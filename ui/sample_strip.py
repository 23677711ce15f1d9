"""The line above every page of the sample diary that says whose lives these are: nobody's."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import icons, theme
from ui.widgets import Elided

WORDS = "Sample diary: the people are invented. Change anything you like."


class SampleStrip(QWidget):
    """One calm line across the page, with an icon; it takes no more room than its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(WORDS)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Elided(WORDS, role="small"))
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        em = theme.em
        self._row.setContentsMargins(em(2.7), em(0.28), em(1.4), em(0.28))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip and its icon."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.warn_soft))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
        size = theme.em(1)
        place = QRectF(theme.em(1.4), (self.height() - size) / 2, size, size)
        icons.paint_icon(painter, place, "sprout", t.warn)
        painter.end()
