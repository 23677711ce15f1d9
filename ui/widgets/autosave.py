"""Keeps what is typed: half a second after a pause, every three seconds or 200 letters, and on leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui.widgets import steps
from ui.widgets.steps import Steps, TextField

PAUSE_MS = 500
LONGEST_MS = 3000
MOST_TYPED = 200  # characters


class Autosave(QObject):
    """Watches one field. ``keep(text, caret)`` holds the words as a draft, ``commit(text)`` makes them final.

    ``commit`` is called when the focus leaves and on ``flush``; text set by ``put`` is not typing. A caret
    counts characters from the start. ``steps`` are the texts before, for the draft: ``put`` takes them back.
    """

    def __init__(
        self,
        field: TextField,
        keep: Callable[[str, int], None],
        commit: Callable[[str], None],
    ) -> None:
        super().__init__(field)
        self._field = field
        self._keep = keep
        self._commit = commit
        self._quiet = False
        self._steps = Steps()
        self._steps.begin(self.text)
        self._length = len(self.text)
        self._typed = 0
        self.is_dirty = False
        self.is_touched = False  # typed in since the words were put here
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.keep_now)
        field.textChanged.connect(self._on_typed)
        field.installEventFilter(self)

    @property
    def field(self) -> TextField:
        """The field watched."""
        return self._field

    @property
    def text(self) -> str:
        """What the field holds."""
        return steps.text_in(self._field)

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return steps.caret_in(self._field)

    @property
    def steps(self) -> tuple[str, ...]:
        """The texts that stood here before the one of now, oldest first."""
        self._steps.note(self.text)
        return self._steps.earlier

    def put(self, text: str, *, unfinished: bool = False, earlier: tuple[str, ...] = ()) -> None:
        """Show words that are kept: in their record, or (``unfinished``) as a draft that is final on leaving.

        The field's own undo begins afresh, with the ``earlier`` texts to go back to.
        """
        self._stop()
        self.is_dirty = unfinished
        self.is_touched = False
        with self._quietly():
            steps.replay(self._field, earlier, text)
        self._steps.begin(self.text, earlier)
        self._length = len(self.text)

    def reword(self, text: str) -> None:
        """Show that the words were changed elsewhere; undo in the field takes that back too."""
        self._stop()
        self._steps.note(self.text)
        with self._quietly():
            steps.reword(self._field, self.text, text)
        self._steps.note(self.text)
        self._length = len(self.text)

    def place_caret(self, caret: int) -> None:
        """Put the caret somewhere; past the end means at the end."""
        steps.place_caret(self._field, caret)

    def keep_now(self) -> None:
        """Hold what is typed as a draft, at once."""
        self._stop()
        if self.is_dirty:
            self._steps.note(self.text)
            if isinstance(self._field, QPlainTextEdit):
                steps.part(self._field)  # undo goes back by what was kept, now as after a lock
            self._keep(self.text, self.caret)

    def flush(self) -> None:
        """Make what is typed final, at once."""
        self._stop()
        if self.is_dirty:
            was_touched, self.is_dirty, self.is_touched = self.is_touched, False, False
            self._steps.note(self.text)
            try:
                self._commit(self.text)
            except BaseException:
                # Still only on the screen: the next way out of the field tries again.
                self.is_dirty, self.is_touched = True, was_touched
                raise

    def let_go(self) -> None:
        """Hold what is typed as a draft and leave it at that: the diary is about to be closed."""
        self.keep_now()
        self.is_dirty = self.is_touched = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make the words final when the focus leaves the field, or keep them when only the window did."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
                self.keep_now()
            else:
                self.flush()
        return False

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _on_typed(self) -> None:
        if self._quiet:
            return
        self.is_dirty = self.is_touched = True
        length = len(self.text)
        self._typed += max(1, abs(length - self._length))
        self._length = length
        if self._typed >= MOST_TYPED:
            self.keep_now()
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _stop(self) -> None:
        self._typed = 0
        self._pause.stop()
        self._longest.stop()
