"""What only the way in needs: the app's picture and a passphrase field."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from tutordiary import assets
from ui import theme
from ui.widgets import FieldRow, QuietButton

P = ParamSpec("P")
PAUSE_MS = 300
# Words, icon, hint and key of each way in.
CHOICES = (
    (
        "Make my diary",
        "notebook-pen",
        "New and empty, with a passphrase only you know",
        "make",
    ),
    ("Show me around", "eye", "A sample diary of invented people to look through", "around"),
    ("Open a diary I have", "folder-open", "On this computer or a stick", "existing"),
    ("Restore a backup", "save", "Bring back a .tdbackup file", "restore"),
)


def while_there(owner: QObject, call: Callable[P, None]) -> Callable[P, None]:
    """Return a call for the outcome of long work, which does nothing once the widget it is for is gone."""

    def called(*values: P.args, **named: P.kwargs) -> None:
        if isValid(owner):
            call(*values, **named)

    return called


class Emblem(QWidget):
    """The app's own picture, painted so that it is no graphic to a screen reader."""

    def __init__(self, size_em: float = 3.4) -> None:
        super().__init__()
        self._size_em = size_em
        self._renderer = QSvgRenderer(str(assets.path("icons/app.svg")))
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(theme.em(self._size_em), theme.em(self._size_em))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()


class Secret(QWidget):
    """A passphrase field with a button to show it. Paste is welcome; nothing is remembered.

    Signals: ``entered`` on Enter; ``caps_changed`` with whether the letters come out as with Caps Lock on.
    """

    entered = Signal()
    caps_changed = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        self.edit.returnPressed.connect(self.entered)
        self.edit.installEventFilter(self)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.eye = QuietButton("", icon="eye", name="Show the passphrase")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addWidget(self.eye)
        self.setFocusProxy(self.edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice Caps Lock by what it does to letters: no system says so in the same way."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self.caps_changed.emit(False)  # until the next letter tells
            elif len(letter) == 1 and letter.lower() != letter.upper():
                has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.caps_changed.emit(letter.isupper() != has_shift)
        return False

    def _on_eye_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.setAccessibleName("Hide the passphrase" if shown else "Show the passphrase")

    def setAccessibleDescription(self, words: str) -> None:
        """Give the hint or the problem to the field itself, which is what has the focus."""
        self.edit.setAccessibleDescription(words)

    def setProperty(self, name: str, value: object) -> bool:
        """Give the field itself the mark of a problem, so that its edge shows it."""
        self.edit.setProperty(name, value)
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        return super().setProperty(name, value)

    def text(self) -> str:
        """Return what was typed."""
        return self.edit.text()

    def show_words(self, words: str) -> None:
        """Put words in and let them be seen."""
        self.edit.setText(words)
        self.eye.setChecked(True)

    def clear(self) -> None:
        """Forget what was typed and hide again."""
        self.edit.clear()
        self.eye.setChecked(False)


class StrengthHint(QObject):
    """Says under a new passphrase how hard it would be to guess, after a pause in the typing.

    ``weigh(typed, say)`` works that out and calls ``say`` with a sentence; empty shows the first hint again.
    """

    def __init__(
        self, secret: Secret, row: FieldRow, hint: str, weigh: Callable[[str, Callable[[str], None]], None]
    ) -> None:
        super().__init__(secret)
        self._secret, self._row, self._hint, self._weigh = secret, row, hint, weigh
        row.set_hint(hint)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        secret.edit.textChanged.connect(lambda _typed: self._pause.start())

    def _on_pause_timeout(self) -> None:
        typed = self._secret.text()
        if not typed:
            self._row.set_hint(self._hint)
            return

        def say(words: str) -> None:
            if self._secret.text() == typed:
                self._row.set_hint(words or self._hint)

        self._weigh(typed, while_there(self._secret, say))
