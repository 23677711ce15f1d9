"""The third step for a document: what the copy holds, counted, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QVBoxLayout

from tutordiary.presenters.share_document_state import PURPOSE_WORDS, DocumentGive
from tutordiary.release.document_review import Purpose
from ui import theme
from ui.share.choose import LABEL_INDENT_EM, SIDE_BY_SIDE_EM
from ui.share.give import BACK_TO_REVIEW
from ui.share.intruder_card import IntruderCard
from ui.share.lines import lay_columns, show_lines
from ui.widgets import Card, Heading, Muted, NoticeBar, Scroller


class DocumentGiveStep(Scroller):
    """Draws what the copy holds.

    Signals: ``review_wanted`` when something is still to be read; ``purpose_chosen`` with a Purpose;
    ``answered`` with a question and whether it is a yes; ``confirmed`` with a tick.
    """

    review_wanted = Signal()
    purpose_chosen = Signal(object)
    answered = Signal(str, bool)
    confirmed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._blocked = NoticeBar("")
        self._blocked.action_chosen.connect(lambda _words: self.review_wanted.emit())
        self.body.addWidget(self._blocked)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._leaves, self._leave_lines = Card(), QVBoxLayout()
        self._leaves.body.addWidget(Heading("What the copy holds", level=2))
        self._leaves.body.addLayout(self._leave_lines)
        self._takes = Muted("", wrap=True)
        self._leaves.body.addWidget(self._takes)
        self._right = QVBoxLayout()
        self._right.addWidget(self._build_purposes())
        self.intruder = IntruderCard()
        self.intruder.answered.connect(self.answered)
        self.intruder.confirmed.connect(self.confirmed)
        self._right.addWidget(self.intruder)
        self._right.addStretch(1)
        self._columns.addWidget(self._leaves, 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addLayout(self._right, 1)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_purposes(self) -> Card:
        card = Card()
        card.body.addWidget(Heading("What is the copy for?", level=2))
        self.purposes: dict[Purpose, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._whats: list[Muted] = []
        for purpose, (words, what) in PURPOSE_WORDS.items():
            radio = QRadioButton(words)
            radio.setAccessibleDescription(what)
            radio.clicked.connect(lambda _on, one=purpose: self.purpose_chosen.emit(one))
            self._group.addButton(radio)
            self.purposes[purpose] = radio
            self._whats.append(Muted(what, wrap=True))
            card.body.addWidget(radio)
            card.body.addWidget(self._whats[-1])
        return card

    def show_give(self, state: DocumentGive) -> None:
        """Draw what the copy would hold as it stands."""
        actions = (BACK_TO_REVIEW,) if state.needs_review else ()
        self._blocked.say(state.blocked, mood="warn" if state.needs_review else "info", actions=actions)
        show_lines(self._leave_lines, state.leaves)
        self._leaves.setVisible(bool(state.leaves))
        self._takes.setText(state.takes)
        self.purposes[state.purpose].setChecked(True)
        self.intruder.setVisible(state.intruder is not None)
        if state.intruder is not None:
            self.intruder.show_state(state.intruder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        em = theme.em
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        for layout in (self._right, self.body):
            layout.setSpacing(em(1))
        self._leave_lines.setSpacing(em(0.4))
        for what in self._whats:
            what.setIndent(em(LABEL_INDENT_EM))
