"""The third step: exactly what leaves, three questions to answer, and what has left before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from tutordiary.presenters.share_state import GiveState
from ui import theme
from ui.share.choose import SIDE_BY_SIDE_EM
from ui.share.intruder_card import IntruderCard
from ui.share.lines import lay_columns, show_lines
from ui.widgets import Card, Heading, Muted, NoticeBar, Scroller

BACK_TO_REVIEW = "Go back to the review"


class GiveStep(Scroller):
    """Draws what would leave.

    Signals: ``review_wanted`` when something is still to be read; ``answered`` with a question and whether
    it is a yes; ``confirmed`` with a tick.
    """

    review_wanted = Signal()
    answered = Signal(str, bool)
    confirmed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._blocked = NoticeBar("")
        self._blocked.action_chosen.connect(lambda _words: self.review_wanted.emit())
        self.body.addWidget(self._blocked)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._leaves, self._leave_lines = _card("What leaves")
        self.intruder = IntruderCard()
        self.intruder.answered.connect(self.answered)
        self.intruder.confirmed.connect(self.confirmed)
        self._before, self._before_lines = _card("Given before")
        self._takes = Muted("", wrap=True)
        self._leaves.body.addWidget(self._takes)
        self.left, right = QVBoxLayout(), QVBoxLayout()
        self.left.addWidget(self._leaves)
        self.left.addStretch(1)
        right.addWidget(self.intruder)
        right.addWidget(self._before)
        right.addStretch(1)
        self._right = right
        self._columns.addLayout(self.left, 1)
        self._columns.addLayout(right, 1)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_give(self, state: GiveState) -> None:
        """Draw what would leave as it stands."""
        actions = (BACK_TO_REVIEW,) if state.needs_review else ()
        self._blocked.say(state.blocked, mood="warn" if state.needs_review else "info", actions=actions)
        show_lines(self._leave_lines, state.leaves)
        self._leaves.setVisible(bool(state.leaves))
        self._takes.setText(state.takes)
        self.intruder.setVisible(state.intruder is not None)
        if state.intruder is not None:
            self.intruder.show_state(state.intruder)
        show_lines(self._before_lines, state.earlier or ("Nothing has been given yet.",))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        em = theme.em
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        for layout in (self.left, self._right, self.body):
            layout.setSpacing(em(1))
        for lines in (self._leave_lines, self._before_lines):
            lines.setSpacing(em(0.4))


def _card(title: str) -> tuple[Card, QVBoxLayout]:
    card, lines = Card(), QVBoxLayout()
    card.body.addWidget(Heading(title, level=2))
    card.body.addLayout(lines)
    return card, lines
