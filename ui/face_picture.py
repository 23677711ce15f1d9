"""Faces drawn by shape alone: every face has the same colours, and only eyes and mouth tell them apart."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.tokens import Scheme

_SKIN = {"light": "#FBE3A6", "dark": "#E8CB85", "contrast": "#000000"}
_CHEEK = {"light": "#F3C388", "dark": "#D9AB66", "contrast": "#000000"}
_QUIET = {"light": "#ECE8E0", "dark": "#C9C6BD", "contrast": "#000000"}
_INK = {"light": "#3A3020", "dark": "#2C2414", "contrast": "#FFFFFF"}


@dataclass(frozen=True, slots=True)
class Look:
    """One expression. ``bend`` of the mouth: 0 straight, 1 a broad smile, below 0 the corners down.

    ``width`` of the mouth in radii of the face.
    """

    bend: float
    width: float
    is_open: bool = False
    eyes_laugh: bool = False
    has_cheeks: bool = False


LOOKS: dict[int, tuple[Look, ...]] = {
    3: (Look(-0.5, 0.62), Look(0.0, 0.62), Look(0.8, 0.92, has_cheeks=True)),
    5: (
        Look(0.0, 0.56),
        Look(0.3, 0.7),
        Look(0.62, 0.86),
        Look(0.85, 1.0, is_open=True),
        Look(1.1, 1.12, is_open=True, eyes_laugh=True, has_cheeks=True),
    ),
}


def has_face(face: int | None, scale: int | None) -> bool:
    """Return whether there is such a face to draw: a diary from elsewhere may know others."""
    return face is not None and scale in LOOKS and 0 <= face <= scale


def paint_face(painter: QPainter, square: QRectF, face: int, scale: int) -> None:
    """Draw a face of three or five, or for 0 a quiet round with three dots: nothing is said."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scheme: Scheme = theme.tokens().scheme
    radius = square.width() / 2 * 0.96
    painter.translate(square.center())
    thick = max(1.2, radius * 0.055)
    if face == 0:
        _paint_nothing(painter, radius, thick, scheme)
    else:
        ink = QColor(_INK[scheme])
        painter.setPen(QPen(ink, thick))
        painter.setBrush(QColor(_SKIN[scheme]))
        painter.drawEllipse(QPointF(), radius - thick, radius - thick)
        look = LOOKS[scale][face - 1]
        if look.has_cheeks:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_CHEEK[scheme]))
            for side in (-1, 1):
                painter.drawEllipse(
                    QPointF(side * radius * 0.62, radius * 0.14), radius * 0.15, radius * 0.11
                )
        _paint_eyes(painter, radius, thick, look, ink)
        _paint_mouth(painter, radius, thick, look, ink)
    painter.restore()


def _paint_nothing(painter: QPainter, radius: float, thick: float, scheme: Scheme) -> None:
    painter.setPen(QPen(QColor(_INK[scheme]), thick))
    painter.setBrush(QColor(_QUIET[scheme]))
    painter.drawEllipse(QPointF(), radius - thick, radius - thick)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_INK[scheme]))
    for place in (-1, 0, 1):
        painter.drawEllipse(QPointF(place * radius * 0.36, 0), radius * 0.095, radius * 0.095)


def _paint_eyes(painter: QPainter, radius: float, thick: float, look: Look, ink: QColor) -> None:
    for side in (-1, 1):
        at = QPointF(side * radius * 0.36, -radius * 0.22)
        if look.eyes_laugh:
            painter.setPen(_round_pen(ink, thick * 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            arch = QRectF(at.x() - radius * 0.16, at.y() - radius * 0.12, radius * 0.32, radius * 0.34)
            painter.drawArc(arch, 20 * 16, 140 * 16)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(at, radius * 0.085, radius * 0.125)


def _paint_mouth(painter: QPainter, radius: float, thick: float, look: Look, ink: QColor) -> None:
    half, depth = radius * look.width / 2, radius * look.bend * 0.46
    top = radius * 0.4 - depth * 0.45
    mouth = QPainterPath(QPointF(-half, top))
    mouth.cubicTo(
        QPointF(-half * 0.55, top + depth * 1.3),
        QPointF(half * 0.55, top + depth * 1.3),
        QPointF(half, top),
    )
    if look.is_open:
        mouth.closeSubpath()
        painter.setBrush(ink)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen(ink, thick * 1.5))
    painter.drawPath(mouth)


def _round_pen(ink: QColor, thick: float) -> QPen:
    return QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class SmallFaces(QWidget):
    """A few small faces in a row, to look at: ``shown`` as (face, scale)."""

    def __init__(self, shown: tuple[tuple[int, int], ...], name: str, *, size_em: float = 2.0) -> None:
        super().__init__()
        self._shown = shown
        self._size_em = size_em
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self.updateGeometry)

    def show_faces(self, shown: tuple[tuple[int, int], ...], name: str) -> None:
        """Show others."""
        self._shown = shown
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the faces with a little space between."""
        size = theme.em(self._size_em)
        return QSize(len(self._shown) * size + max(0, len(self._shown) - 1) * size // 4, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the faces."""
        painter = QPainter(self)
        size = theme.em(self._size_em)
        for place, (face, scale) in enumerate(self._shown):
            paint_face(painter, QRectF(place * (size + size // 4), 0, size, size), face, scale)
        painter.end()
