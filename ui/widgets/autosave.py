"""Keeps what is typed: half a second after a pause, every three seconds while typing, and on leaving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

PAUSE_MS = 500
LONGEST_MS = 3000


class Autosave(QObject):
    """Watches one field. ``keep(text, caret)`` holds the words as a draft, ``commit(text)`` makes them final.

    ``commit`` is called when the focus leaves and on ``flush``; text set by ``put`` is not typing. A caret
    counts characters from the start.
    """

    def __init__(
        self,
        field: QLineEdit | QPlainTextEdit,
        keep: Callable[[str, int], None],
        commit: Callable[[str], None],
    ) -> None:
        super().__init__(field)
        self._field = field
        self._keep = keep
        self._commit = commit
        self._quiet = False
        self.is_dirty = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.keep_now)
        field.textChanged.connect(self._on_typed)
        field.installEventFilter(self)

    @property
    def text(self) -> str:
        """What the field holds."""
        if isinstance(self._field, QPlainTextEdit):
            return self._field.toPlainText()
        return self._field.text()

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        if isinstance(self._field, QPlainTextEdit):
            return self._field.textCursor().position()
        return self._field.cursorPosition()

    def put(self, text: str, *, unfinished: bool = False) -> None:
        """Show words that are kept: in their record, or (``unfinished``) as a draft that is final on leaving.

        The field's own undo begins afresh.
        """
        self._stop()
        self.is_dirty = unfinished
        if text != self.text:
            self._quiet = True
            if isinstance(self._field, QPlainTextEdit):
                self._field.setPlainText(text)
            else:
                self._field.setText(text)
            self._quiet = False

    def place_caret(self, caret: int) -> None:
        """Put the caret somewhere; past the end means at the end."""
        caret = min(caret, len(self.text))
        if isinstance(self._field, QPlainTextEdit):
            cursor = self._field.textCursor()
            cursor.setPosition(caret)
            self._field.setTextCursor(cursor)
        else:
            self._field.setCursorPosition(caret)

    def keep_now(self) -> None:
        """Hold what is typed as a draft, at once."""
        self._stop()
        if self.is_dirty:
            self._keep(self.text, self.caret)

    def flush(self) -> None:
        """Make what is typed final, at once."""
        self._stop()
        if self.is_dirty:
            self.is_dirty = False
            try:
                self._commit(self.text)
            except BaseException:
                self.is_dirty = True  # still only on the screen: the next way out of the field tries again
                raise

    def let_go(self) -> None:
        """Hold what is typed as a draft and leave it at that: the diary is about to be closed."""
        self.keep_now()
        self.is_dirty = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make the words final when the focus leaves the field, or keep them when only the window did."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
                self.keep_now()
            else:
                self.flush()
        return False

    def _on_typed(self) -> None:
        if self._quiet:
            return
        self.is_dirty = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _stop(self) -> None:
        self._pause.stop()
        self._longest.stop()
