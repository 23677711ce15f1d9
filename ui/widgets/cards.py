"""Surfaces: a card to put things on, a sheet that lies over a page, a thin line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets.buttons import QuietButton
from ui.widgets.labels import Heading


class Card(QWidget):
    """A surface with a one pixel edge and round corners. ``body`` is its layout."""

    def __init__(self, parent: QWidget | None = None, *, padding_em: float = 1.0) -> None:
        super().__init__(parent)
        self._padding_em = padding_em
        self.body = QVBoxLayout(self)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        pad = theme.em(self._padding_em)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.em(0.5))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        painter.setPen(QPen(QColor(t.line), 1))
        painter.setBrush(QColor(t.surface))
        radius = theme.em(0.75)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()


class Line(QWidget):
    """A line one pixel thick, across or down."""

    def __init__(self, parent: QWidget | None = None, *, down: bool = False) -> None:
        super().__init__(parent)
        if down:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().line))
        painter.end()


class _Inside(QWidget):
    """What scrolls: as tall as its words need at the width they have, not at the narrowest they could."""

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the height follows from the width there is."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class Scroller(QScrollArea):
    """A page that scrolls up and down, never sideways. ``body`` is the layout of its inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = _Inside()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.inside = inside
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget turned it on; what lies below shall show
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)


class Sheet(QWidget):
    """A card that lies over a page until it is closed; Esc closes it and gives the focus back.

    Signals: ``closed`` after it went away.
    """

    closed = Signal()

    def __init__(self, over: QWidget, title: str, *, width_em: float = 38.0) -> None:
        super().__init__(over)
        self._over = over
        self._width_em = width_em
        self._before = QApplication.focusWidget()
        self.setAccessibleName(title)
        self._card = Card(self)
        head = QHBoxLayout()
        head.addWidget(Heading(title, level=2))
        head.addStretch(1)
        self.close_button = QuietButton("Close", icon="x", hint="Esc")
        self.close_button.clicked.connect(self.leave)
        head.addWidget(self.close_button)
        self._card.body.addLayout(head)
        self._scroller = Scroller()
        self.body = self._scroller.body
        self._card.body.addWidget(self._scroller, 1)
        over.installEventFilter(self)
        self._scroller.inside.installEventFilter(self)

    def present(self, focus: QWidget | None = None) -> None:
        """Show the sheet over its page and put the focus on ``focus``, or on Close."""
        self._fit()
        self.show()
        self.raise_()
        (focus or self.close_button).setFocus(Qt.FocusReason.PopupFocusReason)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll so that a part of the sheet can be seen, once everything has its size."""
        QTimer.singleShot(0, part, lambda: self._scroller.ensureWidgetVisible(part, 0, theme.em(2)))

    def leave(self) -> None:
        """Close the sheet and give the focus back to where it was."""
        self._over.removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the size of the page below, and what is shown, hidden or said longer inside."""
        resized = watched is self._over and event.type() == QEvent.Type.Resize
        if resized or (watched is not self._over and event.type() == QEvent.Type.LayoutRequest):
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc, scroll by the arrows; nothing typed here reaches the page below."""
        bar = self._scroller.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 2,
            Qt.Key.Key_Up: -bar.singleStep() * 2,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the sheet."""
        moved = super().focusNextPrevChild(forward)
        focus = QApplication.focusWidget()
        if moved and focus is not None and not self.isAncestorOf(focus):
            self.close_button.setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the page below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 110))
        painter.end()

    def _fit(self) -> None:
        self.setGeometry(self._over.rect())
        margin = theme.em(1)
        width = min(theme.em(self._width_em), self.width() - 2 * margin)
        inside, room = self._scroller.inside, self._card.body.contentsMargins()
        wanted = inside.sizeHint().height()
        if inside.hasHeightForWidth():
            # The hint is that of the narrowest it could be: more lines, and an empty foot.
            wanted = inside.heightForWidth(width - room.left() - room.right())
        top = self._card.body.itemAt(0)
        assert top is not None
        head = top.sizeHint().height() + self._card.body.spacing()
        height = min(wanted + head + room.top() + room.bottom(), self.height() - 2 * margin)
        self._card.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)


def drop_from(layout: QLayout, keep: int = 0) -> None:
    """Take widgets off the end of a layout until ``keep`` are left."""
    while layout.count() > keep:
        taken = layout.takeAt(layout.count() - 1)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
