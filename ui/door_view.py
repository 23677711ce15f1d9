"""The way in as a window page: one card at a time, built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.door import Door, DoorState, Step
from ui import theme
from ui.door_card import DoorCard
from ui.door_opening import RestoreCard, TroubleCard, UnlockCard, UseRecoveryCard, WelcomeCard
from ui.widgets import Scroller

if TYPE_CHECKING:
    from tutordiary.diary import Diary

WIDTH_EM = 34.0
SIMPLE: dict[Step, Callable[[Door], DoorCard]] = {
    Step.WELCOME: WelcomeCard,
    Step.UNLOCK: UnlockCard,
    Step.USE_RECOVERY: UseRecoveryCard,
    Step.TROUBLE: TroubleCard,
    Step.RESTORE: RestoreCard,
}


class DoorPage(QWidget):
    """Draws the door's state and forwards what is typed and pressed.

    Signals: ``entered`` with the open Diary.
    """

    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.door: Door
        self.step: Step | None = None
        self.cards: dict[Step, DoorCard] = {}
        # Not a stacked widget: that is as tall as its tallest page.
        self._column = QWidget()
        self._stack = QVBoxLayout(self._column)
        self._stack.setContentsMargins(0, 0, 0, 0)
        scroller = Scroller()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column)
        middle.addStretch(1)
        scroller.body.addStretch(1)
        scroller.body.addLayout(middle)
        scroller.body.addStretch(2)
        outer = QVBoxLayout(self)
        outer.addWidget(scroller)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_state(self, state: DoorState) -> None:
        """Draw the state."""
        entering = state.step is not self.step
        self.step = state.step
        if state.step not in self.cards:
            # Built when it is first shown: most people see the unlock page alone.
            card = self._build(state.step)
            self.cards[state.step] = card
            self._stack.addWidget(card)
        for step, card in self.cards.items():
            card.setVisible(step is state.step)
        if entering:
            self._forget()
        self.cards[state.step].draw(state, entering=entering)

    def _build(self, step: Step) -> DoorCard:
        if step in SIMPLE:
            return SIMPLE[step](self.door)
        from ui import door_making

        kinds: dict[Step, Callable[[Door], DoorCard]] = {
            Step.MAKE: door_making.MakeCard,
            Step.RECOVERY: door_making.RecoveryCard,
            Step.CODE_DUE: door_making.CodeDueCard,
            Step.NEW_PASSPHRASE: door_making.NewPassphraseCard,
        }
        return kinds[step](self.door)

    def complain(self, sentence: str) -> None:
        """Say a sentence about the step that is shown."""
        if self.step is not None:
            self.cards[self.step].notice.say(sentence, mood="danger")

    def praise(self, sentence: str) -> None:
        """Say that something worked, on the step that is shown."""
        if self.step is not None:
            self.cards[self.step].notice.say(sentence, mood="ok")

    def enter(self, diary: Diary) -> None:
        """Leave the door: the diary is open."""
        self._forget()
        self.step = None
        self.entered.emit(diary)

    def _forget(self) -> None:
        for card in self.cards.values():
            card.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back one step on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.step is not None and self.cards[self.step].can_go_back:
            self.cards[self.step].go_back()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().page))
        painter.end()

    def _restyle(self) -> None:
        self._column.setFixedWidth(theme.em(WIDTH_EM))
        self.update()
