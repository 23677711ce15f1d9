"""What only the way in needs: the app's picture and a passphrase field."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tutordiary import assets
from ui import theme
from ui.widgets import QuietButton

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
    """A passphrase field with a button to show it. Paste is welcome; nothing is remembered."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        self.edit.returnPressed.connect(self.entered)
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
