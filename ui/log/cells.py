"""The cells of the grid as they are painted, and the legend that says how to read them.

A pupil's own mark is a filled pill with full dots. What was set for everyone at once is an outlined band with
small dots that runs on from pupil to pupil: one mark for many. An own mark lies in the band like a bead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tutordiary.model import Scope
from tutordiary.presenters.log_state import Cell, LogState, Mark, Row
from ui import icons, theme
from ui.log.headers import metrics
from ui.widgets.dots import paint_dots

if TYPE_CHECKING:
    from ui.tokens import Hue

Index = QModelIndex | QPersistentModelIndex
# In em: the dots of a pupil's own mark and of one set for everyone, at the same distance from each other.
DOT, GAP = 0.69, 0.44
SMALL_DOT = 0.5
PITCH = DOT + GAP
PILL, BAND, BEAD = 1.85, 1.45, 1.1  # heights
FAR = 40.0  # how far a band goes on beyond its cell, where it is cut off


def is_banded(cell: Cell) -> bool:
    """Return whether a cell holds what was set for everyone at once, alone or under a mark of its own."""
    mark = cell.mark
    return mark is not None and (mark.scope is Scope.GROUP or mark.under is not None)


class CellPainter(QStyledItemDelegate):
    """Paints one cell: its mark, the word mixed, a dash for away, the focus ring."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        log: LogState | None = getattr(index.model(), "state", None)
        if log is None:
            return
        row, column = index.row(), index.column()
        cell = log.cells[row][column]
        t, em = theme.tokens(), theme.notifier().em_px
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column == 0:
            painter.fillRect(box, QColor(t.page))
        if row + 1 < len(log.rows):
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(t.line))
        if cell.kind == "mixed":
            painter.setFont(theme.font("small"))
            painter.setPen(QColor(t.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "mixed")
        elif cell.kind == "away":
            painter.setPen(QPen(QColor(t.muted), max(1.5, em * 0.09)))
            painter.drawLine(box.center() - QPointF(em * 0.4, 0), box.center() + QPointF(em * 0.4, 0))
        elif cell.mark is None:
            size, gap = em * DOT, em * GAP
            paint_dots(painter, box.center(), 0, t.control, size=size, gap=gap, of=len(log.levels))
        else:
            if is_banded(cell):
                cells = log.cells[row]
                before = column > 0 and is_banded(cells[column - 1])
                after = column + 1 < len(cells) and is_banded(cells[column + 1])
                paint_band(painter, box, t.look(log.rows[row].look), before=before, after=after)
            paint_mark(painter, box, cell.mark, log.rows[row], log)
        if log.cursor == (row, column):
            self._paint_ring(painter, box, option.widget)
        painter.restore()

    def _paint_ring(self, painter: QPainter, box: QRectF, view: QWidget | None) -> None:
        t, em = theme.tokens(), theme.notifier().em_px
        focused = view is not None and view.hasFocus()
        pen = QPen(QColor(t.ring), max(2.0, em * 0.14))
        if not focused:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2.5), em * 0.45, em * 0.45)


def paint_band(painter: QPainter, box: QRectF, hue: Hue, *, before: bool, after: bool) -> None:
    """Draw the piece of a band that lies in one cell; it goes on where the neighbour has a piece too."""
    em = theme.notifier().em_px
    tall = min(em * BAND, box.height() - em * 0.5)
    inset = em * 0.3
    left = box.left() + (-FAR if before else inset)
    right = box.right() + (FAR if after else -inset)
    band = QRectF(left, box.center().y() - tall / 2, right - left, tall)
    painter.save()
    painter.setClipRect(box.adjusted(0, 0, 0, -1))
    painter.setPen(_band_pen(hue))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(band, tall / 2, tall / 2)
    painter.restore()


def _band_pen(hue: Hue) -> QPen:
    """Return the outline of a band: dashed in high contrast, where a pupil's own pill has one as well."""
    pen = QPen(QColor(hue.strong), max(1.0, theme.notifier().em_px * 0.075))
    if theme.tokens().scheme == "contrast":
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _pill_pen(hue: Hue) -> QPen:
    """Return the outline of a pill: none but in high contrast, where its ground alone would not be seen."""
    if theme.tokens().scheme == "contrast":
        return QPen(QColor(hue.strong), max(1.5, theme.notifier().em_px * 0.11))
    return QPen(Qt.PenStyle.NoPen)


def paint_mark(painter: QPainter, box: QRectF, mark: Mark, row: Row, log: LogState) -> None:
    """Draw the mark of a cell: on its pill when it is the pupil's own, on the band when it is everyone's."""
    t, em = theme.tokens(), theme.notifier().em_px
    hue, steps = t.look(row.look), len(log.levels)
    own, in_band = mark.scope is Scope.PUPIL, mark.under is not None
    wide = min(
        em * (PITCH * steps + (0.8 if in_band else 1.06)), box.width() - em * (1.0 if in_band else 0.4)
    )
    pill = QRectF(0, 0, wide, min(em * (BEAD if in_band else PILL), box.height() - em * 0.4))
    pill.moveCenter(box.center())
    if own:
        _paint_pill(painter, pill, hue)
    middle, size, pitch = pill.center(), em * (DOT if own else SMALL_DOT), em * PITCH
    if mark.harder:  # room for the cloud at the right end
        cloud = em * 0.95
        place = QRectF(pill.right() - cloud - em * 0.2, pill.center().y() - cloud / 2, cloud, cloud)
        icons.paint_icon(painter, place, "cloud-rain", t.text)
        room = place.left() - pill.left() - em * 0.35
        pitch = min(pitch, room / steps)
        size = min(size, pitch * 0.75)
        middle = QPointF(pill.left() + em * 0.25 + room / 2, middle.y())
    if mark.step is None and not mark.harder:
        tick = em * 1.05
        place = QRectF(middle.x() - tick / 2, middle.y() - tick / 2, tick, tick)
        icons.paint_icon(painter, place, "check", hue.strong)
        return
    filled = sum(level.step <= (mark.step or 0) for level in log.levels)
    paint_dots(painter, middle, filled, hue.strong, size=size, gap=pitch - size, of=steps)


def _paint_pill(painter: QPainter, pill: QRectF, hue: Hue) -> None:
    """Draw the ground of a pupil's own mark."""
    painter.setPen(_pill_pen(hue))
    painter.setBrush(QColor(hue.soft))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)


class Legend(QWidget):
    """Says in the empty corner of the grid what a pill and a band mean; the grid describes itself so too."""

    said = (
        "A filled pill is noted for one pupil, an outlined band with small dots was set for everyone at once."
    )

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("log_legend")
        self.setAccessibleName(self.said)
        theme.notifier().theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a pill and a band, each with its words."""
        t, em = theme.tokens(), theme.notifier().em_px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(t.surface))
        hue = t.look("skill")
        painter.setFont(theme.font("small"))
        line = min(em * 1.4, self.height() / 2)
        top = (self.height() - 2 * line) / 2
        for number, (words, own) in enumerate((("one pupil", True), ("everyone", False))):
            middle = QPointF(em * 2.1, top + line * (number + 0.5))
            pill = QRectF(0, 0, em * 2.6, em * 1.05)
            pill.moveCenter(middle)
            painter.setPen(_pill_pen(hue) if own else _band_pen(hue))
            painter.setBrush(QColor(hue.soft) if own else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            size = em * (0.45 if own else 0.32)
            paint_dots(painter, middle, 2, hue.strong, size=size, gap=em * 0.72 - size)
            painter.setPen(QColor(t.muted))
            start = round(pill.right() + em * 0.5)
            shown = metrics("small").elidedText(words, Qt.TextElideMode.ElideRight, self.width() - start)
            painter.drawText(QPointF(start, middle.y() + em * 0.3), shown)
        painter.end()
