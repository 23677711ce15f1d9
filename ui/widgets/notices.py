"""A sentence that needs reading, beside the thing it is about: an icon, the words, perhaps a way on."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.labels import Body

Mood = Literal["info", "ok", "warn", "danger"]
ICONS: dict[Mood, str] = {
    "info": "info",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "danger": "triangle-alert",
}


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something politely, without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class NoticeBar(QWidget):
    """A bar with a sentence and optional actions. The icon differs by mood as well as the colour.

    Signals: ``action_chosen`` with the words of the action pressed.
    """

    action_chosen = Signal(str)

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        mood: Mood = "info",
        actions: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._mood: Mood = mood
        self._row = QHBoxLayout(self)
        self._label = Body(words)
        self._row.addWidget(self._label, 1)
        self._buttons: list[SecondaryButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()
        self.say(words, mood=mood, actions=actions)

    def say(self, words: str, *, mood: Mood = "info", actions: tuple[str, ...] = ()) -> None:
        """Show another sentence; an empty one hides the bar."""
        changed = words != self._label.text()
        self._mood = mood
        self._label.setText(words)
        self.setAccessibleName(words)
        if [button.text() for button in self._buttons] != list(actions):
            for button in self._buttons:
                button.hide()
                button.deleteLater()
            self._buttons = [SecondaryButton(action, self) for action in actions]
            for action, button in zip(actions, self._buttons, strict=True):
                button.clicked.connect(lambda _on, words=action: self.action_chosen.emit(words))
                self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if words and self.parentWidget() is None:
            # Not yet on a page: to show it now would open a window of its own.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        else:
            self.setVisible(bool(words))
        if words and changed:
            announce(self, words)
        self.update()

    @property
    def words(self) -> str:
        """The sentence shown; empty when the bar is hidden."""
        return self._label.text()

    @property
    def buttons(self) -> list[SecondaryButton]:
        """The actions, in order."""
        return list(self._buttons)

    def _colours(self) -> tuple[str, str]:
        t = theme.tokens()
        if self._mood == "info":
            return t.accent, t.accent_soft
        return getattr(t, self._mood), getattr(t, f"{self._mood}_soft")

    def _restyle(self) -> None:
        em = theme.em
        self._row.setContentsMargins(em(2.6), em(0.45), em(0.6), em(0.45))
        self._row.setSpacing(em(0.6))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar and its icon."""
        strong, soft = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(strong), 1))
        painter.setBrush(QColor(soft))
        radius = theme.em(0.5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        size = theme.em(1.25)
        place = QRectF(theme.em(0.8), (self.height() - size) / 2, size, size)
        icons.paint_icon(painter, place, ICONS[self._mood], strong)
        painter.end()
