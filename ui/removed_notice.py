"""Says that something was removed, and gives it back at a press or by Ctrl+Z, for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.widgets import NoticeBar

SHOWN_MS = 60_000
UNDO = "Undo"
REMOVED = "Removed. It stays under Settings, Recently removed, for thirty days."


class RemovedNotice(NoticeBar):
    """A bar at the top of ``page``. Ctrl+Z means it while the focus is in no field to type in."""

    def __init__(self, page: QWidget) -> None:
        super().__init__("", page)
        self._entry_id = ""
        self._bring_back: Callable[[str], tuple[bool, str]] | None = None
        self._done: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.forget)
        self.action_chosen.connect(lambda _words: self.undo())
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.undo)

    def offer(
        self, entry_id: str, bring_back: Callable[[str], tuple[bool, str]], done: Callable[[], None]
    ) -> None:
        """Say that something was removed; ``done`` is called once it is back."""
        self._entry_id, self._bring_back, self._done = entry_id, bring_back, done
        self.say(REMOVED, actions=(UNDO,))
        self._timer.start()

    def undo(self) -> None:
        """Bring it back; nothing happens when there is nothing to bring back."""
        if not self._entry_id or self._bring_back is None or self._done is None:
            return
        is_back, sentence = self._bring_back(self._entry_id)
        self._entry_id = ""
        if is_back:
            self._done()
        self.say(sentence, mood="ok" if is_back else "warn")
        self._timer.start()

    def forget(self) -> None:
        """Offer nothing any more: it was a while ago, or another page is shown."""
        self._entry_id = ""
        self._timer.stop()
        self.say("")
