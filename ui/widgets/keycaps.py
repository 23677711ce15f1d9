"""A bar that shows which keys do what on a page. It leaves out from the right what has no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class KeycapBar(QWidget):
    """Keys and what they do, painted in one line. The same is on the sheet behind F1, for everyone."""

    def __init__(self, keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Keys: " + ", ".join(f"{key} {does}" for key, does in self._keys))
        theme.notifier().theme_changed.connect(self.updateGeometry)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self._keys = tuple(keys)
        self.setAccessibleName("Keys: " + ", ".join(f"{key} {does}" for key, does in self._keys))
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line's height."""
        return QSize(theme.em(20), theme.em(1.75))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as many caps as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0
        for key, does in self._keys:
            width = cap_width(key) + theme.em(0.4) + _metrics("body").horizontalAdvance(does)
            if x + width > self.width():
                break
            paint_cap(painter, x, self.height(), key)
            painter.setFont(theme.font("body"))
            painter.setPen(QColor(theme.tokens().muted))
            box = QRectF(x + cap_width(key) + theme.em(0.4), 0, width, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, does)
            x += width + theme.em(0.95)
        painter.end()


def _metrics(role: theme.Role) -> QFontMetrics:
    return QFontMetrics(theme.font(role))


def cap_width(key: str) -> int:
    """Return the width of a key's cap in pixels."""
    return max(theme.em(1.85), _metrics("strong").horizontalAdvance(key) + theme.em(1.2))


def paint_cap(painter: QPainter, x: float, height: float, key: str) -> None:
    """Draw one key's cap, centred in a line of ``height`` pixels, at ``x``."""
    t = theme.tokens()
    tall = theme.em(1.4)
    box = QRectF(x + 0.5, (height - tall) / 2 + 0.5, cap_width(key) - 1, tall - 1)
    painter.setPen(QPen(QColor(t.control), 1))
    painter.setBrush(QColor(t.surface))
    radius = theme.em(0.3)
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QPen(QColor(t.control), 2))
    foot = box.bottom() - 0.5
    painter.drawLine(QPointF(box.left() + radius, foot), QPointF(box.right() - radius, foot))
    painter.setFont(theme.font("strong"))
    painter.setPen(QColor(t.text))
    painter.drawText(box.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, key)


class KeyLine(QWidget):
    """One key and what it does, for a sheet of keys. Its accessible name says both."""

    def __init__(self, key: str, does: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._does = key, does
        self.setAccessibleName(f"{key}: {does}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(theme.em(9.5) + _metrics("body").horizontalAdvance(self._does), theme.em(1.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cap(painter, 0, self.height(), self._key)
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(theme.tokens().text))
        left = max(theme.em(9), cap_width(self._key) + theme.em(0.5))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._does)
        painter.end()
