"""A recovery code in numbered groups, as on its sheet, with nothing else that looks like it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui import theme
from ui.widgets import Muted, Text, drop_from

ACROSS = 4


class CodeGrid(QWidget):
    """Shows a code four groups to a line. Empty until one is shown, and again after ``clear``."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._grid = QGridLayout(self)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_code(self, code: str) -> None:
        """Show a code whose groups are parted by hyphens."""
        if code == self._code:
            return
        self.clear()
        self._code = code
        groups = code.split("-")
        self.setAccessibleName(f"Recovery code: {', '.join(groups)}")
        for number, group in enumerate(groups):
            cell = QWidget()
            line = QHBoxLayout(cell)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.em(0.4))
            line.addWidget(Muted(str(number + 1), role="small"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(group, role="h2"), 1)
            self._grid.addWidget(cell, number // ACROSS, number % ACROSS)

    def text(self) -> str:
        """Return the code as shown, its groups parted by spaces."""
        return self._code.replace("-", " ")

    def clear(self) -> None:
        """Forget the code."""
        self._code = ""
        self.setAccessibleName("")
        drop_from(self._grid)

    def _restyle(self) -> None:
        em = theme.em
        self._grid.setContentsMargins(em(0.9), em(0.6), em(0.6), em(0.6))
        self._grid.setHorizontalSpacing(em(0.8))
        self._grid.setVerticalSpacing(em(0.7))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge and the lines between the groups."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent), max(1.5, theme.em(0.1))))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.em(0.3), theme.em(0.3))
        painter.setPen(QPen(QColor(t.line), 1))
        if self._code:
            for column in range(1, ACROSS):
                x = self._grid.cellRect(0, column).left() - theme.em(0.4)
                painter.drawLine(x, 3, x, self.height() - 3)
            for row in range(1, self._grid.rowCount()):
                y = self._grid.cellRect(row, 0).top() - theme.em(0.35)
                painter.drawLine(3, y, self.width() - 3, y)
        painter.end()
