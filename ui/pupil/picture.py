"""A pupil's observations as small multiples: one strip an indicator, one dot an observation, never a line.

A dot's height is its place on the ladder. Hollow squares were set for everyone at once; a diamond is a harder
day; a ring says that there are words. The table beside it holds the same for a screen reader.
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tutordiary.dates import MONTHS
from tutordiary.presenters.pupil import PictureDot, PictureRow, PupilPage
from ui import icons, theme
from ui.widgets import announce

ROW_EM = 2.3
HEAD_EM = 1.2
FOOT_EM = 1.5
OUTCOME_EM = 8.4
INDICATOR_EM = 14.2


class PupilPicture(QWidget):
    """Draws the strips. Arrow keys walk from dot to dot and say each one.

    Signals: ``dot_chosen`` with the PictureDot under the keys or the mouse.
    """

    dot_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._page: PupilPage | None = None
        self._places: list[tuple[QPointF, PictureDot]] = []
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_page(self, page: PupilPage) -> None:
        """Draw another pupil."""
        self._page = page
        self._chosen = -1
        count = sum(len(row.dots) for row in page.rows)
        self.setAccessibleName(f"{page.name}: {count} observations by indicator and date")
        self.setAccessibleDescription("Arrow keys read them one by one. The table holds the same.")
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return the height of all strips."""
        rows = len(self._page.rows) if self._page else 11
        return QSize(theme.em(40), theme.em(HEAD_EM + ROW_EM * rows + FOOT_EM))

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    # Painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strips, their dots and the months."""
        page = self._page
        if page is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._places = []
        narrow = self.width() < theme.em(OUTCOME_EM + INDICATOR_EM + 14)
        outcome_w = theme.em(2.4 if narrow else OUTCOME_EM)
        left = outcome_w + theme.em(INDICATOR_EM)
        right = self.width() - theme.em(0.8)
        self._months(painter, page, left, right)
        y = float(theme.em(HEAD_EM))
        for outcome, rows in _by_outcome(page.rows):
            height = theme.em(ROW_EM) * len(rows)
            self._outcome(painter, outcome, rows[0].look, QRectF(0, y, outcome_w, height), narrow=narrow)
            for row in rows:
                self._row(painter, page, row, QRectF(outcome_w, y, right - outcome_w, theme.em(ROW_EM)), left)
                y += theme.em(ROW_EM)
        self._ring(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.tokens().ring), max(2, theme.em(0.125))))
            edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, theme.em(0.5), theme.em(0.5))
        painter.end()

    def _outcome(self, painter: QPainter, name: str, look: str, box: QRectF, *, narrow: bool) -> None:
        hue = theme.tokens().look(look)
        inside = box.adjusted(0, theme.em(0.12), -theme.em(0.4), -theme.em(0.12))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue.soft))
        painter.drawRoundedRect(inside, theme.em(0.35), theme.em(0.35))
        painter.setBrush(QColor(hue.strong))
        painter.drawRect(QRectF(inside.left(), inside.top(), theme.em(0.28), inside.height()))
        size = theme.em(1.15)
        icon = QRectF(inside.left() + theme.em(0.7), inside.top() + theme.em(0.35), size, size)
        icons.paint_icon(painter, icon, ICONS.get(look, "star"), hue.strong)
        if not narrow:
            painter.setFont(theme.font("small_strong"))
            painter.setPen(QColor(theme.tokens().text))
            words = QRectF(
                icon.left(), icon.bottom(), inside.right() - icon.left(), inside.bottom() - icon.bottom()
            )
            painter.drawText(words, Qt.TextFlag.TextWordWrap, name)

    def _row(self, painter: QPainter, page: PupilPage, row: PictureRow, box: QRectF, left: float) -> None:
        t = theme.tokens()
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(t.text))
        words = QRectF(box.left() + theme.em(0.3), box.top(), left - box.left() - theme.em(0.6), box.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetricsF(painter.font())
        name = metrics.elidedText(row.indicator, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags.value, name)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(box.left(), box.bottom()), QPointF(box.right(), box.bottom()))
        top, low = box.top() + box.height() * 0.2, box.bottom() - box.height() * 0.22
        steps = max(1, len(page.ladder) - 1)
        faint = QColor(t.line)
        faint.setAlphaF(0.6)  # the dots count, not the lines: with strong contrast these would win
        for step in range(len(page.ladder)):
            y = low - (low - top) * step / steps
            painter.setPen(QPen(faint, 1))
            painter.drawLine(QPointF(left, y), QPointF(box.right(), y))
        if not row.dots:
            painter.setPen(QColor(t.muted))
            painter.setFont(theme.font("small"))
            place = QRectF(left, box.top(), box.right() - left, box.height())
            painter.fillRect(
                QRectF(left, box.center().y() - theme.em(0.6), theme.em(7.6), theme.em(1.2)),
                QColor(t.surface),
            )
            painter.drawText(place, flags.value, "Not noted yet")
        for dot in row.dots:
            x = self._x(page, dot.day, left, box.right())
            y = (
                low + box.height() * 0.12
                if dot.step is None
                else low - (low - top) * min(dot.step, steps) / steps
            )
            self._dot(painter, QPointF(x, y), dot, row.look)
            self._places.append((QPointF(x, y), dot))

    def _dot(self, painter: QPainter, at: QPointF, dot: PictureDot, look: str) -> None:
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
            painter.drawPolygon(
                QPolygonF(
                    [at + QPointF(0, -far), at + QPointF(far, 0), at + QPointF(0, far), at + QPointF(-far, 0)]
                )
            )
        else:
            painter.setBrush(QColor(t.surface) if dot.step is None else strong)
            painter.drawEllipse(at, r, r)
        if dot.has_words:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(strong, 1))
            painter.drawEllipse(at, r * 1.75, r * 1.75)

    def _months(self, painter: QPainter, page: PupilPage, left: float, right: float) -> None:
        t = theme.tokens()
        painter.setFont(theme.font("small"))
        bottom = self.height() - theme.em(FOOT_EM)
        day, last_x = page.picture_from.replace(day=1), -1e9
        while day <= page.picture_to:
            x = self._x(page, max(day, page.picture_from), left, right)
            painter.setPen(QPen(QColor(t.line), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, theme.em(HEAD_EM)), QPointF(x, bottom))
            if x - last_x > theme.em(2.6):
                painter.setPen(QColor(t.muted))
                painter.drawText(QPointF(x, bottom + theme.em(1.1)), MONTHS[day.month - 1][:3])
                last_x = x
            day = (day + timedelta(days=32)).replace(day=1)
        painter.setPen(QColor(t.muted))
        for away in page.away_days:
            x = self._x(page, away, left, right)
            painter.drawText(QPointF(x - theme.em(0.2), theme.em(HEAD_EM) - theme.em(0.25)), "–")

    def _x(self, page: PupilPage, day: date, left: float, right: float) -> float:
        whole = max(1, (page.picture_to - page.picture_from).days)
        inset = theme.em(0.8)
        return left + inset + (right - left - 2 * inset) * (day - page.picture_from).days / whole

    def _ring(self, painter: QPainter) -> None:
        if self._chosen < 0 or self._chosen >= len(self._places):
            return
        at, _ = self._places[self._chosen]
        far = theme.em(0.75)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.tokens().ring), 2))
        painter.drawRoundedRect(QRectF(at.x() - far, at.y() - far, 2 * far, 2 * far), far / 2, far / 2)

    # Keys and mouse -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from dot to dot."""
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in moves and self._places:
            self._choose((self._chosen + moves[Qt.Key(event.key())]) % len(self._places))
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the nearest dot."""
        if not self._places:
            return
        spot = event.position()
        nearest = min(range(len(self._places)), key=lambda i: _far(self._places[i][0], spot))
        if _far(self._places[nearest][0], spot) < theme.em(1.4):
            self._choose(nearest)

    def _choose(self, number: int) -> None:
        self._chosen = number
        dot = self._places[number][1]
        announce(self, dot.spoken)
        self.dot_chosen.emit(dot)
        self.update()


ICONS = {
    "skill": "music",
    "agency": "sprout",
    "resilience": "shield",
    "community": "heart-handshake",
}


def _far(one: QPointF, other: QPointF) -> float:
    gap = one - other
    return abs(gap.x()) + abs(gap.y())


def _by_outcome(rows: tuple[PictureRow, ...]) -> list[tuple[str, list[PictureRow]]]:
    found: list[tuple[str, list[PictureRow]]] = []
    for row in rows:
        if not found or found[-1][0] != row.outcome:
            found.append((row.outcome, []))
        found[-1][1].append(row)
    return found
