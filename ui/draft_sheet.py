"""A sheet whose words are kept as a draft while they are typed: a lock or a crash loses none of them."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets import Sheet, steps
from ui.widgets.autosave import LONGEST_MS, MOST_TYPED, PAUSE_MS
from ui.widgets.steps import Steps


class DraftSheet(Sheet):
    """Calls ``keep_draft`` half a second after a pause, every three seconds or 200 keys, and on leaving."""

    def __init__(self, over: QWidget, title: str, *, width_em: float) -> None:
        super().__init__(over, title, width_em=width_em)
        self._is_dirty = False
        self._kept_place: tuple[QWidget, int] | None = None  # where the caret stood in the draft
        self._typed = 0
        self._steps: dict[QWidget, Steps] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.keep_now)

    def keep_draft(self) -> None:
        """Keep what stands in the fields. Each sheet knows how."""
        raise NotImplementedError

    def keep_now(self) -> None:
        """Keep what is typed as a draft, at once; nothing when neither words nor caret changed since."""
        place = self._caret_place()
        dirty = self._is_dirty or self._kept_place not in (None, place)
        before = self._kept_place
        self.stop_keeping()
        self._kept_place = before
        self._note_steps()
        if dirty:
            try:
                self.keep_draft()
            except BaseException:
                self._is_dirty = True  # still only on the screen: the next way out tries again
                raise
            self._kept_place = place

    def _caret_place(self) -> tuple[QWidget, int] | None:
        field = QApplication.focusWidget()
        return (field, steps.caret_in(field)) if field is not None and self.isAncestorOf(field) else None

    def stop_keeping(self) -> None:
        """Forget that something was typed, and where: it is kept now."""
        self._pause.stop()
        self._longest.stop()
        self._typed = 0
        self._is_dirty = False
        self._kept_place = None

    def leave(self) -> None:
        """Close the sheet. What was typed stays a draft: opening it again brings it back."""
        self.keep_now()
        super().leave()

    def on_typed(self) -> None:
        """Connect every field's change to this."""
        self._is_dirty = True
        self._typed += 1
        if self._typed >= MOST_TYPED:
            self.keep_now()
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def watch(self, field: QLineEdit | QPlainTextEdit) -> None:
        """Remember what this field says from now on, so that undo can go back to it another day."""
        self._steps[field] = Steps()
        self._steps[field].begin(steps.text_in(field))

    def steps_of(self, field: QWidget) -> tuple[str, ...]:
        """Return the texts a watched field held before, oldest first; none for any other field."""
        self._note_steps()
        return self._steps[field].earlier if field in self._steps else ()

    def bring_back(self, field: QLineEdit | QPlainTextEdit, earlier: tuple[str, ...]) -> None:
        """Let undo in a watched field go back to earlier texts; what it says stays. It counts as kept."""
        now = steps.text_in(field)
        steps.replay(field, earlier, now)
        self._steps[field].begin(now, earlier)
        self.stop_keeping()

    def _note_steps(self) -> None:
        for field, seen in self._steps.items():
            seen.note(steps.text_in(field))
