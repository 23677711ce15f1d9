"""The first step for a case study: which one, and for whom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
)

from tutordiary.presenters.share_case_state import READER_WORDS, CaseChoice, CaseChoiceLine, Reader
from ui import theme
from ui.share.choose import LABEL_INDENT_EM, SIDE_BY_SIDE_EM
from ui.share.lines import lay_columns
from ui.widgets import Card, Heading, Muted, NoticeBar, QuietButton, Scroller

OPEN_STUDIO = "Open Case studies"
ROWS_SHOWN = 6
ID = Qt.ItemDataRole.UserRole


class CaseChooseStep(Scroller):
    """Draws the case studies there are, and who one goes to.

    Signals: ``case_chosen`` with an id, ``reader_chosen`` with a Reader, ``studio_wanted``.
    """

    case_chosen = Signal(str)
    reader_chosen = Signal(object)
    studio_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._lines: tuple[CaseChoiceLine, ...] = ()
        self._trouble = NoticeBar("")
        self._trouble.action_chosen.connect(lambda _words: self.studio_wanted.emit())
        self.body.addWidget(self._trouble)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._build_cases(), 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self._build_readers(), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_cases(self) -> Card:
        self._card = Card()
        self._card.body.addWidget(Heading("Which case study?", level=2))
        self.cases = QListWidget()
        self.cases.setAccessibleName("Which case study?")
        self.cases.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cases.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cases.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.cases.currentRowChanged.connect(self._on_case)
        self._card.body.addWidget(self.cases)
        studio = QuietButton("Change it in Case studies", icon="pencil")
        studio.clicked.connect(self.studio_wanted)
        self._card.body.addWidget(studio, 0, Qt.AlignmentFlag.AlignLeft)
        return self._card

    def _build_readers(self) -> Card:
        card = self._readers_card = Card()
        card.body.addWidget(Heading("Who is it for?", level=2))
        self.readers: dict[Reader, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._whats: list[Muted] = []
        for reader, (words, what) in READER_WORDS.items():
            radio = QRadioButton(words)
            radio.setAccessibleDescription(what)
            radio.clicked.connect(lambda _on=False, one=reader: self.reader_chosen.emit(one))
            self._group.addButton(radio)
            self.readers[reader] = radio
            self._whats.append(Muted(what, wrap=True))
            card.body.addWidget(radio)
            card.body.addWidget(self._whats[-1])
        return card

    def show_choice(self, state: CaseChoice) -> None:
        """Draw the choice as it stands."""
        self._filling = True
        self._trouble.say(state.trouble, mood="info", actions=(OPEN_STUDIO,) if state.trouble else ())
        for card in (self._card, self._readers_card):
            card.setVisible(bool(state.cases))
        if state.cases != self._lines:
            self._lines = state.cases
            self.cases.clear()
            for line in state.cases:
                item = QListWidgetItem(line.words)
                item.setData(ID, line.id)
                self.cases.addItem(item)
            self._fit_height()
        rows = [line.id for line in self._lines]
        self.cases.setCurrentRow(rows.index(state.chosen) if state.chosen in rows else -1)
        self.readers[state.reader].setChecked(True)
        self._filling = False

    def focus_first(self) -> None:
        """Put the focus on the list, or on the way to the studio."""
        buttons = self._trouble.buttons
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cases.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_case(self, at: int) -> None:
        if not self._filling and at >= 0:
            self.case_chosen.emit(self.cases.item(at).data(ID))

    def _fit_height(self) -> None:
        rows = min(ROWS_SHOWN, max(1, self.cases.count()))
        for at in range(self.cases.count()):
            self.cases.item(at).setSizeHint(QSize(theme.em(8), theme.em(2.0)))
        self.cases.setFixedHeight(theme.em(2.0) * rows + theme.em(0.8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two cards side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        self.body.setSpacing(theme.em(1))
        self._fit_height()
        for what in self._whats:
            what.setIndent(theme.em(LABEL_INDENT_EM))
