"""The two edges of the grid: pupils along the top, outcomes and their indicators down the side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from tutordiary.model import PartTaken
from tutordiary.presenters.log_state import Column, LogState
from tutordiary.wording import PART_TAKEN
from ui import icons, theme

ICONS = {"skill": "music", "agency": "sprout", "resilience": "shield", "community": "heart-handshake"}
PART_ICONS = {
    PartTaken.LED: "flag",
    PartTaken.PLAYED: "music",
    PartTaken.GAVE_FEEDBACK: "message-square-quote",
    PartTaken.LISTENED: "ear",
    PartTaken.STEPPED_AWAY_CAME_BACK: "log-in",
    PartTaken.STEPPED_AWAY: "footprints",
}
# What stands in a column's head, where there is little room; the whole words are its description.
PART_WORDS = {
    PartTaken.LED: "led",
    PartTaken.PLAYED: "played",
    PartTaken.GAVE_FEEDBACK: "feedback",
    PartTaken.LISTENED: "listened",
    PartTaken.STEPPED_AWAY_CAME_BACK: "returned",
    PartTaken.STEPPED_AWAY: "stepped",
}
LINES_EM, PART_EM = 3.25, 1.25
LEFT = Qt.AlignmentFlag.AlignLeft
WRAP = int(Qt.TextFlag.TextWordWrap.value)


@lru_cache(maxsize=16)
def _metrics(role: theme.Role, _family: str, _size_pt: float) -> QFontMetrics:
    return QFontMetrics(theme.font(role))


def metrics(role: theme.Role) -> QFontMetrics:
    """Return the measures of one place on the type scale."""
    base = theme.notifier().base
    return _metrics(role, base.family(), base.pointSizeF())


class PupilHeader(QHeaderView):
    """Names with their key underlined and a line below each: how many are noted, or away; how they took part.

    Signals: ``name_clicked`` with the column whose name was clicked.
    """

    name_clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.log: LogState | None = None
        self.is_low = False  # little height: how a pupil took part stands beside the count
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setAccessibleName("Pupils")

    def sizeHint(self) -> QSize:
        """Return room for two lines, and for a third once somebody took part in a way that was noted."""
        return QSize(theme.em(10), self.wanted_height())

    def wanted_height(self) -> int:
        """Return the height of what there is to say about the pupils: how they took part if there is room."""
        says_part = self.log is not None and any(column.part for column in self.log.columns)
        says_part = says_part and not self.is_low
        return theme.em(LINES_EM + PART_EM * says_part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which pupil's name was clicked."""
        column = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and column >= 0:
            self.name_clicked.emit(column)
        event.accept()

    def wanted_width(self, column: Column, *, tight: bool = False) -> int:
        """Return the width that shows a whole name and the line below it; ``tight`` leaves little beside."""
        name = metrics("strong").horizontalAdvance(self._label(column))
        under = metrics("small").horizontalAdvance(column.under)
        steps = len(self.log.levels) if self.log else 3
        if tight:
            return max(theme.em(1.3 * steps), name + theme.em(0.3), under + theme.em(0.2))
        return max(theme.em(1.55 * steps + 0.4), 24 * steps + 2, name + theme.em(1.0), under + theme.em(0.7))

    @staticmethod
    def _label(column: Column) -> str:
        if column.pupil_id and column.letter and column.letter_at < 0:
            return f"{column.name} ({column.letter.upper()})"
        return column.name

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every pupil."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        painter.fillRect(self.viewport().rect(), QColor(t.surface))
        if self.log is not None:
            for number, column in enumerate(self.log.columns):
                left, width = self.sectionViewportPosition(number), self.sectionSize(number)
                self._paint(painter, QRectF(left, 0, width, self.height()), number, column)
        painter.fillRect(0, self.height() - 1, self.viewport().width(), 1, QColor(t.line))
        if self.log is not None:
            number = self.log.cursor[1]
            bar = QRectF(self.sectionViewportPosition(number), self.height() - 3, self.sectionSize(number), 3)
            margin = min(bar.width() * 0.16, theme.em(1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(bar.adjusted(margin, 0, -margin, 0), 1.5, 1.5)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, number: int, column: Column) -> None:
        t, em = theme.tokens(), theme.notifier().em_px
        if number == 0:
            painter.fillRect(box, QColor(t.page))
        strong = metrics("strong")
        label = strong.elidedText(
            self._label(column), Qt.TextElideMode.ElideRight, round(box.width() - em * 0.1)
        )
        base = box.top() + em * 1.45
        left = box.center().x() - strong.horizontalAdvance(label) / 2
        painter.setFont(theme.font("strong"))
        painter.setPen(QColor(t.muted if column.is_away else t.text))
        painter.drawText(QPointF(left, base), label)
        if 0 <= column.letter_at < len(label) and not column.is_away:
            start = left + strong.horizontalAdvance(label[: column.letter_at])
            wide = strong.horizontalAdvance(label[column.letter_at])
            painter.setPen(QPen(QColor(t.accent), max(2.0, em * 0.12)))
            line = base + em * 0.26
            painter.drawLine(QPointF(start, line), QPointF(start + wide, line))
        small = metrics("small")
        under = small.elidedText(column.under, Qt.TextElideMode.ElideRight, round(box.width() - em * 0.1))
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(t.muted))
        wide, line = small.horizontalAdvance(under), base + em * 1.15
        left = box.center().x() - wide / 2
        if column.part is not None and self.is_low:
            size = em * 0.9
            room = max(0.0, box.width() - wide - size - em * 0.2)
            icon = QRectF(box.left() + room / 2, line - em * 0.76, size, size)
            icons.paint_icon(painter, icon, PART_ICONS[column.part], t.accent)
            left = icon.right() + em * 0.2
        painter.drawText(QPointF(left, line), under)
        if column.part is not None and not self.is_low:
            self._paint_part(painter, box, column.part, line + em * PART_EM)

    def _paint_part(self, painter: QPainter, box: QRectF, part: PartTaken, base: float) -> None:
        """Draw how the pupil took part: an icon and a word, the icon alone where the word has no room."""
        t, em = theme.tokens(), theme.notifier().em_px
        small, size, gap = metrics("small"), em * 0.95, em * 0.25
        room = box.width() - em * 0.2 - size - gap
        fitting = (
            one for one in (PART_TAKEN[part], PART_WORDS[part]) if small.horizontalAdvance(one) <= room
        )
        words = next(fitting, "")
        wide = size + gap + small.horizontalAdvance(words) if words else size
        left = box.center().x() - wide / 2
        icons.paint_icon(painter, QRectF(left, base - em * 0.78, size, size), PART_ICONS[part], t.accent)
        painter.setPen(QColor(t.text))
        painter.drawText(QPointF(left + size + gap, base), words)


@dataclass(frozen=True, slots=True)
class SideWidths:
    """How the width at the side is shared: outcomes (with words or icons alone) and indicators."""

    block: int
    name: int
    with_words: bool


class SignHeader(QHeaderView):
    """Outcomes as tinted blocks with an icon and a bar, and the indicators beside them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.log: LogState | None = None
        self.widths = SideWidths(theme.em(8), theme.em(16), with_words=True)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Small signs")

    def set_widths(self, widths: SideWidths) -> None:
        """Share the width anew."""
        self.widths = widths
        self.setFixedWidth(widths.block + widths.name)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the width that is shared out."""
        return QSize(self.widths.block + self.widths.name, theme.em(10))

    def natural_name_width(self) -> int:
        """Return the width that shows every indicator in one line, also when it is the bold one."""
        rows = self.log.rows if self.log else ()
        strong = metrics("strong")
        longest = max((strong.horizontalAdvance(row.name) for row in rows), default=theme.em(8))
        return longest + theme.em(1.5)

    def name_heights(self, width: int) -> list[int]:
        """Return the height each indicator takes at a width, as it is when it is the bold one."""
        rows = self.log.rows if self.log else ()
        strong = metrics("strong")
        inner = max(width - theme.em(1.0), theme.em(3))
        return [strong.boundingRect(0, 0, inner, 9999, WRAP, row.name).height() for row in rows]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the blocks and the indicators that are in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), QColor(theme.tokens().surface))
        if self.log is not None and self.count() == len(self.log.rows):
            top, bottom = event.rect().top(), event.rect().bottom()
            for number in range(len(self.log.rows)):
                start = self.sectionViewportPosition(number)
                if start <= bottom and start + self.sectionSize(number) > top:
                    self._paint_name(painter, number)
            for number, block in enumerate(self.log.blocks):
                last = block.first_row + block.rows - 1
                end = self.sectionViewportPosition(last) + self.sectionSize(last)
                if self.sectionViewportPosition(block.first_row) <= bottom and end > top:
                    self._paint_block(painter, number)
        painter.end()

    def _paint_name(self, painter: QPainter, number: int) -> None:
        assert self.log is not None
        t, w = theme.tokens(), self.widths
        top, tall = self.sectionViewportPosition(number), self.sectionSize(number)
        last = number + 1 == len(self.log.rows)
        ends_block = any(b.first_row + b.rows == number + 1 for b in self.log.blocks)
        start = 0 if ends_block else w.block
        if not last:
            painter.fillRect(start, top + tall - 1, w.block + w.name - start, 1, QColor(t.line))
        current = self.log.cursor[0] == number
        painter.setFont(theme.font("strong" if current else "body"))
        painter.setPen(QColor(t.text))
        box = QRectF(w.block + theme.em(0.8), top, w.name - theme.em(0.9), tall)
        flags = int((Qt.AlignmentFlag.AlignVCenter | LEFT).value) | WRAP
        painter.drawText(box, flags, self.log.rows[number].name)

    def _paint_block(self, painter: QPainter, number: int) -> None:
        assert self.log is not None
        block = self.log.blocks[number]
        last = block.first_row + block.rows - 1
        top = self.sectionViewportPosition(block.first_row)
        bottom = self.sectionViewportPosition(last) + self.sectionSize(last)
        t, em = theme.tokens(), theme.notifier().em_px
        hue = t.look(block.look)
        box = QRectF(em * 0.5, top + em * 0.38, self.widths.block - em * 0.5, bottom - top - em * 0.76)
        painter.setPen(QPen(QColor(hue.strong), 1) if t.scheme == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue.soft))
        painter.drawRoundedRect(box, em * 0.45, em * 0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue.strong))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), em * 0.3, box.height()), em * 0.15, em * 0.15)
        size = em * 1.25
        icon = ICONS.get(block.look, "circle-check")
        if not self.widths.with_words:
            middle = QPointF(box.center().x() + em * 0.15, box.center().y())
            icons.paint_icon(
                painter, QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size), icon, hue.strong
            )
            return
        words = box.adjusted(em * 0.85, 0, -em * 0.2, 0)
        small = metrics("small_strong")
        flags = WRAP | int(LEFT.value)
        inside = words.toAlignedRect()
        tall = small.boundingRect(0, 0, inside.width(), 9999, flags, block.name).height()
        whole = size + em * 0.15 + tall
        if whole > box.height():  # two short rows: no room for the icon above the words
            self._paint_beside(painter, words, block.name, icon, hue.strong)
            return
        start = box.center().y() - whole / 2
        icons.paint_icon(painter, QRectF(words.left(), start, size, size), icon, hue.strong)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(QColor(t.text))
        place = QRectF(words.left(), start + size + em * 0.15, words.width(), tall + em)
        painter.drawText(place, flags, block.name)

    def _paint_beside(self, painter: QPainter, words: QRectF, name: str, icon: str, hue: str) -> None:
        em = theme.notifier().em_px
        size = em * 1.1
        mid = words.center().y()
        icons.paint_icon(painter, QRectF(words.left() - em * 0.25, mid - size / 2, size, size), icon, hue)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(QColor(theme.tokens().text))
        flags = int((Qt.AlignmentFlag.AlignVCenter | LEFT).value) | WRAP
        painter.drawText(words.adjusted(em * 1.1, 0, 0, 0), flags, name)
