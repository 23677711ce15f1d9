"""The panel of a run: several passages without anything to decide, as they would leave, read in one go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from tutordiary.presenters.share_state import RunState
from ui.share.marked_text import Legend, MarkedText
from ui.widgets import Card, Elided, Flow, Muted, PrimaryButton, QuietButton, SecondaryButton, Text


class RunPanel(Card):
    """Draws a run.

    Signals: ``answered`` with the letter of the key that does the same as the button pressed.
    """

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state: RunState | None = None
        self.title = Elided(role="strong")
        self.body.addWidget(self.title)
        self.body.addWidget(Muted("What would leave, one after the other", role="small"))
        self.leaving = MarkedText("What would leave, one after the other")
        self.body.addWidget(self.leaving, 1)
        self.body.addWidget(Legend())
        self._status = Text("", wrap=True)
        self.body.addWidget(self._status)
        self.read = PrimaryButton("I have read these", hint="Enter")
        self.apart = SecondaryButton("Take them one by one", hint="O")
        self.name_it = SecondaryButton(
            "Selected: a name…", name="The words selected here are a name", hint="N"
        )
        self.back = QuietButton("Undo", icon="undo-2", hint="U")
        for button, key in ((self.read, "Enter"), (self.apart, "O"), (self.name_it, "N"), (self.back, "U")):
            button.clicked.connect(lambda _on=False, one=key: self.answered.emit(one))
        buttons = Flow()
        buttons.set_items([self.read, self.apart, self.name_it, self.back])
        self.body.addWidget(buttons)
        self.name_it.setEnabled(False)
        self.leaving.selectionChanged.connect(
            lambda: self.name_it.setEnabled(bool(self.leaving.selected.strip()))
        )

    def show_run(self, state: RunState, *, can_undo: bool) -> None:
        """Draw a run."""
        moved = self._state is None or self._state.id != state.id
        had_focus = QApplication.focusWidget() is self.read
        self._state = state
        self.title.set_words(state.title)
        self.leaving.put(state.text, state.marks)
        if moved:
            self.leaving.verticalScrollBar().setValue(0)
        self._status.setText(state.status)
        self._status.set_tone("text" if state.can_read else "ok")
        self.read.setEnabled(state.can_read)
        self.apart.setEnabled(state.can_read)
        self.show_undo(can_undo=can_undo)
        if had_focus and not state.can_read:
            target: QWidget = self.leaving
            target.setFocus()

    def show_undo(self, *, can_undo: bool) -> None:
        """Say whether there is a decision to take back."""
        self.back.setEnabled(can_undo)
