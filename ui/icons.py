"""The pictures beside the words: Lucide outlines in the colour of their place, drawn when first needed.

An icon never stands alone for a meaning: the word is beside it, or is its accessible name.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tutordiary import assets
from ui import theme

IconRole = Literal["text", "muted", "accent", "on_accent", "danger", "ok", "warn"]
_pixmaps: dict[tuple[str, str, int, int, float], QPixmap] = {}


@cache
def _outline(name: str) -> str:
    return assets.read_text(f"icons/lucide/{name}.svg")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    # QtSvg does not know currentColor, so each colour is a text of its own.
    return QSvgRenderer(QByteArray(_outline(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draw an icon into a square of the painter. ``colour`` is ``#RRGGBB``."""
    _renderer(name, colour).render(painter, rect)


def pixmap(name: str, colour: str, size_px: int, gap_px: int = 0) -> QPixmap:
    """Return a square icon as a pixmap at the screen's density, with ``gap_px`` empty to its right."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    key = (name, colour, size_px, gap_px, ratio)
    if key not in _pixmaps:
        made = QPixmap(round((size_px + gap_px) * ratio), round(size_px * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        paint_icon(painter, QRectF(0, 0, size_px, size_px), name, colour)
        painter.end()
        _pixmaps[key] = made
    return _pixmaps[key]


def icon(name: str, role: IconRole = "text", size_em: float = 1.25, gap_em: float = 0.0) -> QIcon:
    """Return an icon in a colour of the theme in force; ask again after ``theme_changed``.

    ``gap_em`` leaves room to the right, as buttons put none between icon and words.
    """
    tokens = theme.tokens()
    size, gap = theme.em(size_em), theme.em(gap_em)
    made = QIcon(pixmap(name, getattr(tokens, role), size, gap))
    made.addPixmap(pixmap(name, tokens.muted, size, gap), QIcon.Mode.Disabled)
    return made


def icon_extent(size_em: float = 1.25, gap_em: float = 0.0) -> QSize:
    """Return the size to give ``setIconSize`` for an icon made with the same measures."""
    return QSize(theme.em(size_em) + theme.em(gap_em), theme.em(size_em))
