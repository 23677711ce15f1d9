"""Run as a program on a real X screen: copies and marks words, and tells what another program can read."""

from __future__ import annotations

import json
import subprocess
import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from ui.lock.clipboard import ClipboardGuard

OTHER = """
import json
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
app = QApplication([])
held = app.clipboard()
modes = {"copied": QClipboard.Mode.Clipboard, "marked": QClipboard.Mode.Selection}
print(json.dumps({name: [held.text(mode), held.mimeData(mode).formats()] for name, mode in modes.items()}))
"""


def tell(when: str) -> None:
    """Print what a program of its own finds on both clipboards."""
    other = subprocess.Popen([sys.executable, "-c", OTHER], stdout=subprocess.PIPE)
    with other:
        while other.poll() is None:
            QTest.qWait(20)  # the words are asked of us
        print(json.dumps({when: json.loads(other.stdout.read())}), flush=True)


def copy_and_mark(field: QLineEdit | QPlainTextEdit, place: QPoint) -> None:
    """Copy everything, then mark a word with the mouse."""
    field.show()
    QTest.qWaitForWindowExposed(field)
    field.activateWindow()
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    inside = field.viewport() if isinstance(field, QPlainTextEdit) else field
    QTest.mouseDClick(inside, Qt.MouseButton.LeftButton, pos=place)


app = QApplication([])
secret = QLineEdit("zanzibar teapot")
copy_and_mark(secret, QPoint(12, 12))
tell("at the door")
guard = ClipboardGuard(app.clipboard(), clear_after_ms=int(sys.argv[1]))
guard.begin()
tell("opened")
note = QPlainTextEdit("kingfishers were here")
copy_and_mark(note, QPoint(20, 12))
tell("at work")
if "wait" in sys.argv:
    QTest.qWait(int(sys.argv[1]) + 100)
else:
    guard.end()
tell("after")
