"""Asks keyboards that learn (input methods, on-screen keyboards, dictation) to keep nothing of what is typed.

Some write the words they learn to a file of their own, unencrypted. It is a request: whether they follow it
is up to them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

KEEP_NOTHING = Qt.InputMethodHint.ImhSensitiveData


def ask_keyboards(app: QApplication) -> None:
    """Put the request to each field as it gets the focus: one that shows what it hid has dropped it."""
    app.focusChanged.connect(_on_focus_changed)


def _on_focus_changed(_old: QWidget | None, new: QWidget | None) -> None:
    if isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit) and not new.inputMethodHints() & KEEP_NOTHING:
        new.setInputMethodHints(new.inputMethodHints() | KEEP_NOTHING)
