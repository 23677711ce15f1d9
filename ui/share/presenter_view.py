"""The pack on a full screen, for a table or a shared screen: codes only, and nothing else of the diary.

It is made of the pages the gate has read and knows no record. It lies over everything of an open diary and
goes with it: a lock takes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tutordiary.drafting.pack_screens import ScreenPage
from ui import theme
from ui.share.presenter_paint import current_part, paint_page
from ui.widgets import announce

if TYPE_CHECKING:
    from ui.lock.capture import Capture

NAME = "Reflection pack"
HIDDEN = "Hidden. Press B to go on."
SEEN_FOR_MIN = 180  # a session of two hours, and some
TICK_MS = 1_000
KEYS = (
    ("Space or →", "next page"),
    ("←", "page before"),
    ("B", "hide, and show again"),
    ("T", "clock of the agenda"),
    ("Esc", "end"),
)
_HINTS = "Space  next      B  hide      Esc  end"
_CLOCK_HINT = "T  clock"
_NEXT = {
    Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}  # fmt: skip
_BEFORE = {Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace}
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class PresenterView(QWidget):
    """Shows the pages over a whole window, which fills the screen as long as it is there.

    ``host`` is what the view lies over: all of an open diary. ``clock`` tells seconds that never go back.
    Signals: ``ended`` once, however it ended.
    """

    ended = Signal()

    def __init__(
        self,
        host: QWidget,
        pages: Sequence[ScreenPage],
        capture: Capture | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(host)
        self.setObjectName("presenter_view")
        self._host = host
        self._pages = tuple(pages)
        self._capture = capture
        self._clock = clock
        self._at = 0
        self._is_hidden = False
        self._is_over = False
        self._began: float | None = None
        self._covered: list[QWidget] = []
        self._stood = Qt.WindowState.WindowNoState
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        theme.notifier().theme_changed.connect(self.update)

    # Coming and going -----------------------------------------------------------------------------

    def present(self) -> None:
        """Take everything else from the window, and let the window fill the screen."""
        if not self._pages:
            return
        below = self._host.findChildren(QWidget, options=_DIRECT)
        self._covered = [one for one in below if one.isVisible() and not one.isWindow() and one is not self]
        self._host.installEventFilter(self)
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        for one in self._covered:
            one.hide()
        window = self._host.window()
        self._stood = window.windowState()
        window.setWindowState(self._stood | Qt.WindowState.WindowFullScreen)
        if self._capture is not None:
            self._capture.allow(SEEN_FOR_MIN)  # only now: until here the diary was on the screen
        self._tell()

    def end(self) -> None:
        """Take the pages away and show what was there before. Ending twice is as good as once."""
        if self._is_over:
            return
        self._is_over = True
        self._tick.stop()
        if self._capture is not None:
            self._capture.allow_no_more()  # before anything of the diary is on the screen again
        self._host.removeEventFilter(self)
        self._host.window().setWindowState(self._stood)
        self.hide()
        for one in self._covered:
            if isValid(one):
                one.show()
        self._covered = []
        self.deleteLater()
        self.ended.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """End when the diary is taken away below it."""
        super().hideEvent(event)
        if not event.spontaneous() and not self._is_over:
            QTimer.singleShot(0, self, self.end)

    @property
    def page(self) -> ScreenPage:
        """The page in front."""
        return self._pages[self._at]

    @property
    def is_hidden(self) -> bool:
        """Whether the page is hidden for the moment."""
        return self._is_hidden

    @property
    def minute(self) -> int | None:
        """How many whole minutes the session is old; None while no clock runs."""
        return None if self._began is None else int((self._clock() - self._began) // 60)

    # Keys and fingers -----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take every key: no shortcut of what lies below is to be heard."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, hide, end. No key reaches anything below."""
        event.accept()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.end()
        elif event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        elif key == Qt.Key.Key_B:
            self._hide_page(not self._is_hidden)
        elif self._is_hidden:
            return
        elif key in _NEXT:
            self.turn(1)
        elif key in _BEFORE:
            self.turn(-1)
        elif key == Qt.Key.Key_Home:
            self.turn(-len(self._pages))
        elif key == Qt.Key.Key_End:
            self.turn(len(self._pages))
        elif key == Qt.Key.Key_T:
            self._run_clock()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn the page: on from most of it, back from its left quarter."""
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton and not self._is_hidden:
            self.turn(-1 if event.position().x() < self.width() / 4 else 1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab here."""
        return True

    def turn(self, by: int) -> None:
        """Go on by so many pages, or back; stays at the ends."""
        at = max(0, min(len(self._pages) - 1, self._at + by))
        if at != self._at:
            self._at = at
            self._tell()
            self.update()

    def _hide_page(self, hidden: bool) -> None:
        self._is_hidden = hidden
        self._tell()
        self.repaint()  # at once: somebody walks up

    def _run_clock(self) -> None:
        if not self.page.is_agenda:
            return
        self._began = self._clock() if self._began is None else None
        if self._began is None:
            self._tick.stop()
        else:
            self._tick.start()
        self._tell()
        self.update()

    def _on_tick(self) -> None:
        if self.page.is_agenda and not self._is_hidden:
            self.update()

    def _tell(self) -> None:
        """Let a screen reader know what is on the page, and nothing else."""
        if self._is_hidden:
            words, about = HIDDEN, ""
        else:
            page = self.page
            words = f"{page.title}. {' '.join(page.lines)}"
            about = f"{NAME}, page {self._at + 1} of {len(self._pages)}"
        self.setAccessibleName(words)
        self.setAccessibleDescription(about)
        announce(self, f"{words} {about}".strip())

    # Looks ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what the view lies over."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, or plain paper while it is hidden."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(t.page))
        if not self._is_hidden:
            side = max(24, self.width() // 16)
            top = max(24, self.height() // 14)
            foot = self._paint_foot(painter, side)
            room = QRect(side, top, self.width() - 2 * side, self.height() - top - foot - top // 2)
            paint_page(painter, room, self.page, self.minute)
        painter.end()

    def _paint_foot(self, painter: QPainter, side: int) -> int:
        """Draw the line at the foot and return how much of the height it takes."""
        font = theme.font("small")
        font.setPixelSize(max(14, self.height() // 48))
        measure = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().muted))
        line = QRect(side, self.height() - 2 * measure.height(), self.width() - 2 * side, measure.height())
        left = f"{self._at + 1} of {len(self._pages)}"
        if self.page.is_agenda:
            left += f"      {self._clock_words()}"
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, left)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, _HINTS)
        return 3 * measure.height()

    def _clock_words(self) -> str:
        minute = self.minute
        if minute is None:
            return _CLOCK_HINT
        whole = sum(self.page.minutes)
        part = current_part(self.page, minute)
        if part is None:
            return f"{whole} minutes are over"
        left = sum(self.page.minutes[: part + 1]) - minute
        return f"minute {minute} of {whole}, {left} left for this part"
