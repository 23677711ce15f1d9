"""The two edges of the radar: pupils along the top, what to notice down the side."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from tutordiary.presenters.radar_state import RadarPupil, RadarRow, RadarState
from ui import icons, theme

ICONS = {"skill": "music", "agency": "sprout", "resilience": "shield", "community": "heart-handshake"}
WRAP = int(Qt.TextFlag.TextWordWrap.value)
LEFT = Qt.AlignmentFlag.AlignLeft
MIDDLE = Qt.AlignmentFlag.AlignVCenter
PAD, ICON, CHEVRON = 0.8, 1.25, 1.1  # em


def metrics(role: theme.Role) -> QFontMetrics:
    """Return the measures of one place on the type scale."""
    return QFontMetrics(theme.font(role))


class PupilHeader(QHeaderView):
    """Names, and below each what stands out, as in "only Agency"."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.radar: RadarState | None = None
        self.current = -1
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Pupils")

    def sizeHint(self) -> QSize:
        """Return room for the lines there are."""
        return QSize(theme.em(10), self.wanted_height())

    def wanted_height(self) -> int:
        """Return room for the names, and for a line below them when one has something below it."""
        return theme.em(3.25 if any(one.under for one in self._pupils) else 2.4)

    @property
    def _pupils(self) -> tuple[RadarPupil, ...]:
        return self.radar.pupils if self.radar else ()

    @staticmethod
    def wanted_width(pupil: RadarPupil) -> int:
        """Return the width that shows the name and the line below it."""
        name = metrics("strong").horizontalAdvance(pupil.name)
        return max(name, metrics("small").horizontalAdvance(pupil.under)) + theme.em(0.8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every pupil."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        painter.fillRect(self.viewport().rect(), QColor(t.surface))
        for number, pupil in enumerate(self._pupils):
            left, width = self.sectionViewportPosition(number), self.sectionSize(number)
            self._paint(painter, QRectF(left, 0, width, self.height()), pupil)
        painter.fillRect(0, self.height() - 1, self.viewport().width(), 1, QColor(t.line))
        if self.radar is not None and 0 <= self.current < len(self.radar.pupils):
            left, width = self.sectionViewportPosition(self.current), self.sectionSize(self.current)
            margin = min(width * 0.16, theme.em(1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            bar = QRectF(left + margin, self.height() - 3, width - 2 * margin, 3)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, pupil: RadarPupil) -> None:
        t, em = theme.tokens(), theme.notifier().em_px
        room = round(box.width() - em * 0.2)
        lines: tuple[tuple[theme.Role, str, str, float], ...] = (
            ("strong", t.text, pupil.name, 1.5),
            ("small", t.muted, pupil.under, 2.65),
        )
        for role, colour, words, base in lines:
            shown = metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.setFont(theme.font(role))
            painter.setPen(QColor(colour))
            left = box.center().x() - metrics(role).horizontalAdvance(shown) / 2
            painter.drawText(QPointF(left, box.top() + em * base), shown)


class ThingHeader(QHeaderView):
    """Outcomes with their icon and colour, their indicators below when unfolded, and what is to be written.

    Signals: ``fold_wanted`` with a row that was clicked.
    """

    fold_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.radar: RadarState | None = None
        self.current = -1
        self._width = theme.em(15)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("What to notice")

    def set_width(self, width: int) -> None:
        """Be so wide, in pixels."""
        self._width = width
        self.setFixedWidth(width)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the width it was given."""
        return QSize(self._width, theme.em(10))

    def natural_width(self) -> int:
        """Return the width that shows every title in one line."""
        rows = self.radar.rows if self.radar else ()
        widest = max((metrics("strong").horizontalAdvance(row.title) for row in rows), default=0)
        return widest + theme.em(PAD + ICON + CHEVRON + 1.5)

    def _title(self, row: RadarRow) -> str:
        return row.title if self._width >= self.natural_width() else row.short

    def title_height(self, row: RadarRow, width: int) -> int:
        """Return the height a title takes at a width of this header."""
        room = max(width - theme.em(PAD + ICON + CHEVRON + 1.3), theme.em(3))
        return metrics("strong").boundingRect(0, 0, room, 9999, WRAP, self._title(row)).height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold the row that is clicked, or fold it."""
        row = self.logicalIndexAt(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.fold_wanted.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), QColor(theme.tokens().surface))
        for number, row in enumerate(self.radar.rows if self.radar else ()):
            top, tall = self.sectionViewportPosition(number), self.sectionSize(number)
            if top + tall > 0 and top < self.viewport().height():
                self._paint(
                    painter, QRectF(0, top, self._width, tall), row, is_current=number == self.current
                )
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, row: RadarRow, *, is_current: bool) -> None:
        t, em = theme.tokens(), theme.notifier().em_px
        hue = t.look(row.look)
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), QColor(t.line))
        if row.look and not row.under:
            self._paint_block(painter, box, hue.soft, hue.strong)
        elif row.look:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(hue.strong))
            bar = QRectF(em * 0.5, box.top() + em * 0.25, em * 0.3, box.height() - em * 0.5)
            painter.drawRoundedRect(bar, em * 0.15, em * 0.15)
        size = em * ICON
        name = ICONS.get(row.look, "circle-check") if row.look and not row.under else row.icon
        if name:
            place = QRectF(em * (PAD + 0.25), box.center().y() - size / 2, size, size)
            icons.paint_icon(painter, place, name, hue.strong if row.look else t.muted)
        if row.can_unfold:
            place = QRectF(box.right() - em * (CHEVRON + 0.35), box.center().y() - em * 0.5, em, em)
            icons.paint_icon(painter, place, "chevron-down" if row.is_unfolded else "chevron-right", t.text)
        left = em * (PAD + ICON + 0.6)
        words = QRectF(left, box.top(), box.right() - left - em * (CHEVRON + 0.4), box.height())
        painter.setFont(theme.font("strong" if is_current or not row.under else "body"))
        painter.setPen(QPen(QColor(t.text)))
        painter.drawText(words, int((MIDDLE | LEFT).value) | WRAP, self._title(row))

    @staticmethod
    def _paint_block(painter: QPainter, box: QRectF, soft: str, strong: str) -> None:
        t, em = theme.tokens(), theme.notifier().em_px
        block = box.adjusted(em * 0.5, em * 0.2, -em * 0.1, -em * 0.25)
        painter.setPen(QPen(QColor(strong), 1) if t.scheme == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(block, em * 0.45, em * 0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(strong))
        painter.drawRoundedRect(
            QRectF(block.left(), block.top(), em * 0.3, block.height()), em * 0.15, em * 0.15
        )
