"""One passage: what the diary says beside what would leave, its questions, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.share_state import PassageState, QuestionLine, RowState
from ui import theme
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
    drop_from,
)

TEXTS_BESIDE_EM = 30.0
IN_DIARY = "In the diary, stays here"
LEFT_OUT_WORDS = "Nothing of this passage leaves."


class QuestionRow(QWidget):
    """A question. The one in hand has a mark before it and its answers as buttons; the others a way to it.

    Signals: ``answered`` with the letter of the key that does the same; ``wanted`` to take it in hand.
    """

    answered = Signal(str)
    wanted = Signal()

    def __init__(self, line: QuestionLine) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        start = "▸ " if line.is_current else ""
        end = f" Decided: {line.decided}." if line.decided else ""
        words = Body(f"{start}{line.asks}{end}")
        words.set_role("strong" if line.is_current and not line.decided else "body")
        if line.is_current:
            column.addWidget(words)
            column.addWidget(self._answers(line))
            return
        row = QHBoxLayout()
        row.addWidget(words, 1)
        go = QuietButton("Change it" if line.decided else "Decide it", name=f"{line.asks} Take it in hand")
        go.clicked.connect(self.wanted)
        row.addWidget(go)
        self.buttons.append(go)
        column.addLayout(row)

    def _answers(self, line: QuestionLine) -> Flow:
        if line.can_be_name:
            self._answer("N", "A name", f"{line.asks} A name")
        self._answer("K", line.keep_words, f"{line.asks} {line.keep_words}")
        if line.offer:
            self._answer("G", f"“{line.offer}”", f"{line.asks} Say {line.offer}")
        if line.can_reword:
            self._answer("R", "Other words…", f"Other words for {line.word}")
        flow = Flow()
        flow.set_items(self.buttons)
        return flow

    def _answer(self, key: str, words: str, name: str) -> None:
        button = SecondaryButton(f"{words}  ({key})", name=name, hint=key)
        button.clicked.connect(lambda: self.answered.emit(key))
        self.buttons.append(button)


class PassagePanel(Card):
    """The panel of a passage.

    Signals: ``answered`` with the letter of the key that does the same as the button pressed;
    ``question_wanted`` with the place of a question to take in hand.
    """

    answered = Signal(str)
    question_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QuestionRow] = []
        self._state: PassageState | None = None
        self._where = IN_DIARY
        self.title = Elided(role="strong")
        self.body.addWidget(self.title)
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.original = MarkedText(IN_DIARY)
        self.leaving = MarkedText("What would leave")
        self._original_title = Muted(IN_DIARY, role="small")
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
        before = self._state
        moved = before is None or before.id != state.id
        focus = QApplication.focusWidget()
        had_focus = focus is self.read or any(row.isAncestorOf(focus) for row in self._rows if focus)
        self._state = state
        self.title.set_words(state.title)
        where = "Your wording of it, the original stays as it is" if state.is_reworded else ""
        self._original_title.setText(where or self._where)
        self.original.put(state.original, state.original_marks)
        self.leaving.put(LEFT_OUT_WORDS if state.is_left_out else state.leaving, state.leaving_marks)
        if moved:
            for text in (self.original, self.leaving):
                text.verticalScrollBar().setValue(0)
        redone = moved or before is None or before.questions != state.questions
        if redone:
            self._show_questions(state)
        self._status.setText(state.status)
        self._status.set_tone({RowState.TO_DECIDE: "warn", RowState.READY: "ok"}.get(state.state, "text"))
        self.read.setEnabled(state.can_read)
        self.reword.setEnabled(not state.is_left_out)
        self.out.setEnabled(state.can_leave_out)
        self.out.set_words("Take it up again" if state.is_left_out else "Leave it out")
        self.show_undo(can_undo=can_undo)
        if had_focus and (redone or not state.can_read):
            self._focus_on(state)

    def name_original(self, words: str) -> None:
        """Say where the original is from, if it is not from the diary."""
        self._where = words
        self._original_title.setText(words)
        self.original.setAccessibleName(words)

    def show_undo(self, *, can_undo: bool) -> None:
        """Say whether there is a decision to take back."""
        self.back.setEnabled(can_undo)

    def _show_questions(self, state: PassageState) -> None:
        drop_from(self._questions)
        self._rows = []
        before: QWidget = self.leaving
        for place, line in enumerate(state.questions):
            row = QuestionRow(line)
            row.answered.connect(self.answered)
            row.wanted.connect(lambda at=place: self.question_wanted.emit(at))
            self._questions.addWidget(row)
            self._rows.append(row)
            for button in row.buttons:
                QWidget.setTabOrder(before, button)
                before = button
        QWidget.setTabOrder(before, self.back)
        self._arrange()

    def _focus_on(self, state: PassageState) -> None:
        """Put the focus on what comes next, when the button that had it is gone or off."""
        current = [row for row, line in zip(self._rows, state.questions, strict=True) if line.is_current]
        target: QWidget = self.leaving
        if state.can_read:
            target = self.read
        elif current:
            current[0].show()
            target = current[0].buttons[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

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
