"""The loom itself, small: the weeks across, a thread for each part, a knot where a piece comes from.

It shows at a glance whether a story rests on a few days or on the whole time. The list below says the same in
words, so this picture is passed over by screen readers.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tutordiary.presenters.case_studio_state import StoryState
from ui import theme

THREAD_EM, LABEL_EM = 0.5, 1.1
FEWEST_WEEKS = 4


class Weave(QWidget):
    """Paints the threads. It takes no focus and no clicks."""

    def __init__(self) -> None:
        super().__init__()
        self._state: StoryState | None = None
        self._has_room = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self.updateGeometry)

    def show_story(self, state: StoryState) -> None:
        """Draw another story."""
        had_room = self._state is not None and self._state.weeks >= FEWEST_WEEKS
        self._state = state
        if had_room != (state.weeks >= FEWEST_WEEKS):
            self.updateGeometry()
        self.fit()
        self.setAccessibleName(self._words(state))
        self.update()

    def fit(self, *, has_room: bool | None = None) -> None:
        """Show the threads where the window has room for them and there are weeks to show."""
        if has_room is not None:
            self._has_room = has_room
        self.setVisible(self._has_room and self._state is not None and self._state.weeks >= FEWEST_WEEKS)

    @staticmethod
    def _words(state: StoryState) -> str:
        weeks = {card.week for lane in state.lanes for card in lane.cards if card.week}
        return f"The story rests on {len(weeks)} of {state.weeks} weeks"

    def sizeHint(self) -> QSize:
        """Return the height of the threads and of the line of weeks."""
        lanes = len(self._state.lanes) if self._state else 8
        return QSize(theme.em(12), theme.em(lanes * THREAD_EM + LABEL_EM + 0.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the threads."""
        state = self._state
        if state is None or state.weeks < FEWEST_WEEKS:
            return
        t, em = theme.tokens(), theme.em
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = em(1.6), self.width() - em(1.2)
        step = (right - left) / max(1, state.weeks - 1)
        painter.setFont(theme.font("small"))
        metrics = QFontMetrics(painter.font())
        bottom = em(len(state.lanes) * THREAD_EM + 0.3)
        for number, lane in enumerate(state.lanes):
            y = em(0.35) + em((number + 0.5) * THREAD_EM)
            in_hand = lane.key == state.part
            painter.setPen(QPen(QColor(t.accent if in_hand else t.line), 2 if in_hand else 1))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            for card in lane.cards:
                if card.week is None:
                    continue
                x = left + (min(max(card.week, 1), state.weeks) - 1) * step
                chosen = card.id == state.piece
                radius = em(0.3 if chosen else 0.2)
                painter.setPen(QPen(QColor(t.warn if card.look == "harder" else t.accent), 1.5))
                painter.setBrush(QColor(t.surface if card.look == "harder" else t.accent))
                painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.setPen(QColor(t.muted))
        for week in _labels(state.weeks):
            words = f"Week {week}" if week == 1 else str(week)
            x = left + (week - 1) * step - (metrics.horizontalAdvance(words) / 2 if week > 1 else em(0.4))
            painter.drawText(QPointF(x, bottom + metrics.ascent()), words)
        painter.end()


def _labels(weeks: int) -> list[int]:
    """Return the weeks that are written under the threads: the first, every fifth, and the last."""
    found = [1, *range(5, weeks, 5)]
    if len(found) > 1 and weeks - found[-1] < 3:
        found.pop()
    return [*found, weeks]
