"""Paints the cells of the radar: words on a soft shade, or small dated marks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tutordiary.dates import MONTHS
from tutordiary.evidence.radar import DayPart, Took
from tutordiary.presenters.radar_state import RadarCell, RadarRow, Tone
from ui import icons, theme
from ui.radar.headers import WRAP, metrics
from ui.radar.model import Index, RadarModel

CENTRE = int(Qt.AlignmentFlag.AlignCenter.value) | WRAP
SIDE, MARK, MARK_ROOM, LEAST_MARK_ROOM = 0.5, 0.85, 3.0, 1.35  # em
LONGEST = "this week"
TOOK_ICON = {Took.AWAY: "arrow-right", Took.AWAY_AND_BACK: "undo-2"}


def icon_of(cell: RadarCell) -> str:
    """Return the picture that says the same as the shade: noticed, a while ago, to look for, to write."""
    if cell.tone is Tone.NOTICED:
        return "check"
    if cell.tone is Tone.A_WHILE:
        return "clock"
    if cell.tone is Tone.OPEN:
        return "search" if cell.way is not None and cell.way.part == "sign" else "pencil"
    return ""


def wanted_width(cell: RadarCell) -> int:
    """Return the width a cell asks for: its longest word at the least, and a short sentence in two lines."""
    if cell.marks:
        return theme.em(LEAST_MARK_ROOM * len(cell.marks) + SIDE)
    measure = metrics("small").horizontalAdvance
    longest = max((measure(word) for word in cell.words.split()), default=0)
    whole = measure(cell.words)
    return max(longest, min(whole, theme.em(7))) + theme.em(2 * SIDE + 0.4)


def wanted_height(cell: RadarCell, width: int) -> int:
    """Return the height a cell takes at a width."""
    if cell.marks:
        return theme.em(2.5)
    room = max(width - theme.em(2 * SIDE), theme.em(2))
    return metrics("small").boundingRect(0, 0, room, 9999, WRAP, cell.words).height() + theme.em(0.7)


class RadarCellPainter(QStyledItemDelegate):
    """Paints one cell and the focus ring."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, RadarModel) or model.state is None:
            return
        cell, row = model.cell(index), model.state.rows[index.row()]
        if cell is None:
            return
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme.tokens().line))
        if cell.marks:
            self._paint_marks(painter, box, cell.marks)
        else:
            self._paint_words(painter, box, cell, row)
        view = option.widget
        if isinstance(view, QWidget) and index == _current(view):
            self._paint_ring(painter, box, has_focus=view.hasFocus())
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, box: QRectF, cell: RadarCell, row: RadarRow) -> None:
        t, em = theme.tokens(), theme.notifier().em_px
        hue = t.look(row.look)
        shape = box.adjusted(em * 0.25, em * 0.2, -em * 0.25, -em * 0.25)
        if cell.tone is Tone.NOTICED:
            painter.setPen(QPen(QColor(hue.strong), 1) if t.scheme == "contrast" else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(hue.soft))
        elif cell.tone is Tone.A_WHILE:
            painter.setPen(QPen(QColor(hue.strong), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(QPen(QColor(t.control), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if cell.tone is not Tone.PLAIN:
            radius = min(shape.height() / 2, em * 0.9)
            painter.drawRoundedRect(shape, radius, radius)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(t.text if cell.tone is not Tone.PLAIN else t.muted))
        words = box.adjusted(em * SIDE, 0, -em * SIDE, 0)
        name, measure = icon_of(cell), metrics("small")
        wide = measure.horizontalAdvance(cell.words)
        size = em * 0.95
        longest = max(wide, measure.horizontalAdvance(LONGEST))  # pictures in all columns, or in none
        if name and longest + size + em * 0.4 <= words.width():
            start = words.center().x() - (wide + size + em * 0.3) / 2
            colour = hue.strong if cell.tone is not Tone.OPEN else t.muted
            icons.paint_icon(painter, QRectF(start, box.center().y() - size / 2, size, size), name, colour)
            words = words.adjusted(size + em * 0.3, 0, 0, 0)
        painter.drawText(words, CENTRE, cell.words)

    @staticmethod
    def _paint_marks(painter: QPainter, box: QRectF, marks: tuple[DayPart, ...]) -> None:
        """Draw one mark a day, oldest at the left, and the date below it, or its day where it is tight."""
        t, em = theme.tokens(), theme.notifier().em_px
        step = min(em * MARK_ROOM, (box.width() - em * SIDE) / len(marks))
        left = box.center().x() - step * len(marks) / 2
        size, font = em * MARK, theme.font("small")
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        dated = [f"{one.day.day} {MONTHS[one.day.month - 1][:3]}" for one in marks]
        widest = max(QFontMetrics(font).horizontalAdvance(words) for words in dated)
        if widest + em * 0.2 > step:
            dated = [str(one.day.day) for one in marks]
        for number, mark in enumerate(marks):
            middle = QPointF(left + step * (number + 0.5), box.top() + em * 0.85)
            place = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
            if mark.took is Took.PART:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.accent))
                painter.drawEllipse(place.adjusted(size * 0.18, size * 0.18, -size * 0.18, -size * 0.18))
            else:
                icons.paint_icon(painter, place, TOOK_ICON[mark.took], t.text)
            painter.setPen(QColor(t.muted))
            under = QRectF(left + step * number, box.top() + em * 1.3, step, em * 1.05)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, dated[number])

    @staticmethod
    def _paint_ring(painter: QPainter, box: QRectF, *, has_focus: bool) -> None:
        em = theme.notifier().em_px
        pen = QPen(QColor(theme.tokens().ring), max(2.0, em * 0.14))
        if not has_focus:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2.5), em * 0.45, em * 0.45)


def _current(view: QWidget) -> Index:
    return view.currentIndex()  # type: ignore[attr-defined,no-any-return]
