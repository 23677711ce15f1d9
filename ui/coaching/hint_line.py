"""A quiet line under a field: a kinder word for one that labels, and whether the DSL should know today.

It stops nothing and counts nothing; a press on the cross and it says no more about that word.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tutordiary import coaching
from ui import theme
from ui.coaching.calls import calls
from ui.widgets import QuietButton, Text
from ui.widgets.steps import text_in

PAUSE_MS = 600
ASK = "Does this need to go to the DSL today?"
_left_alone: set[str] = set()  # words somebody wants to keep, until the app is closed


class HintRow(QWidget):
    """Some quiet words and a cross that sends them away."""

    close_name = "Leave this word as it is"

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__()
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.words = Text("", role="small", tone="muted", wrap=True)
        self.close_button = QuietButton("", icon="x", name=self.close_name)
        self.close_button.clicked.connect(close)
        self.line.addWidget(self.words, 1)
        self.line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)


class AskRow(HintRow):
    """Asks whether the DSL should know, and opens the sheet that says how."""

    close_name = "No, not this time"

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__(close)
        self.words.setText(ASK)
        self.concern_button = QuietButton("Open Concern", hint="Who to tell, and how")
        self.concern_button.clicked.connect(calls().concern_wanted)
        self.line.insertWidget(1, self.concern_button)


class HintLine(QWidget):
    """Watches one field and takes no room while there is nothing to say.

    ``without_words`` leaves out the hints on words: for fields that hold what somebody else said.
    """

    def __init__(
        self,
        edit: QLineEdit | QPlainTextEdit,
        parent: QWidget | None = None,
        *,
        without_words: bool = False,
    ) -> None:
        super().__init__(parent)
        self._edit = edit
        self._without_words = without_words
        self._word = ""
        self._described = ""
        self._seen: frozenset[str] = frozenset()
        self._answered: frozenset[str] = frozenset()
        self._column = QVBoxLayout(self)
        self.hint: HintRow | None = None  # made when there is something to say: most fields never need them
        self.ask: AskRow | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        edit.textChanged.connect(lambda *_text: self._pause.start())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self.look()

    def hint_on_words(self, *, wanted: bool) -> None:
        """Give hints on words from now on, or leave them out."""
        self._without_words = not wanted
        self.look()

    def look(self) -> None:
        """Look at the words in the field now, and say what there is to say."""
        text = text_in(self._edit)
        found = () if self._without_words else coaching.hints(text)
        hint = next((one for one in found if one.word.casefold() not in _left_alone), None)
        self._word = hint.word.casefold() if hint else ""
        said = f"“{hint.word}” could be {hint.instead}" if hint else ""
        self._seen = coaching.concern_phrases(text)
        self._answered &= self._seen  # in other words, or another pupil's, the same phrase asks again
        asks = bool(self._seen - self._answered)
        self._show(said, asks=asks)
        self._describe(" ".join(part for part in (said and f"{said}.", ASK * asks) if part))

    def _describe(self, said: str) -> None:
        """Let a screen reader say it with the field, behind what the field says of itself."""
        own = self._edit.accessibleDescription().removesuffix(self._described).strip()
        self._described = said
        self._edit.setAccessibleDescription(f"{own} {said}".strip())

    def _show(self, said: str, *, asks: bool) -> None:
        if said and self.hint is None:
            self.hint = HintRow(self._on_leave)
            self._column.insertWidget(0, self.hint)
        if asks and self.ask is None:
            self.ask = AskRow(self._on_no)
            self._column.addWidget(self.ask)
        if self.hint is not None:
            self.hint.words.setText(said)
            self.hint.setVisible(bool(said))
        if self.ask is not None:
            self.ask.setVisible(asks)
        self.setVisible(bool(said) or asks)

    def _on_leave(self) -> None:
        _left_alone.add(self._word)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def _on_no(self) -> None:
        self._answered = self._answered | self._seen
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def _space(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
