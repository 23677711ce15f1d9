"""Says above the page what was just kept from a sheet, and takes it back at a press, for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from ui.widgets import NoticeBar

SHOWN_MS = 60_000
UNDO = "Undo"


class ToldLine(NoticeBar):
    """Hidden until something was kept."""

    def __init__(self) -> None:
        super().__init__("")
        self._take_back: Callable[[], str] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.forget)
        self.action_chosen.connect(lambda _words: self._on_undo())

    def offer(self, sentence: str, take_back: Callable[[], str]) -> None:
        """Say a sentence with Undo; ``take_back`` undoes it and returns a sentence that says so."""
        self._take_back = take_back
        self.say(sentence, mood="ok", actions=(UNDO,))
        self._timer.start()

    def _on_undo(self) -> None:
        if self._take_back is not None:
            take_back, self._take_back = self._take_back, None
            self.say(take_back(), mood="info")
            self._timer.start()

    def forget(self) -> None:
        """Say nothing any more."""
        self._take_back = None
        self._timer.stop()
        self.say("")
