"""A sheet whose words are kept as a draft while they are typed: a lock or a crash loses none of them."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.widgets import Sheet
from ui.widgets.autosave import LONGEST_MS, PAUSE_MS


class DraftSheet(Sheet):
    """Calls ``keep_draft`` half a second after a pause, every three seconds while typing, and on leaving."""

    def __init__(self, over: QWidget, title: str, *, width_em: float) -> None:
        super().__init__(over, title, width_em=width_em)
        self._is_dirty = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.keep_now)

    def keep_draft(self) -> None:
        """Keep what stands in the fields. Each sheet knows how."""
        raise NotImplementedError

    def keep_now(self) -> None:
        """Keep what is typed as a draft, at once; nothing when nothing was typed since."""
        dirty = self._is_dirty
        self.stop_keeping()
        if dirty:
            try:
                self.keep_draft()
            except BaseException:
                self._is_dirty = True  # still only on the screen: the next way out tries again
                raise

    def stop_keeping(self) -> None:
        """Forget that something was typed: it is kept now."""
        self._pause.stop()
        self._longest.stop()
        self._is_dirty = False

    def leave(self) -> None:
        """Close the sheet. What was typed stays a draft: opening it again brings it back."""
        self.keep_now()
        super().leave()

    def on_typed(self) -> None:
        """Connect every field's change to this."""
        self._is_dirty = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()


def caret_of(field: QWidget) -> int:
    """Return where the caret stands, counted in characters; 0 for a field without one."""
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().position()
    return field.cursorPosition() if isinstance(field, QLineEdit) else 0


def place_caret(field: QWidget, caret: int) -> None:
    """Put the caret somewhere; past the end means at the end."""
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(caret, len(field.toPlainText())))
        field.setTextCursor(cursor)
    elif isinstance(field, QLineEdit):
        field.setCursorPosition(min(caret, len(field.text())))
