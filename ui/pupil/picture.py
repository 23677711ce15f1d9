"""A pupil's observations as small multiples: one strip an indicator, one dot an observation, never a line.

A dot's height is its place on the ladder. Hollow squares were set for everyone at once; a diamond is a harder
day; a ring says that there are words. The arrows go from session to session and say all of it; the table
beside it holds the same for a screen reader.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tutordiary.presenters.pupil_state import PictureDay, PictureRow, PupilPage
from ui import icons, theme
from ui.pupil.dots import ICONS, paint_dot
from ui.widgets import announce

ROW_EM = 2.3
HEAD_EM = 2.6
FOOT_EM = 1.9
OUTCOME_EM = 8.4
INDICATOR_EM = 14.2


class PupilPicture(QWidget):
    """Draws the strips. Arrow keys walk from session to session and say each one.

    Signals: ``day_chosen`` with the PictureDay under the keys or the mouse.
    """

    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._page: PupilPage | None = None
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_page(self, page: PupilPage) -> None:
        """Draw another pupil or another stretch of time."""
        self._page = page
        self._chosen = -1
        count = sum(len(row.dots) for row in page.rows)
        self.setAccessibleName(f"{page.name}: {count} marks by indicator and date")
        self.setAccessibleDescription(
            "Left and right read the sessions one by one. The table holds the same."
        )
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
        """Draw the grounds, the strips, their dots, and what lies below."""
        page = self._page
        if page is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outcome_w, left, right = self._columns()
        self._bands(painter, page, left, right)
        self._spotlight(painter, page, left, right)
        y = float(theme.em(HEAD_EM))
        narrow = outcome_w < theme.em(OUTCOME_EM)
        for outcome, rows in _by_outcome(page.rows):
            height = theme.em(ROW_EM) * len(rows)
            self._outcome(painter, outcome, rows[0].look, QRectF(0, y, outcome_w, height), narrow=narrow)
            for row in rows:
                self._row(painter, page, row, QRectF(outcome_w, y, right - outcome_w, theme.em(ROW_EM)), left)
                y += theme.em(ROW_EM)
        self._edges(painter, page, left, right)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.tokens().ring), max(2, theme.em(0.125))))
            edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, theme.em(0.5), theme.em(0.5))
        painter.end()

    def _columns(self) -> tuple[int, int, int]:
        narrow = self.width() < theme.em(OUTCOME_EM + INDICATOR_EM + 14)
        outcome_w = theme.em(2.4 if narrow else OUTCOME_EM)
        return outcome_w, outcome_w + theme.em(INDICATOR_EM), self.width() - theme.em(0.8)

    def _bands(self, painter: QPainter, page: PupilPage, left: int, right: int) -> None:
        t = theme.tokens()
        painter.setFont(theme.font("small"))
        metrics = QFontMetricsF(painter.font())
        bottom, inset = self.height() - theme.em(FOOT_EM), theme.em(0.45)
        boxes = []
        for number, band in enumerate(page.bands):
            first, last = self._x(page, band.first, left, right), self._x(page, band.last, left, right)
            box = QRectF(first - inset, theme.em(0.35), last - first + 2 * inset, bottom - theme.em(0.35))
            boxes.append((box, band.name))
            if number % 2 == 0 or not _touches(page, number):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.page))
                painter.drawRoundedRect(box, theme.em(0.5), theme.em(0.5))
        painter.setPen(QColor(t.muted))
        last_right = -1e9
        for box, name in boxes:  # after every ground, which would cover the end of a name beside it
            short = (
                name if metrics.horizontalAdvance(name) <= box.width() else name.rpartition(" ")[0] or name
            )
            wide = metrics.horizontalAdvance(short)
            at = min(max(box.center().x() - wide / 2, left), right - wide)
            if at > last_right + theme.em(0.5):
                painter.drawText(QPointF(at, theme.em(1.45)), short)
                last_right = at + wide

    def _spotlight(self, painter: QPainter, page: PupilPage, left: int, right: int) -> None:
        if not 0 <= self._chosen < len(page.days):
            return
        t = theme.tokens()
        x = self._x(page, page.days[self._chosen].day, left, right)
        half = theme.em(0.55)
        box = QRectF(x - half, theme.em(1.75), 2 * half, self.height() - theme.em(1.75 + 0.1))
        painter.setPen(QPen(QColor(t.ring), max(2, theme.em(0.125))))
        painter.setBrush(QColor(t.accent_soft))
        painter.drawRoundedRect(box, half, half)

    def _edges(self, painter: QPainter, page: PupilPage, left: int, right: int) -> None:
        """Draw a dash above the days away, and a dot below the days with words."""
        t = theme.tokens()
        painter.setPen(QPen(QColor(t.muted), max(2, theme.em(0.14))))
        y = theme.em(HEAD_EM - 0.45)
        for away in page.away_days:
            x = self._x(page, away, left, right)
            painter.drawLine(QPointF(x - theme.em(0.3), y), QPointF(x + theme.em(0.3), y))
        low = self.height() - theme.em(FOOT_EM - 0.75)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        for day in page.days:
            if day.has_words:
                painter.drawEllipse(
                    QPointF(self._x(page, day.day, left, right), low), theme.em(0.26), theme.em(0.26)
                )
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(t.muted))
        words = QRectF(0, low - theme.em(0.7), left - theme.em(0.8), theme.em(1.4))
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, where.value, "Moments")

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
            painter.drawText(
                QRectF(left + theme.em(0.8), box.top(), box.right() - left, box.height()),
                flags.value,
                "Not noted in this stretch",
            )
        for dot in row.dots:
            x = self._x(page, dot.day, left, box.right())
            y = (
                low + box.height() * 0.12
                if dot.step is None
                else low - (low - top) * min(dot.step, steps) / steps
            )
            paint_dot(painter, QPointF(x, y), dot, row.look)

    def _x(self, page: PupilPage, day: date, left: float, right: float) -> float:
        whole = max(1, (page.picture_to - page.picture_from).days)
        inset = theme.em(0.8)
        return left + inset + (right - left - 2 * inset) * (day - page.picture_from).days / whole

    # Keys and mouse -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from session to session; Home and End go to the first and the last."""
        days = self._page.days if self._page else ()
        here = self._chosen
        moves = {
            Qt.Key.Key_Right: min(here + 1, len(days) - 1),
            Qt.Key.Key_Left: len(days) - 1 if here < 0 else max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(days) - 1,
        }
        if event.key() in moves and days:
            self._choose(moves[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the nearest session."""
        page = self._page
        if page is None or not page.days:
            return
        _, left, right = self._columns()
        x = event.position().x()
        far = [abs(self._x(page, day.day, left, right) - x) for day in page.days]
        nearest = min(range(len(far)), key=far.__getitem__)
        if far[nearest] < theme.em(2):
            self._choose(nearest)

    def _choose(self, number: int) -> None:
        assert self._page is not None
        self._chosen = number
        day: PictureDay = self._page.days[number]
        announce(self, day.spoken)
        self.day_chosen.emit(day)
        self.update()


def _touches(page: PupilPage, number: int) -> bool:
    """Return whether a band begins where the one before it ends: then every other one has a ground."""
    return number > 0 and (page.bands[number].first - page.bands[number - 1].last).days <= 1


def _by_outcome(rows: tuple[PictureRow, ...]) -> list[tuple[str, list[PictureRow]]]:
    found: list[tuple[str, list[PictureRow]]] = []
    for row in rows:
        if not found or found[-1][0] != row.outcome:
            found.append((row.outcome, []))
        found[-1][1].append(row)
    return found
