"""One step of the way in as a card: a head, a notice, fields and a button. It knows nothing of diaries."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.door import Door, DoorState
from ui import theme
from ui.door_widgets import Emblem, Secret
from ui.widgets import Button, Card, FieldRow, Heading, Muted, NoticeBar, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from ui.widgets.notices import Mood


class DoorCard(Card):
    """A step of the door. Subclasses build it, draw the parts of the state that are theirs, and forget.

    ``first`` has the focus when the step is entered.
    """

    def __init__(self, door: Door, title: str, lead: str, *, back: bool = True) -> None:
        super().__init__(padding_em=1.8)
        self.door = door
        self.can_go_back = back
        self.rows: dict[str, FieldRow] = {}
        self.buttons: list[Button] = []
        self.first: QWidget = self
        head = QHBoxLayout()
        head.addWidget(Emblem())
        head.addSpacing(theme.em(0.5))
        words = QVBoxLayout()
        self.title = Heading(title)
        self.lead = Muted(lead, wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.lead)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.notice = NoticeBar("", mood="danger")
        self.body.addWidget(self.notice)
        if back:
            button = QuietButton("Back", icon="arrow-left", hint="Esc")
            button.clicked.connect(self.go_back)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def go_back(self) -> None:
        """Go back one step."""
        self.door.go_back()

    # For those who build a step -------------------------------------------------------------------

    def add_field(self, key: str, label: str, field: QWidget, hint: str = "") -> FieldRow:
        """Put a field with its label at the end of the card; problems named ``key`` stand under it."""
        row = FieldRow(label, field, hint=hint)
        self.rows[key] = row
        self.body.addWidget(row)
        return row

    def add_primary(self, words: str, action: Callable[[], None], *beside: QWidget) -> PrimaryButton:
        """Put the step's button at the right end of a line, with quieter ones at its left."""
        button = PrimaryButton(words)
        button.clicked.connect(lambda: action())
        line = QHBoxLayout()
        for widget in beside:
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(button)
        self.body.addSpacing(theme.em(0.4))
        self.body.addLayout(line)
        self.buttons.append(button)
        return button

    def lead_on_by_enter(self, *fields: QLineEdit | Secret) -> None:
        """Let Enter go from field to field, and in the last one press the step's button.

        A button that is off stays so: nothing is tried twice, or before the wait is over.
        """
        for field, after in pairwise(fields):
            _entered(field).connect(lambda one=after: one.setFocus(Qt.FocusReason.TabFocusReason))
        _entered(fields[-1]).connect(lambda: self.buttons[0].click())

    # The state ------------------------------------------------------------------------------------

    def draw(self, state: DoorState, *, entering: bool) -> None:
        """Draw the state: what every step has, then what is this one's own."""
        for key, row in self.rows.items():
            row.set_problem(state.problem if key == state.field else "")
        if state.busy:
            self.notice.say(state.busy, mood="info")
        else:
            words = "" if state.field in self.rows else state.problem
            self.notice.say(words or state.praise, mood=self.mood(state))
        self.fill(state)
        for button in self.buttons:
            button.setEnabled(not state.busy and not state.wait_s)
            if state.wait_s:
                QTimer.singleShot(state.wait_s * 1000, button, lambda one=button: one.setEnabled(True))
        self._place_focus(state, entering=entering)

    def mood(self, state: DoorState) -> Mood:
        """Return how the notice looks."""
        return "ok" if state.praise and not state.problem else "danger"

    def fill(self, state: DoorState) -> None:
        """Draw what only this step has."""

    def forget(self) -> None:
        """Empty every field that held a secret."""
        for secret in self.findChildren(Secret):
            secret.clear()

    def _place_focus(self, state: DoorState, *, entering: bool) -> None:
        row = self.rows.get(state.field)
        if row is not None and state.problem:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            edit = row.field.edit if isinstance(row.field, Secret) else row.field
            if isinstance(edit, QLineEdit):
                edit.selectAll()
        elif entering:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)


def _entered(field: QLineEdit | Secret) -> SignalInstance:
    return field.entered if isinstance(field, Secret) else field.returnPressed
