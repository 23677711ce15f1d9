"""The marks of a pupil's picture: one observation each, told apart by shape as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tutordiary.presenters.pupil_state import PictureDot
from ui import theme

ICONS = {
    "skill": "music",
    "agency": "sprout",
    "resilience": "shield",
    "community": "heart-handshake",
}


def paint_dot(painter: QPainter, at: QPointF, dot: PictureDot, look: str) -> None:
    """Draw one observation: a dot, a square for everyone's, a diamond for a harder day, a ring for words."""
    t, hue = theme.tokens(), theme.tokens().look(look)
    r = theme.em(0.27)
    strong = QColor(hue.strong)
    painter.setPen(QPen(strong, 1.6))
    if dot.is_group:
        painter.setBrush(QColor(t.surface))
        painter.drawRect(QRectF(at.x() - r * 0.8, at.y() - r * 0.8, r * 1.6, r * 1.6))
    elif dot.harder:
        painter.setBrush(QColor(t.surface))
        far = r * 1.35
        corners = [QPointF(0, -far), QPointF(far, 0), QPointF(0, far), QPointF(-far, 0)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    else:
        painter.setBrush(QColor(t.surface) if dot.step is None else strong)
        painter.drawEllipse(at, r, r)
    if dot.has_words:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(strong, 1))
        painter.drawEllipse(at, r * 1.75, r * 1.75)
