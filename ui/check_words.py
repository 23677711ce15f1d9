"""The check words of a key, numbered, large enough to be read out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Muted, Text


class CheckWords(QWidget):
    """Shows whose key it is and its six words. A screen reader reads them with their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._whose = Muted("", wrap=True)
        self._words = Text("", role="h2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._whose)
        self._column.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_words(self, whose: str, words: Sequence[str]) -> None:
        """Show other words; ``whose`` key they belong to stands above them."""
        self._whose.setText(f"{whose}. Check words:" if words else whose)
        self._words.setText(" · ".join(words))
        said = ", ".join(f"{number}: {word}" for number, word in enumerate(words, start=1))
        self._words.setAccessibleName(f"Check words. {said}" if words else "")

    def _restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.2))
