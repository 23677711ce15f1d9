"""The sheets of the review: who a name is, other words for a passage, and all the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from tutordiary.presenters.share_state import WhoChoice
from ui import theme
from ui.keys_sheet import KeysSheet
from ui.widgets import Body, FieldRow, PrimaryButton, Sheet

KEYS = (
    ("J  ↓", "the next passage"),
    ("L  ↑", "the passage before"),
    ("←  →", "the question before or the next, within a passage"),
    ("N", "this is a name; also for words you selected"),
    ("K", "keep it: an ordinary word, or told in a way that may leave"),
    ("G", "say it more generally, in the words offered"),
    ("R", "put other words in its place"),
    ("Shift R", "reword the whole passage; the original stays as it is"),
    ("X", "leave this passage out, or take it up again"),
    ("Enter", "I have read this, and on to the next that waits"),
    ("U", "undo the last decision"),
    ("O", "take the passages of a run one by one"),
    ("Tab", "from the list to the texts and the buttons"),
    ("Ctrl Enter", "go on; in the last step, give it"),
)


def keys_sheet(page: QWidget) -> Sheet:
    """Return the sheet of all the keys that work here."""
    return KeysSheet(page, "Share", KEYS)


class WhoSheet(Sheet):
    """Asks who or what a name is; Enter takes the line in hand."""

    def __init__(
        self,
        page: QWidget,
        word: str,
        choices: Sequence[WhoChoice],
        chosen: Callable[[WhoChoice], None],
    ) -> None:
        super().__init__(page, "This is a name", width_em=34)
        self._choices, self._chosen = tuple(choices), chosen
        self.body.addWidget(
            Body(
                f"Who or what is “{word}”? From now on it is replaced in every passage that leaves. "
                "It stays as it is in the diary."
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(f"Who or what is {word}?")
        self.list.addItems([choice.words for choice in choices])
        for at in range(self.list.count()):
            self.list.item(at).setSizeHint(QSize(0, theme.em(1.9)))
        self.list.setStyleSheet(f"QListWidget::item {{ padding-left: {theme.em(0.5)}px; }}")
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(theme.em(min(len(choices), 7.5) * 1.9 + 0.3))
        self.list.itemActivated.connect(lambda _item: self.take())
        self.body.addWidget(self.list)
        row = QHBoxLayout()
        row.addStretch(1)
        button = PrimaryButton("Replace it")
        button.clicked.connect(self.take)
        row.addWidget(button)
        self.body.addLayout(row)
        self.present(self.list)

    def take(self) -> None:
        """Take the line in hand."""
        at = self.list.currentRow()
        self.leave()
        if at >= 0:
            self._chosen(self._choices[at])


class RewordSheet(Sheet):
    """Asks for other words; Ctrl+Enter (the page's) uses them. Empty words change nothing."""

    def __init__(self, page: QWidget, title: str, hint: str, words: str, keep: Callable[[str], None]) -> None:
        super().__init__(page, title, width_em=44)
        self._keep = keep
        self.field = QPlainTextEdit(words)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(theme.em(5.5 if len(words) < 80 else 9.0))
        self.body.addWidget(FieldRow("Your wording", self.field, hint=hint))
        row = QHBoxLayout()
        row.addStretch(1)
        button = PrimaryButton("Use these words", hint="Ctrl+Enter")
        button.clicked.connect(self.take)
        row.addWidget(button)
        self.body.addLayout(row)
        self.present(self.field)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self) -> None:
        """Use the words."""
        words = self.field.toPlainText()
        self.leave()
        self._keep(words)
