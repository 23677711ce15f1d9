"""What is copied from the diary does not stay: marked as secret, cleared soon and at every lock."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

CLEAR_AFTER_MS = 30_000
KDE_HINT = "x-kde-passwordManagerHint"
NO_HISTORY = b"\0\0\0\0"  # a number of four bytes to Windows: no
# What programs that collect clipboards look for, on each system, before they take a copy.
HINTS = {
    KDE_HINT: b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': NO_HISTORY,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': NO_HISTORY,
    "application/x-nspasteboard-concealed-type": b"",
}


def with_hints(text: str) -> QMimeData:
    """Return a text for the clipboard that asks not to be collected."""
    data = QMimeData()
    data.setText(text)
    for kind, value in HINTS.items():
        data.setData(kind, QByteArray(value))
    return data


class ClipboardGuard(QObject):
    """Watches the clipboard while a diary is open; what another program put there is left alone.

    Inside the app the last words copied can be pasted until the lock, also after the clipboard was cleared.
    """

    def __init__(self, clipboard: QClipboard, *, clear_after_ms: int = CLEAR_AFTER_MS) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._held = ""
        self._is_on = False
        self._timer = QTimer(self, singleShot=True, interval=clear_after_ms)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._on_changed)
        clipboard.selectionChanged.connect(self._on_marked)

    def begin(self) -> None:
        """Watch from now on."""
        self._is_on = True
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        # A passphrase that was shown at the door may have been copied or marked there.
        if self._clipboard.ownsClipboard():
            self._on_changed()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def end(self) -> None:
        """Clear what is still ours, and forget it."""
        if not self._is_on:
            return
        self.clear()
        self._held = ""
        self._is_on = False
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def clear(self) -> None:
        """Take our words off the clipboard, and what is marked with the mouse, if they are still ours."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _on_changed(self) -> None:
        if not self._is_on:
            return
        if not self._clipboard.ownsClipboard():
            self._held = ""  # another program's words came later: those are what is to be pasted
            self._timer.stop()
            return
        data = self._clipboard.mimeData()
        if data is None or not data.hasText() or not data.text():
            return
        if data.hasFormat(KDE_HINT):
            return
        self._held = data.text()
        self._clipboard.setMimeData(with_hints(self._held))
        self._timer.start()

    def _on_marked(self) -> None:
        """Treat marked text like copied text: on Linux any program can read it, and some collect it."""
        if not self._is_on or not self._clipboard.supportsSelection() or not self._clipboard.ownsSelection():
            return
        data = self._clipboard.mimeData(QClipboard.Mode.Selection)
        if data is None or not data.text() or data.hasFormat(KDE_HINT):
            return
        self._clipboard.setMimeData(with_hints(data.text()), QClipboard.Mode.Selection)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paste our own words inside the app after they were taken off the clipboard."""
        # Every event of every widget comes by: asking its class costs a third of asking its type.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if not self._held or not event.matches(QKeySequence.StandardKey.Paste) or self._clipboard.text():
            return False
        if isinstance(watched, QLineEdit) and not watched.isReadOnly():
            watched.insert(self._held)
            return True
        if isinstance(watched, QPlainTextEdit | QTextEdit) and not watched.isReadOnly():
            watched.textCursor().insertText(self._held)
            return True
        return False
