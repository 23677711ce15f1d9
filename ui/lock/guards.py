"""What stands guard while a diary is open: the cover, the clipboard, the watch, hiding from capture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from tutordiary.settings import SettingsFile
from ui import file_choice
from ui.lock.capture import Capture
from ui.lock.clipboard import ClipboardGuard
from ui.lock.cover import KEY, Cover
from ui.lock.handover import Why
from ui.lock.watch import Watch, watch_for_this_system


class Guards:
    """Everything that protects an open diary beside the lock itself."""

    def __init__(
        self,
        window: QWidget,
        settings: SettingsFile,
        lock: Callable[[Why], None],
        *,
        make_watch: Callable[[QWidget], Watch] = watch_for_this_system,
    ) -> None:
        self.cover = Cover(lambda: lock(Why.BY_HAND))
        self.clipboard = ClipboardGuard(QApplication.clipboard())
        self.capture = Capture(settings)
        self._watch = make_watch(window)
        self._lock = lock
        self._key = QShortcut(QKeySequence(KEY), window)
        self._key.setEnabled(False)
        self._key.activated.connect(self.cover.lay)
        self.capture.begin()  # the door, too: a recovery code may be shown there

    def opened(self) -> None:
        """Begin: a diary was opened."""
        self._key.setEnabled(True)
        self.clipboard.begin()
        self._watch.start(self._lock)

    def locked(self) -> None:
        """Put away what lies outside the pages: the diary is being locked."""
        self._key.setEnabled(False)
        self.cover.lift()
        self.clipboard.end()
        self._watch.stop()
        file_choice.forget()

    def end(self) -> None:
        """The window closes for good."""
        self.locked()
        self.capture.end()
