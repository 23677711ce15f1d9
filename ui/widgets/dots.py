"""The one dot code: how far on the ladder, drawn the same in grids, buttons, charts and panels.

Filled dots are steps reached, rings are steps beyond. Where dots are shown the words are too, or are the
accessible text.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui import theme

STEPS = 3


def dots_width(size: float, gap: float, of: int = STEPS) -> float:
    """Return how wide a row of dots is."""
    return of * size + (of - 1) * gap


def paint_dots(
    painter: QPainter,
    centre: QPointF,
    step: int,
    colour: str,
    *,
    size: float,
    gap: float,
    of: int = STEPS,
) -> None:
    """Draw a row of ``of`` dots around a point, the first ``step`` of them filled. Lengths in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = max(1.25, size * 0.11)
    painter.setPen(QPen(QColor(colour), line))
    left = centre.x() - dots_width(size, gap, of) / 2
    for number in range(of):
        painter.setBrush(QColor(colour) if number < step else Qt.BrushStyle.NoBrush)
        box = QRectF(left + number * (size + gap), centre.y() - size / 2, size, size)
        painter.drawEllipse(box.adjusted(line / 2, line / 2, -line / 2, -line / 2))
    painter.restore()


def dot_at(x: float, centre_x: float, *, size: float, gap: float, of: int = STEPS) -> int | None:
    """Return which dot (1 to ``of``) a point belongs to; None when it lies outside the row."""
    pitch = size + gap
    left = centre_x - of * pitch / 2
    number = int((x - left) // pitch) + 1
    return number if 1 <= number <= of else None


class Dots(QWidget):
    """A row of dots to look at; ``set_step`` changes it. The words beside it carry the meaning."""

    def __init__(self, step: int = 0, colour: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_step(self, step: int, colour: str = "") -> None:
        """Show another step, and another colour when one is given."""
        self._step, self._colour = step, colour or self._colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for three dots."""
        return QSize(theme.em(2.5), theme.em(1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots."""
        painter = QPainter(self)
        colour = self._colour or theme.tokens().text
        size, gap = theme.notifier().em_px * 0.6, theme.notifier().em_px * 0.25
        paint_dots(painter, QRectF(self.rect()).center(), self._step, colour, size=size, gap=gap)
        painter.end()


class DotsButton(QPushButton):
    """A big button for one step of the ladder: its dots, then its words. Announced as a radio button.

    ``step`` is what it stands for; ``filled`` of ``of`` dots are drawn full: ``step`` of three by default.
    """

    def __init__(
        self,
        step: int,
        words: str,
        parent: QWidget | None = None,
        *,
        filled: int | None = None,
        of: int = STEPS,
    ) -> None:
        super().__init__(parent)
        self.step = step
        self._filled = step if filled is None else filled
        self._of = of
        self._words = words
        self.setProperty("kind", "level")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return room for the dots and the words."""
        words = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(words + round(self._row()) + theme.em(1.65), theme.em(2.1))

    def _row(self) -> float:
        em = theme.notifier().em_px
        return dots_width(em * 0.6, em * 0.25, self._of)

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: the words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, the dots and the words."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        em = theme.notifier().em_px
        centre = QPointF(em * 0.75 + self._row() / 2, self.height() / 2)
        colour = theme.tokens().text if self.isEnabled() else theme.tokens().muted
        paint_dots(painter, centre, self._filled, colour, size=em * 0.6, gap=em * 0.25, of=self._of)
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.setPen(QColor(colour))
        box = self.rect().adjusted(round(em * 1.3 + self._row()), 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.end()
