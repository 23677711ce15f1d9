"""What stands along the bottom of the log's page: the bar itself, and the line that says all is kept."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import Muted
from ui.widgets.labels import as_tip


class KeptLine(QWidget):
    """Says that the last change is on the disk, with a tick; painted, read by its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.label = Muted()
        self._row.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def say(self, words: str) -> None:
        """Say until when all is kept."""
        self.label.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(as_tip(words))

    def set_short(self, is_short: bool) -> None:
        """Show the tick alone, where there is no room for the words; they are still its name."""
        self.label.setVisible(not is_short)

    def _space(self) -> None:
        self._row.setContentsMargins(theme.em(1.5), 0, 0, 0)
        self.setMinimumSize(theme.em(1.5), theme.em(1.5))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tick."""
        painter = QPainter(self)
        size = theme.em(1.2)
        place = QRectF(0, (self.height() - size) / 2, size, size)
        icons.paint_icon(painter, place, "circle-check", theme.tokens().ok)
        painter.end()


class FootBar(QWidget):
    """The bar at the bottom of the page, across its whole width."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.tokens().line))
        painter.end()
