"""One passage: what the diary says beside what would leave, its questions, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.share_state import PassageState, QuestionLine, RowState
from ui import theme
from ui.share.lines import drop_from
from ui.share.marked_text import Legend, MarkedText
from ui.widgets import (
    Body,
    Button,
    Card,
    Elided,
    Flow,
    Muted,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Text,
)

TEXTS_BESIDE_EM = 30.0
LEFT_OUT_WORDS = "Nothing of this passage leaves."


class QuestionRow(QWidget):
    """A question with its answers as buttons. The one in hand has a mark before it.

    Signals: ``answered`` with the letter of the key that does the same.
    """

    answered = Signal(str)

    def __init__(self, line: QuestionLine) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        start = "▸ " if line.is_current else ""
        end = f" Decided: {line.decided}." if line.decided else ""
        words = Body(f"{start}{line.asks}{end}")
        words.set_role("strong" if line.is_current and not line.decided else "body")
        column.addWidget(words)
        if not line.is_current:
            return
        answers: list[Button] = []
        if line.can_be_name:
            answers.append(self._answer("N", "A name", f"{line.asks} A name"))
        answers.append(self._answer("K", line.keep_words, f"{line.asks} {line.keep_words}"))
        if line.can_reword:
            answers.append(self._answer("R", "Other words…", f"Other words for {line.word}"))
        flow = Flow()
        flow.set_items(answers)
        column.addWidget(flow)

    def _answer(self, key: str, words: str, name: str) -> Button:
        button = SecondaryButton(f"{words}  ({key})", name=name, hint=key)
        button.clicked.connect(lambda: self.answered.emit(key))
        return button


class PassagePanel(Card):
    """The panel of a passage.

    Signals: ``answered`` with the letter of the key that does the same as the button pressed.
    """

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state: PassageState | None = None
        self.title = Elided(role="strong")
        self.body.addWidget(self.title)
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.original = MarkedText("In the diary, stays here")
        self.leaving = MarkedText("What would leave")
        self._original_title = Muted("In the diary, stays here", role="small")
        for title, text in (
            (self._original_title, self.original),
            (Muted("What would leave", role="small"), self.leaving),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.em(0.2))
            column.addWidget(title)
            column.addWidget(text, 1)
            self._texts.addLayout(column, 1)
        self.body.addLayout(self._texts, 1)
        self.body.addWidget(Legend())
        self._questions = QVBoxLayout()
        self.body.addLayout(self._questions)
        self._status = Text("", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self._status, 1)
        self.back = QuietButton("Undo", icon="undo-2", hint="U")
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self._build_buttons()
        theme.notifier().theme_changed.connect(self._arrange)

    def _build_buttons(self) -> None:
        self.read = PrimaryButton("I have read this", hint="Enter")
        self.name_it = SecondaryButton(
            "Selected: a name…", name="The words selected in the original are a name", hint="N"
        )
        self.reword = SecondaryButton("Reword the passage…", icon="pencil", hint="Shift+R")
        self.out = SecondaryButton("Leave it out", hint="X")
        for button, key in (
            (self.read, "Enter"),
            (self.name_it, "N"),
            (self.reword, "Shift+R"),
            (self.out, "X"),
            (self.back, "U"),
        ):
            button.clicked.connect(lambda _on=False, one=key: self.answered.emit(one))
        self._buttons = Flow()
        self._buttons.set_items([self.read, self.reword, self.out, self.name_it])
        self.body.addWidget(self._buttons)
        self.name_it.setEnabled(False)
        self.original.selectionChanged.connect(
            lambda: self.name_it.setEnabled(bool(self.original.selected.strip()))
        )

    def show_passage(self, state: PassageState, *, can_undo: bool) -> None:
        """Draw a passage."""
        moved = self._state is None or self._state.id != state.id
        self._state = state
        self.title.set_words(state.title)
        where = "Your wording of it, the diary keeps the original" if state.is_reworded else ""
        self._original_title.setText(where or "In the diary, stays here")
        self.original.put(state.original, state.original_marks)
        self.leaving.put(LEFT_OUT_WORDS if state.is_left_out else state.leaving, state.leaving_marks)
        if moved:
            for text in (self.original, self.leaving):
                text.verticalScrollBar().setValue(0)
        self._show_questions(state)
        self._status.setText(state.status)
        self._status.set_tone({RowState.TO_DECIDE: "warn", RowState.READY: "ok"}.get(state.state, "text"))
        self.read.setEnabled(state.can_read)
        self.reword.setEnabled(not state.is_left_out)
        self.out.setEnabled(state.can_leave_out)
        self.out.set_words("Take it up again" if state.is_left_out else "Leave it out")
        self.show_undo(can_undo=can_undo)

    def show_undo(self, *, can_undo: bool) -> None:
        """Say whether there is a decision to take back."""
        self.back.setEnabled(can_undo)

    def _show_questions(self, state: PassageState) -> None:
        drop_from(self._questions)
        for line in state.questions:
            row = QuestionRow(line)
            row.answered.connect(self.answered)
            self._questions.addWidget(row)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two texts side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        em = theme.em
        wide = self.width() >= em(TEXTS_BESIDE_EM)
        self._texts.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._texts.setSpacing(em(0.8))
        self._questions.setSpacing(em(0.5))
